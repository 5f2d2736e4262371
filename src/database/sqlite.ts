import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { SqliteAdapter, SqliteDialect } from 'kysely'
import type { Dsn } from './dsn.ts'

const statementCacheSize = 256

/**
 * Kysely's dialect over `node:sqlite`. There is one connection, so inside a transaction only `tx` may be
 * awaited: waiting for the outer `db` there waits for ever.
 */
export function sqliteDialect ({ file }: Dsn & { kind: 'sqlite' }): SqliteDialect {
  return new WorkpulseSqliteDialect({
    database: async () => {
      if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
      const database = new DatabaseSync(file)
      database.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on')
      // Its own knows ASCII only.
      database.function('lower', { deterministic: true }, (text) => typeof text === 'string' ? text.toLowerCase() : text as never)
      return shim(database)
    }
  })
}

class WorkpulseSqliteDialect extends SqliteDialect {
  override createAdapter () {
    return new TransactionalAdapter()
  }
}

/** SQLite can roll back a change of tables, and a transaction is the lock that keeps two processes from migrating at once. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl () {
    return true
  }
}

const nothing: ReturnType<typeof bind> = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values()
}

function shim (database: DatabaseSync) {
  const statements = new Map<string, ReturnType<typeof bind>>()
  return {
    prepare (sql: string) {
      // A full disk, among others, has ended the transaction already.
      if (sql === 'rollback' && !database.isTransaction) return nothing
      let statement = statements.get(sql)
      if (!statement) {
        // A deferred transaction that reads first fails at its first write when another process wrote meanwhile.
        statement = bind(database.prepare(sql === 'begin' ? 'begin immediate' : sql))
        if (statements.size >= statementCacheSize) statements.delete(statements.keys().next().value!)
        statements.set(sql, statement)
      }
      return statement
    },
    close: () => database.close()
  }
}

function bind (statement: StatementSync) {
  return {
    reader: statement.columns().length > 0,
    all: (parameters: readonly unknown[]) => statement.all(...scalars(parameters)),
    run: (parameters: readonly unknown[]) => statement.run(...scalars(parameters)),
    iterate: (parameters: readonly unknown[]) => statement.iterate(...scalars(parameters))
  }
}

/** An object in first place would be taken for named parameters and shift the others by one, silently. */
function scalars (parameters: readonly unknown[]): SQLInputValue[] {
  for (const value of parameters) {
    if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
      throw new TypeError('SQLite parameters are text, numbers, bytes or null')
    }
    if (typeof value === 'boolean' || value === undefined) throw new TypeError(`SQLite has no ${typeof value}`)
  }
  return parameters as SQLInputValue[]
}
