import { type Kysely, sql } from 'kysely'
import { dialectOf } from './dialect.ts'

/** Makes an index unless a migration that was stopped half-way has made it. MySQL has no words for that. */
export async function createIndexOnce (db: Kysely<any>, name: string, table: string, columns: string[]): Promise<void> {
  const index = db.schema.createIndex(name).on(table).columns(columns)
  if (dialectOf(db) === 'sqlite') return index.ifNotExists().execute()
  const { rows } = await sql`
    select 1 from information_schema.statistics where table_schema = database() and table_name = ${table} and index_name = ${name} limit 1
  `.execute(db)
  if (rows.length === 0) await index.execute()
}
