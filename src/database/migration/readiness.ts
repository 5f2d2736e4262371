import { explainMissingTable, notMigrated } from '../explain.ts'
import { missingMigrations } from './migrate.ts'
import type { Database } from '../tables.ts'
import { isUnwritable } from '../unavailable.ts'

/** In milliseconds: how long whoever asks waits. */
const patience = 1500
/** For how long a write that failed speaks against us. */
const distrust = 10_000
/** Larger than what is left free in a table's file, so that a full disk shows. */
const probe = {
  id: 'probe',
  purpose: 'reset' as const,
  user_id: null,
  registration: 'x'.repeat(65_536),
  expires_at: '2000-01-01 00:00:00.000'
}

export interface ReadinessOptions {
  db: Database
  /** Why the events do not go out, if they do not. */
  standstill: () => string | undefined
  /** What it is that is wrong now, or undefined. */
  onChange: (reason: string | undefined) => void
}

export interface Readiness {
  /** A query failed. */
  failed: (error: unknown) => void
  /** Why traffic should not come here, if it should not. Answers within one and a half seconds; one question serves all who ask at once. */
  reason: () => Promise<string | undefined>
}

export function createReadiness ({ db, standstill, onChange }: ReadinessOptions): Readiness {
  let unwritten: { error: unknown, at: number } | undefined
  let asking: Promise<string | undefined> | undefined
  let last: string | undefined

  async function ask (): Promise<string | undefined> {
    if ((await missingMigrations(db)).length > 0) return notMigrated
    // Finds nothing and writes nothing; a server that is read-only refuses it all the same.
    await db.deleteFrom('ws_tickets').where('id', '=', '').execute()
    if (unwritten) await writeAgain(unwritten)
    return standstill()
  }

  /** Only once a write has failed: a row, for as long as that takes. */
  async function writeAgain ({ error, at }: { error: unknown, at: number }): Promise<void> {
    if (performance.now() - at < distrust) throw error
    await db.insertInto('link_tokens').values(probe).execute()
    await db.deleteFrom('link_tokens').where('id', '=', probe.id).execute()
    if (unwritten?.at === at) unwritten = undefined
  }

  function answer (): Promise<string | undefined> {
    asking ??= ask().catch((error: Error) => explainMissingTable(error) ?? error.message).finally(() => {
      asking = undefined
    })
    const late = Promise.withResolvers<string>()
    const timer = setTimeout(() => late.resolve(`the database did not answer within ${patience} ms`), patience)
    return Promise.race([asking, late.promise]).finally(() => clearTimeout(timer))
  }

  return {
    failed (error) {
      if (isUnwritable(error)) unwritten = { error, at: performance.now() }
    },
    async reason () {
      const reason = await answer()
      if (reason !== last) onChange(last = reason)
      return reason
    }
  }
}
