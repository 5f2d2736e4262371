/** What was committed anywhere in a cluster before a question can be seen by who asks it, whichever server they ask. */
import { sql } from 'kysely'
import type { Dsn } from './dsn.ts'
import type { Database } from '../tables.ts'

/** Resolves once what is read next has all that had been committed when this was called. @throws where the server cannot know in time. */
export type CatchUp = () => Promise<void>

/** MariaDB's form for Galera: the server waits until it has applied what the cluster had committed. Others have nothing to wait for. */
export const causalRead = '/*M! set statement wsrep_sync_wait = 1 for */ select 1'

/**
 * One server alone is never behind itself, so there is nothing to do. Of several, one question is under way at a time: who comes
 * meanwhile shares the next, since only a question that was begun later knows of what they know.
 */
export function createCatchUp (db: Database, dsn: Dsn): CatchUp {
  if (dsn.kind === 'sqlite' || !dsn.others) return async () => {}
  let running: Promise<unknown> | undefined
  let next: Promise<void> | undefined
  const begin = () => {
    const mine = sql.raw(causalRead).execute(db).finally(() => {
      if (running === mine) running = undefined
    })
    running = mine
    return mine
  }
  return () => {
    if (!running) return begin().then(() => {})
    next ??= running.catch(() => {}).then(async () => {
      next = undefined
      await begin()
    })
    return next
  }
}
