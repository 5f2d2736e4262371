/** The databases that every repository and HTTP test runs on. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'

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
