import type { SelectQueryBuilder } from 'kysely'
import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { prepare, prepareEach } from '../../database/queries/prepared.ts'
import { gathered, latestOf } from '../../database/queries/together.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { changesOne } from '../../database/queries/writes.ts'
import type { UserTeam } from '../../../generated/schemas.ts'
import { datesAbout } from '../organisation/delegations.ts'

export interface NewSession {
  id: string
  userId: string
  now: Date
  idleExpiresAt: Date
  expiresAt: Date
  userAgent: string
  address: string
}

/** In characters. */
const longestUserAgent = 255

/** As much of it as is stored. */
export const keptUserAgent = (userAgent: string): string => userAgent.slice(0, longestUserAgent)

export async function create (db: Database, session: NewSession): Promise<void> {
  const now = toDateTime(session.now)
  await db.insertInto('sessions').values({
    id: session.id,
    user_id: session.userId,
    created_at: now,
    rotated_at: now,
    idle_expires_at: toDateTime(session.idleExpiresAt),
    expires_at: toDateTime(session.expiresAt),
    revoked_at: null,
    revoked_reason: null,
    user_agent: keptUserAgent(session.userAgent),
    address: session.address
  }).execute()
}

/** Somebody who may ask, with their teams. */
export interface KnownPerson {
  id: string
  email: string
  name: string
  role: 'employee' | 'manager' | 'hr' | 'admin'
  divisionId: string | null
  teams: UserTeam[]
  /** Is there somebody whom they may stand in for today? */
  standsIn: boolean
}

/** A live session's person. */
export interface SignedInUser extends KnownPerson {
  sessionId: string
}

type Known<Selected = object> = SelectQueryBuilder<Tables, 'users', Selected>
type Day = 'yesterday' | 'tomorrow'

/** One row per team, so that every request is authenticated in one round trip. @param people those who are asked for. */
const known = <Selected>(people: Known<Selected>, parameter: (name: Day) => string) =>
  people
    .leftJoin('team_members', 'team_members.user_id', 'users.id')
    .leftJoin('teams', 'teams.id', 'team_members.team_id')
    .where('users.disabled_at', 'is', null)
    .select([
      'users.id',
      'users.email',
      'users.name',
      'users.role',
      'users.division_id',
      'teams.id as team_id',
      'teams.name as team_name',
      'team_members.role as team_role'
    ])
    .select((eb) =>
      eb.exists(
        eb.selectFrom('delegations').select('delegations.id').whereRef('delegations.to_id', '=', 'users.id')
          .where('delegations.ended_at', 'is', null)
          .where('delegations.ends_on', '>=', parameter('yesterday'))
          .where('delegations.starts_on', '<=', parameter('tomorrow'))
      ).as('stands_in')
    )

const liveSessions = prepareEach((db, ids, parameter: (name: 'now' | Day) => string) =>
  known(
    db.selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .where('sessions.id', 'in', ids)
      .where('sessions.revoked_at', 'is', null)
      .where('sessions.expires_at', '>', parameter('now'))
      .where('sessions.idle_expires_at', '>', parameter('now'))
      .select('sessions.id as session_id') as unknown as Known<{ session_id: string }>,
    parameter
  )
)

const person = prepare((db, parameter: (name: 'userId' | Day) => string) =>
  known(db.selectFrom('users').where('users.id', '=', parameter('userId')), parameter)
)

const signedIn = gathered(async (db, asked: { sessionId: string, now: Date }[]) => {
  // What is over for who came last is over.
  const now = latestOf(asked)
  const rows = await liveSessions(db, [...new Set(asked.map(({ sessionId }) => sessionId))], { now: toDateTime(now), ...datesAbout(now) })
  const bySession = Map.groupBy(rows, (row) => row.session_id)
  return asked.map(({ sessionId }) => bySession.get(sessionId) ?? [])
})

/** Resolves to undefined when the session is unknown, over or revoked, or its person disabled. */
export async function findSignedIn (db: Database, sessionId: string, now: Date): Promise<SignedInUser | undefined> {
  const found = toPerson(await signedIn(db, { sessionId, now }))
  return found && { ...found, sessionId }
}

/** Somebody by whatever they have shown for themselves. Resolves to undefined where they are disabled. */
export async function findPerson (db: Database, userId: string, now: Date): Promise<KnownPerson | undefined> {
  return toPerson(await person(db, { userId, ...datesAbout(now) }))
}

/** Here, since in the database the few rows of each request would go through a temporary table. */
const byName = (one: UserTeam, other: UserTeam) => order(one.name, other.name) || order(one.id, other.id)
const order = (one: string, other: string) => one < other ? -1 : one > other ? 1 : 0

function toPerson (rows: Awaited<ReturnType<typeof person>>): KnownPerson | undefined {
  if (rows.length === 0) return undefined
  const [first] = rows
  return {
    id: first.id,
    email: first.email,
    name: first.name,
    role: first.role,
    divisionId: first.division_id,
    teams: rows.flatMap((row) => row.team_id === null ? [] : [{ id: row.team_id, name: row.team_name!, role: row.team_role! }])
      .sort(byName),
    standsIn: Boolean(Number(first.stands_in))
  }
}

/** The refresh tokens of a session: see `rules/identity/rotation.ts`. */
interface Chain {
  newest: number
  voided: number
  /** In milliseconds since 1970. */
  handedOutAt: number
  exchanged: { token: number, at: number }[]
}

/** The chain of a live session, and where it was refreshed last. */
export interface Refreshing {
  chain: Chain
  userAgent: string
  address: string
}

export async function findRefreshing (db: Database, sessionId: string, now: Date): Promise<Refreshing | undefined> {
  const row = await db.selectFrom('sessions')
    .select(['refresh_generation', 'refresh_voided', 'refresh_exchanged', 'rotated_at', 'user_agent', 'address'])
    .where('id', '=', sessionId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', toDateTime(now))
    .where('idle_expires_at', '>', toDateTime(now))
    .executeTakeFirst()
  return row && {
    chain: {
      newest: row.refresh_generation,
      voided: row.refresh_voided,
      handedOutAt: Date.parse(toTimestamp(row.rotated_at)),
      exchanged: JSON.parse(row.refresh_exchanged ?? '[]')
    },
    userAgent: row.user_agent,
    address: row.address
  }
}

/** Stores what became of the chain that was read, used from there. Resolves to false when another request was faster, or it is over. */
export async function advance (
  db: Database,
  sessionId: string,
  from: Chain,
  to: Chain,
  { idleExpiresAt, userAgent, address }: Pick<NewSession, 'idleExpiresAt' | 'userAgent' | 'address'>
): Promise<boolean> {
  const now = toDateTime(new Date(to.handedOutAt))
  const { numUpdatedRows } = await db.updateTable('sessions')
    .set({
      refresh_generation: to.newest,
      refresh_voided: to.voided,
      refresh_exchanged: JSON.stringify(to.exchanged),
      rotated_at: now,
      idle_expires_at: toDateTime(idleExpiresAt),
      user_agent: keptUserAgent(userAgent),
      address
    })
    .where('id', '=', sessionId)
    .where('refresh_generation', '=', from.newest)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where('idle_expires_at', '>', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The person of a session that has not been revoked. */
export async function findOwner (db: Database, sessionId: string): Promise<string | undefined> {
  const row = await db.selectFrom('sessions').select('user_id').where('id', '=', sessionId).where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row?.user_id
}

/** Resolves to false when it was revoked before, or never was. */
export async function revoke (db: Database, sessionId: string, reason: string, now: Date): Promise<boolean> {
  return changesOne(
    db.updateTable('sessions').set({ revoked_at: toDateTime(now), revoked_reason: reason })
      .where('id', '=', sessionId).where('revoked_at', 'is', null)
  )
}

export interface LiveSession {
  id: string
  userAgent: string
  address: string
  createdAt: string
  lastUsedAt: string
  expiresAt: string
}

/** A person's sessions, last used first. */
export async function listLive (db: Database, userId: string, now: Date): Promise<LiveSession[]> {
  const rows = await liveOf(db, userId, now)
    .select(['id', 'user_agent', 'address', 'created_at', 'rotated_at', 'expires_at', 'idle_expires_at'])
    .orderBy('rotated_at', 'desc').orderBy('id', 'desc').execute()
  return rows.map((row) => ({
    id: row.id,
    userAgent: row.user_agent,
    address: row.address,
    createdAt: toTimestamp(row.created_at),
    lastUsedAt: toTimestamp(row.rotated_at),
    expiresAt: toTimestamp(row.idle_expires_at < row.expires_at ? row.idle_expires_at : row.expires_at)
  }))
}

/** The ids of a person's sessions that are not over. */
export async function listLiveIds (db: Database, userId: string, now: Date): Promise<string[]> {
  return (await liveOf(db, userId, now).select('id').execute()).map(({ id }) => id)
}

/** The people who have a session that is not over, and their addresses. */
export async function listSignedIn (db: Database, now: Date): Promise<{ id: string, email: string }[]> {
  return db.selectFrom('users').select(['id', 'email']).where((eb) =>
    eb.exists(
      eb.selectFrom('sessions').select('sessions.id').whereRef('sessions.user_id', '=', 'users.id').where('revoked_at', 'is', null)
        .where('expires_at', '>', toDateTime(now)).where('idle_expires_at', '>', toDateTime(now))
    )
  ).orderBy('id').execute()
}

function liveOf (db: Database, userId: string, now: Date) {
  return db.selectFrom('sessions').where('user_id', '=', userId).where('revoked_at', 'is', null)
    .where('expires_at', '>', toDateTime(now)).where('idle_expires_at', '>', toDateTime(now))
}

/** When each of the sessions ends; those that are over, or whose person is disabled, are missing. */
export async function findExpiries (db: Database, ids: string[], now: Date): Promise<Map<string, Date>> {
  const rows = await db.selectFrom('sessions').innerJoin('users', 'users.id', 'sessions.user_id')
    .where('sessions.id', 'in', ids).where('sessions.revoked_at', 'is', null).where('users.disabled_at', 'is', null)
    .where('sessions.expires_at', '>', toDateTime(now)).where('sessions.idle_expires_at', '>', toDateTime(now))
    .select(['sessions.id', 'sessions.expires_at', 'sessions.idle_expires_at']).execute()
  return new Map(
    rows.map((row) => [row.id, new Date(toTimestamp(row.idle_expires_at < row.expires_at ? row.idle_expires_at : row.expires_at))])
  )
}
