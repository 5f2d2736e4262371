/** The databases that every repository and HTTP test runs on. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import type { Test } from 'tap'
import { parseDsn } from '../../src/database/dsn.ts'
import { migrateToLatest } from '../../src/database/migrate.ts'
import { openDatabase } from '../../src/database/open.ts'
import type { Database } from '../../src/database/tables.ts'

export interface TestDatabase {
  name: 'sqlite' | 'mariadb'
  /** A new, empty database, and what removes it. */
  create: () => Promise<{ dsn: string, drop: () => Promise<void> }>
}

/** A server that the tests started themselves: `mysql://root@127.0.0.1:PORT`. Set by `npm test`. */
const mariadbServer = process.env.WORKPULSE_TEST_MARIADB

const sqlite: TestDatabase = {
  name: 'sqlite',
  async create () {
    const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
    return { dsn: `sqlite:${join(folder, 'test.db')}`, drop: () => rm(folder, { recursive: true, force: true }) }
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
  }
}

export const databases: TestDatabase[] = mariadbServer ? [sqlite, mariadb] : [sqlite]

/** A new database with its tables and nothing in them, on which no service works. `open` makes more connections to it. */
export async function migrated (t: Test, database: TestDatabase): Promise<{ db: Database, open: () => Database }> {
  const { dsn, drop } = await database.create()
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
  const db = open()
  await migrateToLatest(db)
  return { db, open }
}
