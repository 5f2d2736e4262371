import { sql } from 'kysely'
import { dialectOf, toDateTime, toTimestamp } from '../database/dialect.ts'
import type { Database } from '../database/tables.ts'

/** What is counted. `network` is set where the different ones of a network are counted too. */
export interface Counter { id: string, network: string | null, /** In milliseconds. */ window: number }

export interface Count { id: string, count: number, windowStartedAt: Date, blockedUntil: Date | undefined }

/**
 * Counts one more attempt for each, in one statement each, so that of parallel ones none is lost.
 * @param counters in an order that is the same for everybody, or transactions wait for each other.
 */
export async function add (tx: Database, counters: Counter[], now: Date): Promise<Count[]> {
  for (const { id, network, window } of counters) {
    const [time, windowStart] = [toDateTime(now), toDateTime(new Date(now.getTime() - window))]
    const isOver = sql<boolean>`window_started_at <= ${windowStart}`
    // MySQL assigns from left to right, SQLite all at once: the window comes last.
    const change = {
      count: sql<number>`case when ${isOver} then 1 else attempts.count + 1 end`,
      last_at: time,
      window_started_at: sql<string>`case when ${isOver} then ${time} else window_started_at end`
    }
    const insert = tx.insertInto('attempts').values({ id, network, count: 1, window_started_at: time, last_at: time, blocked_until: null })
    await (dialectOf(tx) === 'mysql' ? insert.onDuplicateKeyUpdate(change) : insert.onConflict((conflict) => conflict.column('id').doUpdateSet(change))).execute()
  }
  const rows = await tx.selectFrom('attempts').select(['id', 'count', 'window_started_at', 'blocked_until']).where('id', 'in', counters.map(({ id }) => id)).execute()
  return rows.map((row) => ({
    id: row.id,
    count: row.count,
    windowStartedAt: new Date(toTimestamp(row.window_started_at)),
    blockedUntil: row.blocked_until === null ? undefined : new Date(toTimestamp(row.blocked_until))
  }))
}

/** How many of a network's counters were used since `time`. */
export async function countOfNetwork (tx: Database, network: string, time: Date): Promise<number> {
  const { count } = await tx.selectFrom('attempts').select(sql<number>`count(*)`.as('count')).where('network', '=', network).where('last_at', '>', toDateTime(time)).executeTakeFirstOrThrow()
  return Number(count)
}

export async function block (tx: Database, id: string, until: Date): Promise<void> {
  await tx.updateTable('attempts').set({ blocked_until: toDateTime(until) }).where('id', '=', id).execute()
}

/** Takes one attempt back. */
export async function subtract (tx: Database, ids: string[]): Promise<void> {
  if (ids.length > 0) await tx.updateTable('attempts').set({ count: sql<number>`count - 1` }).where('id', 'in', ids).where('count', '>', 0).execute()
}

export async function clear (tx: Database, ids: string[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom('attempts').where('id', 'in', ids).execute()
}

/** Deletes what nobody counts any more. */
export async function deleteBefore (db: Database, time: Date): Promise<void> {
  await db.deleteFrom('attempts').where('last_at', '<', toDateTime(time)).execute()
}
