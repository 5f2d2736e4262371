import type { Database } from '../../database/tables.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as events from '../../repositories/platform/events.ts'
import * as transitions from '../../repositories/work/report-transitions.ts'
import { findLocked } from '../../repositories/work/reports.ts'
import { aboutDecision } from '../../rules/platform/notices.ts'
import { reportChanged } from '../../rules/work/report-events.ts'
import { waitsSince } from '../../rules/work/reviews.ts'
import { notify } from '../../steps/platform/notify.ts'
import type { Job } from '../job.ts'
import { usual } from '../retries.ts'
import type { Transact } from '../../database/transaction.ts'

/** In milliseconds. */
const interval = 600_000
const day = 86_400_000
const batchSize = 100

interface ApprovalDeps {
  db: Database
  clock: { now: () => Date }
  transaction: Transact
}

/** Approves what has waited for a decision for as many days as the organisation says, by nobody. */
export const autoApproval: Job<Record<string, never>, ApprovalDeps> = {
  kind: 'auto-approval',
  atOnce: 1,
  timeout: 240_000,
  retries: usual,
  next: (now) => new Date(now.getTime() + interval),
  async work (deps, _payload, { id, signal }) {
    await approveOverdue(deps, id, signal)
  }
}

/** @param cause what the events name as theirs. @returns how many it approved. */
export async function approveOverdue (deps: ApprovalDeps, cause: string, signal?: AbortSignal): Promise<number> {
  const { autoApproveDays } = await readDayRules(deps.db, deps.clock.now())
  if (autoApproveDays === 0) return 0
  const before = new Date(deps.clock.now().getTime() - autoApproveDays * day)
  let approved = 0
  for (;;) {
    const ids = await transitions.listWaitingSince(deps.db, before, batchSize)
    for (const id of ids) {
      signal?.throwIfAborted()
      if (await approve(deps, id, before, cause)) approved++
    }
    if (ids.length < batchSize) return approved
  }
}

/** Resolves to false when a person was faster, or the author took it back. */
async function approve ({ clock, transaction }: ApprovalDeps, id: string, before: Date, cause: string): Promise<boolean> {
  return transaction(async (tx) => {
    const report = await findLocked(tx, id)
    if (!report || !waitsSince(report, before.getTime())) return false
    const now = clock.now()
    const approved = await transitions.decide(tx, report, { action: 'auto_approved', actorId: null, note: null }, now)
    await events.append(tx, now, cause, [...reportChanged(approved), ...await notify(tx, now, aboutDecision(approved))])
    return true
  })
}
