/** The number of unread notifications: one count for all that wait for it. */
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { Hub } from '../../src/realtime/log/hub.ts'
import { createUnread } from '../../src/realtime/unread.ts'
import { internalChannels } from '../../src/rules/platform/channels.ts'
import { testApp, today } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { openSocket } from '../support/socket.ts'
import { redisUrl, testReplicas } from '../support/replicas.ts'
import { until } from '../support/until.ts'

const event = (position: number) => ({
  id: position,
  channel: internalChannels.inbox('A'),
  type: 'unread',
  payload: '{}',
  cause: null,
  createdAt: '2026-11-20 03:00:00.000',
  seq: position,
  position
})

t.test('a change is counted once for all, and what fails is tried again', async (t) => {
  let [counts, number, broken] = [0, 3, false]
  const errors: unknown[] = []
  const hub = new Hub((error) => errors.push(error))
  const unread = createUnread({
    hub,
    async countUnread () {
      counts++
      await delay(10)
      if (broken) throw new Error('No database')
      return number
    },
    onError: (error) => errors.push(error)
  })
  t.teardown(() => {
    unread.close()
    hub.close()
  })
  hub.restart('epoch', 0)
  const told: number[][] = Array.from({ length: 300 }, () => [])
  const stops = told.map((numbers) => unread.watch('A', (count) => numbers.push(count)))
  await until('all are told', () => told.every((numbers) => numbers.at(-1) === 3))
  t.equal(counts, 1, 'three hundred streams, one question')
  number = 4
  await hub.deliver(event(1) as never)
  await hub.deliver(event(2) as never)
  await until('all are told', () => told.every((numbers) => numbers.at(-1) === 4))
  t.ok(counts <= 3, `${counts} questions`)
  const before = counts
  const late: number[] = []
  stops.push(unread.watch('A', (count) => late.push(count)))
  t.same(late, [4], 'who comes later is told what is known')
  t.equal(counts, before)
  broken = true
  number = 5
  await hub.deliver(event(3) as never)
  await until('it failed', () => errors.length > 0)
  broken = false
  await until('all are told', () => told.every((numbers) => numbers.at(-1) === 5))
  for (const stop of stops) stop()
  await hub.deliver(event(4) as never)
  const after = counts
  await delay(50)
  t.equal(counts, after, 'nobody wants to know any more')
})

for (const database of databases) {
  t.test(`${database.name}: the number comes over the socket`, async (t) => {
    const app = await testApp(t, database)
    const lead = await app.signIn('lead')
    const { ticket } = await lead.createWsTicket()
    const socket = openSocket(`${app.url}/api/v1/ws?ticket=${ticket}`)
    t.teardown(() => socket.raw.terminate())
    const unread = (count: number) => socket.frame('notification.unread', ({ data }) => data.count === count)
    t.match(await unread(0), { v: 1, channel: 'user:USERLEAD000000000000000003', data: { count: 0 } })
    t.notOk('seq' in await unread(0))
    await (await app.signIn('employee')).createReport({ reportDate: today, summary: 'Collars', submit: true })
    await unread(1)
    const [{ id }] = await lead.listNotifications()
    const before = socket.frames.length
    await lead.markNotificationRead(id)
    await until(
      'it is zero again',
      () => socket.frames.slice(before).some(({ type, data }) => type === 'notification.unread' && data.count === 0)
    )
  })

  t.test(`${database.name}: ten streams a person, whatever the replica`, async (t) => {
    const { replicas } = await testReplicas(t, database, redisUrl ? 2 : 1, redisUrl ? { WORKPULSE_REDIS_ADDR: redisUrl } : {})
    const tokens: string[] = []
    const client = await replicas[0].signIn('lead', { onTokens: (pair) => pair && tokens.push(pair.accessToken) })
    const stop = new AbortController()
    t.teardown(() => stop.abort())
    const headers = { authorization: `Bearer ${tokens.at(-1)}` }
    const open = (index: number, signal = stop.signal) =>
      fetch(`${replicas[index % replicas.length].url}/api/v1/stream/notifications`, { headers, signal })
    const first = new AbortController()
    t.equal((await open(0, first.signal)).status, 200)
    for (let index = 1; index < 10; index++) {
      t.equal((await open(index)).status, 200)
      await delay(50) // The other replica hears of it.
    }
    for (const index of [0, 1]) {
      const refused = await open(index)
      t.equal(refused.status, 429)
      t.equal(refused.headers.get('retry-after'), '30')
      t.match(await refused.json(), { ok: false, error: { code: 'TOO_MANY_STREAMS' } })
    }
    const realtime = client.connect()
    await realtime.ready()
    realtime.close()
    first.abort()
    await until('there is room again', async () => (await open(1)).status === 200)
  })
}
