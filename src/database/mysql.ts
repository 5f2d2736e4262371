import { CompiledQuery, type Kysely, MysqlAdapter, MysqlDialect, type MysqlPool, type MysqlPoolConnection, sql } from 'kysely'
import { createPool, type Pool, type PoolConnection } from 'mysql2'
import type { Dsn } from './dsn.ts'

const queryTimeoutMs = 5000
/** A process that is frozen within a transaction would hold its locks for as long; MariaDB can let go of them, in seconds. */
const idleTransactions = '/*M! , idle_transaction_timeout = 10 */'
/** MySQL takes 64 characters. */
const lockName = sql`concat('wp:', left(database(), 53), ':migrate')`
/** What is prepared and bounded in time; a statement that may wait begins with a comment. */
const prepareable = /^\s*(select|insert|update|delete|with)\b/i

/** Kysely's dialect over mysql2, with prepared statements, UTC text for times and READ COMMITTED. */
export function mysqlDialect (dsn: Dsn & { kind: 'mysql' }): MysqlDialect {
  return new WorkpulseMysqlDialect({
    pool: async () =>
      preparedPool(createPool({
        host: dsn.host,
        port: dsn.port,
        socketPath: dsn.socketPath,
        user: dsn.user,
        password: dsn.password,
        database: dsn.database,
        charset: 'utf8mb4_bin',
        timezone: 'Z',
        dateStrings: true,
        connectTimeout: 5000,
        connectionLimit: 10,
        maxPreparedStatements: 256,
        multipleStatements: false
      })),
    // MariaDB 10.11 has no transaction_isolation variable, hence the statement.
    onCreateConnection: async (connection) => {
      await connection.executeQuery(CompiledQuery.raw('set session transaction isolation level read committed'))
      await connection.executeQuery(
        CompiledQuery.raw(
          `set session sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00' ${idleTransactions}`
        )
      )
    }
  })
}

class WorkpulseMysqlDialect extends MysqlDialect {
  override createAdapter () {
    return new OwnLockAdapter()
  }
}

/** Kysely's own migration lock has one name for the whole server, which other people's databases share. */
class OwnLockAdapter extends MysqlAdapter {
  override async acquireMigrationLock (db: Kysely<any>): Promise<void> {
    const { rows } = await sql<{ taken: number | null }>`/* may wait */ select get_lock(${lockName}, 60) as taken`.execute(db)
    if (rows[0].taken !== 1) throw new Error('Another process is migrating this database; it still held the lock after 60 s')
  }

  override async releaseMigrationLock (db: Kysely<any>): Promise<void> {
    await sql`select release_lock(${lockName})`.execute(db)
  }
}

/** Kysely calls `query`, which sends text; here its statements are prepared once per connection. */
function preparedPool (pool: Pool): MysqlPool {
  const wrappers = new WeakMap<PoolConnection, MysqlPoolConnection>()
  return {
    getConnection (callback) {
      pool.getConnection((error, connection) => {
        if (error) return callback(error, undefined as never)
        let wrapper = wrappers.get(connection)
        if (!wrapper) wrappers.set(connection, wrapper = prepared(connection))
        callback(null, wrapper)
      })
    },
    end: (callback) => pool.end(callback)
  } as MysqlPool
}

function prepared (connection: PoolConnection): MysqlPoolConnection {
  return {
    threadId: connection.threadId,
    query (text: string, parameters: unknown[], callback: (error: unknown, result: unknown) => void) {
      if (!prepareable.test(text)) return connection.query(text, parameters, callback)
      connection.execute({ sql: text, timeout: queryTimeoutMs }, parameters as never, (error, result) => {
        // The late answer would be taken for that of the next query.
        if (error?.code === 'PROTOCOL_SEQUENCE_TIMEOUT') connection.destroy()
        callback(error, result)
      })
    },
    release: () => connection.release(),
    destroy: () => connection.destroy()
  } as unknown as MysqlPoolConnection
}
