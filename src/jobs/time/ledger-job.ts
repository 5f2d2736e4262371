import { frozenAt } from '../../rules/time/obligations.ts'
import type { Job } from '../job.ts'
import { nextQuarter } from '../quarters.ts'
import { usual } from '../retries.ts'
import { awaitDay, tellOfDay } from './day-begins.ts'
import { fillLedger, type FillDeps } from './fill.ts'
import { passMoments } from './moments.ts'

/** In milliseconds past midnight. */
const frozen = Number(frozenAt.split(':')[1]) * 60_000

/** Fills the ledger with the day that has begun, and with those before that nobody has filled. */
export const ledger: Job<Record<string, never>, FillDeps> = {
  kind: 'ledger',
  atOnce: 1,
  timeout: 600_000,
  retries: usual,
  // It is five past midnight somewhere. One that was missed is made up for at the next start.
  next: (now) => nextQuarter(now, frozen),
  async work (deps, _payload, { id, signal }) {
    await fillLedger(deps, {
      signal,
      // Whoever has a page open sees who owes what.
      onDay: (tx) => tellOfDay(tx, deps.clock.now(), id)
    })
    await awaitDay(deps.db, deps.clock.now())
    await passMoments(deps, id, signal)
  }
}
