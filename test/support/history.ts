/** Replicas in processes of their own, and what those who listen to them got, held against the log. */
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Test } from 'tap'
import { WebSocket } from 'ws'
import { createClient, type Client } from '../../generated/sdk/dist/src/sdk/index.js'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import type { Database } from '../../src/database/tables.ts'
import { freePort } from './app.ts'
import type { TestDatabase } from './databases.ts'
import { emailOf, password, people, type PersonName } from './people.ts'
import { startScript } from './scripts.ts'
import { until } from './until.ts'

/** A Redis server of a test's own, which it may stop and say what it likes to. @param folder where its log goes. */
export const { startRedis } = await import(join(import.meta.dirname, '../../scripts/services.mjs')) as {
  startRedis: (folder: string) => Promise<{ url: string, port: number, stop: () => Promise<void> }>
}

const startTimeout = 60_000
/** One for all replicas: tokens name it. */
const publicUrl = 'http://127.0.0.1:3040'

/** The small company in a database of its own, without a service; `db` is a connection for the test's own eyes. */
export async function company (t: Test, database: TestDatabase): Promise<{ dsn: string, db: Database }> {
  const { dsn, drop } = await database.copy('company')
  const db = openDatabase(parseDsn(dsn))
  t.teardown(async () => {
    await db.destroy()
    await drop()
  })
  return { dsn, db }
}

export interface ServerProcess {
  url: string
  child: ChildProcess
  /** Everything that it wrote. */
  output: () => string
  /** Resolves to the code or the signal that ended it. */
  ended: Promise<number | string>
}

/** The real server in a process of its own, ready. */
export async function startServer (t: Test, environment: Record<string, string>): Promise<ServerProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const { child, output, ended } = await startScript(t, ['server.ts'], {
    NODE_ENV: 'test',
    WORKPULSE_LOG_LEVEL: 'error',
    WORKPULSE_RATE_LIMIT: '1000000',
    WORKPULSE_API_ADDR: `127.0.0.1:${port}`,
    WORKPULSE_PUBLIC_URL: publicUrl,
    ...environment
  })
  const text = () => output.out + output.err
  const deadline = Date.now() + startTimeout
  while (!await fetch(`${url}/readyz`).then(({ ok }) => ok, () => false)) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the server did not start: ${text()}`)
    await delay(50)
  }
  return { url, child, output: text, ended }
}

export interface Signed {
  client: Client
  token: string
}

/** Signs a person in; the token is for what the SDK would never say. */
export async function signIn (url: string, person: PersonName): Promise<Signed> {
  let token = ''
  const client = createClient({
    baseUrl: url,
    mode: 'bearer',
    onTokens: (tokens) => {
      token = tokens?.accessToken ?? token
    }
  })
  await client.login({ email: emailOf(person), password })
  return { client, token }
}

export interface Heard {
  seq: number
  position: number
  data: any
}

export interface Listener {
  person: PersonName
  channels: string[]
  /** By channel, what was taken, oldest first. */
  heard: Map<string, Heard[]>
  /** What came that had come before. */
  repeated: number
  resyncs: number
  connections: number
  /** The codes that connections closed with. */
  codes: number[]
  byes: number
  /** What no client should ever see. */
  faults: string[]
  readonly open: boolean
  close: () => void
}

interface ListenOptions {
  /** Where to connect, one after the other after each loss. */
  urls: () => string[]
  person: PersonName
  token: string
  /** Beside one's own. */
  channels?: string[]
  /** Where the snapshot was taken that the events are applied to. */
  since: number
  /** In milliseconds, after a loss. */
  pause?: number
}

/** A client that comes back after every loss from where it was, and takes of each channel what is next. */
export function listen ({ urls, person, token, channels = [], since, pause = 50 }: ListenOptions): Listener {
  const own = `user:${people[person].id}`
  const all = [own, ...channels]
  const listener: Listener & { open: boolean } = {
    person,
    channels: all,
    heard: new Map(all.map((channel) => [channel, []])),
    repeated: 0,
    resyncs: 0,
    connections: 0,
    codes: [],
    byes: 0,
    faults: [],
    open: false,
    close
  }
  const end = new AbortController()
  let socket: WebSocket | undefined

  function close (): void {
    end.abort()
    socket?.terminate()
  }

  /** @param onThis what this connection has brought live. */
  function take ({ channel, seq, position, data }: any, onThis: Set<string>): void {
    const heard = listener.heard.get(channel)!
    const last = heard.at(-1)
    const name = `${channel} ${seq}`
    if (onThis.has(name)) listener.faults.push(`${name} twice on one connection`)
    onThis.add(name)
    if (last && seq <= last.seq) listener.repeated++
    else if (last && seq > last.seq + 1) listener.faults.push(`${name} after ${last.seq}`)
    else if (last && position <= last.position) listener.faults.push(`${name}: position ${position} after ${last.position}`)
    else heard.push({ seq, position, data })
  }

  /** One's own channel is followed before its replay is asked for: what came ahead of that comes again, in order. */
  function takeReplayed (channel: string, frames: any[], onThis: Set<string>): void {
    const sorted = frames.toSorted((a, b) => a.position - b.position)
    const unique = sorted.filter(({ position }, index) => position !== sorted[index - 1]?.position)
    if (channel !== own && (unique.length < frames.length || sorted.some((frame, index) => frame !== frames[index]))) {
      listener.faults.push(`the replay of ${channel} is not in order`)
    }
    for (const frame of unique) take(frame, onThis)
  }

  function connect (url: string): Promise<number> {
    const current = socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/ws`, ['workpulse.v1'])
    const onThis = new Set<string>()
    /** By channel, until it is said that the replay is complete. */
    const replayed = new Map<string, any[]>(all.map((channel) => [channel, []]))
    return new Promise((resolve) => {
      current.on('error', () => {})
      current.on('close', resolve)
      current.on('open', () => {
        listener.connections++
        current.send(JSON.stringify({ type: 'auth', token }))
      })
      current.on('message', (text) => {
        const frame = JSON.parse(String(text))
        if (frame.type === 'hello') {
          for (const channel of all) {
            current.send(
              JSON.stringify({ type: 'subscribe', ref: channel, channel, since: listener.heard.get(channel)!.at(-1)?.position ?? since })
            )
          }
        } else if (frame.type === 'subscribed' && frame.ref) {
          takeReplayed(frame.ref, replayed.get(frame.ref)!, onThis)
          replayed.delete(frame.ref)
          listener.open = replayed.size === 0
        } else if (frame.type === 'resync') listener.resyncs++
        else if (frame.type === 'bye') listener.byes++
        else if (frame.type === 'error') current.terminate()
        else if (frame.seq !== undefined && !listener.heard.has(frame.channel)) {
          listener.faults.push(`an event of ${frame.channel}, which nobody asked for`)
        } else if (frame.seq !== undefined && replayed.has(frame.channel)) replayed.get(frame.channel)!.push(frame)
        else if (frame.seq !== undefined) take(frame, onThis)
      })
    })
  }

  async function run (): Promise<void> {
    for (let turn = 0; !end.signal.aborted; turn++) {
      const candidates = urls()
      const code = await connect(candidates[turn % candidates.length])
      listener.open = false
      listener.codes.push(code)
      if (code === 4401) return
      await delay(pause)
    }
  }
  void run()
  return listener
}

/** Waits until everybody has what they asked for, and hears live. */
export async function allOpen (listeners: Listener[]): Promise<void> {
  for (const listener of listeners) await until(`${listener.person} is connected`, () => listener.open)
}

export interface Verdict {
  sent: number
  lost: number
  repeated: number
  faults: string[]
}

/** Holds what everybody got against the log after `since`, up to where somebody's session ended. */
export async function judgeHistory (db: Database, listeners: Listener[], since: number): Promise<Verdict> {
  const rows = await db.selectFrom('events').select(['channel', 'seq', 'position']).where((eb) =>
    eb.or([eb('position', '>', since), eb('position', 'is', null)])
  ).orderBy('position').execute()
  const verdict: Verdict = { sent: rows.length, lost: 0, repeated: 0, faults: [] }
  verdict.lost += rows.filter(({ position }) => position === null).length
  for (const listener of listeners) {
    verdict.repeated += listener.repeated
    verdict.faults.push(...listener.faults.map((fault) => `${listener.person}: ${fault}`))
    for (const channel of listener.channels) {
      const logged = rows.filter((row) => row.channel === channel && row.position !== null)
      const heard = listener.heard.get(channel)!.filter(({ position }) => position > since)
      verdict.lost += Math.max(0, logged.length - heard.length)
      const wrong = heard.findIndex(({ seq, position }, index) => seq !== logged[index]?.seq || position !== logged[index].position)
      if (wrong >= 0) {
        verdict.faults.push(
          `${listener.person}: ${channel} is no beginning of the log from ${wrong} on: ${heard[wrong].seq} for ${logged[wrong]?.seq}`
        )
      }
    }
  }
  return verdict
}

/** Milliseconds until everybody has everything. @throws Error after `patience`. */
export async function converge (db: Database, listeners: Listener[], since: number, patience = 10_000): Promise<number> {
  const started = performance.now()
  for (;;) {
    const { lost } = await judgeHistory(db, listeners, since)
    const elapsed = Math.round(performance.now() - started)
    if (lost === 0) return elapsed
    if (elapsed > patience) throw new Error(`${lost} events have not come after ${elapsed} ms`)
    await delay(20)
  }
}
