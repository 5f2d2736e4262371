import type { Database } from '../../database/tables.ts'
import * as attempts from '../../repositories/identity/attempts.ts'
import * as linkTokens from '../../repositories/identity/link-tokens.ts'
import * as signInFlows from '../../repositories/identity/sign-in-flows.ts'
import { deleteBefore, deleteSessionChannels } from '../../repositories/platform/events.ts'
import * as idempotency from '../../repositories/platform/idempotency.ts'
import * as apiTokens from '../../repositories/outward/api-tokens.ts'
import * as pushSubscriptions from '../../repositories/outward/push-subscriptions.ts'
import { deleteBefore as deleteDeliveries } from '../../repositories/outward/webhook-deliveries.ts'
import { deleteEnded } from '../../repositories/platform/jobs.ts'
import * as tickets from '../../repositories/platform/ws-tickets.ts'
import type { Job } from '../job.ts'
import { usual } from '../retries.ts'

/** In milliseconds. */
const interval = 600_000
const day = 86_400_000
const eventsKept = 7 * day
/** As long as the longest window of rules/throttle.ts. */
const attemptsKept = day
/** As long as src/http/idempotency.ts promises. */
const answersKept = day
/** For as long the key of a job that is done counts. */
const doneJobsKept = 30 * day
const failedJobsKept = 90 * day
/** As openapi/outward/webhooks.yaml promises. */
const deliveriesKept = 30 * day
const batchSize = 1000

interface RetentionDeps {
  db: Database
  clock: { now: () => Date }
}

/**
 * Deletes what is kept for a time only: events, what webhooks were sent, counts of attempts, ended jobs, answers, tickets, links
 * and flows that nobody used, tokens that are over, and what browsers subscribed to in sessions that are.
 */
export const retention: Job<Record<string, never>, RetentionDeps> = {
  kind: 'retention',
  atOnce: 1,
  timeout: 240_000,
  retries: usual,
  next: (now) => new Date(now.getTime() + interval),
  work: (deps, _payload, { signal }) => cleanUp(deps, signal)
}

export async function cleanUp ({ db, clock }: RetentionDeps, signal?: AbortSignal): Promise<void> {
  const now = clock.now()
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds)
  for (const { deleteExpired } of [tickets, linkTokens, signInFlows, apiTokens]) await deleteExpired(db, now)
  await pushSubscriptions.deleteEnded(db, now)
  await attempts.deleteBefore(db, before(attemptsKept))
  await idempotency.deleteBefore(db, before(answersKept))
  await inBatches(() => deleteBefore(db, before(eventsKept), batchSize), signal)
  await deleteSessionChannels(db)
  await inBatches(() => deleteDeliveries(db, before(deliveriesKept), batchSize), signal)
  await inBatches(() => deleteEnded(db, 'done', before(doneJobsKept), batchSize), signal)
  await inBatches(() => deleteEnded(db, 'failed', before(failedJobsKept), batchSize), signal)
}

async function inBatches (deleteSome: () => Promise<number>, signal?: AbortSignal): Promise<void> {
  while (await deleteSome() === batchSize) signal?.throwIfAborted()
}
