import { sql } from 'kysely'
import { dialectOf, toDateTime, toTimestamp } from '../../database/dialect.ts'
import type { Database } from '../../database/tables.ts'

/** What is counted. */
export interface Counter {
  id: string /** In milliseconds. */
  window: number
}

export interface Count {
  id: string
  count: number
  windowStartedAt: Date
  blockedUntil: Date | undefined
}

/**
 * Counts one more attempt for each, in one statement each, so that of parallel ones none is lost.
 * @param counters in an order that is the same for everybody, or transactions wait for each other.
 */
export async function add (tx: Database, counters: Counter[], now: Date): Promise<Count[]> {
  for (const { id, window } of counters) {
    const [time, windowStart] = [toDateTime(now), toDateTime(new Date(now.getTime() - window))]
    const isOver = sql<boolean>`window_started_at <= ${windowStart}`
    // MySQL assigns from left to right, SQLite all at once: the window comes last.
    const change = {
      count: sql<number>`case when ${isOver} then 1 else attempts.count + 1 end`,
      last_at: time,
      window_started_at: sql<string>`case when ${isOver} then ${time} else window_started_at end`
    }
    const insert = tx.insertInto('attempts').values({
      id,
      network: null,
      count: 1,
      window_started_at: time,
      last_at: time,
      blocked_until: null
    })
    await (dialectOf(tx) === 'mysql'
      ? insert.onDuplicateKeyUpdate(change)
      : insert.onConflict((conflict) => conflict.column('id').doUpdateSet(change))).execute()
  }
  const rows = await tx.selectFrom('attempts').select(['id', 'count', 'window_started_at', 'blocked_until']).where(
    'id',
    'in',
    counters.map(({ id }) => id)
  ).execute()
  return rows.map(countOf)
}

function countOf (row: { id: string, count: number, window_started_at: string, blocked_until: string | null }): Count {
  return {
    id: row.id,
    count: row.count,
    windowStartedAt: new Date(toTimestamp(row.window_started_at)),
    blockedUntil: row.blocked_until === null ? undefined : new Date(toTimestamp(row.blocked_until))
  }
}

/** Without counting. */
export async function find (tx: Database, id: string): Promise<Count | undefined> {
  const row = await tx.selectFrom('attempts').select(['id', 'count', 'window_started_at', 'blocked_until']).where('id', '=', id)
    .executeTakeFirst()
  return row && countOf(row)
}

/** A counter is one of a network's from now on. */
export async function assign (tx: Database, id: string, network: string): Promise<void> {
  await tx.updateTable('attempts').set({ network }).where('id', '=', id).execute()
}

/** How many of a network's counters were used since `time`, but for one. */
export async function countOfNetwork (tx: Database, network: string, time: Date, except: string): Promise<number> {
  const { count } = await tx.selectFrom('attempts').select(sql<number>`count(*)`.as('count')).where('network', '=', network).where(
    'last_at',
    '>',
    toDateTime(time)
  ).where('id', '<>', except).executeTakeFirstOrThrow()
  return Number(count)
}

export async function block (tx: Database, id: string, until: Date): Promise<void> {
  await tx.updateTable('attempts').set({ blocked_until: toDateTime(until) }).where('id', '=', id).execute()
}

/** Takes one attempt back. */
export async function subtract (tx: Database, ids: string[]): Promise<void> {
  if (ids.length > 0) {
    await tx.updateTable('attempts').set({ count: sql<number>`count - 1` }).where('id', 'in', ids).where('count', '>', 0).execute()
  }
}

export async function clear (tx: Database, ids: string[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom('attempts').where('id', 'in', ids).execute()
}

/** Deletes what nobody counts any more. */
export async function deleteBefore (db: Database, time: Date): Promise<void> {
  await db.deleteFrom('attempts').where('last_at', '<', toDateTime(time)).execute()
}
