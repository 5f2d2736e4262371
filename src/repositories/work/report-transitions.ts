/** The ways from one state of a report to another. Each writes its line of the history. */
import { sql } from 'kysely'
import { toDateTime } from '../../database/dialect.ts'
import type { Database } from '../../database/tables.ts'
import { updateAtVersion } from '../../database/queries/writes.ts'
import type { Decision, Report } from '../../../generated/schemas.ts'
import * as history from './report-history.ts'
import * as revisions from './report-revisions.ts'
import { selectReport, withItems } from './report-rows.ts'
import { findById } from './reports.ts'

/**
 * Keeps the time of the first hand-in. @param reviewerId who is asked to review it. @param by who hands it in.
 * @throws OvertakenError when somebody else changed it first.
 */
export async function submit (tx: Database, report: Report, reviewerId: string | null, by: string, now: Date): Promise<Report> {
  const time = toDateTime(now)
  await updateAtVersion(tx, 'reports', report.id, report.version, {
    state: 'submitted',
    reviewer_id: reviewerId,
    submitted_at: time,
    first_submitted_at: sql<string>`coalesce(first_submitted_at, ${time})`,
    blockers_raised: report.items.filter(({ status }) => status === 'blocked').length,
    updated_at: time
  })
  await count(tx, report.id, report.reportDate)
  const revision = await revisions.append(tx, report, report.version + 1, now)
  return passed(tx, report, { action: 'submitted', actorId: by, revision }, now)
}

/** A draft again, as if it had never been handed in. @throws OvertakenError when somebody else changed it first. */
export async function withdraw (tx: Database, report: Report, now: Date): Promise<Report> {
  await updateAtVersion(tx, 'reports', report.id, report.version, {
    state: 'draft',
    // Its author's own from now on.
    filed_by_id: null,
    timing: null,
    submitted_at: null,
    first_submitted_at: null,
    blockers_raised: 0,
    updated_at: toDateTime(now)
  })
  await count(tx, report.id, null)
  await revisions.removeAll(tx, report.id)
  return passed(tx, report, { action: 'withdrawn', actorId: report.userId }, now)
}

export interface NewDecision {
  action: Decision['action']
  /** Null: nobody decided, it was approved automatically. */
  actorId: string | null
  /** In whose place; left out where in nobody's. */
  onBehalfOfId?: string | null
  note: string | null
}

/** @throws OvertakenError when somebody else changed it first. */
export async function decide (tx: Database, report: Report, decision: NewDecision, now: Date): Promise<Report> {
  const { action, actorId, onBehalfOfId = null, note } = decision
  const time = toDateTime(now)
  const approved = action === 'approved' || action === 'auto_approved'
  await updateAtVersion(tx, 'reports', report.id, report.version, {
    state: approved ? 'approved' : 'returned',
    ...(!approved && { ever_returned: 1 }),
    // In this order: MySQL assigns one after the other, and the second asks whether the first was there.
    ...(actorId !== null && {
      first_decision_handed_in_at: sql<string>`case when first_decision_at is null then submitted_at else first_decision_handed_in_at end`,
      first_decision_at: sql<string>`coalesce(first_decision_at, ${time})`
    }),
    last_decision: action,
    last_decision_by: actorId,
    last_decision_for: onBehalfOfId,
    last_decision_note: note,
    last_decision_at: time,
    updated_at: time
  })
  return passed(tx, report, decision, now)
}

/** Addresses it to somebody else, or to nobody. @throws OvertakenError when somebody else changed it first. */
export async function readdress (tx: Database, report: Report, reviewerId: string | null, now: Date): Promise<Report> {
  await updateAtVersion(tx, 'reports', report.id, report.version, { reviewer_id: reviewerId, updated_at: toDateTime(now) })
  return (await findById(tx, report.id))!
}

/** Handed in, and addressed to this person: the oldest first. */
export async function listAwaiting (tx: Database, reviewerId: string): Promise<Report[]> {
  const rows = await selectReport(tx).where('reports.reviewer_id', '=', reviewerId).where('reports.state', '=', 'submitted')
    .orderBy('reports.submitted_at').orderBy('reports.id').execute()
  return withItems(tx, rows)
}

/** Handed in last before `time`, and not decided since: the ones that wait longest. */
export async function listWaitingSince (db: Database, time: Date, limit: number): Promise<string[]> {
  const rows = await db.selectFrom('reports').select('id').where('state', '=', 'submitted').where('submitted_at', '<', toDateTime(time))
    .orderBy('submitted_at').limit(limit).execute()
  return rows.map(({ id }) => id)
}

/** @param on the day that the items count for; null while they do not. */
async function count (tx: Database, reportId: string, on: string | null): Promise<void> {
  await tx.updateTable('report_items').set({ counted_on: on }).where('report_id', '=', reportId).execute()
}

type Passing = Pick<history.NewEntry, 'action' | 'actorId' | 'onBehalfOfId' | 'note' | 'revision'>

async function passed (tx: Database, before: Report, passing: Passing, now: Date): Promise<Report> {
  const after = (await findById(tx, before.id))!
  const { id: reportId, divisionId, version, state: toState } = after
  await history.append(tx, { reportId, divisionId, version, fromState: before.state, toState, ...passing }, now)
  return after
}
