/** How people take reports: once each, told to whom it concerns, and without a word in anybody's inbox. */
import t, { type Test } from 'tap'
import { testApp, today } from '../../support/app.ts'
import { databases, emptyTables, ofReports } from '../../support/databases.ts'
import { people } from '../../support/people.ts'

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    const [employee, lead, manager, hr] = await app.signInEach('employee', 'lead', 'manager', 'hr')
    t.beforeEach(() => emptyTables(db, ...ofReports))
    const handIn = () => employee.createReport({ reportDate: today, summary: 'Collars.', submit: true })
    const newestEvent = async () => Number((await db.selectFrom('events').select('id').orderBy('id', 'desc').executeTakeFirst())?.id ?? 0)
    const eventsAfter = async (id: number) =>
      (await db.selectFrom('events').select(['channel', 'type', 'payload']).where('id', '>', id).orderBy('id').execute())
        .map(({ channel, type, payload }) => ({ channel, type, data: JSON.parse(payload) }))
    const channelsOf = (...names: (keyof typeof people)[]) => names.map((name) => `user:${people[name].id}`).sort()

    t.test('a reaction leaves the report as it is, and is told to whom it concerns alone', async (t) => {
      const report = await handIn()
      await db.deleteFrom('notices').execute()
      const before = await newestEvent()
      const reaction = await hr.addReaction(report.id, 'thanks')
      t.match(reaction, { kind: 'thanks', person: { id: people.hr.id, name: 'Maya' } })
      t.same(await employee.getReport(report.id), report, 'the version too')
      const events = await eventsAfter(before)
      t.same(events.map(({ channel }) => channel).sort(), channelsOf('employee', 'lead', 'hr'))
      for (const { type, data } of events) {
        t.equal(type, 'report.activity')
        t.same(data, { reportId: report.id, kind: 'reaction', action: 'created', id: reaction.id, commentsCount: 0, filesCount: 0 })
      }
      t.same(await db.selectFrom('notices').selectAll().execute(), [], 'nobody is notified')
    })

    t.test('each once: again is the same, and told once; taken back twice is taken back', async (t) => {
      const { id } = await handIn()
      const reaction = await lead.addReaction(id, 'like')
      await lead.addReaction(id, 'support')
      await employee.addReaction(id, 'like')
      const before = await newestEvent()
      t.same(await lead.addReaction(id, 'like'), reaction)
      t.same(await eventsAfter(before), [])
      t.same((await employee.listReactions(id)).items.map(({ kind, person }) => `${person.name} ${kind}`), [
        'Budi like',
        'Budi support',
        'Sari like'
      ])
      t.equal(await lead.removeReaction(id, 'like'), null)
      t.match(await eventsAfter(before), [{ data: { kind: 'reaction', action: 'deleted', id: reaction.id } }, {}])
      const after = await newestEvent()
      t.equal(await lead.removeReaction(id, 'like'), null)
      t.same(await eventsAfter(after), [])
      t.same((await employee.listReactions(id)).items.map(({ kind, person }) => `${person.name} ${kind}`), ['Budi support', 'Sari like'])
    })

    t.test('who has taken their only reaction back hears of that, and of nothing more', async (t) => {
      const { id } = await handIn()
      await hr.addReaction(id, 'like')
      const before = await newestEvent()
      await hr.removeReaction(id, 'like')
      t.same((await eventsAfter(before)).map(({ channel }) => channel).sort(), channelsOf('employee', 'lead', 'hr'))
      const after = await newestEvent()
      await lead.addReaction(id, 'like')
      t.same((await eventsAfter(after)).map(({ channel }) => channel).sort(), channelsOf('employee', 'lead'))
    })

    t.test('many at once are there once each', async (t) => {
      const { id } = await handIn()
      const kinds = ['like', 'thanks', 'celebrate', 'support', 'like', 'thanks'] as const
      await Promise.all([employee, lead, manager, hr].flatMap((client) => kinds.map((kind) => client.addReaction(id, kind))))
      t.equal((await employee.listReactions(id)).items.length, 16)
      await Promise.all(kinds.map((kind) => lead.removeReaction(id, kind)))
      t.equal((await employee.listReactions(id)).items.length, 12)
    })

    t.test('who has read it is known by version, told, and not notified', async (t) => {
      const { id, version } = await handIn()
      await db.deleteFrom('notices').execute()
      const before = await newestEvent()
      const read = await manager.markReportRead(id)
      t.match(read, { person: { id: people.manager.id, name: 'Ratna' }, version, readAt: String })
      t.match(await eventsAfter(before), [
        { type: 'report.activity', data: { kind: 'read', action: 'created', id: people.manager.id } },
        { type: 'report.activity' },
        { type: 'report.activity' }
      ])
      const after = await newestEvent()
      t.same(await manager.markReportRead(id), read, 'again is the same')
      t.same(await eventsAfter(after), [])
      await lead.markReportRead(id)
      await lead.returnReport(id, { version, note: 'How many?' })
      await db.deleteFrom('notices').execute()
      t.match(await manager.markReportRead(id), { version: version + 1 })
      t.match((await eventsAfter(after)).at(-1), { data: { kind: 'read', action: 'edited', id: people.manager.id } })
      t.same((await employee.listReportReads(id)).items.map(({ person, version }) => [person.name, version]), [
        ['Ratna', version + 1],
        ['Budi', version]
      ])
      t.same(await db.selectFrom('notices').selectAll().execute(), [])
    })

    t.test('taken back they are the author’s alone, do not keep a draft, and go with it', async (t) => {
      const { id, version } = await handIn()
      await lead.addReaction(id, 'like')
      await lead.markReportRead(id)
      t.equal((await employee.withdrawReport(id, { version })).can.delete, true)
      const attempts: (() => Promise<unknown>)[] = [
        () => lead.listReactions(id),
        () => lead.listReportReads(id),
        () => lead.addReaction(id, 'thanks'),
        () => lead.markReportRead(id)
      ]
      for (const attempt of attempts) await t.rejects(attempt(), { code: 'NOT_FOUND' })
      t.equal((await employee.listReactions(id)).items.length, 1)
      t.equal((await employee.listReportReads(id)).items.length, 1)
      await t.rejects(employee.removeReaction(id, 'like'), { code: 'STATE_CONFLICT' })
      await employee.deleteReport(id)
      t.same(await db.selectFrom('report_reactions').selectAll().execute(), [])
      t.same(await db.selectFrom('report_reads').selectAll().execute(), [])
    })
  })
}
