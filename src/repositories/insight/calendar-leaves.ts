import { sql, type RawBuilder } from 'kysely'
import { toTimestamp } from '../../database/dialect.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { prepareForms } from '../../database/queries/prepared.ts'
import type { Person } from '../../../generated/schemas.ts'
import { following, type CalendarAsked, type Entry, type Viewed } from './calendar.ts'
import { personOf } from '../organisation/pictures.ts'
import { apart } from '../scope.ts'

/** A leave in the calendar: what it is called depends on who reads. */
export type LeaveEntry = Omit<Entry, 'title'> & {
  person: Person,
  leaveKind: Tables['leaves']['kind'],
  pending: boolean
}

interface About extends Viewed {
  from: string
  to: string
  teamId: string | undefined
  limit: number
}

const select = (db: Database, { from, to, teamId, limit, ...view }: About, following = sql<boolean>`1 = 1`) => {
  const leaves = (seen: RawBuilder<boolean>) => {
    const query = db.selectFrom('leaves').leftJoin('users', 'users.id', 'leaves.user_id')
      .select(['leaves.id', 'leaves.user_id', 'leaves.team_id', 'leaves.division_id', 'leaves.kind', 'leaves.start_date'])
      .select(['leaves.end_date', 'leaves.status', 'leaves.updated_at', 'leaves.version', 'users.name', 'users.avatar_hash'])
      .where('leaves.status', 'in', ['pending', 'approved']).where(seen).where(following)
      .orderBy('leaves.start_date').orderBy('leaves.id').limit(sql<number>`${limit}`)
    return teamId ? query.where('leaves.team_id', '=', teamId) : query
  }
  const parts = partsOf(view)
  // What has begun before has a half of the first day: those of a year before would be too many to look through.
  const begun = leaves(sql<boolean>`(${sql.join(parts, sql` or `)})`).where('leaves.start_date', '<', from)
    .where('leaves.id', 'in', (eb) => eb.selectFrom('leave_days').select('leave_id').where('date', '=', from))
  // Each is read by its own index, and none of them is in two.
  const beginning = apart(parts).map((part) => leaves(part).where('leaves.start_date', '>=', from).where('leaves.start_date', '<=', to))
  return beginning.reduce(
    (all, each, index) => all.unionAll(db.selectFrom(each.as(`beginning_${index}`)).selectAll()),
    db.selectFrom(begun.as('begun')).selectAll()
  ).orderBy('start_date').orderBy('id').limit(sql<number>`${limit}`)
}
const first = prepareForms(select)

/** One's own, what one is to decide on, and those that are approved of whom one sees. */
export async function list (db: Database, view: Viewed, asked: CalendarAsked): Promise<LeaveEntry[]> {
  const { everything, divisionId, userId, teamIds, divisionIds, deciding } = view
  const { from, to, teamId, limit, after } = asked
  const about = { from, to, teamId, limit, everything, divisionId, userId, teamIds, divisionIds, deciding }
  const rows = await (after ? select(db, about, following('leave', 'leaves', asked, 'start_date')).execute() : first(db, about))
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

function partsOf ({ everything, divisionId, userId, teamIds, deciding }: Viewed): RawBuilder<boolean>[] {
  if (everything) return [sql<boolean>`1 = 1`]
  return [
    sql<boolean>`leaves.user_id = ${userId}`,
    sql<boolean>`(leaves.status = 'pending' and leaves.decider_id in (${sql.join(deciding)}))`,
    ...(divisionId ? [sql<boolean>`(leaves.status = 'approved' and leaves.division_id = ${divisionId})`] : []),
    ...(teamIds.length > 0 ? [sql<boolean>`(leaves.status = 'approved' and leaves.team_id in (${sql.join(teamIds)}))`] : [])
  ]
}
