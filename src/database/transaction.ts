import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from './tables.ts'
import { isDeadlock } from './unavailable.ts'

const attempts = 4
/** In milliseconds: after waiting so long for locks of others, the caller is told. */
const patience = 8000

/** As `deps.transaction`: whoever is given it knows no connection. */
export type Transact = <T>(work: (tx: Database) => Promise<T>) => Promise<T>

/**
 * Runs `work` in a transaction, and again when the server chose it to end a deadlock. So `work` awaits `tx` only,
 * and does nothing that a rollback cannot undo.
 */
export async function inTransaction<T> (db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  return untilItCommits(() => db.transaction().execute(work))
}

/** @param begin an attempt that is as if it had not been when it throws. */
export async function untilItCommits<T> (begin: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  for (let attempt = 1;; attempt++) {
    try {
      return await begin()
    } catch (error) {
      if (attempt === attempts || !isDeadlock(error) || performance.now() - startedAt > patience) throw error
      await delay(Math.random() * 20 * attempt)
    }
  }
}
