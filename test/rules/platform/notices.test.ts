import t from 'tap'
import type { Report } from '../../../generated/schemas.ts'
import { excerpt, submittedNotice } from '../../../src/rules/platform/notices.ts'

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

t.test('the notice of a report that was handed in', async (t) => {
  const report = { id: 'REPORT', author: { id: 'A', name: 'Sari' }, reportDate: '2026-11-20', summary: 'x'.repeat(200) } as Report
  t.same(submittedNotice(report), {
    type: 'report.submitted',
    title: 'Sari submitted the report of 2026-11-20',
    body: `${'x'.repeat(139)}…`,
    reportId: 'REPORT'
  })
  const longest = submittedNotice({ ...report, author: { id: 'A', name: '線'.repeat(120) } })
  t.ok(longest.title.length <= 200, 'the longest name fits the column')
})
