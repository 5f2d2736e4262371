import type { Deps } from '../../deps.ts'
import { newId } from '../../database/id.ts'
import type { WebhookEventType } from '../../../generated/schemas.ts'
import { toTimestamp } from '../../database/dialect.ts'
import * as deliveries from '../../repositories/outward/webhook-deliveries.ts'
import * as webhooks from '../../repositories/outward/webhooks.ts'
import * as events from '../../repositories/platform/events.ts'
import * as jobs from '../../repositories/platform/jobs.ts'
import type { Job } from '../job.ts'
import { usual } from '../retries.ts'
import { webhookDeliveries } from './webhook-deliveries.ts'

/** In milliseconds. */
const interval = 2000
/** Events that one transaction takes from the log. */
const batchSize = 500

/** Takes from the log what webhooks are to be told, and sees to it that somebody sends what is due. */
export const webhookRounds: Job<Record<string, never>, Pick<Deps, 'db' | 'clock' | 'transaction'>> = {
  kind: 'webhook-rounds',
  atOnce: 1,
  timeout: 240_000,
  retries: usual,
  next: (now) => new Date(now.getTime() + interval),
  async work (deps, _payload, { signal }) {
    const { db, clock, transaction } = deps
    const { position: head, epoch } = await events.readClock(db)
    for (const subscription of await webhooks.listBehind(db, head)) await collect(deps, subscription, { head, epoch }, signal)
    for (const due of await webhooks.listDue(db, clock.now())) {
      const now = clock.now()
      const id = newId(now.getTime())
      await transaction(async (tx) => {
        if (!await webhooks.assign(tx, due, id)) return
        const payload = JSON.stringify({ webhookId: due.id })
        await jobs.insert(tx, { id, kind: webhookDeliveries.kind, key: undefined, payload, now, dueAt: now })
      })
    }
  }
}

/** @param log where it ends now. */
async function collect (
  { db, transaction }: Pick<Deps, 'db' | 'transaction'>,
  subscription: webhooks.Subscription,
  { head, epoch }: { head: number, epoch: string },
  signal: AbortSignal
): Promise<void> {
  const { id, events: types } = subscription
  // After a restore the log may end earlier than it did.
  let position = Math.min(subscription.position, head)
  let from = subscription.position
  for (;;) {
    signal.throwIfAborted()
    const found = (await events.readAfter(db, position, batchSize)).filter((event) => event.position <= head)
    position = found.at(-1)?.position ?? head
    const told = found.filter((event) => isTold(event, types)).map((event) => deliveryOf(event, epoch))
    const isOurs = await transaction(async (tx) => {
      const advanced = await webhooks.advance(tx, { id, position: from }, position)
      if (advanced) await deliveries.insertAll(tx, id, told)
      return advanced
    })
    if (!isOurs || position >= head) return
    from = position
  }
}

/** What everybody of a team, or of the organisation, could see: nothing that is said to one person. */
function isTold ({ channel, type }: events.SequencedEvent, types: WebhookEventType[]): boolean {
  return /^(team:|org$)/.test(channel) && types.includes(type as WebhookEventType)
}

function deliveryOf ({ position, type, channel, payload, createdAt }: events.SequencedEvent, epoch: string): deliveries.NewDelivery {
  const head = JSON.stringify({ type, timestamp: toTimestamp(createdAt), channel })
  return {
    id: newId(),
    position,
    type: type as WebhookEventType,
    messageId: `${epoch}-${position}`,
    body: `${head.slice(0, -1)},"data":${payload}}`,
    time: createdAt
  }
}
