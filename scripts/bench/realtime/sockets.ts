/** Sockets, fan-out and delivery, of the real server and, in the same run, of a server that only does the fan-out. */
import { fork, type ChildProcess } from 'node:child_process'
import { createHmac, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ulid } from 'ulid'
import { parseDsn } from '../../../src/database/connection/dsn.ts'
import { toDateTime } from '../../../src/database/dialect.ts'
import { migrateToLatest } from '../../../src/database/migration/migrate.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import type { Database } from '../../../src/database/tables.ts'
import { append } from '../../../src/repositories/platform/events.ts'
import { createMariadb } from '../databases.ts'
import type { Command, Report } from './clients.ts'
import { say } from '../report.ts'
import { jwtSecret, startService, type Service } from '../service.ts'
import { startRedis } from '../../services.mjs'

export interface RealtimeRow {
  what: string
  value: string
}

/** The same in numbers: rates in thousands of frames per second, memory of an idle socket, times in milliseconds. */
export interface RealtimeFigures {
  fanOut: { sockets: number, rate: number, plain: number, kilobytes: number }[]
  deliveries: { what: string, p50: number, p99: number }[]
}

const connectionsPerPerson = 5
const events = 200
const deliveries = 200
const payload = {
  id: 'REPORT',
  userId: 'USER',
  reportDate: '2026-11-20',
  teamId: 'TEAM',
  divisionId: 'DIVISION',
  state: 'submitted',
  timing: null,
  submittedAt: '2026-11-20T09:41:00.000Z',
  version: 2
}

export interface Team {
  db: Database
  teamId: string
  people: { userId: string, sessionId: string }[]
}

/** One team with enough people for so many sockets, all signed in. */
export async function createTeam (dsn: string, sockets: number): Promise<Team> {
  const db = openDatabase(parseDsn(dsn))
  await migrateToLatest(db)
  const [now, later] = [toDateTime(new Date()), toDateTime(new Date(Date.now() + 86_400_000 * 5))]
  const teamId = ulid()
  const divisionId = ulid()
  const people = Array.from({ length: Math.ceil(sockets / connectionsPerPerson) }, () => ({ userId: ulid(), sessionId: ulid() }))
  await db.insertInto('organisation').values({ id: 1, name: 'Bench', time_zone: 'UTC', backdate_days: 3 }).execute()
  await db.insertInto('divisions').values({ id: divisionId, name: 'Bench' }).execute()
  await db.insertInto('teams').values({ id: teamId, division_id: divisionId, name: 'Bench' }).execute()
  for (let start = 0; start < people.length; start += 100) {
    const chunk = people.slice(start, start + 100)
    await db.insertInto('users').values(
      chunk.map(({ userId }) => ({
        id: userId,
        email: `${userId}@bench.test`,
        email_verified_at: now,
        name: 'Person',
        role: 'employee',
        division_id: divisionId,
        primary_team_id: teamId,
        password_hash: null,
        disabled_at: null,
        created_at: now,
        updated_at: now
      }))
    ).execute()
    await db.insertInto('team_members').values(chunk.map(({ userId }) => ({ team_id: teamId, user_id: userId, role: 'member' }))).execute()
    await db.insertInto('sessions').values(
      chunk.map(({ userId, sessionId }) => ({
        id: sessionId,
        user_id: userId,
        rotated_at: now,
        created_at: now,
        idle_expires_at: later,
        expires_at: later,
        revoked_at: null,
        revoked_reason: null,
        user_agent: 'bench',
        address: '127.0.0.1'
      }))
    ).execute()
  }
  return { db, teamId, people }
}

/** As the service signs it. */
export function accessToken (url: string, { userId, sessionId }: Team['people'][number]): string {
  const [kid, secret] = jwtSecret.split(':')
  const iat = Math.floor(Date.now() / 1000)
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const text = `${encode({ alg: 'HS256', typ: 'at+jwt', kid })}.${
    encode({ sub: userId, sid: sessionId, iat, exp: iat + 600, jti: randomUUID(), iss: url, aud: url })
  }`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

class Clients {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, 'clients.ts'))

  async #ask<R extends Report['is']> (command: Command, until: R): Promise<Extract<Report, { is: R }>> {
    const answer = this.#wait(until)
    this.#child.send(command)
    return answer
  }

  async #wait<R extends Report['is']> (until: R): Promise<Extract<Report, { is: R }>> {
    while (true) {
      const [report] = await Promise.race([
        once(this.#child, 'message'),
        once(this.#child, 'exit').then(() => {
          throw new Error('The process of the sockets ended')
        })
      ]) as [Report]
      if (report.is === until) return report as Extract<Report, { is: R }>
    }
  }

  open = (url: string, tokens: string[], team: string | null, count: number) =>
    this.#ask({ do: 'open', url, tokens, team, count }, 'opened')
  expect = (frames: number) => this.#ask({ do: 'expect', frames }, 'received')
  close = () => this.#ask({ do: 'close' }, 'closed')
  stop = () => this.#child.kill()
}

/** In bytes. */
export function residentMemory (pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
}

async function stall (service: Service): Promise<number> {
  const text = await (await fetch(service.metricsUrl)).text()
  return Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(text)![1]) * 1000
}

function percentile (values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]
}

/** Idle sockets, then a burst of events to all of them. */
async function fanOut (service: Service, team: Team, sockets: number, figures: RealtimeFigures): Promise<RealtimeRow[]> {
  say(`realtime: ${sockets} sockets`)
  const clients = new Clients()
  try {
    const before = residentMemory(service.pid)
    const tokens = team.people.map((person) => accessToken(service.url, person))
    const { milliseconds } = await clients.open(service.url.replace('http', 'ws') + '/api/v1/ws', tokens, team.teamId, sockets)
    await delay(2000)
    const memory = (residentMemory(service.pid) - before) / sockets / 1024
    await stall(service)
    const received = clients.expect(events * sockets)
    await append(
      team.db,
      new Date(),
      'bench',
      Array.from({ length: events }, () => ({ channel: `team:${team.teamId}`, type: 'report.submitted', data: payload }))
    )
    const { frames, firstToLast } = await received
    const worst = await stall(service)
    await clients.close()
    const rate = frames / firstToLast
    const plain = await plainFanOut(sockets)
    figures.fanOut.push({ sockets, rate, plain, kilobytes: memory })
    return [
      { what: `${sockets} sockets: opened, signed in and subscribed, per second`, value: (sockets / milliseconds * 1000).toFixed(0) },
      { what: `${sockets} sockets: resident memory per idle connection`, value: `${memory.toFixed(1)} KB` },
      { what: `${sockets} sockets: frames per second, ${events} events to all`, value: `${rate.toFixed(0)} k` },
      { what: `${sockets} sockets: the same from a plain ws server`, value: `${plain.toFixed(0)} k (ratio ${(rate / plain).toFixed(2)})` },
      { what: `${sockets} sockets: worst event-loop stall during it`, value: `${worst.toFixed(0)} ms` }
    ]
  } finally {
    clients.stop()
  }
}

/** Thousands of frames per second. */
async function plainFanOut (sockets: number): Promise<number> {
  const server = fork(join(import.meta.dirname, 'plain.ts'))
  const clients = new Clients()
  try {
    const [{ port }] = await once(server, 'message') as [{ port: number }]
    await clients.open(`ws://127.0.0.1:${port}`, [], null, sockets)
    const frame = (seq: number) =>
      JSON.stringify({
        v: 1,
        type: 'report.submitted',
        id: String(seq),
        channel: 'team:01JD2V6M7Q8R9S0T1V2W3X4Y61',
        seq,
        position: seq,
        time: new Date().toISOString(),
        cause: 'bench',
        data: payload
      })
    const received = clients.expect(events * sockets)
    server.send(Array.from({ length: events }, (_, index) => frame(index + 1)))
    const { frames, firstToLast } = await received
    return frames / firstToLast
  } finally {
    clients.stop()
    server.kill()
  }
}

/** From the making of an event on one replica to its arrival at a client of another, or of the same. */
async function delivery (what: string, from: Service, to: Service, team: Team, figures: RealtimeFigures): Promise<RealtimeRow[]> {
  say(`realtime: ${what}`)
  const [person] = team.people
  const token = accessToken(from.url, person)
  const socket = new WebSocket(to.url.replace('http', 'ws') + '/api/v1/ws', ['workpulse.v1'])
  const latencies: number[] = []
  const subscribed = Promise.withResolvers<void>()
  socket.onopen = () => socket.send(JSON.stringify({ type: 'auth', token: accessToken(to.url, person) }))
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data as string)
    if (frame.type === 'subscribed') subscribed.resolve()
    if (frame.v === 1 && frame.seq) latencies.push(Date.now() - Date.parse(frame.time))
  }
  await subscribed.promise
  const call = async (method: string, path: string, body: object) => {
    const response = await fetch(`${from.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body)
    })
    const { ok, data, error } = await response.json() as { ok: boolean, data: any, error: unknown }
    if (!ok) throw new Error(`${method} ${path}: ${JSON.stringify(error)}`)
    return data
  }
  const reportDate = new Date().toISOString().slice(0, 10)
  await team.db.deleteFrom('reports').execute()
  let report = await call('POST', '/reports', { reportDate, summary: 'Bench' })
  for (let index = 0; index < deliveries; index++) {
    report = await call('PATCH', `/reports/${report.id}`, { version: report.version, planNext: `Plan ${index}` })
    await delay(Math.random() * 20)
  }
  for (let waited = 0; latencies.length < deliveries && waited < 5000; waited += 50) await delay(50)
  socket.close()
  const [p50, p99] = [percentile(latencies, 0.5), percentile(latencies, 0.99)]
  figures.deliveries.push({ what, p50, p99 })
  return [{ what: `${what}: event made to event received, p50 / p99, of ${latencies.length}`, value: `${p50} / ${p99} ms` }]
}

/** Everything, on MariaDB. */
export async function benchRealtime (
  scratch: string,
  sockets: number[],
  signal: AbortSignal
): Promise<{ rows: RealtimeRow[], figures: RealtimeFigures }> {
  const folder = mkdtempSync(join(scratch, 'realtime-'))
  const database = await createMariadb(folder)
  const redis = await startRedis(folder)
  const services: Service[] = []
  try {
    const team = await createTeam(database.dsn, Math.max(...sockets))
    const rows: RealtimeRow[] = []
    const figures: RealtimeFigures = { fanOut: [], deliveries: [] }
    const start = async (environment: Record<string, string> = {}) => {
      const service = await startService(database, scratch, signal, environment)
      services.push(service)
      return service
    }
    const stop = async () => {
      for (const service of services.splice(0)) await service.stop()
    }

    for (const count of sockets) {
      rows.push(...await fanOut(await start(), team, count, figures))
      await stop()
    }
    const alone = await start()
    rows.push(...await delivery('one replica', alone, alone, team, figures))
    rows.push(...await delivery('two replicas, the database alone', alone, await start(), team, figures))
    await stop()
    const withRedis = { WORKPULSE_REDIS_ADDR: redis.url }
    rows.push(...await delivery('two replicas, Redis', await start(withRedis), await start(withRedis), team, figures))
    await team.db.destroy()
    return { rows, figures }
  } finally {
    for (const service of services) await service.stop()
    await redis.stop()
    await database.stop()
  }
}
