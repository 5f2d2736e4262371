/** What leave does to the ledger once it is approved, or not any more. */
import type { NewEvent } from '../../../generated/events.ts'
import type { Database } from '../../database/tables.ts'
import * as handIns from '../../repositories/time/hand-ins.ts'
import * as leaveDays from '../../repositories/time/leave-days.ts'
import type { Obligation } from '../../repositories/time/obligations.ts'
import * as reports from '../../repositories/work/reports.ts'
import { figuresChanged } from '../../rules/platform/channels.ts'
import { reportChanged } from '../../rules/work/report-events.ts'
import { lockObligation, store } from './ledger.ts'

/** A row that has changed, and the report whose timing did, if it did. */
export interface Rejudged {
  obligation: Obligation
  reportId: string | null
}

/**
 * Judges days anew by the leave that there is; those that are yet to come are left to the job.
 * @returns what has changed.
 */
export async function judgeAbsences (tx: Database, userId: string, dates: string[], now: Date): Promise<Rejudged[]> {
  const rejudged: Rejudged[] = []
  for (const date of dates) {
    const handIn = await handIns.lock(tx, userId, date)
    const before = await lockObligation(tx, userId, date, now, handIn)
    if (!before) continue
    const absent = (await leaveDays.listAbsent(tx, date, [userId])).has(userId)
    if (before.reasons.has('leave') === absent) continue
    const reasons = new Set(before.reasons)
    if (absent) reasons.add('leave')
    else reasons.delete('leave')
    const obligation = { ...before, reasons }
    const timing = await store(tx, obligation, handIn, now)
    rejudged.push({ obligation, reportId: handIn && timing !== handIn.timing ? handIn.reportId : null })
  }
  return rejudged
}

/** What tells teams and authors of rows that were judged anew. */
export async function rejudgedEvents (tx: Database, rejudged: Rejudged[]): Promise<NewEvent[]> {
  const events = [...new Set(rejudged.map(({ obligation }) => obligation.teamId))].map(figuresChanged)
  for (const { reportId } of rejudged) {
    const report = reportId === null ? undefined : await reports.findById(tx, reportId)
    if (report) events.push(...reportChanged(report))
  }
  return events
}
