import { sql } from 'kysely'
import { toTimestamp } from '../../database/dialect.ts'
import type { Database } from '../../database/tables.ts'
import { prepareForms } from '../../database/queries/prepared.ts'
import { asOne } from '../../database/queries/together.ts'
import type { CalendarKind, Holiday } from '../../../generated/schemas.ts'
import { following, type CalendarAsked, type Entry, type Viewed } from './calendar.ts'

export type HolidayKind = Extract<CalendarKind, 'holiday' | 'joint_leave' | 'workday'>

/** What is free, but for joint leave, is shown alike. */
const shownAs: Record<HolidayKind, Holiday['kind'][]> = {
  holiday: ['national', 'company'],
  joint_leave: ['joint_leave'],
  workday: ['workday']
}

type Asked = Omit<CalendarAsked, 'teamId' | 'kind'>

/** Of these kinds those of all, and of the divisions in the view. */
export async function list (
  db: Database,
  view: Viewed,
  kinds: HolidayKind[],
  { teamId, kind: _, ...asked }: CalendarAsked
): Promise<Entry[]> {
  // They are of no team.
  return teamId ? [] : listOf(db, view.everything ? null : ['org', ...view.divisionIds], kinds, asked)
}

/** The order of entries: by date, then by what they are shown as. */
const shownOrder = sql`case holidays.kind when 'joint_leave' then 1 when 'workday' then 2 else 0 end`

interface About {
  from: string
  to: string
  limit: number
  keys: string[] | null
  stored: string[]
}

const select = (db: Database, { from, to, limit, keys, stored }: About, following = sql<boolean>`1 = 1`) => {
  const query = db.selectFrom('holidays').select(['id', 'date', 'name', 'kind', 'scope_key', 'updated_at'])
    .where('live_key', '=', '').where('date', '>=', from).where('date', '<=', to)
    .where(sql<boolean>`kind in (${sql.join(stored)})`).where(following)
  return (keys === null ? query : query.where(sql<boolean>`scope_key in (${sql.join(keys)})`))
    .orderBy('date').orderBy(shownOrder).orderBy('id').limit(sql<number>`${limit}`)
}
const first = prepareForms(select)

/** What many look at at once. @param keys null for those of all divisions. */
const listOf = asOne(async (db, keys: string[] | null, kinds: HolidayKind[], asked: Asked): Promise<Entry[]> => {
  const { from, to, limit, after } = asked
  const about = { from, to, limit, keys, stored: kinds.flatMap((kind) => shownAs[kind]) }
  const next = () => kinds.map((kind) => sql`(kind in (${sql.join(shownAs[kind])}) and ${following(kind, 'holidays', asked)})`)
  const rows = await (after ? select(db, about, sql<boolean>`(${sql.join(next(), sql` or `)})`).execute() : first(db, about))
  return rows.map(({ id, date, name, kind, scope_key: key, updated_at: changedAt }) => ({
    id,
    kind: kinds.find((shown) => shownAs[shown].includes(kind))!,
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
