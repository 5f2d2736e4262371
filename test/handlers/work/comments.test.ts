/** What people say about reports: who is told, who follows it, and what stays of what is taken back. */
import t, { type Test } from 'tap'
import { testApp, today } from '../../support/app.ts'
import { databases, emptyTables, ofReports } from '../../support/databases.ts'
import { people } from '../../support/people.ts'

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    const [employee, lead, manager, hr, admin] = await app.signInEach('employee', 'lead', 'manager', 'hr', 'admin')
    t.beforeEach(() => emptyTables(db, 'report_comments', ...ofReports))
    const handIn = () => employee.createReport({ reportDate: today, summary: 'Collars.', submit: true })
    const newestEvent = async () => Number((await db.selectFrom('events').select('id').orderBy('id', 'desc').executeTakeFirst())?.id ?? 0)
    const eventsAfter = async (id: number) =>
      (await db.selectFrom('events').select(['channel', 'type', 'payload']).where('id', '>', id).orderBy('id').execute())
        .map(({ channel, type, payload }) => ({ channel, type, data: JSON.parse(payload) }))
    const told = async () =>
      (await db.selectFrom('notices').select(['user_id', 'type']).where('type', 'in', ['report.comment', 'report.mention']).execute())
        .map(({ user_id: id, type }) => `${Object.values(people).find((person) => person.id === id)!.name} ${type}`).sort()

    t.test('a comment leaves the report as it is, and is told to whom it concerns alone', async (t) => {
      const report = await handIn()
      const before = await newestEvent()
      const comment = await hr.createComment(report.id, { body: 'How many pieces?' })
      const { can, ...kept } = await employee.getReport(report.id)
      t.same({ ...kept, can }, { ...report, commentsCount: 1 }, 'the count aside, version and all')
      const events = await eventsAfter(before)
      const activity = events.filter(({ type }) => type === 'report.activity')
      t.same(activity.map(({ channel }) => channel).sort(), [people.employee, people.lead, people.hr].map(({ id }) => `user:${id}`).sort())
      t.same(activity[0].data, { reportId: report.id, kind: 'comment', action: 'created', id: comment.id, commentsCount: 1, filesCount: 0 })
      t.same(events.filter(({ type }) => type.startsWith('report.')).length, activity.length, 'nothing on the channel of the team')
      t.same(await told(), ['Sari report.comment'], 'the author is told')
      t.match(await employee.listNotifications(), [{ title: /^Maya commented on your report of/, body: 'How many pieces?' }])
    })

    t.test('who has said something is told of what others say; who is mentioned once, and the writer never', async (t) => {
      const { id } = await handIn()
      await hr.createComment(id, { body: 'How many?' })
      await db.deleteFrom('notices').execute()
      await employee.createComment(id, {
        body: '180, @Budi @Maya',
        mentions: [people.lead.id, people.hr.id, people.employee.id, people.lead.id]
      })
      t.same(await told(), ['Budi report.mention', 'Maya report.mention'])
      await db.deleteFrom('notices').execute()
      await manager.createComment(id, { body: 'Thanks.' })
      t.same(await told(), ['Maya report.comment', 'Sari report.comment'])
    })

    t.test('who may not read it any more hears nothing of it', async (t) => {
      const { id } = await handIn()
      await lead.createComment(id, { body: 'Good.' })
      const { version } = await admin.getUser(people.lead.id)
      const { teams } = await admin.getUser(people.lead.id)
      await admin.updateUser(people.lead.id, { version, teams: [] })
      await db.deleteFrom('notices').execute()
      const before = await newestEvent()
      await employee.createComment(id, { body: 'Thanks.' })
      const activity = (await eventsAfter(before)).filter(({ type }) => type === 'report.activity')
      t.same(activity.map(({ channel }) => channel).sort(), [people.employee, people.manager].map(({ id }) => `user:${id}`).sort())
      t.same(await told(), [])
      const now = await admin.getUser(people.lead.id)
      await admin.updateUser(people.lead.id, { version: now.version, teams: teams.map(({ id, role }) => ({ id, role })) })
    })

    t.test('an edit shows, and tells those whom it names for the first time', async (t) => {
      const { id } = await handIn()
      const comment = await hr.createComment(id, { body: 'a', mentions: [people.lead.id] })
      await db.deleteFrom('notices').execute()
      const mentions = [people.lead.id, people.manager.id]
      t.match(await hr.updateComment(id, comment.id, { version: 1, body: 'b', mentions }), {
        body: 'b',
        mentions,
        version: 2,
        editedAt: String
      })
      t.same(await told(), ['Ratna report.mention'])
    })

    t.test('what is deleted leaves that it was there', async (t) => {
      const { id } = await handIn()
      const [first, second] = [await hr.createComment(id, { body: 'a' }), await hr.createComment(id, { body: 'b' })]
      const before = await newestEvent()
      t.equal(await hr.deleteComment(id, first.id), null)
      const activity = (await eventsAfter(before)).filter(({ type }) => type === 'report.activity')
      t.match(activity[0].data, { kind: 'comment', action: 'deleted', id: first.id, commentsCount: 1 })
      t.ok(activity.some(({ channel }) => channel === `user:${people.hr.id}`))
      t.match((await employee.listComments(id)).items, [{ id: first.id, body: '', deletedAt: String }, { id: second.id, body: 'b' }])
      t.equal((await employee.getReport(id)).commentsCount, 1)
      await t.rejects(hr.deleteComment(id, first.id), { code: 'STATE_CONFLICT' })
    })

    t.test('taken back they are the author’s alone; such a draft cannot be deleted, and they come back', async (t) => {
      const { id } = await handIn()
      await lead.createComment(id, { body: 'Good.' })
      const draft = await employee.withdrawReport(id, { version: 2 })
      t.equal(draft.can.delete, false)
      t.equal((await employee.listComments(id)).items.length, 1)
      for (const client of [lead, hr]) await t.rejects(client.listComments(id), { code: 'NOT_FOUND' })
      await t.rejects(lead.createComment(id, { body: 'x' }), { code: 'NOT_FOUND' })
      await t.rejects(employee.createComment(id, { body: 'x' }), { code: 'STATE_CONFLICT' })
      await t.rejects(employee.deleteReport(id), { code: 'STATE_CONFLICT' })
      await employee.submitReport(id, { version: 3 })
      t.equal((await lead.listComments(id)).items.length, 1)
    })

    t.test('one’s own go with the draft', async (t) => {
      const { id } = await handIn()
      await employee.createComment(id, { body: 'Oh.' })
      t.equal((await employee.withdrawReport(id, { version: 2 })).can.delete, true)
      await employee.deleteReport(id)
      t.same(await db.selectFrom('report_comments').selectAll().execute(), [])
    })

    t.test('many at once are all there, and counted', async (t) => {
      const { id } = await handIn()
      await Promise.all(
        [employee, lead, manager, hr, admin].flatMap((client) => ['a', 'b'].map((body) => client.createComment(id, { body })))
      )
      t.equal((await employee.getReport(id)).commentsCount, 10)
      t.equal((await employee.listComments(id)).items.length, 10)
    })
  })
}
