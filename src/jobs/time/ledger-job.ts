import type { Job } from '../job.ts'
import { usual } from '../retries.ts'
import { fillLedger, type FillDeps } from './fill.ts'

/** In milliseconds. */
const interval = 30_000

/** Fills the ledger with the day that has begun, and with those before that nobody has filled. */
export const ledger: Job<Record<string, never>, FillDeps> = {
  kind: 'ledger',
  atOnce: 1,
  timeout: 600_000,
  retries: usual,
  next: (now) => new Date(now.getTime() + interval),
  async work (deps, _payload, { signal }) {
    await fillLedger(deps, { signal })
  }
}
