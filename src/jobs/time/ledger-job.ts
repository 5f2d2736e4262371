import type { Job } from '../job.ts'
import { usual } from '../retries.ts'
import { fillLedger, type FillDeps } from './fill.ts'

const minute = 60_000
const quarter = 15 * minute

/** Five past midnight somewhere: clocks differ by whole quarters of an hour. One that was missed is made up for at the next start. */
const nextFreeze = (now: Date) => new Date(Math.floor((now.getTime() - 5 * minute) / quarter + 1) * quarter + 5 * minute)

/** Fills the ledger with the day that has begun, and with those before that nobody has filled. */
export const ledger: Job<Record<string, never>, FillDeps> = {
  kind: 'ledger',
  atOnce: 1,
  timeout: 600_000,
  retries: usual,
  next: nextFreeze,
  async work (deps, _payload, { signal }) {
    await fillLedger(deps, { signal })
  }
}
