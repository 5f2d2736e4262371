import { Kysely } from 'kysely'
import type { Dsn } from './dsn.ts'
import { mysqlDialect } from './mysql.ts'
import { sqliteDialect } from './sqlite.ts'
import type { Database, Tables } from '../tables.ts'

export const defaultPoolSize = 10

export interface OpenOptions {
  /** Connections at most; SQLite has one. */
  poolSize?: number
  /** Hears of every query that fails. */
  onError?: (error: unknown) => void
  /** Hears of everybody who had to wait for a connection: for how long, in milliseconds. */
  onWait?: (milliseconds: number) => void
  /** Where there are several servers: another one is asked from now on. @param reason why the one before was left, if it had to be. */
  onMove?: (server: string, reason: Error | undefined) => void
}

/** Opens the database; MySQL connects at the first query. Close with `destroy()`. */
export function openDatabase (dsn: Dsn, { poolSize = defaultPoolSize, onError = () => {}, onWait, onMove }: OpenOptions = {}): Database {
  return new Kysely<Tables>({
    dialect: dsn.kind === 'sqlite' ? sqliteDialect(dsn, onError) : mysqlDialect(dsn, { size: poolSize, onWait, onMove, onError })
  })
}
