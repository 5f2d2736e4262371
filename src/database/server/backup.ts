/** What a backup and its restore ask of a database beside its rows. */
import { sql } from 'kysely'
import { dialectOf } from '../dialect.ts'
import { isMissingTable } from '../explain.ts'
import { migrationTable } from '../migration/migrate.ts'
import type { Database } from '../tables.ts'

/** The migrations that have run, in their order; none where there are no tables. */
export async function executedMigrations (db: Database): Promise<string[]> {
  try {
    const { rows } = await sql<{ name: string }>`select name from ${sql.table(migrationTable)} order by name`.execute(db)
    return rows.map(({ name }) => name)
  } catch (error) {
    if (isMissingTable(error)) return []
    throw error
  }
}

/** Of the chosen database. */
export async function tableNames (db: Database): Promise<string[]> {
  const names = dialectOf(db) === 'sqlite'
    ? sql<{ name: string }>`select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`
    : sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = database() order by table_name`
  return (await names.execute(db)).rows.map(({ name }) => name)
}

/** Of the server, and whether it keeps a binary log; of SQLite, nothing. */
export async function serverOf (db: Database): Promise<{ version: string | null, hasBinlog: boolean }> {
  if (dialectOf(db) === 'sqlite') return { version: null, hasBinlog: false }
  const { rows: [row] } = await sql<{ version: string, log: number }>`select version() as version, @@log_bin as log`.execute(db)
  return { version: row.version, hasBinlog: row.log === 1 }
}

/** Writes SQLite's database into a new file, as it is at one moment. */
export async function copySqlite (db: Database, file: string): Promise<void> {
  await sql`vacuum into ${file}`.execute(db)
}

/** Takes every table away, whatever refers to what. Of MySQL only. */
export async function dropAllTables (db: Database): Promise<void> {
  const names = await tableNames(db)
  await db.connection().execute(async (connection) => {
    await sql`set session foreign_key_checks = 0`.execute(connection)
    for (const name of names) await sql`drop table ${sql.table(name)}`.execute(connection)
    await sql`set session foreign_key_checks = 1`.execute(connection)
  })
}
