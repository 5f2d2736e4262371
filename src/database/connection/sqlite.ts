import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { type CompiledQuery, type DatabaseConnection, type Driver, type QueryResult, SqliteAdapter, SqliteDialect } from 'kysely'
import type { Dsn } from './dsn.ts'
import { lowerLetters } from '../queries/search.ts'
import { createTurns, type Turns } from './sqlite-turns.ts'
import { type OnError, WatchedDriver } from '../changes/watched.ts'

const statementCacheSize = 256
const reads = /^\s*(select\b|with\b(?!.*\b(insert|update|delete)\b))/is

/**
 * Kysely's dialect over `node:sqlite`. There is one connection, so inside a transaction only `tx` may be
 * awaited: waiting for the outer `db` there waits for ever.
 */
export function sqliteDialect ({ file }: Dsn & { kind: 'sqlite' }, onError: OnError): SqliteDialect {
  return new WorkpulseSqliteDialect(file, onError)
}

class WorkpulseSqliteDialect extends SqliteDialect {
  readonly #file: string
  readonly #onError: OnError
  constructor (file: string, onError: OnError) {
    super({ database: () => Promise.reject(new Error('The driver opens it')) })
    this.#file = file
    this.#onError = onError
  }

  override createAdapter () {
    return new TransactionalAdapter()
  }

  override createDriver () {
    const onConflict = 'conflict (name) do update set number = number + 1'
    const compiler = this.createQueryCompiler()
    return new WatchedDriver(new SqliteDriver(this.#file), { onConflict, locks: false, holds: false, compiler }, this.#onError)
  }
}

/** SQLite can roll back a change of tables, and a transaction is the lock that keeps two processes from migrating at once. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl () {
    return true
  }

  /** Whose turn it is, the driver knows: Kysely would let readers wait for a writer that waits for another process. */
  override get supportsMultipleConnections () {
    return true
  }
}

/** Makes of the one connection as many as are asked for, which take turns. */
class SqliteDriver implements Driver {
  readonly #file: string
  readonly #turns = createTurns()
  #database: DatabaseSync | undefined
  #prepare: Prepare | undefined

  constructor (file: string) {
    this.#file = file
  }

  async init (): Promise<void> {
    this.#close()
    if (this.#file !== ':memory:') mkdirSync(dirname(this.#file), { recursive: true })
    const database = this.#database = new DatabaseSync(this.#file)
    // Its own knows ASCII only.
    database.function('lower', { deterministic: true }, (text) => typeof text === 'string' ? lowerLetters(text) : text as never)
    this.#prepare = statementsOf(database)
    await this.#turns.write(() => database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on'))
  }

  async acquireConnection (): Promise<SqliteConnection> {
    return new SqliteConnection(this.#prepare!, this.#turns)
  }

  beginTransaction (connection: SqliteConnection): Promise<void> {
    return connection.begin()
  }

  async commitTransaction (connection: SqliteConnection): Promise<void> {
    connection.end('commit')
  }

  async rollbackTransaction (connection: SqliteConnection): Promise<void> {
    // A full disk, among others, has ended the transaction already.
    if (this.#database!.isTransaction) connection.end('rollback')
  }

  async releaseConnection (connection: SqliteConnection): Promise<void> {
    connection.release()
  }

  async destroy (): Promise<void> {
    this.#close()
  }

  #close (): void {
    if (this.#database?.isOpen) this.#database.close()
  }
}

class SqliteConnection implements DatabaseConnection {
  readonly #prepare: Prepare
  readonly #turns: Turns
  #inTransaction = false

  constructor (prepare: Prepare, turns: Turns) {
    this.#prepare = prepare
    this.#turns = turns
  }

  /** Takes the writer's lock: a deferred transaction that reads first fails at its first write when another process wrote meanwhile. */
  begin (): Promise<void> {
    return this.#turns.write(() => {
      this.#run('begin immediate')
      this.#inTransaction = true
      this.#turns.began()
    })
  }

  end (how: 'commit' | 'rollback'): void {
    this.#run(how)
    this.release()
  }

  /** What could not be ended lets the others go on all the same. */
  release (): void {
    if (!this.#inTransaction) return
    this.#inTransaction = false
    this.#turns.ended()
  }

  async executeQuery<Row> ({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const run = () => this.#run<Row>(sql, parameters)
    if (this.#inTransaction) return run()
    return reads.test(sql) ? this.#turns.read(run) : this.#turns.write(run)
  }

  async *streamQuery<Row> (query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query)
  }

  #run<Row> (sql: string, parameters: readonly unknown[] = []): QueryResult<Row> {
    const statement = this.#prepare(sql)
    if (statement.reader) return { rows: statement.all(parameters) as Row[] }
    const { changes, lastInsertRowid } = statement.run(parameters)
    return { rows: [], insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes) }
  }
}

type Prepare = (sql: string) => ReturnType<typeof bind>

function statementsOf (database: DatabaseSync): Prepare {
  const statements = new Map<string, ReturnType<typeof bind>>()
  return (sql) => {
    let statement = statements.get(sql)
    if (!statement) {
      statement = bind(database.prepare(sql))
      if (statements.size >= statementCacheSize) statements.delete(statements.keys().next().value!)
      statements.set(sql, statement)
    }
    return statement
  }
}

function bind (statement: StatementSync) {
  return {
    reader: statement.columns().length > 0,
    all: (parameters: readonly unknown[]) => statement.all(...scalars(parameters)),
    run: (parameters: readonly unknown[]) => statement.run(...scalars(parameters))
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
