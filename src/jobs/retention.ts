import { deleteBefore } from '../repositories/events.ts'
import { deleteExpired } from '../repositories/ws-tickets.ts'
import type { Deps } from '../deps.ts'

/** In milliseconds. */
const interval = 600_000
const eventsKept = 7 * 86_400_000
const batchSize = 1000

/** Deletes what is kept for a time only: events after seven days, tickets that nobody used. */
export async function cleanUp ({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  await deleteExpired(db, now)
  while (await deleteBefore(db, new Date(now.getTime() - eventsKept), batchSize) === batchSize);
}

/** Cleans up every ten minutes. @returns a function that stops it. */
export function startRetention (deps: Deps): () => void {
  const timer = setInterval(() => {
    cleanUp(deps).catch((error: unknown) => deps.log.error({ err: error }, 'old rows could not be deleted'))
  }, interval)
  timer.unref()
  return () => clearInterval(timer)
}
