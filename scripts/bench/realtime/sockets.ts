/** Who has the sockets, and what is found of them. */
import { createHmac, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ulid } from 'ulid'
import { parseDsn } from '../../../src/database/connection/dsn.ts'
import { toDateTime } from '../../../src/database/dialect.ts'
import { migrateToLatest } from '../../../src/database/migration/migrate.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import type { Database } from '../../../src/database/tables.ts'
import { jwtSecret } from '../service.ts'

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

/** In bytes. */
export function residentMemory (pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
}
