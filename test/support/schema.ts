import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sql, type Kysely } from 'kysely'
import type { Test } from 'tap'
import { parseDsn } from '../../src/database/dsn.ts'
import { openDatabase } from '../../src/database/open.ts'
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
    return withSortedKeys(row['Create Table'].replace(/ AUTO_INCREMENT=\d+/, ''))
  }))
}

/** An index that was dropped and made again stands last, and is the same: the order of indexes says nothing. */
function withSortedKeys (table: string): string {
  const isKey = (line: string) => /^\s*(UNIQUE )?KEY /.test(line)
  const bare = (line: string) => line.replace(/,$/, '')
  const lines = table.split('\n')
  const keys = lines.filter(isKey).map(bare).sort()
  return lines.map((line) => isKey(line) ? keys.shift()! : bare(line)).join('\n')
}
