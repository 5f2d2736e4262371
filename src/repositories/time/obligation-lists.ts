import { sql } from 'kysely'
import { toDateTime, toTimestamp, toTimestampOrNull } from '../../database/dialect.ts'
import { isDate, isId, mapPage, orderBy, readMerged, type Page, type PageRequest } from '../../database/queries/page.ts'
import type { Database } from '../../database/tables.ts'
import type { Obligation as Shown, Outcome } from '../../../generated/schemas.ts'
import { visibleApart, type Sight } from '../scope.ts'
import { personOf } from '../organisation/pictures.ts'

export const newestFirst = orderBy('obligations', 'desc', { 'obligations.work_date': isDate, 'obligations.user_id': isId })

/** What a viewer may see, and what of it they ask for. */
export interface ObligationFilter extends Sight {
  from: string
  to: string
  userId?: string
  teamId?: string
  divisionId?: string
  outcome?: Outcome
}

const select = (db: Database) =>
  db.selectFrom('obligations')
    .leftJoin('users', 'users.id', 'obligations.user_id')
    .leftJoin('reports', (join) =>
      join.onRef('reports.user_id', '=', 'obligations.user_id').onRef('reports.report_date', '=', 'obligations.work_date'))
    .select([
      'obligations.user_id',
      'users.name',
      'users.avatar_hash',
      'obligations.work_date',
      'obligations.team_id',
      'obligations.division_id',
      'obligations.deadline_at',
      'obligations.grace_until',
      'obligations.closes_at',
      'obligations.outcome',
      'obligations.on_leave',
      'obligations.excused_at',
      'obligations.inactive',
      'obligations.first_submitted_at',
      'obligations.late_minutes',
      'obligations.reminded_at',
      'reports.id as report_id',
      'reports.state as report_state'
    ])

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

export async function list (db: Database, filter: ObligationFilter, now: Date, page: PageRequest): Promise<Page<Shown>> {
  const outcomes = filter.outcome ? havingCome(filter.outcome, now) : [undefined]
  const queries = visibleApart('obligations', filter).flatMap((part) =>
    outcomes.map((outcome) => {
      let query = select(db)
        .where('obligations.work_date', '>=', filter.from)
        .where('obligations.work_date', '<=', filter.to)
        .where(part)
      if (filter.userId) query = query.where('obligations.user_id', '=', filter.userId)
      if (filter.teamId) query = query.where('obligations.team_id', '=', filter.teamId)
      if (filter.divisionId) query = query.where('obligations.division_id', '=', filter.divisionId)
      return outcome ? query.where(outcome) : query
    })
  )
  return mapPage(await readMerged(queries, newestFirst, page), (row) => toShown(row, filter.viewerId, now))
}

/** A window that has closed needs no job to be closed; each part is read by an index of its own. */
function havingCome (outcome: Outcome, now: Date) {
  const time = toDateTime(now)
  const of = (stored: Outcome) => sql<boolean>`obligations.outcome = ${stored}`
  if (outcome === 'due') return [sql<boolean>`${of('due')} and obligations.closes_at > ${time}`]
  if (outcome === 'missed') return [of('missed'), sql<boolean>`${of('due')} and obligations.closes_at <= ${time}`]
  return [of(outcome)]
}

/** What has come of a row by `now`. */
export function outcomeAt ({ outcome, closes_at }: Pick<Row, 'outcome' | 'closes_at'>, now: Date): Outcome {
  return outcome === 'due' && Date.parse(toTimestamp(closes_at)) <= now.getTime() ? 'missed' : outcome
}

/** Which of its excuses is shown. */
export function reasonIn (row: Pick<Row, 'on_leave' | 'excused_at' | 'inactive'>): Shown['reason'] {
  return row.on_leave ? 'leave' : row.excused_at !== null ? 'manual' : row.inactive ? 'inactive' : null
}

function toShown (row: Row, viewerId: string, now: Date): Shown {
  const seesReport = row.report_state !== null && (row.report_state !== 'draft' || row.user_id === viewerId)
  return {
    userId: row.user_id,
    person: personOf(row.user_id, row.name, row.avatar_hash),
    workDate: row.work_date,
    teamId: row.team_id,
    divisionId: row.division_id,
    deadlineAt: toTimestamp(row.deadline_at),
    graceUntil: toTimestamp(row.grace_until),
    closesAt: toTimestamp(row.closes_at),
    outcome: outcomeAt(row, now),
    reason: reasonIn(row),
    reportId: seesReport ? row.report_id : null,
    reportState: seesReport ? row.report_state : null,
    firstSubmittedAt: toTimestampOrNull(row.first_submitted_at),
    lateMinutes: row.late_minutes,
    remindedAt: toTimestampOrNull(row.reminded_at)
  }
}

/** Who owes a report of a day, of whole teams or divisions or of these people; in the order of their ids. */
export async function listPeople (
  db: Database,
  workDate: string,
  { teamId, divisionId, userIds }: { teamId?: string, divisionId?: string, userIds?: string[] }
): Promise<{ userId: string, teamId: string, divisionId: string }[]> {
  let query = db.selectFrom('obligations').select(['user_id', 'team_id', 'division_id']).where('work_date', '=', workDate)
  if (teamId) query = query.where('team_id', '=', teamId)
  if (divisionId) query = query.where('division_id', '=', divisionId)
  if (userIds) query = query.where('user_id', 'in', userIds)
  const rows = await query.orderBy('user_id').execute()
  return rows.map((row) => ({ userId: row.user_id, teamId: row.team_id, divisionId: row.division_id }))
}
