/** What is found, by whom, and how it is shown; the same on both databases. */
import t from 'tap'
import type { SearchExcerptPart, SearchType } from '../../../generated/schemas.ts'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { everyWorkingDay } from '../../support/owing.ts'
import { line4, people } from '../../support/people.ts'

const today = '2026-11-20'
const shown = ({ excerpt }: { excerpt: SearchExcerptPart[] }) => excerpt.map(({ text, found }) => found ? `[${text}]` : text).join('')

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    await everyWorkingDay(db)
    const [employee, lead, hr] = await app.signInEach('employee', 'lead', 'hr')
    const markup = '<b>Kancing</b> & "tali"'
    const own = await employee.createReport({
      reportDate: today,
      summary: `Jahit ÇELİK, café dan ﬁnishing 100%_siap; ${markup}`,
      items: [{ title: 'Lengan panjang' }]
    })
    const found = async (client: typeof lead, q: string, type?: SearchType) => (await client.search({ q, ...(type && { type }) })).items
    const excerptOf = async (q: string) => shown((await found(employee, q, 'report'))[0])

    t.test('letters are folded alike', async (t) => {
      for (
        const q of [
          'çelik',
          'ÇELİK',
          'ÇELIK',
          'c\u0327elik',
          'celi\u0307k'.replace('c', 'ç'),
          'CAFÉ',
          'cafe\u0301',
          'FINISHING',
          'ﬁnish',
          '100%_',
          '%_',
          'lengan CAFÉ',
          'ｊａｈｉｔ'
        ]
      ) t.same((await found(employee, q)).map(({ id }) => id), [own.id], q)
      for (const q of ['100%%', '%%', '__', 'a%b', '\\\\', "'' or 1=1", 'celik', 'lengan tanpa']) t.same(await found(employee, q), [], q)
    })

    t.test('what was found is marked, and no text becomes markup', async (t) => {
      t.match(await excerptOf('ÇELIK'), 'Jahit [ÇELİK], café')
      t.match(await excerptOf('cafe\u0301 fini'), 'Jahit ÇELİK, [café] dan [ﬁni]shing')
      t.match(await excerptOf('kancing'), `siap; <b>[Kancing]</b> & "tali"`)
      t.equal(await excerptOf('panjang'), 'Lengan [panjang]')
      const long = await lead.createReport({ reportDate: today, summary: `${'x '.repeat(300)}benang ${'y '.repeat(300)}` })
      const excerpt = shown((await found(lead, 'benang', 'report'))[0])
      t.match(excerpt, /^…x[x ]+\[benang\] y[y ]+…$/)
      t.ok(excerpt.length < 210)
      await lead.deleteReport(long.id)
    })

    t.test('a draft is its author’s; what is handed in is found by whom it is read by, its comments too', async (t) => {
      t.same(await found(lead, 'lengan'), [])
      t.same(await found(hr, 'lengan'), [])
      const { version } = await employee.getReport(own.id)
      await employee.submitReport(own.id, { version })
      const comment = await lead.createComment(own.id, { body: 'Kancing mana? İYİ' })
      const colleague = await app.signIn('colleague')
      for (const client of [employee, lead, hr]) {
        t.same((await found(client, 'kancing')).map(({ type, id, reportId }) => [type, id, reportId]), [
          ['report', own.id, own.id],
          ['comment', comment.id, own.id]
        ])
      }
      t.same(await found(colleague, 'kancing'), [])
      await lead.updateComment(own.id, comment.id, { version: comment.version, body: 'Tali mana?', mentions: [] })
      t.same((await found(lead, 'mana', 'comment')).map(shown), ['Tali [mana]?'])
      t.same(await found(lead, 'iyi'), [], 'what it said before')
      await lead.deleteComment(own.id, comment.id)
      t.same(await found(lead, 'mana'), [])
    })

    t.test('people, teams and events', async (t) => {
      t.same((await found(lead, people.employee.name.slice(0, 3).toUpperCase(), 'person')).map(({ id }) => id), [people.employee.id])
      t.same(await found(await app.signIn('other'), people.employee.name, 'person'), [], 'who has nothing to do with them')
      t.same((await found(employee, 'LINE 4')).map(({ type, id }) => [type, id]), [['team', line4.id]])
      const event = { allDay: true, date: '2026-12-01', endDate: '2026-12-01' }
      const { id } = await lead.createCalendarEvent({ scope: 'team', scopeId: line4.id, title: 'Rapat', location: 'Aula Şişli', ...event })
      await lead.createCalendarEvent({ scope: 'personal', title: 'Rapat rahasia', ...event })
      t.same((await found(employee, 'rapat')).map(({ id }) => id), [id], 'of the team, and nobody’s own')
      t.match(await found(employee, 'ŞIŞLI'), [{ type: 'event', title: 'Rapat', date: '2026-12-01' }])
      const { version } = await lead.getCalendarEvent(id)
      await lead.updateCalendarEvent(id, { version: version!, title: 'Latihan' })
      t.same(await found(employee, 'rapat'), [])
      t.same((await found(employee, 'latihan şişli')).map(({ id }) => id), [id], 'what was not changed is found still')
    })

    t.test('not more than fifty of a kind, the newest, and not what is older than a year', async (t) => {
      const { search_text: text, ...row } = await db.selectFrom('reports').selectAll().where('id', '=', own.id).executeTakeFirstOrThrow()
      t.ok(text)
      const day = (days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10)
      const rows = [...Array(60).keys()].map((index) => ({
        ...row,
        id: `OLD${index}`,
        report_date: day(308 + index),
        search_text: 'pita merah',
        summary: 'Pita merah'
      }))
      for (const each of rows) await db.insertInto('reports').values(each as never).execute()
      const all = await employee.search({ q: 'PITA merah' })
      t.same([all.items.length, all.truncated], [50, true])
      t.same(all.items.map(({ date }) => date), rows.slice(0, 50).map(({ report_date: date }) => date))
      await db.deleteFrom('reports').where('id', 'in', rows.slice(0, 20).map(({ id }) => id)).execute()
      const fewer = await employee.search({ q: 'pita' })
      t.same([fewer.items.length, fewer.truncated], [39, false], 'the last day is 366 days ago')
    })
  })
}
