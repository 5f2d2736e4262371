/** The live connections of the SDK against a server that fails in ways that the real one rarely does. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { WebSocketServer, type WebSocket } from 'ws'
import { createClient, type Client } from '../../generated/sdk/dist/src/sdk/index.js'
import { until } from '../support/until.ts'

const own = 'user:sari'
const patience = 4000

interface Question {
  type: string
  channel: string
  ref: string
  since?: number
}
interface Peer {
  asked: Question[]
  say: (frame: object) => void
  subscribed: (channel: string, more?: object) => void
  socket: WebSocket
}
/** Answers a question itself, or leaves it to the server by returning false. */
type Fault = (question: Question, peer: Peer, connection: number) => unknown

interface Server {
  client: Client
  peers: Peer[]
  epoch: string
  limits: { burst: number, messagesPerSecond: number }
  fault: Fault
  greeting: (peer: Peer, connection: number) => unknown
  stream: (response: ServerResponse) => void
  tickets: number
}

async function badServer (t: Test): Promise<Server> {
  const server: Server = {
    client: undefined!,
    peers: [],
    epoch: 'one',
    limits: { burst: 100, messagesPerSecond: 100 },
    tickets: 0,
    fault: () => false,
    greeting: () => false,
    stream: () => {}
  }
  const http = createServer((request: IncomingMessage, response: ServerResponse) => {
    if (request.url!.includes('/stream/')) return server.stream(response.writeHead(200, { 'content-type': 'text/event-stream' }))
    server.tickets++
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true,"data":{"ticket":"t"}}')
  })
  const sockets = new WebSocketServer({ server: http })
  sockets.on('connection', (socket) => {
    let tokens = server.limits.burst
    let filledAt = Date.now()
    const say = (frame: object) => socket.send(JSON.stringify(frame))
    const peer: Peer = {
      asked: [],
      say,
      socket,
      subscribed: (channel, more) =>
        say({ type: 'subscribed', channel, epoch: server.epoch, head: 10, recovered: false, replayed: 0, ...more })
    }
    const connection = server.peers.push(peer)
    socket.on('message', (data) => {
      tokens = Math.min(server.limits.burst, tokens + (Date.now() - filledAt) / 1000 * server.limits.messagesPerSecond)
      filledAt = Date.now()
      if (--tokens < 0) return socket.close(4429)
      const question = JSON.parse(String(data)) as Question
      peer.asked.push(question)
      if (server.fault(question, peer, connection) !== false) return
      if (question.type === 'subscribe') peer.subscribed(question.channel, { ref: question.ref })
    })
    if (server.greeting(peer, connection) !== false) return
    hello(server, peer)
    peer.subscribed(own)
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  t.teardown(() => {
    for (const socket of sockets.clients) socket.terminate()
    http.closeAllConnections()
    http.close()
  })
  server.client = createClient({
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    mode: 'bearer',
    tokens: { accessToken: 'a' }
  })
  return server
}

function hello ({ epoch, limits }: Server, { say }: Peer): void {
  say({
    type: 'hello',
    conn: 'c',
    epoch,
    heartbeat: 25,
    limits: { frameBytes: 16384, channels: 50, connections: 10, replayed: 256, ...limits }
  })
}

const connect = (t: Test, { client }: Server) => {
  const realtime = client.connect()
  t.teardown(() => realtime.close())
  return realtime
}
const event = (channel: string, position: number) => ({
  v: 1,
  type: 'report.submitted',
  id: String(position),
  channel,
  seq: position,
  position,
  time: '',
  data: {}
})
const unavailable = ({ ref }: Question) => ({ type: 'error', ref, code: 'UNAVAILABLE', message: 'Not now', retryable: true })
const asksFor = (channel: string) => ({ asked }: Peer) => asked.some((question) => question.channel === channel)
/** What a promise comes to, or `waiting`. */
const outcome = (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => 'resolved', (error: Error) => error.name), delay(patience, 'waiting')])

/** Lets a minute pass in little more than half a second, for what the SDK waits for. */
function hurry (t: Test): void {
  const { setTimeout } = globalThis
  globalThis.setTimeout =
    ((work: () => void, milliseconds = 0, ...more: []) =>
      setTimeout(work, milliseconds < 10_000 ? milliseconds : milliseconds / 100, ...more)) as never
  t.teardown(() => {
    globalThis.setTimeout = setTimeout
  })
}

t.test('a team is followed again after a loss before the answer', async (t) => {
  const server = await badServer(t)
  const realtime = connect(t, server)
  await realtime.followTeam('a')
  server.fault = (question, { socket }, connection) => connection === 2 && question.channel === 'team:a' && socket.terminate()
  server.peers[0].socket.terminate()
  await until('the third asks for it', () => server.peers[2] && asksFor('team:a')(server.peers[2]))
})

for (const [what, channel] of [['a team', 'team:a'], ['the own channel', own]]) {
  t.test(`${what} is asked for again when the service cannot answer`, async (t) => {
    const server = await badServer(t)
    const realtime = connect(t, server)
    let resyncs = 0
    realtime.onResync(() => resyncs++)
    await realtime.followTeam('a')
    server.fault = (question, { say }, connection) => connection === 2 && question.channel === channel && say(unavailable(question))
    server.peers[0].socket.terminate()
    await until('the third asks for it', () => server.peers[2] && asksFor(channel)(server.peers[2]))
    await until('it is open', () => realtime.state === 'open')
    t.equal(resyncs, 0)
  })
}

t.test('a team that one may not see any more', async (t) => {
  const server = await badServer(t)
  const realtime = connect(t, server)
  const resyncs: object[] = []
  realtime.onResync((missed) => resyncs.push(missed))
  await realtime.followTeam('a')
  server.fault = ({ channel, ref }, { say }) =>
    channel === 'team:a' && say({ type: 'error', ref, code: 'NOT_FOUND', message: 'None', retryable: false })
  server.peers[0].socket.terminate()
  await until('it is told', () => resyncs.length > 0)
  t.same(resyncs, [{ channel: 'team:a', reason: 'access' }])
  t.match(await realtime.followTeam('a').catch((error) => error), { code: 'NOT_FOUND' })
})

t.test('fifty teams, at once and again after a loss, within the limits', async (t) => {
  const server = await badServer(t)
  server.limits = { burst: 20, messagesPerSecond: 50 }
  const realtime = connect(t, server)
  const teams = Array.from({ length: 50 }, (_, index) => String(index))
  t.equal(await outcome(realtime.ready().then(() => Promise.all(teams.map((id) => realtime.followTeam(id))))), 'resolved')
  server.peers[0].socket.terminate()
  await until('all are asked for again', () => server.peers[1]?.asked.length === 51)
  await delay(100)
  t.equal(server.peers.length, 2)
})

t.test('two who follow one team at once ask once and lose nothing', async (t) => {
  const server = await badServer(t)
  const realtime = connect(t, server)
  const heard: number[] = []
  realtime.on('report.submitted', ({ position }) => heard.push(position))
  await realtime.ready()
  let asked = 0
  server.fault = async ({ type, channel, ref, since }, { say, subscribed }) => {
    if (type !== 'subscribe') return
    asked++
    for (let position = since! + 1; position <= 10; position++) say(event(channel, position))
    await delay(100)
    subscribed(channel, { ref })
  }
  const first = realtime.followTeam('a', { since: 7 })
  await delay(50)
  const second = realtime.followTeam('a', { since: 7 })
  await first
  t.same(heard, [8, 9, 10])
  await second
  t.equal(asked, 1)
  const both = [realtime.followTeam('b', { since: 8 }), delay(50).then(() => realtime.followTeam('b', { since: 6 }))]
  await Promise.all(both)
  t.same(heard, [8, 9, 10, 7, 8, 9, 10], 'from the earlier of the two')
})

t.test('after a restore each channel is told of once, and goes on', async (t) => {
  const server = await badServer(t)
  const realtime = connect(t, server)
  const resyncs: string[] = []
  const heard: number[] = []
  realtime.onResync(({ channel, reason }) => resyncs.push(`${channel} ${reason}`))
  realtime.on('report.submitted', ({ position }) => heard.push(position))
  await realtime.followTeam('a')
  const [{ asked, say, subscribed, socket }] = server.peers
  const before = asked.length
  server.epoch = 'two'
  for (const channel of [own, 'team:a']) {
    say({ type: 'resync', channel, reason: 'epoch', head: 3 })
    subscribed(channel, { head: 3 })
  }
  say(event('team:a', 4))
  await until('it is heard', () => heard.length > 0)
  await delay(50)
  t.equal(asked.length, before, 'nothing is asked for')
  socket.terminate()
  await until('it is back', () => server.peers[1]?.asked.length === 2)
  t.same(server.peers[1].asked.map(({ channel, since }) => [channel, since]), [[own, 3], ['team:a', 4]])
  t.same(resyncs, [`${own} epoch`, 'team:a epoch'])
})

t.test('what never comes is refused at once', async (t) => {
  const server = await badServer(t)
  server.greeting = () => {}
  const waiting = connect(t, server)
  const early = [waiting.ready(), waiting.followTeam('a')].map(outcome)
  waiting.close()
  t.same(await Promise.all(early), ['ConnectionError', 'ConnectionError'])
  server.greeting = () => false
  const refused = connect(t, server)
  await refused.ready()
  server.peers.at(-1)!.socket.close(4400)
  await until('it is closed', () => refused.state === 'closed')
  for (const realtime of [waiting, refused]) {
    t.same(await Promise.all([realtime.ready(), realtime.followTeam('a')].map(outcome)), ['ConnectionError', 'ConnectionError'])
  }
})

t.test('a listener that throws', async (t) => {
  const reported: string[] = []
  globalThis.reportError = (error: Error) => reported.push(error.message)
  t.teardown(() => {
    delete (globalThis as Partial<typeof globalThis>).reportError
  })
  const server = await badServer(t)
  server.stream = (response) => response.write('event: unread\ndata: 1\n\nevent: unread\ndata: 2\n\n')
  const realtime = connect(t, server)
  const bad = (name: string) => () => {
    throw new Error(name)
  }
  const heard: string[] = []
  realtime.onState(bad('state'))
  realtime.onState((state) => heard.push(state))
  realtime.on('report.submitted', bad('event'))
  realtime.on('report.submitted', () => heard.push('event'))
  realtime.onResync(bad('resync'))
  realtime.onResync(() => heard.push('resync'))
  await realtime.followTeam('a')
  server.peers[0].say(event('team:a', 11))
  server.peers[0].say({ type: 'resync', channel: 'team:a', reason: 'too_many', head: 12 })
  await until('all have heard', () => heard.length === 3)
  t.same(heard, ['open', 'event', 'resync'])
  const counts: number[] = []
  t.teardown(server.client.followUnread({
    onUnread (count) {
      counts.push(count)
      throw new Error('unread')
    }
  }))
  await until('both counts came', () => counts.length === 2)
  t.same(counts, [1, 2])
  t.same(reported, ['state', 'event', 'resync', 'unread', 'unread'])
})

t.test('ending twice counts once', async (t) => {
  const server = await badServer(t)
  const realtime = connect(t, server)
  const end = await realtime.followTeam('a')
  const endOther = await realtime.followTeam('a')
  end()
  end()
  await delay(50)
  const unsubscribes = () => server.peers[0].asked.filter(({ type }) => type === 'unsubscribe').length
  t.equal(unsubscribes(), 0)
  endOther()
  await until('it is over', () => unsubscribes() === 1)
})

t.test('a silent stream and a silent socket come back', async (t) => {
  hurry(t)
  const server = await badServer(t)
  let streams = 0
  server.stream = (response) => response.write(`event: unread\ndata: ${++streams}\n\n`)
  server.greeting = (_, connection) => connection === 1
  t.teardown(server.client.followUnread({ onUnread: () => {} }))
  const realtime = connect(t, server)
  t.equal(await outcome(realtime.ready()), 'resolved')
  await until('the stream is back', () => streams === 2)
})

t.test('after bye it comes back when asked to, and then with growing pauses', async (t) => {
  const server = await badServer(t)
  const realtime = connect(t, server)
  await realtime.ready()
  const times: number[] = []
  server.greeting = ({ socket }, connection) => {
    times.push(Date.now())
    if (connection > 3) return false
    socket.close(1013)
  }
  const [{ say, socket }] = server.peers
  const start = Date.now()
  say({ type: 'bye', code: 1012, reconnectAfterMs: 50 })
  socket.close(1012)
  await until('it is back', () => times.length === 3 && realtime.state === 'open')
  t.ok(times[0] - start < 400)
  t.ok(times[1] - times[0] >= 490)
  t.ok(times[2] - times[1] >= 490)
})
