import { isId, isName, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import { contains } from '../../database/queries/search.ts'
import type { Database } from '../../database/tables.ts'
import type { TeamMember } from '../../../generated/schemas.ts'
import { personOf } from './pictures.ts'
import { outcomeAt, reasonIn } from '../time/obligation-lists.ts'

export const membersByName = orderBy('members', 'asc', { 'users.name': isName, 'users.id': isId })

interface Day {
  date: string
  now: Date
  /** Is the reader told why somebody is excused whose day belongs there? */
  tellsWhy: (owed: { userId: string, teamId: string, divisionId: string }) => boolean
}

const select = (db: Database, teamId: string, date: string) =>
  db.selectFrom('team_members')
    .innerJoin('users', 'users.id', 'team_members.user_id')
    .leftJoin('reports', (join) =>
      join
        .onRef('reports.user_id', '=', 'users.id')
        .on('reports.report_date', '=', date)
        .on('reports.state', '<>', 'draft'))
    .leftJoin('obligations', (join) => join.onRef('obligations.user_id', '=', 'users.id').on('obligations.work_date', '=', date))
    .where('team_members.team_id', '=', teamId)
    .where('users.disabled_at', 'is', null)
    .select(['users.id', 'users.name', 'users.avatar_hash', 'team_members.role', 'reports.id as report_id', 'reports.state'])
    .select([
      'obligations.team_id',
      'obligations.division_id',
      'obligations.outcome',
      'obligations.closes_at',
      'obligations.on_leave',
      'obligations.excused_at',
      'obligations.inactive'
    ])

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

/** Each with the report of `date`, and what has come of it; a draft is its author's secret and counts as none. */
export async function list (
  db: Database,
  { teamId, q }: { teamId: string, q?: string },
  day: Day,
  page: PageRequest
): Promise<Page<TeamMember>> {
  let query = select(db, teamId, day.date)
  if (q !== undefined) query = query.where(contains('users.name', q))
  return mapPage(await readPage(query, membersByName, page), (row) => ({
    ...personOf(row.id, row.name, row.avatar_hash),
    role: row.role,
    today: { date: day.date, reportId: row.report_id, reportState: row.state, ...owedOf(row, day) }
  }))
}

function owedOf (row: Row, { now, tellsWhy }: Day): Pick<TeamMember['today'], 'outcome' | 'reason'> {
  const { id: userId, team_id: teamId, division_id: divisionId, outcome, closes_at, on_leave, excused_at, inactive } = row
  if (outcome === null || teamId === null || divisionId === null) return { outcome: null, reason: null }
  const reason = tellsWhy({ userId, teamId, divisionId }) ? reasonIn({ on_leave: on_leave!, excused_at, inactive: inactive! }) : null
  return { outcome: outcomeAt({ outcome, closes_at: closes_at! }, now), reason }
}
