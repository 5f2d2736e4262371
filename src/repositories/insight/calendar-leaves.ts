import { sql } from 'kysely'
import { toTimestamp } from '../../database/dialect.ts'
import type { Database, Tables } from '../../database/tables.ts'
import type { Person } from '../../../generated/schemas.ts'
import { following, type CalendarAsked, type Entry, type Viewed } from './calendar.ts'
import { personOf } from '../organisation/pictures.ts'

/** A leave in the calendar: what it is called depends on who reads. */
export type LeaveEntry = Omit<Entry, 'title'> & {
  person: Person,
  leaveKind: Tables['leaves']['kind'],
  pending: boolean
}

/** One's own, what one is to decide on, and those that are approved of whom one sees. */
export async function list (db: Database, view: Viewed, asked: CalendarAsked): Promise<LeaveEntry[]> {
  let query = db.selectFrom('leaves').innerJoin('users', 'users.id', 'leaves.user_id')
    .select(['leaves.id', 'leaves.user_id', 'leaves.team_id', 'leaves.division_id', 'leaves.kind', 'leaves.start_date', 'leaves.end_date'])
    .select(['leaves.status', 'leaves.updated_at', 'leaves.version', 'users.name', 'users.avatar_hash'])
    // The first bound keeps the scan inside the index.
    .where('leaves.start_date', '>=', asked.earliest).where('leaves.start_date', '<=', asked.to).where('leaves.end_date', '>=', asked.from)
    .where('leaves.status', 'in', ['pending', 'approved'])
    .where(inView(view)).where(following('leave', 'leaves', asked, 'start_date'))
  if (asked.teamId) query = query.where('leaves.team_id', '=', asked.teamId)
  const rows = await query.orderBy('leaves.start_date').orderBy('leaves.id').limit(asked.limit).execute()
  return rows.map((row) => ({
    id: row.id,
    kind: 'leave',
    scope: 'personal',
    divisionId: row.division_id,
    teamId: row.team_id,
    userId: row.user_id,
    allDay: true,
    date: row.start_date,
    endDate: row.end_date,
    startsAt: null,
    endsAt: null,
    location: '',
    description: '',
    version: row.version,
    changedAt: toTimestamp(row.updated_at),
    person: personOf(row.user_id, row.name, row.avatar_hash),
    leaveKind: row.kind,
    pending: row.status === 'pending'
  }))
}

function inView ({ everything, divisionId, userId, teamIds, deciding }: Viewed) {
  if (everything) return sql<boolean>`1 = 1`
  const seen = [
    ...(divisionId ? [sql`leaves.division_id = ${divisionId}`] : []),
    ...(teamIds.length > 0 ? [sql`leaves.team_id in (${sql.join(teamIds)})`] : [])
  ]
  const parts = [
    sql`leaves.user_id = ${userId}`,
    sql`(leaves.status = 'pending' and leaves.decider_id in (${sql.join(deciding)}))`,
    ...(seen.length > 0 ? [sql`(leaves.status = 'approved' and (${sql.join(seen, sql` or `)}))`] : [])
  ]
  return sql<boolean>`(${sql.join(parts, sql` or `)})`
}
