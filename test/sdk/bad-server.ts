/** A server that fails as it is told to, and those who connect to it. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Test } from 'tap'
import { WebSocketServer, type WebSocket } from 'ws'
import { createClient, type Client } from '../../generated/sdk/dist/src/sdk/index.js'

export const own = 'user:sari'
const patience = 4000

export interface Question {
  type: string
  channel: string
  ref: string
  since?: number
}
export interface Peer {
  asked: Question[]
  say: (frame: object) => void
  subscribed: (channel: string, more?: object) => void
  socket: WebSocket
}
/** Answers a question itself, or leaves it to the server by returning false. */
export type Fault = (question: Question, peer: Peer, connection: number) => unknown

export interface Server {
  client: Client
  peers: Peer[]
  epoch: string
  limits: { burst: number, messagesPerSecond: number }
  fault: Fault
  greeting: (peer: Peer, connection: number) => unknown
  stream: (response: ServerResponse) => void
  tickets: number
}

export async function badServer (t: Test): Promise<Server> {
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

export const connect = (t: Test, { client }: Server) => {
  const realtime = client.connect()
  t.teardown(() => realtime.close())
  return realtime
}
export const event = (channel: string, position: number) => ({
  v: 1,
  type: 'report.submitted',
  id: String(position),
  channel,
  seq: position,
  position,
  time: '',
  data: {}
})
export const unavailable = ({ ref }: Question) => ({ type: 'error', ref, code: 'UNAVAILABLE', message: 'Not now', retryable: true })
export const asksFor = (channel: string) => ({ asked }: Peer) => asked.some((question) => question.channel === channel)
/** What a promise comes to, or `waiting`. */
export const outcome = (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => 'resolved', (error: Error) => error.name), delay(patience, 'waiting')])

/** Lets a minute pass in little more than half a second, for what the SDK waits for. */
export function hurry (t: Test): void {
  const { setTimeout } = globalThis
  globalThis.setTimeout =
    ((work: () => void, milliseconds = 0, ...more: []) =>
      setTimeout(work, milliseconds < 10_000 ? milliseconds : milliseconds / 100, ...more)) as never
  t.teardown(() => {
    globalThis.setTimeout = setTimeout
  })
}
