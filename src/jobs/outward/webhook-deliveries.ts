import type { Deps } from '../../deps.ts'
import type { Database } from '../../database/tables.ts'
import * as users from '../../repositories/organisation/users.ts'
import * as deliveries from '../../repositories/outward/webhook-deliveries.ts'
import * as webhooks from '../../repositories/outward/webhooks.ts'
import * as audit from '../../repositories/platform/audit.ts'
import * as events from '../../repositories/platform/events.ts'
import { mostWebhooks, verdictOn, type Outcome } from '../../rules/outward/webhooks.ts'
import { notify } from '../../steps/platform/notify.ts'
import type { Sender } from '../../webhooks/sender.ts'
import type { Job, Run } from '../job.ts'
import { usual } from '../retries.ts'
import { collectNext } from './webhook-collection.ts'
import { deliveriesKind, sendFrom } from './webhook-turns.ts'

/** In milliseconds: then another job goes on, so that each comes to an end. */
const turn = 30_000
/** So many are read, and noted, at once, at most. */
const mostTogether = 128
/** In milliseconds: what is delivered is noted by then. Whoever dies before has it sent again. */
const unnoted = 500

type SendingDeps = Pick<Deps, 'db' | 'clock' | 'transaction' | 'webhooks' | 'auditKey'>

/**
 * Sends what waits for one webhook, one after the other, until nothing is due or a try fails. Each webhook has one at a time, and room for
 * it: whoever does not answer keeps nobody waiting.
 */
export const webhookDeliveries: Job<{ webhookId: string }, SendingDeps> = {
  kind: deliveriesKind,
  atOnce: mostWebhooks,
  timeout: turn + 30_000,
  retries: usual,
  async work (deps, { webhookId }, run) {
    const { clock, transaction } = deps
    const sender = deps.webhooks.connect()
    const began = performance.now()
    try {
      // From one on, twice as many each time: for one that is slow, or does not answer, nothing is read in vain.
      for (let limit = 1; performance.now() - began < turn; limit = Math.min(limit * 2, mostTogether)) {
        const came = await sendSome(deps, { webhookId, limit, sender, run })
        if (came === 'later' || (came === 'nothing' && !await collectNext(deps, webhookId))) break
      }
    } finally {
      sender.close()
    }
    await transaction(async (tx) => {
      // What came since is sent by the next job, which whoever brings it asks for once this one is out of the way.
      await webhooks.release(tx, webhookId, run.id)
      const [waiting] = await deliveries.listWaiting(tx, webhookId, 1)
      if (waiting) await sendFrom(tx, webhookId, clock.now(), waiting.nextTryAt ?? undefined)
      await run.complete(tx)
    })
  }
}

interface Sending {
  webhookId: string
  limit: number
  sender: Sender
  run: Run
}

interface Try {
  waiting: deliveries.Waiting
  outcome: Outcome
}

/** Up to `limit`, which are noted in one transaction. Resolves to whether there may be more now, there was none, or it is for later. */
async function sendSome (deps: SendingDeps, { webhookId, limit, sender, run }: Sending): Promise<'more' | 'nothing' | 'later'> {
  const { db, clock } = deps
  const webhook = await webhooks.findTarget(db, webhookId)
  if (!webhook?.active) return 'later'
  const waiting = await deliveries.listWaiting(db, webhookId, limit)
  const tries: Try[] = []
  const began = performance.now()
  let goesOn = true
  try {
    for (const next of waiting) {
      goesOn = !next.nextTryAt || next.nextTryAt <= clock.now()
      if (!goesOn || performance.now() - began > unnoted) break
      const message = deps.webhooks.messageTo(webhook, next, clock.now())
      const outcome = deps.webhooks.outcomeOf(webhook, await sender.send(message, run.signal))
      tries.push({ waiting: next, outcome })
      if (outcome.problem !== null) break
    }
  } finally {
    // Also where it was told to stop: what arrived is not sent again.
    if (tries.length > 0) goesOn = await note(deps, { webhook, tries, run }) && goesOn
  }
  return waiting.length === 0 ? 'nothing' : goesOn ? 'more' : 'later'
}

interface Noted {
  webhook: webhooks.Target
  /** Of which the last alone may have failed. */
  tries: Try[]
  run: Run
}

/** @returns whether to go on with the next. */
async function note (deps: SendingDeps, { webhook, tries, run }: Noted): Promise<boolean> {
  const { clock, transaction, auditKey } = deps
  const now = clock.now()
  const delivered = tries.filter(({ outcome }) => outcome.problem === null)
  const failed = tries.find(({ outcome }) => outcome.problem !== null)
  const failingSince = delivered.length === 0 ? webhook.failingSince : null
  const verdict = failed && verdictOn(failed.outcome, failed.waiting.attempts + 1, failingSince ?? undefined, now, Math.random())
  // What happened until it is switched off waits for who switches it on.
  if (verdict?.stop) { while (await collectNext(deps, webhook.id)); }
  return transaction(async (tx) => {
    let noted = 0
    for (const [status, those] of Map.groupBy(delivered, ({ outcome }) => outcome.status)) {
      noted += await deliveries.settleDelivered(tx, those.map(({ waiting }) => waiting.id), status, now)
    }
    const isFailed = verdict && await deliveries.settleFailed(tx, failed!.waiting, { ...failed!.outcome, ...verdict }, now)
    const since = isFailed ? failingSince ?? now : failingSince
    if ((isFailed || delivered.length > 0) && since !== webhook.failingSince) await webhooks.noteFailing(tx, webhook.id, since)
    if (isFailed && verdict.stop) await stop(tx, { webhook, reason: verdict.stop, run, auditKey }, now)
    return noted === delivered.length && (!verdict || (isFailed === true && verdict.state !== 'waiting'))
  })
}

interface Stop {
  webhook: webhooks.Target
  reason: 'gone' | 'given_up'
  run: Run
  auditKey: Buffer
}

async function stop (tx: Database, { webhook, reason, run, auditKey }: Stop, now: Date): Promise<void> {
  if (!await webhooks.stop(tx, webhook.id, reason, now)) return
  await events.append(tx, now, run.id, await tellAdmins(tx, { name: webhook.name, gone: reason === 'gone' }, now))
  await audit.append(tx, auditKey, {
    time: now,
    actorId: null,
    address: null,
    requestId: run.id,
    action: 'webhook.stopped',
    targetType: 'webhook',
    targetId: webhook.id,
    after: { state: reason }
  })
}

async function tellAdmins (tx: Database, about: { name: string, gone: boolean }, now: Date) {
  const admins = await users.listIdsOfRoles(tx, ['admin'])
  return notify(
    tx,
    now,
    ...admins.map((userId) => ({ userId, type: 'webhook.stopped' as const, arguments: about, target: null, actorId: null }))
  )
}
