import { sql } from 'kysely'
import { toTimestamp } from '../../database/dialect.ts'
import type { Database } from '../../database/tables.ts'
import { asOne } from '../../database/queries/together.ts'
import type { CalendarKind, Holiday } from '../../../generated/schemas.ts'
import { following, type CalendarAsked, type Entry, type Viewed } from './calendar.ts'

type HolidayKind = Extract<CalendarKind, 'holiday' | 'joint_leave' | 'workday'>

/** What is free, but for joint leave, is shown alike. */
const shownAs: Record<HolidayKind, Holiday['kind'][]> = {
  holiday: ['national', 'company'],
  joint_leave: ['joint_leave'],
  workday: ['workday']
}

/** Those of all, and of the divisions in the view. */
export async function list (db: Database, view: Viewed, kind: HolidayKind, { teamId, ...asked }: CalendarAsked): Promise<Entry[]> {
  // They are of no team.
  return teamId ? [] : listOf(db, view.everything ? null : ['org', ...view.divisionIds], kind, asked)
}

/** What many look at at once. @param keys null for those of all divisions. */
const listOf = asOne(async (db, keys: string[] | null, kind: HolidayKind, asked: CalendarAsked): Promise<Entry[]> => {
  let query = db.selectFrom('holidays')
    .select(['id', 'date', 'name', 'scope_key', 'updated_at'])
    .where('live_key', '=', '')
    .where('date', '>=', asked.from)
    .where('date', '<=', asked.to)
    .where('kind', 'in', shownAs[kind])
    .where(following(kind, 'holidays', asked))
  if (keys !== null) query = query.where(sql<boolean>`scope_key in (${sql.join(keys)})`)
  const rows = await query.orderBy('date').orderBy('id').limit(asked.limit).execute()
  return rows.map(({ id, date, name, scope_key: key, updated_at: changedAt }) => ({
    id,
    kind,
    title: name,
    scope: key === 'org' ? 'org' : 'division',
    divisionId: key === 'org' ? null : key,
    teamId: null,
    userId: null,
    allDay: true,
    date,
    endDate: date,
    startsAt: null,
    endsAt: null,
    location: '',
    description: '',
    version: null,
    changedAt: toTimestamp(changedAt)
  }))
})
