import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Connection } from 'mysql2'
import { type Kysely, MysqlAdapter, MysqlDialect, type MysqlDialectConfig, type MysqlPool, type MysqlPoolConnection, sql } from 'kysely'
import { causalRead } from './causality.ts'
import { atHost, hostsOf, nameOfHost, type MysqlDsn } from './dsn.ts'
import { Pools, type PoolsOptions } from './hosts/pools.ts'
import type { Member } from './member.ts'
import { Pool } from './pool.ts'
import { mostPrepared } from './statements.ts'
import { type OnError, WatchedDriver } from '../changes/watched.ts'

/** Who keeps to SQLite does without. */
const load = createRequire(import.meta.url) as (name: 'mysql2') => typeof import('mysql2')

/** A process that is frozen within a transaction would hold its locks for as long; MariaDB can let go of them, in seconds. */
const idleTransactions = '/*M! , idle_transaction_timeout = 10 */'
/** MySQL takes 64 characters. */
const lockName = sql`concat('wp:', left(database(), 53), ':migrate')`

const sqlMode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'

/** In seconds: whoever waits for a lock is told so before we take the server for dead. */
const lockWait = 4

const setUp = [
  // MariaDB 10.11 has no transaction_isolation variable, hence the statement.
  'set session transaction isolation level read committed',
  `set session sql_mode = '${sqlMode}', time_zone = '+00:00', innodb_lock_wait_timeout = ${lockWait} ${idleTransactions}`
]

/** Whoever goes from one server to another must not go back in time. What is a statement alone the server tries again by itself. */
const setUpOfCluster = ['set @tries = 4 /*M! , session wsrep_retry_autocommit = 4 */', causalRead]

/** Kysely's dialect over mysql2, with prepared statements, UTC text for times and READ COMMITTED. */
export function mysqlDialect (
  dsn: MysqlDsn,
  { onMove, onError, ...limits }: Pick<PoolsOptions, 'size' | 'onWait' | 'onMove'> & { onError: OnError }
): MysqlDialect {
  const options = { ...limits, setUp: dsn.others ? [...setUp, ...setUpOfCluster] : setUp, openPatience: dsn.timeout }
  return new WorkpulseMysqlDialect({ holds: dsn.others !== undefined, onError }, {
    async pool () {
      if (!dsn.others) return kyselyPool(new Pool({ ...options, connect: connector(dsn) }))
      const hosts = hostsOf(dsn).map((host) => ({ name: nameOfHost(host), connect: connector(atHost(dsn, host)) }))
      return kyselyPool(new Pools({ ...options, hosts, onMove }))
    }
  })
}

/** @returns what begins a connection to the one server that `dsn` names. */
export function connector (dsn: MysqlDsn): () => Connection {
  const ca = dsn.tls?.caFile === undefined ? undefined : readFileSync(dsn.tls.caFile, 'utf8')
  return () =>
    load('mysql2').createConnection({
      host: dsn.host,
      port: dsn.port,
      socketPath: dsn.socketPath,
      user: dsn.user,
      password: dsn.password,
      database: dsn.database,
      ...(dsn.tls && { ssl: { rejectUnauthorized: dsn.tls.verify, verifyIdentity: dsn.tls.verify, minVersion: 'TLSv1.2', ca } }),
      charset: 'utf8mb4_bin',
      timezone: 'Z',
      dateStrings: true,
      // Which are given up, is not for it to say.
      maxPreparedStatements: 2 * mostPrepared,
      multipleStatements: false,
      // A change of a large table says nothing for long.
      enableKeepAlive: true,
      keepAliveInitialDelay: 10_000
    })
}

class WorkpulseMysqlDialect extends MysqlDialect {
  readonly #watch: { holds: boolean, onError: OnError }

  constructor (watch: { holds: boolean, onError: OnError }, config: MysqlDialectConfig) {
    super(config)
    this.#watch = watch
  }

  override createAdapter () {
    return new OwnLockAdapter()
  }

  override createDriver () {
    const onConflict = 'duplicate key update number = number + 1'
    const { holds, onError } = this.#watch
    return new WatchedDriver(super.createDriver(), { onConflict, locks: true, holds, compiler: this.createQueryCompiler() }, onError)
  }
}

/** Kysely's own migration lock has one name for the whole server, which other people's databases share. */
class OwnLockAdapter extends MysqlAdapter {
  override async acquireMigrationLock (db: Kysely<any>): Promise<void> {
    const { rows } = await sql<{ taken: number | null }>`/* may wait */ select get_lock(${lockName}, 60) as taken`.execute(db)
    if (rows[0].taken !== 1) throw new Error('Another process is migrating this database; it still held the lock after 60 s')
    // Whoever comes after a change that waits for a table waits behind it: it gives way soon, and is tried again.
    await sql`set session lock_wait_timeout = 1, innodb_lock_wait_timeout = 1`.execute(db)
  }

  override async releaseMigrationLock (db: Kysely<any>): Promise<void> {
    await sql`select release_lock(${lockName})`.execute(db)
    await sql`set session lock_wait_timeout = default, innodb_lock_wait_timeout = ${sql.lit(lockWait)}`.execute(db)
  }
}

function kyselyPool (pool: Pool | Pools): MysqlPool {
  const wrappers = new WeakMap<Member, MysqlPoolConnection>()
  const wrapperOf = (member: Member) => {
    let wrapper = wrappers.get(member)
    if (!wrapper) {
      wrappers.set(
        member,
        wrapper = { ...connectionOf(member, pool), release: () => pool.release(member) } as MysqlPoolConnection
      )
    }
    return wrapper
  }
  return {
    getConnection (callback) {
      pool.acquire().then((member) => callback(null, wrapperOf(member)), (error) => callback(error, undefined as never))
    },
    end (callback) {
      pool.end().then(() => callback(undefined), callback)
    }
  } as MysqlPool
}

function connectionOf (member: Member, pool: Pool | Pools) {
  return {
    threadId: member.threadId,
    query: pool instanceof Pool ? member.query : watchedQuery(member, pool),
    destroy: () => member.destroy()
  }
}

function watchedQuery (member: Member, pools: Pools): Member['query'] {
  return (text, parameters, answer) =>
    member.query(text, parameters, (error, result) => {
      if (error) pools.failed(member, error)
      answer(error, result)
    })
}
