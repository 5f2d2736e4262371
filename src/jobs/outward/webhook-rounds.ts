import type { Deps } from '../../deps.ts'
import * as webhooks from '../../repositories/outward/webhooks.ts'
import { isToldOutside } from '../../rules/outward/webhooks.ts'
import type { Job } from '../job.ts'
import { usual } from '../retries.ts'
import { collectAll, collectOld } from './webhook-collection.ts'
import { sendFrom } from './webhook-turns.ts'

/** In milliseconds: of the net below `followWebhooks`. */
const interval = 600_000
/** In milliseconds: events that come together are taken together. */
const gathering = 200
/** In milliseconds: a job may have ended just before it could have seen what came. */
const lookingAgain = 1000

type RoundDeps = Pick<Deps, 'db' | 'clock' | 'transaction'>

/** What a process that died had not taken from the log, and what nobody sends. */
export const webhookRounds: Job<Record<string, never>, RoundDeps> = {
  kind: 'webhook-rounds',
  atOnce: 1,
  timeout: 240_000,
  retries: usual,
  next: (now) => new Date(now.getTime() + interval),
  async work (deps, _payload, { signal }) {
    await collectAll(deps, signal)
    await collectOld(deps, signal)
    for (const id of await webhooks.listForgotten(deps.db)) {
      await deps.transaction((tx) => sendFrom(tx, id, deps.clock.now()))
    }
  }
}

/**
 * From now on webhooks that nothing waits for have deliveries of what comes into the log, soon after it does.
 * @returns a function that ends it.
 */
export function followWebhooks (
  deps: RoundDeps & Pick<Deps, 'report'> & { realtime: Pick<Deps['realtime'], 'hub'> }
): () => Promise<void> {
  const closing = new AbortController()
  let collecting: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let soon = false

  async function collectNow (): Promise<void> {
    try {
      if (await collectAll(deps, closing.signal)) collectIn(lookingAgain)
    } catch (error) {
      if (!closing.signal.aborted) deps.report(error, 'webhooks could not be told')
    }
  }

  function collectIn (milliseconds: number): void {
    if (closing.signal.aborted || (timer && (soon || milliseconds > gathering))) return
    clearTimeout(timer)
    soon = milliseconds === gathering
    timer = setTimeout(() => {
      timer = undefined
      // Whoever comes while it is under way is taken by the next one.
      collecting = collecting.then(collectNow)
    }, milliseconds)
  }

  const end = deps.realtime.hub.subscribeAll(({ event }) => {
    if (isToldOutside(event)) collectIn(gathering)
  })
  return async () => {
    end()
    clearTimeout(timer)
    closing.abort()
    await collecting
  }
}
