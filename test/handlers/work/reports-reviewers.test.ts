/** To whom a report goes: its team, who reviews it, and who is told. */
import t from 'tap'
import { today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { line4, line7, people } from '../../support/people.ts'
import { cannot, daysAgo, openReports } from './reports-writers.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { db, clients, employee, colleague, lead, neighbour, manager, other, hr } = await openReports(t, database)

    t.test('who reviews', async (t) => {
      const reviewers = {
        employee: people.lead.id,
        colleague: people.lead.id,
        lead: people.manager.id,
        neighbour: people.manager.id,
        other: people.otherManager.id
      }
      for (const [name, reviewerId] of Object.entries(reviewers)) {
        const report = await clients[name as 'lead'].createReport({ reportDate: today, summary: name, submit: true })
        t.equal(report.reviewerId, reviewerId, name)
        t.same(report.can, { ...cannot, withdraw: true }, 'never oneself')
      }
      t.equal((await lead.listNotifications()).length, 1, 'two of a team and day are one notice')
      t.equal((await manager.listNotifications()).length, 2)
      t.equal((await clients.otherManager.listNotifications()).length, 1)
      t.same(await hr.listNotifications(), [])
    })

    t.test('without a manager nobody reviews a lead, and nobody is notified', async (t) => {
      const disable = (disabled_at: string | null) =>
        db.updateTable('users').set({ disabled_at }).where('id', '=', people.manager.id).execute()
      await disable('2026-11-20 03:00:00.000')
      t.match(await lead.createReport({ reportDate: today, summary: 'x', submit: true }), { reviewerId: null, state: 'submitted' })
      t.equal((await db.selectFrom('notices').select('id').execute()).length, 0)
      await disable(null)
    })

    t.test('a report belongs to a team', async (t) => {
      for (const client of [manager, hr]) {
        await t.rejects(client.createReport({ reportDate: today, summary: 'x' }), {
          code: 'RULE_REFUSED',
          status: 422,
          details: [{ path: '/body', rule: 'noTeam' }]
        })
      }
      t.equal((await db.selectFrom('reports').select('id').execute()).length, 0)
    })

    t.test('whoever changes teams leaves the old reports where they were', async (t) => {
      const report = await employee.createReport({ reportDate: today, summary: 'x', submit: true })
      const { id } = people.employee
      const move = async (from: string, to: string) => {
        await db.updateTable('team_members').set({ team_id: to }).where('user_id', '=', id).where('team_id', '=', from).execute()
        await db.updateTable('users').set({ primary_team_id: to }).where('id', '=', id).execute()
      }
      await move(line4.id, line7.id)
      t.match(await lead.getReport(report.id), { teamId: line4.id, reviewerId: people.lead.id })
      await t.rejects(neighbour.getReport(report.id), { code: 'NOT_FOUND' })
      t.match(await employee.createReport({ reportDate: daysAgo(1), summary: 'x' }), { teamId: line7.id, reviewerId: people.neighbour.id })
      await move(line7.id, line4.id)
    })

    t.test('the lead is notified', async (t) => {
      const draft = await employee.createReport({ reportDate: today, summary: `${'🧵'.repeat(200)}` })
      await employee.updateReport(draft.id, { version: 1, planNext: 'x' })
      t.same(await lead.listNotifications(), [])
      await employee.submitReport(draft.id, { version: 2 })
      const notifications = await lead.listNotifications()
      t.match(notifications, [{ title: 'Sari submitted the report of 20 November 2026', body: `${'🧵'.repeat(139)}…`, read: false }])
      t.equal(notifications.length, 1)
      t.match(await lead.getMySummary(), { notificationsUnread: 1 })
      await colleague.createReport({ reportDate: today, summary: 'x', submit: true })
      t.match(await lead.getMySummary(), { notificationsUnread: 1 }, 'as long as it is unread it tells of both')
      for (const client of [employee, colleague, manager, hr, other]) t.same(await client.listNotifications(), [])
    })
  })
}
