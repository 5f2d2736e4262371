/**
 * What a database holds: was any of it changed, by whatever, and putting it back. Of every table that there is, so that a
 * new one needs no word here.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { dialectOf } from '../../src/database/dialect.ts'
import type { Database, Tables } from '../../src/database/tables.ts'
import { jobsTried } from './jobs.ts'

type Table = keyof Tables
type Row = Record<string, unknown>

/** Every row of every table, by table. */
export type Kept = Map<Table, Row[]>

/** The log that replicas have read and remember, and the numbers that clients have answers by: they go on, and are never put back. */
const onlyGrow: Table[] = ['events', 'event_clock', 'event_channels', 'change_numbers']

export interface State {
  keep: () => Promise<Kept>
  /** The tables whose rows are not the same. */
  differences: (kept: Kept, except?: Table[]) => Promise<Table[]>
  /** Puts every row back, so that the next request finds what the one before found. */
  restore: (kept: Kept) => Promise<void>
  /** Was a row written since this was asked last? It costs one query, says so of what was undone too, and misses nothing. */
  touched: () => Promise<boolean>
  /** Waits until every job has been tried and the sequencer has placed every event, since that changes rows of its own accord. */
  settled: () => Promise<void>
}

/** @param db of the service itself: on SQLite it counts its own changes, and does not wait for another's. */
export async function openState (db: Database): Promise<State> {
  const sqlite = dialectOf(db) === 'sqlite'
  const { rows: named } = await (sqlite
    ? sql<{ name: Table }>`select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'`
    : sql<{ name: Table }>`select table_name as name from information_schema.tables where table_schema = database()`).execute(db)
  const tables = named.map(({ name }) => name).filter((name) => !name.startsWith('schema_migrations'))
  const counter = await (sqlite ? sqliteCounter(db, tables) : mariadbCounter(db, tables))
  let counted = await counter.count()
  /** What was kept or put back last, and what was counted then. */
  let clean: { kept: Kept, counts: Counts } | undefined

  const read = async (table: Table): Promise<Row[]> => {
    const rows = await db.selectFrom(table).selectAll().execute() as Row[]
    return rows.map((row) => [JSON.stringify(row), row] as const).sort(([one], [other]) => one < other ? -1 : 1).map(([, row]) => row)
  }
  const readAll = async (those = tables): Promise<Kept> =>
    new Map(await Promise.all(those.map(async (table) => [table, await read(table)] as const)))

  async function keep (): Promise<Kept> {
    const counts = await counter.count()
    clean = { kept: await readAll(), counts }
    return clean.kept
  }

  async function differing (kept: Kept, those: Table[]): Promise<Table[]> {
    const now = await readAll(those)
    return those.filter((table) => !isDeepStrictEqual(now.get(table), kept.get(table)))
  }

  async function restore (kept: Kept): Promise<void> {
    const suspects = clean?.kept === kept ? counter.changed(clean.counts, await counter.count()) : tables
    if (suspects.length === 0) return
    const changed = await differing(kept, suspects.filter((table) => !onlyGrow.includes(table)))
    await db.connection().execute(async (connection) => {
      // What refers to a row that is away for a moment need not be away too.
      await sql.raw(sqlite ? 'pragma foreign_keys = off' : 'set foreign_key_checks = 0').execute(connection)
      for (const table of changed) {
        await connection.deleteFrom(table).execute()
        const rows = kept.get(table)!
        if (rows.length > 0) await connection.insertInto(table).values(rows as never).execute()
      }
      await sql.raw(sqlite ? 'pragma foreign_keys = on' : 'set foreign_key_checks = 1').execute(connection)
    })
    clean = { kept, counts: await counter.count() }
  }

  async function touched (): Promise<boolean> {
    const before = counted
    counted = await counter.count()
    return counter.changed(before, counted).length > 0
  }

  const differences = (kept: Kept, except: Table[] = []) => differing(kept, tables.filter((table) => !except.includes(table)))
  return { keep, differences, restore, touched, settled: () => settled(db) }
}

/** How many rows were written until now, by what is counted apart. */
type Counts = Map<string, number>

interface Counter {
  count: () => Promise<Counts>
  /** The tables of which rows may be others. */
  changed: (before: Counts, now: Counts) => Table[]
}

/** SQLite counts what a connection writes, in whichever table. */
function sqliteCounter (db: Database, tables: Table[]): Counter {
  return {
    async count () {
      const { rows: [{ count }] } = await sql<{ count: number }>`select total_changes() as count`.execute(db)
      return new Map([['all', count]])
    },
    changed: (before, now) => before.get('all') === now.get('all') ? [] : tables
  }
}

/** MariaDB counts by table, but for what it deletes with the row that is referred to. */
async function mariadbCounter (db: Database, tables: Table[]): Promise<Counter> {
  const { rows: cascades } = await sql<{ parent: string, child: string }>`
    select referenced_table_name as parent, table_name as child from information_schema.referential_constraints
    where constraint_schema = database() and (delete_rule in ('CASCADE', 'SET NULL') or update_rule in ('CASCADE', 'SET NULL'))`.execute(db)
  /** Adds to them, as they are gone through, those that refer to them. */
  const withChildren = (names: Set<string>): Set<string> => {
    for (const name of names) for (const { parent, child } of cascades) if (parent === name) names.add(child)
    return names
  }
  return {
    async count () {
      const { rows } = await sql<{ name: string, count: string }>`
        select table_name as name, rows_changed as count from information_schema.table_statistics
        where table_schema = database()`.execute(db)
      return new Map(rows.map(({ name, count }) => [name, Number(count)]))
    },
    changed (before, now) {
      const changed = withChildren(new Set([...now.keys()].filter((name) => now.get(name) !== before.get(name))))
      return tables.filter((table) => changed.has(table))
    }
  }
}

async function settled (db: Database): Promise<void> {
  await jobsTried(db)
  while (await db.selectFrom('events').select('id').where('position', 'is', null).limit(1).executeTakeFirst()) await delay(5)
}
