import t from 'tap'
import * as notifications from '../../../src/repositories/platform/notifications.ts'
import { testApp, today, type TestApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { people, type PersonName } from '../../support/people.ts'

const notify = (app: TestApp, name: PersonName, title: string, more: { body?: string, time?: Date } = {}) =>
  notifications.insert(
    app.deps.db,
    { userId: people[name].id, type: 'test', arguments: { written: { title, body: more.body ?? '' } }, target: null, actorId: null },
    more.time ?? app.clock.now()
  )

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const [employee, lead] = await app.signInEach('employee', 'lead')
    const raw = async (method: string, path: string) => {
      const { accessToken } = await employee.login({ email: 'employee@workpulse.test', password: 'correct horse battery staple' })
      const response = await fetch(`${app.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${accessToken}` } })
      return { status: response.status, body: await response.text() }
    }
    t.beforeEach(() => app.deps.db.deleteFrom('notices').execute())

    t.test('the data is an array, and empty when there is none', async (t) => {
      t.same(await raw('GET', '/notifications'), { status: 200, body: '{"ok":true,"data":[],"error":null}' })
      t.strictSame(await employee.listNotifications(), [])
    })

    t.test('an element has the keys that the front end knows, to the letter', async (t) => {
      const { id } = await notify(app, 'employee', 'Siti approved your report', {
        body: '🧵 bagus',
        time: new Date('2026-11-20T02:30:00.123Z')
      })
      const bare = await notify(app, 'employee', 'Nothing to add', { time: new Date('2026-11-20T02:00:00.000Z') })
      t.equal(
        (await raw('GET', '/notifications')).body,
        JSON.stringify({
          ok: true,
          data: [
            { id, title: 'Siti approved your report', body: '🧵 bagus', createdAt: '2026-11-20T02:30:00.123Z', read: false },
            { id: bare.id, title: 'Nothing to add', body: '', createdAt: '2026-11-20T02:00:00.000Z', read: false }
          ],
          error: null
        })
      )
      await employee.markNotificationRead(id)
      const [read, unread] = await employee.listNotifications()
      t.same(Object.keys(read), ['id', 'title', 'body', 'createdAt', 'read', 'readAt'])
      t.strictSame(read.read, true)
      t.match(read.readAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      t.ok(Math.abs(Date.parse(read.readAt!) - app.clock.now().getTime()) < 10_000)
      t.same(Object.keys(unread), ['id', 'title', 'body', 'createdAt', 'read'], 'readAt only when it was read')
    })

    t.test('the 100 newest, newest first', async (t) => {
      const minute = 60_000
      for (let index = 0; index < 105; index++) {
        await notify(app, 'employee', `Number ${index}`, { time: new Date(app.clock.now().getTime() - index * minute) })
      }
      await notify(app, 'lead', 'Not hers')
      const titles = (await employee.listNotifications()).map(({ title }) => title)
      t.same(titles, Array.from({ length: 100 }, (_, index) => `Number ${index}`))
      t.match(await employee.getMySummary(), { notificationsUnread: 105 }, 'older ones count all the same')
      t.same((await lead.listNotifications()).map(({ title }) => title), ['Not hers'])
      const approved = { type: 'report.approved', arguments: JSON.stringify({ date: today, note: '', reviewer: null }) }
      await app.deps.db.updateTable('notices').set(approved).execute()
      const paged: string[] = []
      for (let cursor: string | undefined;;) {
        const { items, nextCursor } = await employee.listInbox({ limit: 40, cursor })
        paged.push(...items.map(({ createdAt }) => createdAt))
        if (nextCursor === null) break
        cursor = nextCursor
      }
      t.equal(new Set(paged).size, 105, 'the inbox has them all')
      t.same(paged, paged.toSorted().reverse())
    })

    t.test('of one moment, in a stable order', async (t) => {
      const time = new Date('2026-11-20T02:00:00.000Z')
      const ids = (await Promise.all(Array.from({ length: 20 }, (_, index) => notify(app, 'employee', `Number ${index}`, { time })))).map((
        { id }
      ) => id)
      t.same((await employee.listNotifications()).map(({ id }) => id), ids.toSorted().reverse())
    })

    t.test('marking one as read', async (t) => {
      const { id } = await notify(app, 'employee', 'One')
      await notify(app, 'employee', 'Another')
      t.equal((await raw('PATCH', `/notifications/${id}/read`)).body, '{"ok":true,"data":{"updated":true},"error":null}')
      const [{ readAt }] = (await employee.listNotifications()).filter((notification) => notification.id === id)
      app.clock.advance(5000)
      t.same(await raw('PATCH', `/notifications/${id}/read`), { status: 200, body: '{"ok":true,"data":{"updated":false},"error":null}' })
      t.equal((await employee.listNotifications()).find((notification) => notification.id === id)!.readAt, readAt, 'when it was read stays')
      t.match(await employee.getMySummary(), { notificationsUnread: 1 })
    })

    t.test("another person's, and none at all", async (t) => {
      const { id } = await notify(app, 'lead', 'Not hers')
      t.same(await employee.markNotificationRead(id), { updated: false })
      t.match(await lead.listNotifications(), [{ id, read: false }])
      for (const nothing of ['01JD2V6M7Q8R9S0T1V2W3X4Y5Z', 'x', id.toLowerCase()]) {
        t.same(await employee.markNotificationRead(nothing), { updated: false }, nothing)
      }
      await t.rejects(employee.markNotificationRead('x'.repeat(37)), {
        code: 'VALIDATION_FAILED',
        details: [{ path: '/params/notificationId', rule: 'pattern' }]
      })
      t.same(await lead.markNotificationRead(id), { updated: true })
    })

    t.test('of parallel marks one changes something', async (t) => {
      const { id } = await notify(app, 'employee', 'One')
      const answers = await Promise.all(Array.from({ length: 10 }, () => employee.markNotificationRead(id)))
      t.equal(answers.filter(({ updated }) => updated).length, 1)
      t.match(await employee.getMySummary(), { notificationsUnread: 0 })
    })

    t.test('marking all as read', async (t) => {
      for (let index = 0; index < 3; index++) await notify(app, 'employee', `Number ${index}`)
      const { id: others } = await notify(app, 'lead', 'Not hers')
      const [{ id: first }] = await employee.listNotifications()
      await employee.markNotificationRead(first)
      const before = (await employee.listNotifications()).find(({ id }) => id === first)!.readAt
      app.clock.advance(5000)
      t.equal((await raw('PATCH', '/notifications/read')).body, '{"ok":true,"data":{"ok":true},"error":null}', 'the word `read` is no id')
      const all = await employee.listNotifications()
      t.ok(all.every(({ read, readAt }) => read && readAt !== undefined))
      t.equal(all.find(({ id }) => id === first)!.readAt, before, 'what was read before stays')
      t.match(await employee.getMySummary(), { notificationsUnread: 0 })
      t.match(await lead.listNotifications(), [{ id: others, read: false }])
      t.same(await employee.markAllNotificationsRead(), { ok: true }, 'with nothing to do as well')
    })

    t.test('what is only read changes nothing', async (t) => {
      await employee.createReport({ reportDate: today, summary: 'Collars', submit: true })
      for (let time = 0; time < 3; time++) {
        t.match(await lead.listNotifications(), [{ read: false, title: 'Sari submitted the report of 20 November 2026', body: 'Collars' }])
      }
      t.match(await lead.getMySummary(), { notificationsUnread: 1 })
    })
  })
}
