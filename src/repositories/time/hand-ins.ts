/** What the ledger knows of reports: when one was handed in first, and as what that counts. */
import { sql } from 'kysely'
import { dialectOf, toDateTime, toTimestamp } from '../../database/dialect.ts'
import type { Database, Tables } from '../../database/tables.ts'

export interface HandIn {
  reportId: string
  userId: string
  /** Milliseconds since 1970; null while it has not been handed in. */
  firstSubmittedAt: number | null
  timing: Tables['reports']['timing']
}

const select = (db: Database) => db.selectFrom('reports').select(['id', 'user_id', 'first_submitted_at', 'timing'])
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

/** Of the report of a day. */
export async function find (db: Database, userId: string, workDate: string): Promise<HandIn | undefined> {
  const row = await select(db).where('user_id', '=', userId).where('report_date', '=', workDate).executeTakeFirst()
  return row && toHandIn(row)
}

/** The same. Nobody else changes that until the transaction ends. */
export async function lock (tx: Database, userId: string, workDate: string): Promise<HandIn | undefined> {
  const query = select(tx).where('user_id', '=', userId).where('report_date', '=', workDate)
  const row = await (dialectOf(tx) === 'mysql' ? query.forUpdate() : query).executeTakeFirst()
  return row && toHandIn(row)
}

/** Those of these people on a day, by person: what has been handed in, and nothing else. */
export async function listOfDay (db: Database, workDate: string, userIds: string[]): Promise<Map<string, HandIn>> {
  const rows = await select(db).where('user_id', 'in', userIds).where('report_date', '=', workDate)
    .where('first_submitted_at', 'is not', null).execute()
  return new Map(rows.map((row) => [row.user_id, toHandIn(row)]))
}

/** As what it counts, in the transaction that hands it in. */
export async function setTiming (tx: Database, reportId: string, timing: HandIn['timing']): Promise<void> {
  await tx.updateTable('reports').set({ timing }).where('id', '=', reportId).execute()
}

/** Of one that was handed in before: it counts as something else now, and who has it open reads it anew. */
export async function changeTiming (tx: Database, reportId: string, timing: HandIn['timing'], now: Date): Promise<void> {
  await tx.updateTable('reports').set({ timing, updated_at: toDateTime(now), version: sql<number>`version + 1` })
    .where('id', '=', reportId).execute()
}

function toHandIn (row: Row): HandIn {
  return {
    reportId: row.id,
    userId: row.user_id,
    firstSubmittedAt: row.first_submitted_at === null ? null : Date.parse(toTimestamp(row.first_submitted_at)),
    timing: row.timing
  }
}
