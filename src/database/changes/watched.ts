/** A driver that raises the numbers of all whom a transaction concerns, as the last thing before it commits: see `concerned.ts`. */
import {
  ColumnNode,
  CompiledQuery,
  type DatabaseConnection,
  createQueryId,
  type Driver,
  type QueryCompiler,
  type QueryResult,
  ReferenceNode,
  type RootOperationNode,
  SelectionNode,
  SelectModifierNode,
  SelectQueryNode,
  TableNode,
  type TransactionSettings
} from 'kysely'
import { bind, type BoundQuery, type Values } from '../placeholder.ts'
import { untilItCommits } from '../transaction.ts'
import { type Change, changeOf, placesOf, raised } from './concerned.ts'
import { holdingOf } from './holding.ts'

/** How the two databases differ. */
export interface Raising {
  /** `insert … on …`, after the values. */
  onConflict: string
  /** Rows that are to be changed are locked while it is asked whose they are. */
  locks: boolean
  /** Locks are one server's of several: see `holding.ts`. */
  holds: boolean
  compiler: QueryCompiler
}

export type OnError = (error: unknown) => void

export class WatchedDriver implements Driver {
  readonly #inner: Driver
  readonly #raising: Raising
  readonly #onError: OnError

  /** @param onError hears of each statement that failed, and why a transaction could not be committed. */
  constructor (inner: Driver, raising: Raising, onError: OnError) {
    this.#inner = inner
    this.#raising = raising
    this.#onError = onError
  }

  init (): Promise<void> {
    return this.#inner.init()
  }

  async acquireConnection (): Promise<WatchedConnection> {
    return new WatchedConnection(await this.#inner.acquireConnection(), this.#inner, this.#raising, this.#onError)
  }

  async beginTransaction (connection: WatchedConnection, settings: TransactionSettings): Promise<void> {
    await this.#inner.beginTransaction(connection.inner, settings)
    connection.began()
  }

  async commitTransaction (connection: WatchedConnection): Promise<void> {
    try {
      await connection.raise()
      await this.#inner.commitTransaction(connection.inner)
    } catch (error) {
      this.#onError(error)
      throw error
    }
    connection.ended()
  }

  async rollbackTransaction (connection: WatchedConnection): Promise<void> {
    connection.ended()
    await this.#inner.rollbackTransaction(connection.inner)
  }

  releaseConnection (connection: WatchedConnection): Promise<void> {
    return this.#inner.releaseConnection(connection.inner)
  }

  destroy (): Promise<void> {
    return this.#inner.destroy()
  }
}

class WatchedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection
  readonly #driver: Driver
  readonly #raising: Raising
  readonly #onError: OnError
  /** Of the transaction that is under way. */
  #names: Set<string> | undefined

  constructor (inner: DatabaseConnection, driver: Driver, raising: Raising, onError: OnError) {
    this.inner = inner
    this.#driver = driver
    this.#raising = raising
    this.#onError = onError
  }

  began (): void {
    this.#names = new Set()
  }

  ended (): void {
    this.#names = undefined
  }

  async executeQuery<Row> (query: BoundQuery): Promise<QueryResult<Row>> {
    try {
      return await this.#execute<Row>(query)
    } catch (error) {
      this.#onError(error)
      throw error
    }
  }

  async #execute<Row> (query: BoundQuery): Promise<QueryResult<Row>> {
    const change = changeOf(query)
    if (!change) {
      if (this.#raising.holds && this.#names) await this.#hold(query)
      return this.inner.executeQuery<Row>(query)
    }
    return this.#names ? this.#change<Row>(query, change) : untilItCommits(() => this.#alone<Row>(query, change))
  }

  async *streamQuery<Row> (query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    yield* this.inner.streamQuery<Row>(query, chunkSize)
  }

  async #hold (query: BoundQuery): Promise<void> {
    const holding = holdingOf(query)
    if (holding) await this.inner.executeQuery(this.#compiled(holding, query.values))
  }

  #compiled (node: RootOperationNode, values: Values | undefined): CompiledQuery {
    return bind(this.#raising.compiler.compileQuery(node, createQueryId()), values)
  }

  async #change<Row> (query: BoundQuery, change: Change): Promise<QueryResult<Row>> {
    const before = change.where ? await this.#rowsOf(change, query.values) : undefined
    const result = await this.inner.executeQuery<Row>(query)
    if (result.numAffectedRows === 0n) return result
    for (const name of [...change.named, ...before ? change.concerned(before) : []]) this.#names!.add(name)
    return result
  }

  /** A change and its numbers commit together. */
  async #alone<Row> (query: BoundQuery, change: Change): Promise<QueryResult<Row>> {
    await this.#driver.beginTransaction(this.inner, {})
    this.began()
    try {
      const result = await this.#change<Row>(query, change)
      await this.raise()
      await this.#driver.commitTransaction(this.inner)
      return result
    } catch (error) {
      await this.#driver.rollbackTransaction(this.inner)
      throw error
    } finally {
      this.ended()
    }
  }

  /** The rows that are about to be changed: whose they are, and of which day. */
  async #rowsOf ({ table, where }: Change, values: Values | undefined): Promise<Map<string, unknown>[]> {
    const node = {
      ...SelectQueryNode.createFrom([TableNode.create(table)]),
      selections: placesOf(table).map((column) => SelectionNode.create(ReferenceNode.create(ColumnNode.create(column)))),
      where: where!.where,
      ...this.#raising.locks && { endModifiers: [SelectModifierNode.create('ForUpdate')] }
    } as RootOperationNode
    const { rows } = await this.inner.executeQuery<Record<string, unknown>>(this.#compiled(node, values))
    return rows.map((row) => new Map(Object.entries(row)))
  }

  /** Before their table is there, nobody asks for them. */
  async raise (): Promise<void> {
    const names = raised(this.#names ?? [])
    if (names.length === 0) return
    const values = names.map(() => '(?, 1)').join(', ')
    const text = `insert into change_numbers (name, number) values ${values} on ${this.#raising.onConflict}`
    try {
      await this.inner.executeQuery(CompiledQuery.raw(text, names))
    } catch (error) {
      if (!isMissingTable(error)) throw error
    }
  }
}

function isMissingTable (error: unknown): boolean {
  const { code, message = '' } = error as { code?: string, message?: string }
  return code === 'ER_NO_SUCH_TABLE' || message.includes('no such table: change_numbers')
}
