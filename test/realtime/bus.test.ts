/** Both buses keep the same promises; the one over Redis shares its server with others and loses nothing of theirs. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'redis'
import t, { type Test } from 'tap'
import { createMemoryBus } from '../../src/realtime/bus/memory.ts'
import { createRedisBus } from '../../src/realtime/bus/redis.ts'
import type { Bus, BusMessage } from '../../src/realtime/bus/bus.ts'
import { createSeal, type RedisAddress } from '../../src/realtime/redis.ts'
import type { SequencedEvent } from '../../src/repositories/platform/events.ts'
import { createFaultProxy } from '../support/fault-proxy.ts'
import { startRedis } from '../support/history.ts'
import { redisUrl } from '../support/replicas.ts'
import { until } from '../support/until.ts'

const key = randomBytes(32)
const epoch = '01JD2V6M7Q8R9S0T1V2W3X4Y68'

function made (position: number, payload = '{"n":"\\\\"}'): SequencedEvent {
  return {
    id: position + 100,
    channel: 'team:A',
    type: 'test',
    payload,
    cause: null,
    createdAt: '2026-11-20 03:00:00.000',
    position,
    seq: position
  }
}

interface Listening {
  bus: Bus
  heard: BusMessage[]
  errors: unknown[]
}

function listening (t: Test, bus: Bus, errors: unknown[] = []): Listening {
  const heard: BusMessage[] = []
  bus.subscribe((message) => heard.push(message))
  t.teardown(() => bus.close())
  return { bus, heard, errors }
}

/** A Redis of this file's own, which it may stop. */
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

async function overRedis (t: Test, address: RedisAddress, sealKey = key): Promise<Listening> {
  const errors: unknown[] = []
  const result = listening(t, createRedisBus(address, createSeal(sealKey), (error) => errors.push(error)), errors)
  await until('it reaches others', () => result.bus.reachesOthers)
  return result
}

const positions = (messages: BusMessage[]) => messages.flatMap(({ events }) => events.map(({ position }) => position))

const kinds: Record<string, (t: Test) => Promise<Listening>> = {
  memory: async (t) => listening(t, createMemoryBus()),
  ...(redisUrl && { Redis: async (t: Test) => overRedis(t, (await ownRedis(t)).address) })
}

for (const [name, open] of Object.entries(kinds)) {
  t.test(`${name}: whoever publishes hears it before it goes on`, async (t) => {
    const { bus, heard } = await open(t)
    bus.publish({ epoch, events: [made(1), made(2)] })
    t.same(heard, [{ epoch, events: [made(1), made(2)] }])
    const others: BusMessage[] = []
    const stop = bus.subscribe((message) => others.push(message))
    bus.publish({ epoch, events: [made(3)] })
    stop()
    bus.publish({ epoch, events: [made(4)] })
    t.same(positions(others).filter((position) => position > 2), [3], 'one who stops listening hears no more')
    bus.suspect()
    await bus.close()
    bus.publish({ epoch, events: [made(5)] })
    t.notOk(positions(heard).includes(5), 'nor does anybody once it is closed')
    await bus.close()
  })
}

t.test('Redis', { skip: !redisUrl }, async (t) => {
  t.test('the others hear it, in order and as it was', async (t) => {
    const { address } = await ownRedis(t)
    const [here, there] = [await overRedis(t, address), await overRedis(t, address)]
    const events = Array.from({ length: 500 }, (_, index) => made(index + 1, JSON.stringify({ text: `“${index}” \\ \u2028 \ud83d\ude00` })))
    here.bus.publish({ epoch, events: events.slice(0, 300) })
    here.bus.publish({ epoch, events: events.slice(300) })
    await until('all are there', () => there.heard.length >= 500)
    t.same(there.heard.flatMap((message) => message.events), events)
    t.ok(there.heard.every((message) => message.epoch === epoch))
  })

  t.test('what others say on our channels is not listened to, and theirs are left alone', async (t) => {
    const { address, url } = await ownRedis(t)
    const other = createClient({ url })
    await other.connect()
    t.teardown(() => other.destroy())
    for (const [name, value] of [['workpulse', 'theirs'], ['other:workpulse:x', 'theirs'], ['presence', 'theirs']]) {
      await other.set(name, value)
    }
    const theirs: string[] = []
    await other.subscribe(['news', 'team:A'], (text) => theirs.push(text))
    const publisher = createClient({ url })
    await publisher.connect()
    t.teardown(() => publisher.destroy())

    const [here, there] = [await overRedis(t, address), await overRedis(t, address)]
    const forged = JSON.stringify([epoch, made(1)])
    const garbage = [
      '',
      '{',
      'null',
      '[]',
      '[1,2]',
      '"x"',
      forged,
      `${'A'.repeat(43)}${forged}`,
      createSeal(randomBytes(32)).seal(forged),
      '\0'.repeat(100),
      'é'.repeat(60),
      '{"\\\\":1}',
      'x'.repeat(100_000)
    ]
    for (const text of garbage) {
      for (const channel of ['team:A', 'user:x', 'org', 'nothing:of:ours', 'presence:changes', 'presence:3:changes']) {
        await publisher.publish(`workpulse:${channel}`, text)
      }
    }
    await publisher.publish('news', 'theirs')
    const overheard = new Promise<string>((resolve) => {
      void other.pSubscribe('workpulse:team:*', resolve)
    })
    await until('the other listens', async () => (await publisher.pubSubNumPat()) === 2)
    here.bus.publish({ epoch, events: [made(2)] })
    await until('the real one comes', () => there.heard.length > 0)
    t.same([new Set(positions(here.heard)), positions(there.heard)], [new Set([2]), [2]])

    // Said again it is the same event, which the follower has had; with anything changed it is none of ours.
    const sealed = await overheard
    await publisher.publish('workpulse:team:A', sealed.replace('"position":2', '"position":9'))
    await publisher.publish('workpulse:team:A', sealed)
    await until('it comes again', () => there.heard.length === 2)
    t.same(positions(there.heard), [2, 2])
    t.same(here.errors, [])
    t.same(theirs, ['theirs'])
    t.same((await publisher.keys('*')).sort(), ['other:workpulse:x', 'presence', 'workpulse'], 'the bus leaves no keys')
  })

  t.test('it knows when Redis is gone, does not hold up anybody, and goes on when it is back', async (t) => {
    const { port, address } = await ownRedis(t)
    const proxy = await createFaultProxy(t, port)
    const [here, there] = [await overRedis(t, { ...address, port: proxy.port }), await overRedis(t, address)]
    await proxy.cut()
    await until('it is noticed', () => !here.bus.reachesOthers)
    t.ok(there.bus.reachesOthers)
    here.bus.publish({ epoch, events: [made(1)] })
    t.same(positions(here.heard), [1], 'one hears oneself')
    await proxy.heal()
    await until('it reaches others again', () => here.bus.reachesOthers)
    here.bus.publish({ epoch, events: [made(2)] })
    there.bus.publish({ epoch, events: [made(3)] })
    await until('both hear', () => positions(here.heard).includes(3) && positions(there.heard).includes(2))
    t.notOk(positions(there.heard).includes(1), 'what was said meanwhile is for the table')
    t.ok(here.errors.length > 0)
  })

  t.test('a network that says nothing is left for a new connection', async (t) => {
    const { port, address } = await ownRedis(t)
    const proxy = await createFaultProxy(t, port)
    const [here, there] = [await overRedis(t, { ...address, port: proxy.port }), await overRedis(t, address)]
    proxy.swallow()
    here.bus.suspect()
    const memory = process.memoryUsage().heapUsed
    const payload = JSON.stringify({ text: 'x'.repeat(2000) })
    for (let n = 1; n <= 40; n++) {
      here.bus.publish({
        epoch,
        events: Array.from({ length: 500 }, (_, index) => made(n * 500 + index, payload))
      })
    }
    await until('it is noticed', () => !here.bus.reachesOthers)
    t.ok(process.memoryUsage().heapUsed - memory < 200 << 20, 'what cannot be sent does not pile up')
    await proxy.heal()
    await until('it reaches others again', () => here.bus.reachesOthers)
    here.bus.publish({ epoch, events: [made(99_999)] })
    await until('the other hears', () => positions(there.heard).includes(99_999))
  })

  t.test('a server that starts anew is subscribed to again', async (t) => {
    const first = await ownRedis(t)
    const proxy = await createFaultProxy(t, first.port)
    const { bus, heard } = await overRedis(t, { ...first.address, port: proxy.port })
    await first.stop()
    await until('it is noticed', () => !bus.reachesOthers)
    const second = await ownRedis(t)
    proxy.lead(second.port)
    await until('it reaches others again', () => bus.reachesOthers)
    const other = await overRedis(t, second.address)
    other.bus.publish({ epoch, events: [made(1)] })
    await until('it hears', () => positions(heard).includes(1))
  })

  t.test('closing it while Redis is away leaves nothing behind', async (t) => {
    const { port, address } = await ownRedis(t)
    const proxy = await createFaultProxy(t, port)
    await proxy.cut()
    const bus = createRedisBus({ ...address, port: proxy.port }, createSeal(key), () => {})
    bus.publish({ epoch, events: [made(1)] })
    await bus.close()
    await proxy.heal()
    await new Promise((resolve) => setTimeout(resolve, 300))
    t.equal(proxy.connections, 0, 'no client comes back')
  })
})
