/** How a day of a team stands, or of all that somebody leads. */
import { sql } from 'kysely'
import { toTimestampOrNull } from '../../database/dialect.ts'
import type { Database } from '../../database/tables.ts'
import { ledIn, notFiledBy, type Scope } from '../scope.ts'
import { outcomeAt } from './figures.ts'

/** Active people who are in a team of the scope on that day, each once. */
export async function countMembers (db: Database, { everything, divisionId, teamIds }: Scope, date: string): Promise<number> {
  const { count } = await db.selectFrom('team_members')
    .innerJoin('users', 'users.id', 'team_members.user_id')
    .innerJoin('teams', 'teams.id', 'team_members.team_id')
    .where('users.disabled_at', 'is', null)
    .where((eb) => eb.or([eb('users.left_on', 'is', null), eb('users.left_on', '>=', date)]))
    .where((eb) =>
      eb.or([
        ...(everything ? [sql<boolean>`1 = 1`] : []),
        ...(divisionId ? [eb('teams.division_id', '=', divisionId)] : []),
        ...(teamIds.length > 0 ? [eb('teams.id', 'in', teamIds)] : [])
      ])
    )
    .select(sql<number>`count(distinct users.id)`.as('count')).executeTakeFirstOrThrow()
  return Number(count)
}

/** The rows of the ledger, by what has come of them at `now`, and whether leave excuses them. */
export async function countRows (db: Database, scope: Scope, date: string, now: Date) {
  const rows = await db.selectFrom('obligations')
    .select([outcomeAt(now).as('outcome'), 'on_leave', sql<number>`count(*)`.as('count')])
    .where('work_date', '=', date).where(ledIn('obligations', scope)).groupBy([sql`1`, 'on_leave']).execute()
  return rows.map((row) => ({ outcome: row.outcome, onLeave: row.on_leave === 1, count: Number(row.count) }))
}

/** What is handed in, not decided, and the viewer's to decide, of any date. @param within where it is filed. */
export async function readQueue (
  db: Database,
  { viewerId, scope, within }: { viewerId: string, scope: Scope, within: Scope }
): Promise<{ count: number, oldest: string | null }> {
  const row = await db.selectFrom('reports')
    .select([sql<number>`count(*)`.as('count'), sql<string | null>`min(submitted_at)`.as('oldest')])
    .where('state', '=', 'submitted').where('user_id', '<>', viewerId).where(notFiledBy(viewerId))
    .where(ledIn('reports', scope)).where(ledIn('reports', within)).executeTakeFirstOrThrow()
  return { count: Number(row.count), oldest: toTimestampOrNull(row.oldest) }
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

/** As `countRows`, by team. */
export async function countRowsByTeam (db: Database, scope: Scope, date: string, now: Date) {
  const rows = await db.selectFrom('obligations')
    .select([outcomeAt(now).as('outcome'), 'team_id', 'on_leave', sql<number>`count(*)`.as('count')])
    .where('work_date', '=', date).where(ledIn('obligations', scope)).groupBy([sql`1`, 'team_id', 'on_leave']).execute()
  return rows.map((row) => ({ teamId: row.team_id, outcome: row.outcome, onLeave: row.on_leave === 1, count: Number(row.count) }))
}

/** As `readQueue`, by team. */
export async function readQueues (
  db: Database,
  { viewerId, scope, within }: { viewerId: string, scope: Scope, within: Scope }
): Promise<Map<string, { count: number, oldest: string | null }>> {
  const rows = await db.selectFrom('reports')
    .select(['team_id', sql<number>`count(*)`.as('count'), sql<string | null>`min(submitted_at)`.as('oldest')])
    .where('state', '=', 'submitted').where('user_id', '<>', viewerId).where(notFiledBy(viewerId))
    .where(ledIn('reports', scope)).where(ledIn('reports', within)).groupBy('team_id').execute()
  return new Map(rows.map((row) => [row.team_id, { count: Number(row.count), oldest: toTimestampOrNull(row.oldest) }]))
}
