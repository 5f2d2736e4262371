import type { Database } from '../../database/tables.ts'

/** What these divisions or teams are called. */
export async function namesOf (db: Database, table: 'divisions' | 'teams', ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom(table).select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
