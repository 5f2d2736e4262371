/** Reports as they were handed in, each time: what was edited between is nobody's to read. */
import { sql } from 'kysely'
import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import type { Database } from '../../database/tables.ts'
import type { Report, RevisionContent } from '../../../generated/schemas.ts'

export interface Revision {
  number: number
  /** Of the report, once it had been handed in. */
  version: number
  handedInAt: string
  content: RevisionContent
}

/** Keeps a report that is being handed in. @param version that of the report from now on. @returns the number of the revision. */
export async function append (tx: Database, report: Report, version: number, now: Date): Promise<number> {
  const { newest } = await tx.selectFrom('report_revisions').select(sql<number>`coalesce(max(number), 0)`.as('newest'))
    .where('report_id', '=', report.id).executeTakeFirstOrThrow()
  const { summary, planNext, mood, templateId, templateRevision, fields, items } = report
  const content: RevisionContent = { summary, planNext, mood, templateId, templateRevision, fields, items }
  const number = Number(newest) + 1
  const row = { report_id: report.id, number, version, handed_in_at: toDateTime(now), content: JSON.stringify(content) }
  await tx.insertInto('report_revisions').values(row).execute()
  return number
}

/** Of a report that was taken back: it is as if it had never been handed in. */
export async function removeAll (tx: Database, reportId: string): Promise<void> {
  await tx.deleteFrom('report_revisions').where('report_id', '=', reportId).execute()
  await tx.updateTable('report_history').set({ revision: null }).where('report_id', '=', reportId).where('revision', 'is not', null)
    .execute()
}

/** Those of these numbers that there are. */
export async function list (db: Database, reportId: string, numbers: number[]): Promise<Map<number, Revision>> {
  if (numbers.length === 0) return new Map()
  const rows = await db.selectFrom('report_revisions').select(['number', 'version', 'handed_in_at', 'content'])
    .where('report_id', '=', reportId).where('number', 'in', numbers).execute()
  return new Map(rows.map(({ number, version, handed_in_at: handedInAt, content }) => [
    number,
    { number, version, handedInAt: toTimestamp(handedInAt), content: JSON.parse(content) }
  ]))
}
