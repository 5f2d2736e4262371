import type { Deps } from '../../deps.ts'
import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import * as users from '../../repositories/organisation/users.ts'
import * as deliveries from '../../repositories/outward/webhook-deliveries.ts'
import * as webhooks from '../../repositories/outward/webhooks.ts'
import * as audit from '../../repositories/platform/audit.ts'
import * as events from '../../repositories/platform/events.ts'
import * as jobs from '../../repositories/platform/jobs.ts'
import { verdictOn, type Outcome } from '../../rules/outward/webhooks.ts'
import { notify } from '../../steps/platform/notify.ts'
import type { Job, Run } from '../job.ts'
import { usual } from '../retries.ts'

/** In milliseconds: then it is another one's turn, of those that wait for a worker. */
const turn = 30_000

type SendingDeps = Pick<Deps, 'db' | 'clock' | 'transaction' | 'webhooks' | 'auditKey'>

/** Sends what waits for one webhook, one after the other, until nothing is due or a try fails. Each webhook has one at a time. */
export const webhookDeliveries: Job<{ webhookId: string }, SendingDeps> = {
  kind: 'webhook-deliveries',
  atOnce: 8,
  timeout: turn + 30_000,
  retries: usual,
  async work (deps, { webhookId }, run) {
    const { db, clock, transaction } = deps
    const sender = deps.webhooks.connect()
    const began = performance.now()
    try {
      while (performance.now() - began < turn) {
        const webhook = await webhooks.findTarget(db, webhookId)
        const waiting = webhook?.active ? await deliveries.findFirstWaiting(db, webhookId) : undefined
        if (!webhook || !waiting || (waiting.nextTryAt && waiting.nextTryAt > clock.now())) break
        const message = { id: waiting.messageId, body: waiting.body, secrets: deps.webhooks.secretsOf(webhook, clock.now()) }
        const outcome = await sender.send(webhook.url, message, clock.now(), run.signal)
        if (!await transaction((tx) => settle(tx, deps, { webhook, waiting, outcome, run }))) break
      }
    } finally {
      sender.close()
    }
    await transaction(async (tx) => {
      // What came since is sent by the next job, which whoever brings it asks for once this one is out of the way.
      await webhooks.release(tx, webhookId, run.id)
      const waiting = await deliveries.findFirstWaiting(tx, webhookId)
      if (waiting) await sendFrom(tx, webhookId, clock.now(), waiting.nextTryAt ?? undefined)
      await run.complete(tx)
    })
  }
}

/**
 * What waits for a webhook is sent, by one job at a time: asked for in the transaction of what makes it wait.
 * @param dueAt not before, unless somebody asked already.
 */
export async function sendFrom (tx: Database, webhookId: string, now: Date, dueAt = now): Promise<void> {
  const target = await webhooks.lock(tx, webhookId)
  if (!target?.active) return
  const job = target.jobId === null ? undefined : await jobs.findWaiting(tx, target.jobId)
  // One that is at work looks again before it ends.
  if (job) return job.isHeld ? undefined : jobs.hasten(tx, job.id, webhookDeliveries.kind, dueAt)
  const id = newId(now.getTime())
  await webhooks.assign(tx, webhookId, id)
  await jobs.insert(tx, { id, kind: webhookDeliveries.kind, key: undefined, payload: JSON.stringify({ webhookId }), now, dueAt })
}

interface Try {
  webhook: webhooks.Target
  waiting: deliveries.Waiting
  outcome: Outcome
  run: Run
}

/** @returns whether to go on with the next. */
async function settle (
  tx: Database,
  { clock, auditKey }: Pick<SendingDeps, 'clock' | 'auditKey'>,
  { webhook, waiting, outcome, run }: Try
): Promise<boolean> {
  const now = clock.now()
  const verdict = verdictOn(outcome, waiting.attempts + 1, webhook.failingSince ?? undefined, now, Math.random())
  if (!await deliveries.settle(tx, waiting, { ...outcome, ...verdict }, now)) return false
  const delivered = outcome.problem === null
  if (delivered !== (webhook.failingSince === null)) await webhooks.noteFailing(tx, webhook.id, delivered ? null : now)
  if (verdict.stop !== null && await webhooks.stop(tx, webhook.id, verdict.stop, now)) {
    const gone = verdict.stop === 'gone'
    await events.append(tx, now, run.id, await tellAdmins(tx, { name: webhook.name, gone }, now))
    await audit.append(tx, auditKey, {
      time: now,
      actorId: null,
      address: null,
      requestId: run.id,
      action: 'webhook.stopped',
      targetType: 'webhook',
      targetId: webhook.id,
      after: { state: verdict.stop }
    })
  }
  return verdict.state !== 'waiting'
}

async function tellAdmins (tx: Database, about: { name: string, gone: boolean }, now: Date) {
  const admins = await users.listIdsOfRoles(tx, ['admin'])
  return notify(
    tx,
    now,
    ...admins.map((userId) => ({ userId, type: 'webhook.stopped' as const, arguments: about, target: null, actorId: null }))
  )
}
