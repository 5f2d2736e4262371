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
  let counted = await changes()
  /** What was kept or put back last, and what was counted then. */
  let clean: { kept: Kept, count: number } | undefined

  async function changes (): Promise<number> {
    const { rows: [{ count }] } = await (sqlite
      ? sql<{ count: number }>`select total_changes() as count`
      : sql<{ count: string | null }>`
          select sum(rows_changed) as count from information_schema.table_statistics where table_schema = database()`).execute(db)
    return Number(count)
  }

  const read = async (table: Table): Promise<Row[]> => {
    const rows = await db.selectFrom(table).selectAll().execute() as Row[]
    return rows.map((row) => [JSON.stringify(row), row] as const).sort(([one], [other]) => one < other ? -1 : 1).map(([, row]) => row)
  }
  const readAll = async (): Promise<Kept> => new Map(await Promise.all(tables.map(async (table) => [table, await read(table)] as const)))

  async function keep (): Promise<Kept> {
    const count = await changes()
    clean = { kept: await readAll(), count }
    return clean.kept
  }

  async function differences (kept: Kept, except: Table[] = []): Promise<Table[]> {
    const now = await readAll()
    return tables.filter((table) => !except.includes(table) && !isDeepStrictEqual(now.get(table), kept.get(table)))
  }

  async function restore (kept: Kept): Promise<void> {
    if (clean?.kept === kept && clean.count === await changes()) return
    const changed = await differences(kept, onlyGrow)
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
    clean = { kept, count: await changes() }
  }

  async function touched (): Promise<boolean> {
    const before = counted
    counted = await changes()
    return counted !== before
  }

  return { keep, differences, restore, touched, settled: () => settled(db) }
}

async function settled (db: Database): Promise<void> {
  await jobsTried(db)
  while (await db.selectFrom('events').select('id').where('position', 'is', null).limit(1).executeTakeFirst()) await delay(5)
}
