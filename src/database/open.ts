import { Kysely } from 'kysely'
import type { Dsn } from './dsn.ts'
import { mysqlDialect } from './mysql.ts'
import { sqliteDialect } from './sqlite.ts'
import type { Database, Tables } from './tables.ts'

/** Opens the database; MySQL connects at the first query. Close with `destroy()`. */
export function openDatabase (dsn: Dsn): Database {
  return new Kysely<Tables>({ dialect: dsn.kind === 'sqlite' ? sqliteDialect(dsn) : mysqlDialect(dsn) })
}
