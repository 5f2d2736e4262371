import t from 'tap'
import * as notifications from '../../../src/repositories/platform/notifications.ts'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { emailOf, line4, password, people } from '../../support/people.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const employee = await app.signIn('employee')
    const lead = await app.signIn('lead')

    t.test('the dashboard of a day on which nothing has happened', async (t) => {
      const { accessToken } = await app.anonymous().login({ email: emailOf('employee'), password })
      const response = await fetch(`${app.url}/api/v1/me/summary`, { headers: { authorization: `Bearer ${accessToken}` } })
      const { ok, data: { serverTime, ...rest }, error } = await response.json()
      t.same([response.status, ok, error], [200, true, null])
      t.strictSame(rest, {
        user: {
          id: people.employee.id,
          email: emailOf('employee'),
          name: 'Sari',
          role: 'employee',
          divisionId: people.employee.divisionId,
          teams: [{ id: line4.id, name: 'Line 4', role: 'member' }]
        },
        permissions: ['analytics.export'],
        notificationsUnread: 0,
        today: {
          date: today,
          reportId: null,
          reportState: null,
          owed: false,
          outcome: null,
          deadlineAt: null,
          closesAt: null,
          holiday: null,
          leave: null,
          templateId: null
        },
        week: { from: '2026-11-16', to: '2026-11-22', expected: 0, onTime: 0, late: 0, missed: 0, excused: 0, minutes: 0 },
        streak: { current: 0, best: 0 },
        needsAction: [],
        openBlockers: 0,
        upcoming: [],
        recentActivity: [],
        team: null,
        timezone: 'Asia/Jakarta'
      })
      t.match(serverTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      t.ok(Math.abs(Date.parse(serverTime) - app.clock.now().getTime()) < 10_000)
    })

    t.test("today's report, from draft to submitted", async (t) => {
      await employee.createReport({ reportDate: '2026-11-19', summary: "Yesterday's", submit: true })
      await employee.createReport({ reportDate: '2026-11-21', summary: "Tomorrow's" })
      t.match((await employee.getMySummary()).today, { date: today, reportId: null, reportState: null }, 'other days do not count')
      const draft = await employee.createReport({ reportDate: today, summary: 'Collars' })
      t.match((await employee.getMySummary()).today, { date: today, reportId: draft.id, reportState: 'draft' })
      await employee.submitReport(draft.id, { version: 1 })
      t.match((await employee.getMySummary()).today, { date: today, reportId: draft.id, reportState: 'submitted' })
      for (const reportState of ['returned', 'approved'] as const) {
        await app.deps.db.updateTable('reports').set({ state: reportState }).where('id', '=', draft.id).execute()
        t.match((await employee.getMySummary()).today, { date: today, reportId: draft.id, reportState })
      }
      t.match((await lead.getMySummary()).today, { date: today, reportId: null, reportState: null }, "only one's own")
    })

    t.test('how many notifications are unread', async (t) => {
      const before = (await lead.getMySummary()).notificationsUnread
      const insert = () =>
        notifications.insert(
          app.deps.db,
          { userId: people.lead.id, type: 'obligation.missed', arguments: { date: today }, target: null, actorId: null },
          app.clock.now()
        )
      const inserted = [await insert(), await insert(), await insert()]
      t.strictSame((await lead.getMySummary()).notificationsUnread, before + 3)
      await lead.markNotificationRead(inserted[0].id)
      t.strictSame((await lead.getMySummary()).notificationsUnread, before + 2)
      await lead.markAllNotificationsRead()
      t.strictSame((await lead.getMySummary()).notificationsUnread, 0)
      t.strictSame((await employee.getMySummary()).notificationsUnread, 0)
    })

    t.test('a change of role or team is seen at once', async (t) => {
      const colleague = await app.signIn('colleague')
      t.match(await colleague.getMe(), { role: 'employee', teams: [{ id: line4.id, role: 'member' }] })
      await app.deps.db.updateTable('users').set({ role: 'manager', name: 'Wati Ningsih' }).where('id', '=', people.colleague.id).execute()
      await app.deps.db.deleteFrom('team_members').where('user_id', '=', people.colleague.id).execute()
      t.same(await colleague.getMe(), {
        id: people.colleague.id,
        email: emailOf('colleague'),
        name: 'Wati Ningsih',
        role: 'manager',
        divisionId: people.colleague.divisionId,
        teams: []
      })
      t.match((await colleague.listTeams()).items.map(({ name }) => name), ['Line 4', 'Line 7'])
    })

    t.test('around midnight the day is that of the organisation', async (t) => {
      const other = await app.signIn('other')
      const dateAt = async (time: Date | string) => {
        app.clock.advance(new Date(time).getTime() - app.clock.now().getTime())
        return (await other.getMySummary()).today.date
      }
      // Jakarta is seven hours ahead.
      t.equal(await dateAt('2026-11-20T16:59:50.000Z'), '2026-11-20')
      const draft = await other.createReport({ reportDate: '2026-11-21', summary: "Tomorrow's" })
      await t.rejects(other.submitReport(draft.id, { version: 1 }), { code: 'RULE_REFUSED' })
      t.equal(await dateAt('2026-11-20T17:00:00.000Z'), '2026-11-21')
      t.match((await other.getMySummary()).today, { date: '2026-11-21', reportId: draft.id, reportState: 'draft' })
      t.match(await other.submitReport(draft.id, { version: 1 }), { state: 'submitted' })
      t.match(await other.createReport({ reportDate: '2026-11-18', summary: 'Three days back' }), { reportDate: '2026-11-18' })
      await t.rejects(other.createReport({ reportDate: '2026-11-17', summary: 'Four' }), { code: 'RULE_REFUSED' })
    })

    t.test('another time zone has other midnights', async (t) => {
      const hr = await app.signIn('hr')
      const dateIn = async (time_zone: string) => {
        await app.deps.db.updateTable('organisation').set({ time_zone }).execute()
        const { timezone, today } = await hr.getMySummary()
        t.equal(timezone, time_zone)
        return today.date
      }
      app.clock.advance(new Date('2026-11-21T10:30:00.000Z').getTime() - app.clock.now().getTime())
      t.equal(await dateIn('Pacific/Pago_Pago'), '2026-11-20')
      t.equal(await dateIn('Asia/Jakarta'), '2026-11-21')
      t.equal(await dateIn('Pacific/Kiritimati'), '2026-11-22')

      await dateIn('America/New_York')
      for (
        const [time, date] of [
          ['2027-03-14T04:59:50.000Z', '2027-03-13'],
          ['2027-03-14T05:00:00.000Z', '2027-03-14'],
          ['2027-03-15T03:59:50.000Z', '2027-03-14'],
          ['2027-03-15T04:00:00.000Z', '2027-03-15']
        ]
      ) {
        app.clock.advance(new Date(time).getTime() - app.clock.now().getTime())
        const client = await app.signIn('hr')
        t.equal((await client.getMySummary()).today.date, date, time)
      }
    })
  })
}
