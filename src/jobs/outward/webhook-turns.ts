/** Who sends what waits for a webhook: one job at a time. */
import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import * as webhooks from '../../repositories/outward/webhooks.ts'
import * as jobs from '../../repositories/platform/jobs.ts'

/** Of the job that sends. */
export const deliveriesKind = 'webhook-deliveries'

/**
 * What waits for a webhook is sent, by one job at a time: asked for in the transaction of what makes it wait.
 * @param dueAt not before, unless somebody asked already.
 */
export async function sendFrom (tx: Database, webhookId: string, now: Date, dueAt = now): Promise<void> {
  const target = await webhooks.lock(tx, webhookId)
  if (!target?.active) return
  const job = target.jobId === null ? undefined : await jobs.findWaiting(tx, target.jobId)
  // One that is at work looks again before it ends.
  if (!job) await ask(tx, webhookId, now, dueAt)
  else if (!job.isHeld) await jobs.hasten(tx, job.id, deliveriesKind, dueAt)
}

/**
 * The same for several, of which something new waits behind what waits already: a job that is there is early enough.
 * @param targets locked in this transaction.
 */
export async function sendNew (tx: Database, targets: webhooks.Locked[], now: Date): Promise<void> {
  const there = await jobs.listWaiting(tx, targets.flatMap(({ jobId }) => jobId ?? []))
  for (const { id, jobId } of targets) if (jobId === null || !there.has(jobId)) await ask(tx, id, now, now)
}

async function ask (tx: Database, webhookId: string, now: Date, dueAt: Date): Promise<void> {
  const id = newId(now.getTime())
  await webhooks.assign(tx, webhookId, id)
  await jobs.insert(tx, { id, kind: deliveriesKind, key: undefined, payload: JSON.stringify({ webhookId }), now, dueAt })
}
