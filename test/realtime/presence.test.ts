/** Who is online: both kinds keep the same promises, and the one over Redis outlives replicas and Redis itself. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { mock } from 'node:test'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createClient } from 'redis'
import t, { type Test } from 'tap'
import { createMemoryPresence } from '../../src/realtime/presence/memory.ts'
import { createRedisPresence } from '../../src/realtime/presence/redis.ts'
import { linger, type Presence, type PresenceChange } from '../../src/realtime/presence/presence.ts'
import { createSeal, type RedisAddress } from '../../src/realtime/redis.ts'
import { createFaultProxy } from '../support/fault-proxy.ts'
import { startRedis } from '../support/history.ts'
import { redisUrl } from '../support/replicas.ts'
import { until } from '../support/until.ts'

const seal = createSeal(randomBytes(32))

interface Watching {
  presence: Presence
  changes: PresenceChange[]
  reaped: () => number
  errors: unknown[]
}

function watching (t: Test, presence: Presence, reaped = () => 0, errors: unknown[] = []): Watching {
  const changes: PresenceChange[] = []
  presence.onChange((change) => changes.push(change))
  t.teardown(() => presence.close())
  return { presence, changes, reaped, errors }
}

async function ownRedis (t: Test) {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
  const server = await startRedis(folder)
  t.teardown(async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const address: RedisAddress = { host: '127.0.0.1', port: server.port, password: 'of-the-tests', database: 3, tls: false }
  return { ...server, address }
}

function overRedis (t: Test, address: RedisAddress, sealed = seal): Watching {
  let reaped = 0
  const errors: unknown[] = []
  return watching(
    t,
    createRedisPresence({ address, seal: sealed, onReap: () => reaped++, onError: (error) => errors.push(error) }),
    () => reaped,
    errors
  )
}

/** Waits longer than `until` does. */
async function eventually (what: string, milliseconds: number, condition: () => boolean): Promise<number> {
  const started = performance.now()
  while (!condition()) {
    if (performance.now() - started > milliseconds) throw new Error(`Waited in vain until ${what}`)
    await delay(20)
  }
  return performance.now() - started
}

/** Time passes only where it is told to. Undone before the test ends: tap's own timers are among those that are mocked. */
function stillTime (work: () => void): void {
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    work()
  } finally {
    mock.timers.reset()
  }
}

const kinds: Record<string, (t: Test) => Promise<Watching>> = {
  memory: async (t) => watching(t, createMemoryPresence()),
  ...(redisUrl && { Redis: async (t: Test) => overRedis(t, (await ownRedis(t)).address) })
}

t.test('from the first connection to 15 seconds after the last', async (t) => {
  const { presence, changes } = watching(t, createMemoryPresence())
  stillTime(() => {
    t.notOk(presence.isOnline('A'))
    t.same([presence.enter('A', ['x', 'y']), presence.enter('A', ['x', 'y']), presence.enter('B', [])], [1, 2, 1])
    t.same(changes.splice(0), [{ userId: 'A', online: true, teamIds: ['x', 'y'] }], 'told once; who is in no team concerns nobody')
    t.ok(presence.isOnline('A') && presence.isOnline('B'))
    presence.leave('A')
    mock.timers.tick(60_000)
    t.ok(presence.isOnline('A'), 'one connection is left')
    presence.leave('A')
    mock.timers.tick(linger - 1)
    t.ok(presence.isOnline('A'))
    t.equal(presence.enter('A', ['x', 'y']), 1, 'a page is loaded anew')
    mock.timers.tick(60_000)
    t.ok(presence.isOnline('A'))
    t.same(changes, [], 'and nobody hears of it')
    presence.leave('A')
    mock.timers.tick(linger)
    t.notOk(presence.isOnline('A'))
    t.same(changes.splice(0), [{ userId: 'A', online: false, teamIds: ['x', 'y'] }])
    presence.leave('A')
    presence.leave('nobody')
    mock.timers.tick(60_000)
    t.same(changes, [])
  })
})

for (const [name, open] of Object.entries(kinds)) {
  t.test(`${name}: comings are told once, and connections counted`, async (t) => {
    const { presence, changes } = await open(t)
    t.notOk(presence.isOnline('A'))
    t.same([presence.enter('A', ['x', 'y']), presence.enter('A', ['x', 'y']), presence.enter('B', [])], [1, 2, 1])
    presence.leave('A')
    presence.leave('A')
    t.equal(presence.enter('A', ['x', 'y']), 1, 'a page is loaded anew')
    presence.leave('nobody')
    t.ok(presence.isOnline('A') && presence.isOnline('B'))
    t.same(changes, [{ userId: 'A', online: true, teamIds: ['x', 'y'] }])
  })

  t.test(`${name}: somebody changes teams`, async (t) => {
    const { presence, changes } = await open(t)
    presence.enter('A', ['x', 'y'])
    presence.enter('A', ['y', 'z'])
    t.same(changes, [{ userId: 'A', online: true, teamIds: ['x', 'y'] }, { userId: 'A', online: true, teamIds: ['z'] }, {
      userId: 'A',
      online: false,
      teamIds: ['x']
    }])
    const stopped: PresenceChange[] = []
    presence.onChange((change) => stopped.push(change))()
    presence.enter('C', ['x'])
    t.same(stopped, [])
    await presence.close()
    await presence.close()
  })
}

t.test('over replicas', { skip: !redisUrl }, async (t) => {
  t.test('comings and goings of one are told by the other, once', async (t) => {
    const { address, url } = await ownRedis(t)
    const [here, there] = [overRedis(t, address), overRedis(t, address)]
    const observer = createClient({ url })
    await observer.connect()
    t.teardown(() => observer.destroy())
    await until(
      'both are there',
      async () =>
        (await observer.keys('workpulse:presence:node:*')).length === 2 &&
        Object.keys(await observer.pubSubNumSub('workpulse:presence:3:changes')).length > 0
    )
    await until(
      'both listen',
      async () => (await observer.pubSubNumSub('workpulse:presence:3:changes'))['workpulse:presence:3:changes'] === 2
    )
    here.presence.enter('A', ['x'])
    await until('it is known', () => there.presence.isOnline('A'))
    t.same(there.changes.splice(0), [{ userId: 'A', online: true, teamIds: ['x'] }])
    t.equal(there.presence.enter('A', ['x']), 2, 'connections are counted over both')
    t.same(there.changes, [], 'who is online already does not come again')
    await until('the other counts it too', async () => Object.keys(await observer.hGetAll('workpulse:presence')).length === 2)
    await here.presence.close()
    await until('only the other’s is left', async () => Object.keys(await observer.hGetAll('workpulse:presence')).length === 1)
    t.ok(there.presence.isOnline('A'))
    t.same([...here.changes, ...there.changes], [{ userId: 'A', online: true, teamIds: ['x'] }])
    await there.presence.close()
    t.same(await observer.keys('*'), [], 'who stops in order leaves nothing')
  })

  t.test('others’ keys stay as they are, and what others write is not believed', async (t) => {
    const { address, url } = await ownRedis(t)
    const other = createClient({ url })
    await other.connect()
    t.teardown(() => other.destroy())
    await other.set('mine', '1')
    await other.hSet('workpulse:presence', {
      garbage: 'x',
      'A|N': JSON.stringify({ connections: 99, teamIds: ['x'] }),
      '__proto__|N': 'null'
    })
    const [here, there] = [overRedis(t, address), overRedis(t, address)]
    await until('both listen', async () => (await other.pubSubNumSub('workpulse:presence:3:changes'))['workpulse:presence:3:changes'] === 2)
    for (
      const text of [
        '',
        'null',
        '{}',
        '[]',
        'x'.repeat(100),
        JSON.stringify({ node: 'N', userId: 'A', entry: { connections: 99, teamIds: 7 } })
      ]
    ) await other.publish('workpulse:presence:3:changes', text)
    // The same service in another database of the same Redis: channels are one for all of them.
    const elsewhere = overRedis(t, { ...address, database: 4 })
    elsewhere.presence.enter('A', ['x'])
    here.presence.enter('B', ['x'])
    await until('the real one is known', () => there.presence.isOnline('B'))
    t.notOk(there.presence.isOnline('A'))
    t.equal(there.presence.enter('A', ['x']), 1)
    t.equal(await other.get('mine'), '1')
    t.same([...here.errors, ...there.errors], [])
  })

  t.test('Redis is cut off and starts anew: nobody is told to have left', async (t) => {
    const [first, second] = [await ownRedis(t), await ownRedis(t)]
    const proxies = [await createFaultProxy(t, first.port), await createFaultProxy(t, first.port)]
    const [here, there] = proxies.map(({ port }) => overRedis(t, { ...first.address, port }))
    const observer = createClient({ url: second.url })
    await observer.connect()
    t.teardown(() => observer.destroy())
    await delay(300)
    here.presence.enter('A', ['x'])
    there.presence.enter('B', ['x'])
    await until('each knows both', () => here.presence.isOnline('B') && there.presence.isOnline('A'))
    for (const proxy of proxies) {
      await proxy.cut()
      proxy.lead(second.port)
    }
    here.presence.enter('C', ['x'])
    t.ok(here.presence.isOnline('B') && here.presence.isOnline('C'), 'each knows what it knew')
    await proxies[0].heal()
    await until('one is back', async () => Object.keys(await observer.hGetAll('workpulse:presence')).length === 2)
    await delay(500)
    await proxies[1].heal()
    await until(
      'all are asserted',
      async () => Object.keys(await observer.hGetAll('workpulse:presence')).length === 3 && there.presence.isOnline('C')
    )
    t.same(here.changes.concat(there.changes).filter(({ online }) => !online), [])
  })

  t.test('who comes while Redis is full is there for everybody once there is room', async (t) => {
    const { address, url } = await ownRedis(t)
    const [here, there] = [overRedis(t, address), overRedis(t, address)]
    const operator = createClient({ url })
    await operator.connect()
    t.teardown(() => operator.destroy())
    await until('both are there', async () => (await operator.keys('workpulse:presence:node:*')).length === 2)
    await operator.configSet({ 'maxmemory-policy': 'noeviction', maxmemory: '1' })
    here.presence.enter('A', ['x'])
    await until('the write was refused', () => here.errors.length > 0)
    t.equal(await operator.hLen('workpulse:presence'), 0)
    await operator.configSet('maxmemory', '0')
    const newcomer = overRedis(t, address)
    const took = await eventually('it is stored and known', 5000, () => newcomer.presence.isOnline('A') && there.presence.isOnline('A'))
    console.error(`presence: after Redis was full, known again after ${Math.round(took)} ms`)
    t.same(there.changes.filter(({ online }) => !online), [], 'nobody was told that A is away')
  })

  t.test('a replica that dies is reaped within 20 seconds, once; who lingers leaves after 15', async (t) => {
    const { port, address } = await ownRedis(t)
    const proxy = await createFaultProxy(t, port)
    const [here, there] = [overRedis(t, address), overRedis(t, address)]
    const dying = overRedis(t, { ...address, port: proxy.port })
    await delay(300)
    dying.presence.enter('A', ['x'])
    dying.presence.enter('B', ['x'])
    here.presence.enter('B', ['x'])
    here.presence.enter('C', ['x'])
    await until('all are known', () => ['A', 'B', 'C'].every((userId) => there.presence.isOnline(userId)))
    await proxy.cut()
    here.presence.leave('C')
    const [reaped, left] = await Promise.all([
      eventually('A is taken out', 25_000, () => !here.presence.isOnline('A') && !there.presence.isOnline('A')),
      eventually('C has left', 17_000, () => !there.presence.isOnline('C'))
    ])
    console.error(`presence: a dead replica's people gone after ${Math.round(reaped)} ms, a lingerer after ${Math.round(left)} ms`)
    t.ok(reaped <= 21_000, `${reaped} ms`)
    t.ok(left >= linger - 50)
    t.ok(here.presence.isOnline('B') && there.presence.isOnline('B'), 'who is elsewhere too stays')
    t.equal(here.reaped() + there.reaped(), 2, 'each of its people by one of the others')
    for (const { changes } of [here, there]) t.same(changes.filter(({ online }) => !online).map(({ userId }) => userId).sort(), ['A', 'C'])
    // It was not dead after all.
    await proxy.heal()
    await until('its people are back', () => here.presence.isOnline('A') && there.presence.isOnline('A'))
  })
})
