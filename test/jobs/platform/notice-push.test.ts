/** Notices on browsers that are not open: to whom, when, in which words, and what becomes of a browser that takes none. */
import t from 'tap'
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { newPushKey, publicKeyOf } from '../../../src/push/vapid.ts'
import { cleanUp } from '../../../src/jobs/platform/retention.ts'
import { notify } from '../../../src/steps/platform/notify.ts'
import type { NewNotice } from '../../../src/rules/platform/notices.ts'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { jobsTried } from '../../support/jobs.ts'
import { password, people } from '../../support/people.ts'
import { claimsOf, decrypt, startPushService } from '../../support/push-service.ts'
import { outcomeOfCall, refusal, success } from '../../support/raw.ts'
import { until } from '../../support/until.ts'

const privateKey = newPushKey()
const environment = { WORKPULSE_PUSH_PRIVATE_KEY: privateKey, WORKPULSE_PUSH_NETWORKS: '127.0.0.0/8' }
/** @param text as the database has it. */
const instantOf = (text: string) => new Date(`${text.replace(' ', 'T')}Z`).getTime()

const returned = {
  type: 'report.returned' as const,
  arguments: { reviewer: 'Budi', date: today, note: 'How many?' },
  target: { kind: 'report' as const, id: '01JD2V6M7Q8R9S0T1V2W3X4R01' }
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const service = await startPushService(t)
    const app = await testApp(t, database, environment)
    const { db, transaction } = app.deps
    const tell = (notice: Partial<NewNotice> = {}, userId: string = people.employee.id) =>
      transaction((tx) => notify(tx, app.clock.now(), { userId, actorId: null, ...returned, ...notice } as NewNotice))
    const waiting = (kind: string) =>
      db.selectFrom('jobs').select(['id', 'due_at', 'attempts', 'lease', 'last_error'])
        .where('kind', '=', kind).where('state', '=', 'waiting').execute()
    /** Who wants what is returned pushed, in a browser of a session of their own. */
    const subscribed = async (person: 'employee' | 'lead' | 'colleague' = 'employee') => {
      const client = await app.signIn(person)
      const browser = service.newBrowser()
      const { id } = await client.subscribeToPush(browser.asked)
      const { version } = await client.getSettings()
      await client.updateSettings({ version, notifications: { 'report.returned': { push: true } }, quietHours: { enabled: false } })
      return { client, id, ...browser }
    }
    /** What waits to be tried again is tried now. */
    const hurry = async (count: number, path: string) => {
      await until('it was put off', async () => (await waiting('push')).every(({ lease, attempts }) => lease === null && attempts > 0))
      await db.updateTable('jobs').set({ due_at: '2026-11-20 02:00:00.000' }).where('kind', '=', 'push').execute()
      await service.received(path, count)
      await jobsTried(db)
    }
    t.afterEach(async () => {
      await jobsTried(db)
      for (const table of ['jobs', 'push_subscriptions', 'notices', 'user_settings'] as const) {
        const query = db.deleteFrom(table)
        await (table === 'jobs' ? query.where('kind', 'in', ['push', 'notice-push', 'notice-mail']) : query).execute()
      }
      service.arrived.length = 0
    })

    t.test('who wants it is told in each browser, of nothing that others may not read', async (t) => {
      const [first, second] = [await subscribed(), await subscribed()]
      await first.client.updateSettings({ version: (await first.client.getSettings()).version, locale: 'id' })
      await tell()
      for (const { path, keys } of [first, second]) {
        const [{ body, headers }] = await service.received(path)
        const { id } = (await first.client.listInbox()).items[0]
        t.same(JSON.parse(decrypt(body, keys)), {
          id,
          type: 'report.returned',
          title: 'WorkPulse',
          body: 'Laporan Anda dikembalikan.',
          url: `/report?id=${returned.target.id}`
        })
        t.equal(headers.topic, id)
        t.match(claimsOf(headers.authorization!), { claims: { aud: service.origin }, key: publicKeyOf(privateKey) })
      }
      await jobsTried(db)
      t.same(await waiting('push'), [])
      t.match((await first.client.listPushSubscriptions()).items, [
        { id: first.id, current: true, lastUsedAt: String },
        { id: second.id, current: false, lastUsedAt: String }
      ])
      t.equal(service.arrived.length, 2)
    })

    t.test('only of what was asked for, and not of what was read meanwhile', async (t) => {
      const { client } = await subscribed()
      await tell({ type: 'obligation.missed', arguments: { date: today } })
      await jobsTried(db)
      t.same(service.arrived, [])
      // It is ten o'clock in Jakarta.
      await client.updateSettings({
        version: (await client.getSettings()).version,
        quietHours: { enabled: true, from: '09:00', to: '12:30' }
      })
      await tell()
      t.match(await waiting('notice-push'), [{ due_at: /^2026-11-20 05:30:00/ }])
      await client.markAllNotificationsRead()
      await db.updateTable('jobs').set({ due_at: '2026-11-20 02:00:00.000' }).where('kind', '=', 'notice-push').execute()
      await until('it was looked at', async () => (await waiting('notice-push')).length === 0)
      t.same(service.arrived, [])
      await tell()
      await db.updateTable('jobs').set({ due_at: '2026-11-20 02:00:00.000' }).where('kind', '=', 'notice-push').execute()
      await until('it came once quiet hours were over', () => service.arrived.length === 1)
    })

    t.test('a browser that is gone is forgotten', async (t) => {
      for (const status of [404, 410]) {
        const { path, client } = await subscribed()
        service.answers.set(path, [(answer) => answer.writeHead(status).end()])
        await tell()
        await service.received(path)
        await jobsTried(db)
        t.same((await client.listPushSubscriptions()).items, [], `${status}`)
        t.same(await waiting('push'), [])
      }
    })

    t.test('who wants to be left alone is, for all notices; who fails is asked again, after longer and longer', async (t) => {
      const { path, client } = await subscribed()
      const fails = (answer: { writeHead: (status: number) => { end: () => void } }) => answer.writeHead(500).end()
      service.answers.set(path, [(answer) => answer.writeHead(429, { 'retry-after': '600' }).end(), fails, fails])
      await tell()
      await service.received(path)
      await until('it was put off', async () => (await waiting('push')).every(({ lease }) => lease === null))
      await tell()
      await jobsTried(db)
      const untilDue = async () => (await waiting('push')).map(({ due_at: at }) => instantOf(at) - app.clock.now().getTime())
      const both = await untilDue()
      t.ok(
        both.length === 2 && both.every((time) => time > 590_000 && time <= 600_000),
        `the next one waits as well: ${both.join(', ')} ms`
      )
      t.equal(service.arrived.length, 1)
      app.clock.advance(600_000)
      await db.deleteFrom('jobs').where('kind', '=', 'push').where('attempts', '=', 0).execute()
      const pauses: number[] = []
      for (const count of [2, 3]) {
        await db.updateTable('jobs').set({ due_at: '2026-11-20 02:00:00.000' }).where('kind', '=', 'push').execute()
        await service.received(path, count)
        await until('it was put off', async () => (await waiting('push')).every(({ lease }) => lease === null))
        t.match(await waiting('push'), [{ last_error: /127\.0\.0\.1:\d+: 500$/ }])
        pauses.push(...await untilDue())
      }
      t.ok(pauses[0] > 4000 && pauses[0] <= 10_000 && pauses[1] > 9000 && pauses[1] <= 20_000, `${pauses.join(', ')} ms`)
      await hurry(4, path)
      t.same(await waiting('push'), [])
      t.match((await client.listPushSubscriptions()).items, [{ lastUsedAt: String }])
    })

    t.test('what is refused is not sent again, and the browser stays: the push service may not take our key', async (t) => {
      for (const status of [400, 401, 403, 413]) {
        const { path, client } = await subscribed()
        service.answers.set(path, [(answer) => answer.writeHead(status).end()])
        await tell()
        await service.received(path)
        await jobsTried(db)
        t.same(await waiting('push'), [])
        t.equal((await client.listPushSubscriptions()).items.length, 1)
        const failed = await db.selectFrom('jobs').select('last_error').where('kind', '=', 'push').where('state', '=', 'failed').execute()
        t.match(failed.map(({ last_error: error }) => error), [new RegExp(`127\\.0\\.0\\.1:\\d+: ${status}$`)], 'an operator finds why')
        await db.deleteFrom('jobs').where('kind', '=', 'push').execute()
        await db.deleteFrom('push_subscriptions').execute()
      }
    })

    t.test('whatever ends its session ends it', async (t) => {
      const ends: Record<string, (one: Awaited<ReturnType<typeof subscribed>>) => Promise<unknown>> = {
        'signing out': ({ client }) => client.logout(),
        'another device that ends it': async () => (await app.signIn('employee')).revokeAllSessions(),
        'a new password': async () => (await app.signIn('employee')).changePassword({ currentPassword: password, newPassword: password }),
        'being disabled': () =>
          db.updateTable('users').set({ disabled_at: '2026-11-20 03:00:00.000' }).where('id', '=', people.employee.id).execute(),
        time: () =>
          db.updateTable('sessions').set({ idle_expires_at: '2026-11-20 03:00:00.000' }).where('user_id', '=', people.employee.id).execute()
      }
      for (const [name, end] of Object.entries(ends)) {
        const one = await subscribed()
        await end(one)
        await tell()
        await jobsTried(db)
        t.same(service.arrived, [], name)
        await db.updateTable('users').set({ disabled_at: null }).where('id', '=', people.employee.id).execute()
        if (name !== 'being disabled') {
          await cleanUp(app.deps)
          t.equal((await db.selectFrom('push_subscriptions').select('id').execute()).length, 0, `${name}: forgotten`)
        }
        await db.deleteFrom('push_subscriptions').execute()
      }
    })

    t.test('a browser is told by whoever subscribed in it last, and ten at most', async (t) => {
      const { path, asked } = await subscribed()
      const { client: other } = await subscribed('colleague')
      await other.subscribeToPush(asked)
      await tell()
      await jobsTried(db)
      t.same(service.arrived, [])
      await tell({}, people.colleague.id)
      await service.received(path)
      const clients: Client[] = []
      while (clients.length < 11) clients.push(await app.signIn('lead'))
      const subscribe = (client: Client, body = service.newBrowser().asked) => outcomeOfCall(() => client.subscribeToPush(body))
      const tooMany = refusal('RULE_REFUSED', '/body tooMany')
      const outcomes = []
      for (const client of clients) outcomes.push(await subscribe(client))
      t.same(outcomes, [...Array(10).fill(success), tooMany])
      await clients[0].logout()
      t.same(await subscribe(clients[10]), success, 'what is over does not count')
      t.same(
        await Promise.all([other, clients[1], clients[2]].map((client) => subscribe(client, asked))),
        Array(3).fill(success),
        'at once'
      )
      t.equal((await db.selectFrom('push_subscriptions').select('id').where('endpoint', '=', asked.endpoint).execute()).length, 1)
    })

    t.test('without a key nothing is told, and nobody subscribes', async (t) => {
      const silent = await testApp(t, database)
      const client = await silent.signIn('employee')
      const { asked } = service.newBrowser()
      for (
        const call of [
          () => client.getPushKey(),
          () => client.listPushSubscriptions(),
          () => client.subscribeToPush(asked),
          () => client.unsubscribeFromPush('01JD2V6M7Q8R9S0T1V2W3X4P01')
        ]
      ) t.same(await outcomeOfCall(call), refusal('NOT_CONFIGURED'))
    })
  })
}
