import * as attempts from '../repositories/identity/attempts.ts'
import { deleteBefore, deleteSessionChannels } from '../repositories/platform/events.ts'
import * as linkTokens from '../repositories/identity/link-tokens.ts'
import * as signInFlows from '../repositories/identity/sign-in-flows.ts'
import * as tickets from '../repositories/platform/ws-tickets.ts'
import type { Deps } from '../deps.ts'

/** In milliseconds. */
const interval = 600_000
const day = 86_400_000
const eventsKept = 7 * day
/** As long as the longest window of rules/throttle.ts. */
const attemptsKept = day
const batchSize = 1000

/** Deletes what is kept for a time only: events after seven days, counts of attempts, tickets, links and flows that nobody used. */
export async function cleanUp ({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  for (const { deleteExpired } of [tickets, linkTokens, signInFlows]) await deleteExpired(db, now)
  await attempts.deleteBefore(db, new Date(now.getTime() - attemptsKept))
  while (await deleteBefore(db, new Date(now.getTime() - eventsKept), batchSize) === batchSize);
  await deleteSessionChannels(db)
}

/** Cleans up every ten minutes. @returns a function that stops it, and waits for what is under way. */
export function startRetention (deps: Deps): () => Promise<void> {
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = cleanUp(deps).catch((error: unknown) => deps.log.error({ err: error }, 'old rows could not be deleted'))
  }, interval)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
