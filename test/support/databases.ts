/** The databases that every repository and HTTP test runs on. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import type { Test } from 'tap'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import type { Database, Tables } from '../../src/database/tables.ts'
import { takeCopy } from './mariadb-copies.ts'
import { fill, sqliteTemplate, type Template } from './templates.ts'

/** `drop` gives it back: nothing that was opened on it may be used any more. */
export interface Taken {
  dsn: string
  drop: () => Promise<void>
}

export interface TestDatabase {
  name: 'sqlite' | 'mariadb'
  /** A new, empty database. */
  create: () => Promise<Taken>
  /** One that holds what the template does, and nothing else. */
  copy: (template: Template) => Promise<Taken>
}

/** A server that the tests started themselves: `mysql://root@127.0.0.1:PORT`. Set by `npm test`. */
const mariadbServer = process.env.WORKPULSE_TEST_MARIADB

async function newFile (): Promise<Taken & { file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
  const file = join(folder, 'test.db')
  return { file, dsn: `sqlite:${file}`, drop: () => rm(folder, { recursive: true, force: true }) }
}

const sqlite: TestDatabase = {
  name: 'sqlite',
  create: newFile,
  async copy (template) {
    const taken = await newFile()
    await copyFile(await sqliteTemplate(template), taken.file)
    return taken
  }
}

let created = 0

const mariadb: TestDatabase = {
  name: 'mariadb',
  async create () {
    const name = `workpulse_test_${process.pid}_${++created}`
    const execute = async (sql: string) => {
      const connection = await createConnection(mariadbServer!)
      await connection.query(sql)
      await connection.end()
    }
    await execute(`create database ${name} default character set utf8mb4 collate utf8mb4_bin`)
    return { dsn: `${mariadbServer}/${name}`, drop: () => execute(`drop database ${name}`) }
  },
  copy: (template) => takeCopy(mariadbServer!, template)
}

/** An empty one that is there already, on a server of the test's own. */
export function databaseAt (dsn: string): TestDatabase {
  const create = async () => ({ dsn, drop: async () => {} })
  return {
    name: 'mariadb',
    create,
    async copy (template) {
      await fill(dsn, template)
      return create()
    }
  }
}

export const databases: TestDatabase[] = mariadbServer ? [sqlite, mariadb] : [sqlite]

/** For what SQLite has no part in. Where MariaDB is left out that is said: a file that counts nothing looks broken. */
export function mariadbAlone (t: Test): TestDatabase[] {
  const found = databases.filter(({ name }) => name === 'mariadb')
  if (found.length === 0) t.test('mariadb', { skip: 'MariaDB is left out' }, async () => {})
  return found
}

/** Refusals that no database has a part in are asked for on SQLite alone, unless `npm test -- --every` asks for all. */
export const databasesOfForm: TestDatabase[] = process.env.WORKPULSE_TEST_EVERY ? databases : [sqlite]

/** A new database with its tables and nothing in them, on which no service works. `open` makes more connections to it. */
export async function migrated (t: Test, database: TestDatabase): Promise<{ db: Database, open: () => Database }> {
  const { dsn, drop } = await database.copy('migrated')
  const opened: Database[] = []
  const open = () => {
    const db = openDatabase(parseDsn(dsn))
    opened.push(db)
    return db
  }
  t.teardown(async () => {
    for (const db of opened) await db.destroy()
    await drop()
  })
  return { db: open(), open }
}

/** What there is of reports, in an order in which it can go. */
export const ofReports = ['notices', 'report_history', 'report_items', 'reports'] as const

export async function emptyTables (db: Database, ...tables: (keyof Tables)[]): Promise<void> {
  for (const table of tables) await db.deleteFrom(table).execute()
}
