/** What people are told: one notice for what belongs together, in the reader's language. */
import t from 'tap'
import { append } from '../../../src/repositories/platform/events.ts'
import { notify, takeBackSubmitted } from '../../../src/steps/platform/notify.ts'
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { emailOf, password, people } from '../../support/people.ts'
import { openSocket } from '../../support/socket.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const { db, transaction } = app.deps
    const [employee, colleague, lead] = await app.signInEach('employee', 'colleague', 'lead')
    const handIn = (client: Client, summary: string, reportDate = today) => client.createReport({ reportDate, summary, submit: true })
    t.beforeEach(async () => {
      for (const table of ['notices', 'report_items', 'reports'] as const) await db.deleteFrom(table).execute()
    })

    t.test('reports of one team and day are one notice until it is read', async (t) => {
      await handIn(employee, 'Collars')
      const [{ id, createdAt }] = await lead.listNotifications()
      app.clock.advance(1000)
      await handIn(colleague, 'Cuffs')
      const notices = await lead.listNotifications()
      const title = '2 reports of Line 4 of 20 November 2026 wait for your review'
      t.match(notices, [{ id, title, body: 'Sari, Wati', read: false }])
      t.ok(notices[0].createdAt > createdAt, 'it is news again')
      await handIn(colleague, 'Earlier', '2026-11-19')
      t.equal((await lead.listNotifications()).length, 2, 'of another day is another')
      await lead.markNotificationRead(id)
      await db.deleteFrom('reports').where('user_id', '=', people.colleague.id).execute()
      await handIn(colleague, 'Cuffs')
      t.match((await lead.listNotifications()).find(({ read, title }) => !read && title.includes('20 November')), {
        title: 'Wati submitted the report of 20 November 2026'
      }, 'what was read stays as it was')
    })

    t.test('one that was handed in before stands alone', async (t) => {
      const report = await handIn(employee, 'Collars')
      await handIn(colleague, 'Cuffs')
      await db.updateTable('reports').set({ state: 'returned' }).where('id', '=', report.id).execute()
      await employee.submitReport(report.id, { version: report.version })
      t.equal((await lead.listNotifications()).length, 2)
    })

    t.test('two at the same moment are in one notice', async (t) => {
      await Promise.all([handIn(employee, 'Collars'), handIn(colleague, 'Cuffs')])
      t.match(await lead.listNotifications(), [{ title: /^2 reports of Line 4/ }])
      t.equal((await lead.listNotifications()).length, 1)
    })

    t.test('one taken back leaves the others; the last takes the notice with it', async (t) => {
      const [first, second] = [await handIn(employee, 'Collars'), await handIn(colleague, 'Cuffs')]
      const takeBack = (...ids: string[]) => transaction((tx) => takeBackSubmitted(tx, people.lead.id, ids))
      t.same((await takeBack(first.id)).map(({ type }) => type), ['notification.new', 'unread.changed'])
      t.match(await lead.listNotifications(), [{ title: 'Wati submitted the report of 20 November 2026', body: 'Cuffs' }])
      t.same(await takeBack(first.id), [])
      t.same((await takeBack(second.id)).map(({ type }) => type), ['unread.changed'])
      t.same(await lead.listNotifications(), [])
      t.same(await db.selectFrom('notice_reports').selectAll().execute(), [])
    })

    t.test('what was read is not taken back', async (t) => {
      const report = await handIn(employee, 'Collars')
      await lead.markAllNotificationsRead()
      t.same(await transaction((tx) => takeBackSubmitted(tx, people.lead.id, [report.id])), [])
      t.equal((await lead.listNotifications()).length, 1)
    })

    t.test('each reads it in the language that they ask for, on the page and on the socket', async (t) => {
      const { accessToken } = await lead.login({ email: emailOf('lead'), password })
      const sockets = await Promise.all(['id-ID,id;q=0.9', 'en'].map(async (language) => {
        const socket = openSocket(`${app.url}/api/v1/ws`, ['workpulse.v1'], { headers: { 'accept-language': language } })
        t.teardown(() => socket.raw.terminate())
        socket.send({ type: 'auth', token: accessToken })
        await socket.frame('subscribed')
        return socket
      }))
      await handIn(employee, 'Collars')
      const titles = await Promise.all(sockets.map(async (socket) => (await socket.frame('notification.new')).data.title))
      t.same(titles, ['Sari mengirim laporan tanggal 20 November 2026', 'Sari submitted the report of 20 November 2026'])
      const response = await fetch(`${app.url}/api/v1/notifications`, {
        headers: { authorization: `Bearer ${accessToken}`, 'accept-language': 'id' }
      })
      t.match(await response.json(), { data: [{ title: titles[0] }] })
    })

    t.test('several people at once', async (t) => {
      const told = (userId: string) => ({
        userId,
        type: 'obligation.missed' as const,
        arguments: { date: today },
        target: null,
        actorId: null
      })
      await transaction(async (tx) => {
        const events = await notify(tx, app.clock.now(), told(people.employee.id), told(people.lead.id))
        t.equal(events.length, 4)
        await append(tx, app.clock.now(), 'test', events)
      })
      for (const client of [employee, lead]) {
        t.match(await client.listNotifications(), [{ title: 'There is no report of yours of 20 November 2026' }])
      }
    })
  })
}
