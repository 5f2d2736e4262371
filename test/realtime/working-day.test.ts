import t from 'tap'
import type { EventOf } from '../../generated/sdk/dist/src/sdk/index.js'
import { testApp, today } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { line4, people } from '../support/people.ts'
import { until } from '../support/until.ts'

for (const database of databases) {
  t.test(`${database.name}: an employee hands in her report while her lead has the page open`, async (t) => {
    const app = await testApp(t, database)
    const employee = await app.signIn('employee')
    const lead = await app.signIn('lead')

    const counts: number[] = []
    t.teardown(lead.followUnread({ onUnread: (count) => counts.push(count) }))
    const page = lead.connect()
    t.teardown(() => page.close())
    const submitted: EventOf<'report.submitted'>[] = []
    const notified: EventOf<'notification.new'>[] = []
    page.on('report.submitted', (event) => submitted.push(event))
    page.on('notification.new', (event) => notified.push(event))
    await page.ready()
    await page.followTeam(line4.id)
    await until('the first count comes', () => counts.length > 0)
    t.same(counts, [0])
    t.match(await lead.getMySummary(), { notificationsUnread: 0 })

    const own = employee.connect()
    t.teardown(() => own.close())
    const ownEvents: string[] = []
    own.on('report.created', ({ type, data }) => ownEvents.push(`${type} ${data.state} ${data.version}`))
    own.on('report.updated', ({ type, data }) => ownEvents.push(`${type} ${data.state} ${data.version}`))
    own.on('report.submitted', ({ type, data }) => ownEvents.push(`${type} ${data.state} ${data.version}`))
    await own.ready()

    const draft = await employee.createReport({ reportDate: today, summary: 'Collars' })
    const edited = await employee.updateReport(draft.id, { version: draft.version, summary: 'Collars and cuffs' })
    await employee.submitReport(edited.id, { version: edited.version })

    await until('the lead sees it', () => submitted.length > 0 && notified.length > 0 && counts.includes(1))
    await until('the author sees it', () => ownEvents.length === 3)
    t.same(ownEvents, ['report.created draft 1', 'report.updated draft 2', 'report.submitted submitted 3'])
    t.equal(submitted.length, 1, "the draft stayed its author's own")
    const [{ channel, data, cause }] = submitted
    t.equal(channel, `team:${line4.id}`)
    t.same(
      Object.keys(data).sort(),
      ['divisionId', 'id', 'reportDate', 'state', 'submittedAt', 'teamId', 'timing', 'userId', 'version'],
      'the team channel tells nothing of the content'
    )
    t.match(data, { id: draft.id, userId: people.employee.id, state: 'submitted', version: 3 })
    t.match(cause, /^[0-9A-Z]{26}$/)

    const report = await lead.getReport(data.id)
    t.equal(report.summary, 'Collars and cuffs')
    const [notification] = await lead.listNotifications()
    t.match(notified[0].data, notification)
    t.match(notification, { title: 'Sari submitted the report of 20 November 2026', body: 'Collars and cuffs', read: false })
    t.match(await lead.getMySummary(), { notificationsUnread: 1 })

    t.same(await lead.markNotificationRead(notification.id), { updated: true })
    await until('the count falls again', () => counts.at(-1) === 0)
    t.same(await lead.markNotificationRead(notification.id), { updated: false })
    t.match(await lead.getMySummary(), { notificationsUnread: 0 })
    t.same(await lead.markAllNotificationsRead(), { ok: true })
    t.match(await lead.listTeamMembers(line4.id), { items: [{}, { name: 'Sari', today: { reportState: 'submitted' } }, {}] })
    t.ok(app.judge.frames() > 8, 'the frames were held against the document')
  })
}
