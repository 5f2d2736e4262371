import { sql, type RawBuilder } from 'kysely'
import { isId, isName, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import type { Database } from '../../database/tables.ts'
import type { Person } from '../../../generated/schemas.ts'
import { askedOf, dayOf, narrowedTo, outcomeAt, type FigureFilter } from './figures.ts'
import { personOf } from '../organisation/pictures.ts'
import { leading } from '../scope.ts'

export const byName = orderBy('heatmap', 'asc', { 'users.name': isName, 'users.id': isId })

/** A day of a person: what came of what was owed, or that something was handed in. */
export interface Cell {
  userId: string
  date: string
  outcome: 'due' | 'on_time' | 'late' | 'missed' | 'excused' | 'extra'
}

/** Who has owed or handed in anything. @param days those of the range. */
export async function listPeople (db: Database, filter: FigureFilter, days: string[], page: PageRequest): Promise<Page<Person>> {
  const people = db.selectFrom('users').select(['users.id', 'users.name', 'users.avatar_hash'])
  const isWide = filter.scope.everything && !filter.divisionId && !filter.teamId
  // Of everybody the newest row of each says so. Of a few, they are found first, by rows of where they are.
  const query = isWide
    ? people.where((eb) => eb.or([newestSince('obligations', filter), newestSince('reports', filter)]))
    : people.where('users.id', 'in', peopleIn(db, filter, days))
  return mapPage(await readPage(query, byName, page), (row) => personOf(row.id, row.name, row.avatar_hash))
}

function newestSince (source: 'obligations' | 'reports', filter: FigureFilter) {
  const day = sql.ref(`${source}.${dayOf[source]}`)
  const user = sql.ref(`${source}.user_id`)
  const parts = [
    sql`${user} = users.id and ${day} <= ${filter.to}`,
    ...(source === 'reports' ? [sql`reports.state <> 'draft'`] : []),
    ...narrowedTo(source, filter)
  ]
  return sql<boolean>`(select ${day} from ${sql.table(source)} where ${
    sql.join(parts, sql` and `)
  } order by ${day} desc limit 1) >= ${filter.from}`
}

/** Each by an index that begins with where rows are. Reports are asked for day by day: so all that is asked of them is in one. */
function peopleIn (db: Database, filter: FigureFilter, days: string[]) {
  const { viewerId, scope, from, to } = filter
  const rows = (source: 'obligations' | 'reports', inRange: RawBuilder<unknown>) => {
    const seen = scope.everything ? [sql`1 = 1`] : [sql`${sql.ref(`${source}.user_id`)} = ${viewerId}`, ...leading(source, scope)]
    const asked = [inRange, ...narrowedTo(source, filter)]
    return seen.map((part) => db.selectFrom(source).select('user_id').where(sql<boolean>`${sql.join([part, ...asked], sql` and `)}`))
  }
  const owed = rows('obligations', sql`obligations.work_date >= ${from} and obligations.work_date <= ${to}`)
  const filed = rows('reports', sql`reports.report_date in (${sql.join(days)}) and reports.state <> 'draft'`)
  const [first, ...others] = [...owed, ...filed]
  const all = others.reduce((together, each) => together.union(each), first)
  return db.selectFrom(all.as('those')).select('user_id')
}

/** Of these people: those of the ledger, and beside them the days on which nothing was owed. */
export async function listCells (db: Database, filter: FigureFilter, userIds: string[], now: Date): Promise<Cell[]> {
  if (userIds.length === 0) return []
  const owed = await db.selectFrom('obligations').select(['user_id', 'work_date', outcomeAt(now).as('outcome')])
    .where(askedOf('obligations', filter)).where('user_id', 'in', userIds).execute()
  const cells = owed.map((row) => ({ userId: row.user_id, date: row.work_date, outcome: row.outcome }))
  const known = new Set(cells.map(({ userId, date }) => `${userId} ${date}`))
  // On which days there is a report stands in an index; of most of them something was owed, and nothing more is to be known.
  const days = await db.selectFrom('reports').select(['user_id', 'report_date']).where('user_id', 'in', userIds)
    .where('report_date', '>=', filter.from).where('report_date', '<=', filter.to).execute()
  const rest = Map.groupBy(days.filter((row) => !known.has(`${row.user_id} ${row.report_date}`)), (row) => row.user_id)
  return [...cells, ...await listExtra(db, filter, rest)]
}

/** @param days by person, on which each has a report, or a draft. */
async function listExtra (db: Database, filter: FigureFilter, days: Map<string, { report_date: string }[]>): Promise<Cell[]> {
  if (days.size === 0) return []
  const rows = await db.selectFrom('reports').select(['user_id', 'report_date']).where(askedOf('reports', filter))
    .where('state', '<>', 'draft').where((eb) =>
      eb.or(
        Array.from(days, ([userId, those]) =>
          eb.and([
            eb('user_id', '=', userId),
            eb(
              'report_date',
              'in',
              those.map((row) => row.report_date)
            )
          ]))
      )
    ).execute()
  return rows.map((row) => ({ userId: row.user_id, date: row.report_date, outcome: 'extra' as const }))
}
