import { sql } from 'kysely'
import { isId, isName, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import type { Database } from '../../database/tables.ts'
import type { Person } from '../../../generated/schemas.ts'
import { askedOf, outcomeAt, type FigureFilter } from './figures.ts'
import { personOf } from '../organisation/pictures.ts'

export const byName = orderBy('heatmap', 'asc', { 'users.name': isName, 'users.id': isId })

/** A day of a person: what came of what was owed, or that something was handed in. */
export interface Cell {
  userId: string
  date: string
  outcome: 'due' | 'on_time' | 'late' | 'missed' | 'excused' | 'extra'
}

/** Who has owed or handed in anything. */
export async function listPeople (db: Database, filter: FigureFilter, page: PageRequest): Promise<Page<Person>> {
  const owed = sql`(select 1 from obligations where obligations.user_id = users.id and ${askedOf('obligations', filter)}`
  const filed = sql`(select 1 from reports where reports.user_id = users.id and reports.state <> 'draft' and ${askedOf('reports', filter)}`
  // Of everybody one row each says so. Of a few the server finds those first, which `exists` lets it.
  const isWide = filter.scope.everything && !filter.divisionId && !filter.teamId
  const any = (rows: typeof owed) => isWide ? sql<boolean>`${rows} limit 1) is not null` : sql<boolean>`exists ${rows})`
  const [owes, files] = [any(owed), any(filed)]
  const query = db.selectFrom('users').select(['users.id', 'users.name', 'users.avatar_hash']).where((eb) => eb.or([owes, files]))
  return mapPage(await readPage(query, byName, page), (row) => personOf(row.id, row.name, row.avatar_hash))
}

/** Of these people: those of the ledger, and beside them the days on which nothing was owed. */
export async function listCells (db: Database, filter: FigureFilter, userIds: string[], now: Date): Promise<Cell[]> {
  if (userIds.length === 0) return []
  const [owed, filed] = [
    await db.selectFrom('obligations').select(['user_id', 'work_date as date', outcomeAt(now).as('outcome')])
      .where(askedOf('obligations', filter)).where('user_id', 'in', userIds).execute(),
    await db.selectFrom('reports').select(['user_id', 'report_date as date'])
      .where(askedOf('reports', filter)).where('state', '<>', 'draft').where('user_id', 'in', userIds).execute()
  ]
  return [
    ...filed.map((row) => ({ userId: row.user_id, date: row.date, outcome: 'extra' as const })),
    ...owed.map((row) => ({ userId: row.user_id, date: row.date, outcome: row.outcome }))
  ]
}
