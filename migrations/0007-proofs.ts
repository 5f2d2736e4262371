import { type Kysely, sql } from 'kysely'
import { columnTypes } from '../src/database/columns.ts'
import { dialectOf } from '../src/database/dialect.ts'

/** What proves that a session is still its owner's. */
export async function up (db: Kysely<any>): Promise<void> {
  const type = columnTypes(db)
  await addColumn(db, 'sessions', 'refresh_voided', type.integer, 0)
  await addColumn(db, 'sessions', 'refresh_exchanged', type.text(1000))
}

export async function down (db: Kysely<any>): Promise<void> {
  for (const column of ['refresh_exchanged', 'refresh_voided']) await db.schema.alterTable('sessions').dropColumn(column).execute()
}

async function addColumn (db: Kysely<any>, table: string, name: string, type: any, defaultTo?: number): Promise<void> {
  const look = dialectOf(db) === 'sqlite'
    ? sql`select 1 from pragma_table_info(${table}) where name = ${name}`
    : sql`select 1 from information_schema.columns where table_schema = database() and table_name = ${table} and column_name = ${name}`
  if ((await look.execute(db)).rows.length > 0) return
  await db.schema.alterTable(table)
    .addColumn(name, type, (column) => defaultTo === undefined ? column : column.notNull().defaultTo(defaultTo)).execute()
}
