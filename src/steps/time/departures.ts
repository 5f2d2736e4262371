/** What becomes of what somebody owes who leaves, or comes back. */
import type { Database } from '../../database/tables.ts'
import * as handIns from '../../repositories/time/hand-ins.ts'
import * as obligations from '../../repositories/time/obligations.ts'
import { leavesOpen } from '../../rules/time/obligations.ts'
import { store } from './ledger.ts'

/** Excuses somebody who was disabled from what was open then. */
export async function excuseDeparted (tx: Database, userId: string, now: Date): Promise<void> {
  for (const open of await obligations.listOpen(tx, userId, now)) {
    if (leavesOpen(open.terms, null, now.getTime())) await change(tx, open, now, (reasons) => reasons.add('inactive'))
  }
}

/** Excuses somebody from what they owe of the days after their last one, from what they have missed of them too. */
export async function excuseAfter (tx: Database, userId: string, lastDay: string, now: Date): Promise<void> {
  for (const unmet of await obligations.listUnmetAfter(tx, userId, lastDay)) {
    if (!unmet.reasons.has('inactive')) await change(tx, unmet, now, (reasons) => reasons.add('inactive'))
  }
}

/**
 * Somebody who was let in again owes what is still open; the rest stays excused.
 * @param lastDay after which they owe nothing, if there is one.
 */
export async function oweAgain (tx: Database, userId: string, now: Date, lastDay: string | null = null): Promise<void> {
  for (const open of await obligations.listOpen(tx, userId, now)) {
    const isAfter = lastDay !== null && open.workDate > lastDay
    if (open.reasons.has('inactive') && !isAfter) await change(tx, open, now, (reasons) => reasons.delete('inactive'))
  }
}

async function change (
  tx: Database,
  { userId, workDate }: obligations.Obligation,
  now: Date,
  apply: (reasons: Set<obligations.ExcuseReason>) => void
): Promise<void> {
  const handIn = await handIns.lock(tx, userId, workDate)
  const obligation = await obligations.lock(tx, userId, workDate)
  if (!obligation || obligation.firstSubmittedAt !== null) return
  const reasons = new Set(obligation.reasons)
  apply(reasons)
  await store(tx, { ...obligation, reasons }, handIn, now)
}
