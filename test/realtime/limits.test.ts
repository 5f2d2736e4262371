/** What one connection and one person may do. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { WebSocket } from 'ws'
import { channels, event } from '../../generated/events.ts'
import { append, readClock } from '../../src/repositories/platform/events.ts'
import { RateLimit, limits } from '../../src/realtime/limits.ts'
import { testApp, today, type TestApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { line4, people, production, type PersonName } from '../support/people.ts'
import { redisUrl, testReplicas } from '../support/replicas.ts'
import { openSocket, type TestSocket } from '../support/socket.ts'
import { until } from '../support/until.ts'

const [database] = databases
const mariadb = databases.find(({ name }) => name === 'mariadb')

async function tokenOf (app: Pick<TestApp, 'signIn'>, person: PersonName): Promise<string> {
  let token = ''
  await app.signIn(person, {
    onTokens: (pair) => {
      token = pair?.accessToken ?? token
    }
  })
  return token
}

async function connect (t: Test, url: string, token: string): Promise<TestSocket> {
  const socket = openSocket(`${url}/api/v1/ws`)
  t.teardown(() => socket.raw.terminate())
  socket.send({ type: 'auth', token })
  await socket.frame('subscribed')
  return socket
}

t.test('a bucket of tokens', async (t) => {
  let time = 0
  const rate = new RateLimit(5, 20, time)
  const taken = (tries: number) => Array.from({ length: tries }, () => rate.take(time)).filter(Boolean).length
  t.equal(taken(30), 20)
  time += 200
  t.equal(taken(3), 1)
  time += 60_000
  t.equal(taken(30), 20, 'no more than its size')
  time -= 3_600_000
  time += 1000
  t.equal(taken(30), 0, 'a clock that was set back gives nothing')
  time += 1000
  t.equal(taken(30), 5, 'and takes nothing')

  fc.assert(fc.property(fc.array(fc.record({ wait: fc.nat(3000), tries: fc.nat(40) }), { maxLength: 40 }), (steps) => {
    let [now, given] = [0, 0]
    const limit = new RateLimit(5, 20, now)
    for (const { wait, tries } of steps) {
      now += wait
      for (let n = 0; n < tries; n++) if (limit.take(now)) given++
      if (given > 20 + now / 200) return false
    }
    return true
  }))
})

t.test('one process', async (t) => {
  const app = await testApp(t, database)
  const token = await tokenOf(app, 'admin')
  // Nearly as large as a report can be.
  const { can, ...report } = await (await app.signIn('lead')).createReport({
    reportDate: today,
    summary: 'x'.repeat(4000),
    planNext: 'x'.repeat(4000),
    fields: { note: 'x'.repeat(32_000) }
  })
  const large = event(channels.user(people.lead.id), 'report.updated', report)

  t.test('twenty messages at once, and not many more', async (t) => {
    const socket = await connect(t, app.url, token)
    // The first message signed in.
    for (let n = 0; n < 19; n++) socket.send({ type: 'ping' })
    await until('all are answered', () => socket.frames.filter(({ type }) => type === 'pong').length === 19)
    for (let n = 0; n < 1000; n++) socket.send({ type: 'ping' })
    t.equal(await socket.closed(), 4429)
    t.ok(socket.frames.filter(({ type }) => type === 'pong').length < 19 + 20)
    t.match(await app.deps.metrics.closes.get(), { values: [{ value: 1, labels: { code: 4429 } }] })
  })

  t.test('pings of the protocol count as messages', async (t) => {
    const socket = await connect(t, app.url, token)
    for (let n = 0; n < 200; n++) socket.raw.ping()
    t.equal(await socket.closed(), 4429)
  })

  t.test('what is none of ours counts as well', async (t) => {
    const socket = await connect(t, app.url, token)
    for (let n = 0; n < 100; n++) socket.send({ type: 'dance' })
    t.equal(await socket.closed(), 4429)
  })

  t.test('fifty channels, and the fifty-first is refused', async (t) => {
    const ids = Array.from({ length: 52 }, (_, index) => `TEAMMANY${String(index).padStart(18, '0')}`)
    await app.deps.db.insertInto('teams').values(ids.map((id) => ({ id, division_id: production.id, name: id }))).execute()
    const socket = await connect(t, app.url, token)
    // One's own is the first of them.
    for (const [index, id] of ids.slice(0, limits.channels - 1).entries()) {
      if (index % 10 === 0) app.clock.advance(10_000)
      socket.send({ type: 'subscribe', ref: id, channel: `team:${id}` })
      await socket.frame('subscribed', ({ ref }) => ref === id)
    }
    app.clock.advance(10_000)
    socket.send({ type: 'subscribe', ref: 'more', channel: `team:${ids[50]}` })
    t.match(await socket.frame('error', ({ ref }) => ref === 'more'), { code: 'RULE_REFUSED', retryable: false })
    socket.send({ type: 'subscribe', ref: 'again', channel: `team:${ids[0]}` })
    await socket.frame('subscribed', ({ ref }) => ref === 'again')
    socket.send({ type: 'unsubscribe', ref: 'less', channel: `team:${ids[0]}` })
    await socket.frame('unsubscribed')
    socket.send({ type: 'subscribe', ref: 'now', channel: `team:${ids[50]}` })
    await socket.frame('subscribed', ({ ref }) => ref === 'now')
  })

  t.test('ten connections of a person, and the eleventh is closed', async (t) => {
    const own = await tokenOf(app, 'manager')
    const sockets = []
    for (let n = 0; n < 10; n++) sockets.push(await connect(t, app.url, own))
    for (let n = 0; n < 3; n++) {
      const eleventh = openSocket(`${app.url}/api/v1/ws`)
      eleventh.send({ type: 'auth', token: own })
      t.equal(await eleventh.closed(), 4409)
      t.same(eleventh.frames, [], 'without a hello')
    }
    sockets[0].raw.close()
    await sockets[0].closed()
    const instead = await until('there is room again', async () => {
      const socket = openSocket(`${app.url}/api/v1/ws`)
      socket.send({ type: 'auth', token: own })
      const served = await Promise.race([
        socket.frame('hello').then(() => socket, () => undefined),
        socket.closed().then(() => undefined, () => undefined)
      ])
      return served
    })
    instead.raw.terminate()
    await connect(t, app.url, await tokenOf(app, 'hr'))
  })

  t.test('a client that stops reading is given up, and keeps little of our memory until then', async (t) => {
    const { port } = new URL(app.url)
    const tcp = connectTcp(Number(port), '127.0.0.1')
    t.teardown(() => tcp.destroy())
    await once(tcp, 'connect')
    const person = await tokenOf(app, 'lead')
    const text = JSON.stringify({ type: 'auth', token: person })
    tcp.write(
      `GET /api/v1/ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${
        randomBytes(16).toString('base64')
      }\r\nSec-WebSocket-Protocol: workpulse.v1\r\n\r\n`
    )
    await once(tcp, 'data')
    for (const message of [text, JSON.stringify({ type: 'subscribe', channel: `team:${line4.id}` })]) tcp.write(masked(message))
    await until('it follows the team', () => app.deps.realtime.hub.hasListeners(`team:${line4.id}`))
    tcp.pause()
    tcp.on('error', () => {})

    const other = await connect(t, app.url, token)
    app.clock.advance(10_000)
    const closes = async () => (await app.deps.metrics.closes.get()).values.find(({ labels }) => labels.code === 4410)?.value
    let most = 0
    let written = 0
    await until('it is closed', async () => {
      await app.deps.transaction((tx) => append(tx, app.clock.now(), 'test', Array.from({ length: 5 }, () => large)))
      written += 5
      most = Math.max(most, app.deps.realtime.connections.buffered)
      return closes()
    })
    t.equal(await closes(), 1)
    t.ok(most > limits.largestBuffer / 2 && most < limits.largestBuffer + 400_000, `${most} bytes at most, ${written} events`)
    t.equal(other.raw.readyState, WebSocket.OPEN)
    t.ok(app.deps.realtime.connections.buffered < 1000)
  })

  t.test('a long replay goes at the pace of its reader', async (t) => {
    const { position } = await until('everything has its place', async () => {
      // The clock last: what gets its place between the two questions is before what it says.
      const waiting = await app.deps.db.selectFrom('events').select('id').where('position', 'is', null).execute()
      const clock = await readClock(app.deps.db)
      return waiting.length === 0 && clock.position === app.deps.realtime.hub.position && clock
    })
    for (let n = 0; n < 10; n++) {
      await app.deps.transaction((tx) => append(tx, app.clock.now(), 'test', Array.from({ length: 20 }, () => large)))
    }
    await until('all are delivered', () => app.deps.realtime.hub.position === position + 200)
    const socket = await connect(t, app.url, await tokenOf(app, 'lead'))
    socket.send({ type: 'subscribe', ref: 'r', channel: `user:${people.lead.id}`, since: position })
    const answer = await socket.frame('subscribed', ({ ref }) => ref === 'r')
    t.match(answer, { recovered: true, replayed: 200 })
    t.equal(socket.frames.filter(({ type }) => type === 'report.updated').length, 200)
  })
})

t.test('ten connections over two replicas', { skip: !mariadb || !redisUrl }, async (t) => {
  const { replicas: [here, there] } = await testReplicas(t, mariadb!, 2, { WORKPULSE_REDIS_ADDR: redisUrl! })
  let token = ''
  await here.signIn('neighbour', {
    onTokens: (pair) => {
      token = pair?.accessToken ?? token
    }
  })
  const sockets: TestSocket[] = []
  for (let n = 0; n < 10; n++) {
    const replica = [here, there][n % 2]
    sockets.push(await connect(t, replica.url, token))
  }
  // The count of the other replica comes over Redis.
  for (const { url } of [here, there]) {
    await until('the eleventh is refused', async () => {
      const socket = openSocket(`${url}/api/v1/ws`)
      socket.send({ type: 'auth', token })
      const served = await Promise.race([socket.frame('hello').then(() => true), socket.closed().then((code) => code)])
      socket.raw.terminate()
      return served === 4409
    })
  }
  t.ok(sockets.every(({ raw }) => raw.readyState === WebSocket.OPEN))
})

/** A text frame of a client. */
function masked (text: string): Buffer {
  const payload = Buffer.from(text)
  const mask = randomBytes(4)
  const head = payload.length < 126
    ? Buffer.from([0x81, 0x80 | payload.length])
    : Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 255])
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ mask[index % 4])])
}
