import t from 'tap'
import { aboutSubmitted, excerpt, inWords } from '../../../src/rules/platform/notices.ts'

t.test('an excerpt is cut between characters', async (t) => {
  t.equal(excerpt(''), '')
  t.equal(excerpt('Collars'), 'Collars')
  for (const character of ['x', 'é', '線', '🧵']) {
    t.equal(excerpt(character.repeat(140)), character.repeat(140), `140 ${character} are whole`)
    t.equal(excerpt(character.repeat(141)), `${character.repeat(139)}…`, `141 ${character} are not`)
  }
  const cut = excerpt(`x${'🧵'.repeat(4000)}`)
  t.equal([...cut].length, 140)
  t.ok(cut.isWellFormed())
})

const report = (author: string, summary = 'Collars') => ({ author, team: 'Line 4', date: '2026-11-20', summary })
const submitted = (...reports: ReturnType<typeof report>[]) => ({ type: 'report.submitted', arguments: aboutSubmitted(reports) })

t.test('the notice of a report that was handed in', async (t) => {
  const one = submitted(report('Sari', 'x'.repeat(200)))
  t.same(inWords(one, 'en'), { title: 'Sari submitted the report of 20 November 2026', body: `${'x'.repeat(139)}…` })
  t.same(inWords(one, 'id'), { title: 'Sari mengirim laporan tanggal 20 November 2026', body: `${'x'.repeat(139)}…` })
  t.ok(inWords(submitted(report('線'.repeat(120))), 'en').title.length <= 200, 'the longest name fits')
})

t.test('of several', async (t) => {
  const names = ['Sari', 'Wati', 'Agus', 'Joko', 'Dewi'].map((name) => report(name))
  t.same(inWords(submitted(...names), 'en'), {
    title: '5 reports of Line 4 of 20 November 2026 wait for your review',
    body: 'Sari, Wati, Agus and 2 more'
  })
  t.same(inWords(submitted(...names.slice(0, 2)), 'id'), {
    title: '2 laporan Line 4 tanggal 20 November 2026 menunggu tinjauan Anda',
    body: 'Sari, Wati'
  })
})

t.test('what was stored as words, and what there are no words for', async (t) => {
  t.same(inWords({ type: 'test', arguments: { written: { title: 'x'.repeat(201), body: 'y' } } }, 'id'), {
    title: `${'x'.repeat(199)}…`,
    body: 'y'
  })
  t.same(inWords({ type: 'of.tomorrow', arguments: { a: 1 } }, 'en'), { title: 'of.tomorrow', body: '' })
})
