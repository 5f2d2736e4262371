import { setTimeout as delay } from 'node:timers/promises'
import { isDeadlock } from './dialect.ts'
import type { Database } from './tables.ts'

const attempts = 4

/**
 * Runs `work` in a transaction, and again when the server chose it to end a deadlock. So `work` awaits `tx` only,
 * and does nothing that a rollback cannot undo.
 */
export async function inTransaction<T> (db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  for (let attempt = 1;; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === attempts || !isDeadlock(error)) throw error
      await delay(Math.random() * 20 * attempt)
    }
  }
}
