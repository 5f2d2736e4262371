import { toTimestamp } from '../../database/dialect.ts'
import type { Database } from '../../database/tables.ts'
import { following, type CalendarAsked, type Entry } from './calendar.ts'

const longestTitle = 200

/** One's own, on the days that they are about. */
export async function list (db: Database, userId: string, asked: CalendarAsked): Promise<Entry[]> {
  let query = db.selectFrom('reports')
    .select(['id', 'report_date', 'summary', 'team_id', 'division_id', 'updated_at'])
    .where('user_id', '=', userId)
    .where('report_date', '>=', asked.from)
    .where('report_date', '<=', asked.to)
    .where(following('report', 'reports', asked, 'report_date'))
  if (asked.teamId) query = query.where('team_id', '=', asked.teamId)
  const rows = await query.orderBy('report_date').orderBy('id').limit(asked.limit).execute()
  return rows.map((row) => ({
    id: row.id,
    kind: 'report',
    title: [...row.summary].slice(0, longestTitle).join(''),
    scope: 'personal',
    divisionId: row.division_id,
    teamId: row.team_id,
    userId,
    allDay: true,
    date: row.report_date,
    endDate: row.report_date,
    startsAt: null,
    endsAt: null,
    location: '',
    description: '',
    version: null,
    changedAt: toTimestamp(row.updated_at)
  }))
}
