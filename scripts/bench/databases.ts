/** Fresh databases that nobody else uses. */
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { startMariadb } from '../services.mjs'

export interface BenchDatabase {
  name: 'SQLite' | 'MariaDB'
  version: string
  dsn: string
  /** Of the database's server, where it has one. */
  pid?: number
  stop: () => Promise<void>
}

export async function createSqlite (folder: string): Promise<BenchDatabase> {
  return {
    name: 'SQLite',
    version: `SQLite ${process.versions.sqlite}`,
    dsn: `sqlite:${join(folder, 'bench.db')}`,
    stop: async () => {}
  }
}

/** A MariaDB server of its own with one database in it, which is gone on with where it is in the folder already. */
export async function createMariadb (folder: string, options: string[] = []): Promise<BenchDatabase> {
  const server = await startMariadb(folder, options)
  try {
    const connection = await createConnection({ uri: server.url, connectTimeout: 5000 })
    await connection.query('create database if not exists workpulse_bench character set utf8mb4 collate utf8mb4_bin')
    // As an operator would: the service refuses to run as root.
    await connection.query(`create user if not exists bench@'127.0.0.1' identified by 'bench'`)
    await connection.query(
      "grant select, insert, update, delete, create, alter, drop, index, references on `workpulse\\_bench`.* to bench@'127.0.0.1'"
    )
    const [rows] = await connection.query('select version() as version')
    await connection.end()
    const [{ version }] = rows as { version: string }[]
    return {
      name: 'MariaDB',
      version: `MariaDB ${version.split('-')[0]}`,
      dsn: `${server.url.replace('root@', 'bench:bench@')}/workpulse_bench`,
      pid: server.pid,
      stop: server.stop
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}
