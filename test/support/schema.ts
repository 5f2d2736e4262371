import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sql, type Kysely } from 'kysely'
import type { Test } from 'tap'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import type { Database } from '../../src/database/tables.ts'
import type { TestDatabase } from './databases.ts'

const folder = join(import.meta.dirname, '../../migrations')

/** Of the migrator itself. */
export const ownTables = ['schema_migrations', 'schema_migrations_lock']

export interface NamedMigration {
  name: string
  up: (db: Kysely<any>) => Promise<void>
  down: (db: Kysely<any>) => Promise<void>
}

/** Every migration, in order. */
export async function allMigrations (): Promise<NamedMigration[]> {
  const names = (await readdir(folder)).map((name) => name.replace(/\.ts$/, '')).sort()
  return Promise.all(names.map(async (name) => ({ name, ...await import(pathToFileURL(join(folder, `${name}.ts`)).href) })))
}

/** A database without tables. */
export async function empty (t: Test, database: TestDatabase): Promise<{ db: Database, dsn: string }> {
  const { dsn, drop } = await database.create()
  const db = openDatabase(parseDsn(dsn))
  t.teardown(async () => {
    await db.destroy()
    await drop()
  })
  return { db, dsn }
}

/** Everything that the migrations make, as text that can be compared. */
export async function schemaOf (db: Database, { name }: TestDatabase): Promise<string[]> {
  const tables = (await db.introspection.getTables({ withInternalKyselyTables: true })).map((table) => table.name).filter((table) =>
    !ownTables.includes(table)
  ).sort()
  if (name === 'sqlite') {
    const { rows } = await sql<
      { sql: string }
    >`select sql from sqlite_master where sql is not null and name not like 'schema_migrations%' and name not like 'sqlite_%' order by name`
      .execute(db)
    return rows.map((row) => row.sql)
  }
  return Promise.all(tables.map(async (table) => {
    const { rows: [row] } = await sql<Record<string, string>>`show create table ${sql.table(table)}`.execute(db)
    return orderless(row['Create Table'].replace(/ AUTO_INCREMENT=\d+/, ''))
  }))
}

/** MySQL lists indexes in the order in which they were made, which says nothing. */
function orderless (statement: string): string {
  const lines = statement.split('\n').map((line) => line.replace(/,$/, ''))
  const isIndex = (line: string) => /^ {2}(UNIQUE )?KEY /.test(line)
  const indexes = lines.filter(isIndex).sort()
  return lines.map((line) => isIndex(line) ? indexes.shift()! : line).join('\n')
}
