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

/** Somebody who was let in again owes what is still open; the rest stays excused. */
export async function oweAgain (tx: Database, userId: string, now: Date): Promise<void> {
  for (const open of await obligations.listOpen(tx, userId, now)) {
    if (open.reasons.has('inactive')) await change(tx, open, now, (reasons) => reasons.delete('inactive'))
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
