/** How a day of a team stands, or of all that somebody leads. */
import { sql } from 'kysely'
import { toTimestampOrNull } from '../../database/dialect.ts'
import type { Database } from '../../database/tables.ts'
import { ledIn, notFiledBy, type Scope } from '../scope.ts'
import { outcomeAt } from './figures.ts'

/** Active people who are in a team of the scope on that day, each once. */
export async function countMembers (db: Database, { everything, divisionId, teamIds }: Scope, date: string): Promise<number> {
  const members = db.selectFrom('team_members')
    .innerJoin('users', 'users.id', 'team_members.user_id')
    .where('users.disabled_at', 'is', null)
    .where((eb) => eb.or([eb('users.left_on', 'is', null), eb('users.left_on', '>=', date)]))
    .select(sql<number>`count(distinct users.id)`.as('count'))
  const some = members.innerJoin('teams', 'teams.id', 'team_members.team_id').where((eb) =>
    eb.or([
      ...(divisionId ? [eb('teams.division_id', '=', divisionId)] : []),
      ...(teamIds.length > 0 ? [eb('teams.id', 'in', teamIds)] : [])
    ])
  )
  const { count } = await (everything ? members : some).executeTakeFirstOrThrow()
  return Number(count)
}

/** What a division has of a day of those in a scope. */
export interface Counted {
  /** The rows of the ledger, by what has come of them. */
  rows: Awaited<ReturnType<typeof countRows>>
  queue: Queue
}

/** What waits for a decision, and since when the oldest of it has. */
export interface Queue {
  count: number
  oldest: string | null
}

/** Whose day it is, and what the viewer sees to: what waits is of any day, theirs to decide, and filed within. */
export interface Counting {
  viewerId: string
  scope: Scope
  within: Scope
  date: string
  now: Date
  reviewRequired: boolean
}

/** By division. @param divisionIds of these alone, where not of all. */
export async function countDay (db: Database, counting: Counting, divisionIds?: string[]): Promise<Map<string, Counted>> {
  const rows = await countRows(db, counting, divisionIds)
  const queues = counting.reviewRequired ? await readQueueOf(db, counting, divisionIds) : new Map<string, Queue>()
  const byDivision = Map.groupBy(rows, (row) => row.divisionId)
  return new Map([...new Set([...byDivision.keys(), ...queues.keys()])].map((id) => [id, {
    rows: byDivision.get(id) ?? [],
    queue: queues.get(id) ?? { count: 0, oldest: null }
  }]))
}

const ofDivisions = (table: 'obligations' | 'reports', divisionIds: string[] | undefined) =>
  divisionIds ? sql<boolean>`${sql.ref(`${table}.division_id`)} in (${sql.join(divisionIds)})` : sql<boolean>`1 = 1`

async function countRows (db: Database, { within, date, now }: Counting, divisionIds?: string[]) {
  const rows = await db.selectFrom('obligations')
    .select([outcomeAt(now).as('outcome'), 'division_id', 'on_leave', sql<number>`count(*)`.as('count')])
    .where('work_date', '=', date).where(ledIn('obligations', within)).where(ofDivisions('obligations', divisionIds))
    .groupBy([sql`1`, 'division_id', 'on_leave']).execute()
  return rows.map((row) => ({
    divisionId: row.division_id,
    outcome: row.outcome,
    onLeave: row.on_leave === 1,
    count: Number(row.count)
  }))
}

async function readQueueOf (db: Database, { viewerId, scope, within }: Counting, divisionIds?: string[]): Promise<Map<string, Queue>> {
  const rows = await db.selectFrom('reports')
    .select(['division_id', sql<number>`count(*)`.as('count'), sql<string | null>`min(submitted_at)`.as('oldest')])
    .where('state', '=', 'submitted').where('user_id', '<>', viewerId).where(notFiledBy(viewerId))
    .where(ledIn('reports', scope)).where(ledIn('reports', within)).where(ofDivisions('reports', divisionIds))
    .groupBy('division_id').execute()
  return new Map(rows.map((row) => [row.division_id, { count: Number(row.count), oldest: toTimestampOrNull(row.oldest) }]))
}

/** Active people who are in each of these teams on that day. */
export async function countMembersByTeam (db: Database, teamIds: string[], date: string): Promise<Map<string, number>> {
  if (teamIds.length === 0) return new Map()
  const rows = await db.selectFrom('team_members').innerJoin('users', 'users.id', 'team_members.user_id')
    .where('team_members.team_id', 'in', teamIds).where('users.disabled_at', 'is', null)
    .where((eb) => eb.or([eb('users.left_on', 'is', null), eb('users.left_on', '>=', date)]))
    .select(['team_members.team_id', sql<number>`count(*)`.as('count')]).groupBy('team_members.team_id').execute()
  return new Map(rows.map((row) => [row.team_id, Number(row.count)]))
}

/** The rows of the ledger, by team and what has come of them at `now`, and whether leave excuses them. */
export async function countRowsByTeam (db: Database, scope: Scope, date: string, now: Date) {
  const rows = await db.selectFrom('obligations')
    .select([outcomeAt(now).as('outcome'), 'team_id', 'on_leave', sql<number>`count(*)`.as('count')])
    .where('work_date', '=', date).where(ledIn('obligations', scope)).groupBy([sql`1`, 'team_id', 'on_leave']).execute()
  return rows.map((row) => ({ teamId: row.team_id, outcome: row.outcome, onLeave: row.on_leave === 1, count: Number(row.count) }))
}

/** What waits for a decision of the viewer, of any date, by team. @param within where it is filed. */
export async function readQueues (
  db: Database,
  { viewerId, scope, within }: { viewerId: string, scope: Scope, within: Scope }
): Promise<Map<string, Queue>> {
  const rows = await db.selectFrom('reports')
    .select(['team_id', sql<number>`count(*)`.as('count'), sql<string | null>`min(submitted_at)`.as('oldest')])
    .where('state', '=', 'submitted').where('user_id', '<>', viewerId).where(notFiledBy(viewerId))
    .where(ledIn('reports', scope)).where(ledIn('reports', within)).groupBy('team_id').execute()
  return new Map(rows.map((row) => [row.team_id, { count: Number(row.count), oldest: toTimestampOrNull(row.oldest) }]))
}
