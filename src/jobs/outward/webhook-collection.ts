/** From the log of events to what waits for each webhook. */
import type { Deps } from '../../deps.ts'
import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import type { WebhookEventType } from '../../../generated/schemas.ts'
import * as deliveries from '../../repositories/outward/webhook-deliveries.ts'
import * as webhooks from '../../repositories/outward/webhooks.ts'
import * as events from '../../repositories/platform/events.ts'
import { isToldOutside } from '../../rules/outward/webhooks.ts'
import { sendNew } from './webhook-turns.ts'

/** Deliveries that one transaction makes, or events that it looks at for one webhook, roughly. */
const mostRows = 500
/** In milliseconds: the log is kept for a week. */
const longestInLog = 86_400_000

type CollectionDeps = Pick<Deps, 'db' | 'clock' | 'transaction'>

/**
 * Those that nothing waits for have deliveries of what is next in the log. The rest stays there: who is sent to looks for more itself once
 * that is through, and one that takes nothing costs nothing.
 * @returns whether anybody is behind who will not have been looked after when this ends.
 */
export async function collectAll (deps: CollectionDeps, signal: AbortSignal): Promise<boolean> {
  const log = await events.readClock(deps.db)
  const behind = await webhooks.listBehind(deps.db, log.position)
  // Nearly always all of them are equally far.
  for (const [known, idle] of Map.groupBy(behind.filter(({ busy }) => !busy), ({ position }) => position)) {
    let [from, subscriptions] = [known, idle]
    while (subscriptions.length > 0 && from !== log.position) {
      signal.throwIfAborted()
      const collected = await collect(deps, { subscriptions, from, log })
      if (!collected) break
      from = collected.to
      subscriptions = subscriptions.filter(({ id }) => !collected.busy.has(id))
    }
  }
  return behind.some(({ busy }) => busy)
}

/** All have deliveries of what will not be in the log for ever. */
export async function collectOld (deps: CollectionDeps, signal: AbortSignal): Promise<void> {
  const old = toDateTime(new Date(deps.clock.now().getTime() - longestInLog))
  for (const { id, position } of await webhooks.listBehind(deps.db, (await events.readClock(deps.db)).position)) {
    const [next] = await events.readAfter(deps.db, position, 1)
    if (next && next.createdAt < old) { while (await collectNext(deps, id)) signal.throwIfAborted() }
  }
}

/** The next events of the log, for one webhook. @returns whether there were any, and may be more. */
export async function collectNext (deps: CollectionDeps, webhookId: string): Promise<boolean> {
  const log = await events.readClock(deps.db)
  const [subscription] = await webhooks.listBehind(deps.db, log.position, webhookId)
  if (!subscription) return false
  return await collect(deps, { subscriptions: [subscription], from: subscription.position, log }) !== undefined
}

interface Collection {
  /** Those that have deliveries up to the same place in the log, */
  subscriptions: webhooks.Subscription[]
  /** this one. */
  from: number
  /** Which it is, and where it ends now. */
  log: { position: number, epoch: string }
}

/** @returns up to where they have deliveries now, and for whom there were any; undefined where others have seen to all of them. */
async function collect (
  { db, clock, transaction }: CollectionDeps,
  { subscriptions, from, log }: Collection
): Promise<{ to: number, busy: Set<string> } | undefined> {
  const batchSize = Math.ceil(mostRows / subscriptions.length)
  // After a restore the log may end earlier than it did.
  const found = (await events.readAfter(db, Math.min(from, log.position), batchSize)).filter(({ position }) => position <= log.position)
  const to = found.length < batchSize ? log.position : found.at(-1)!.position
  const told = found.filter(isToldOutside)
  return transaction(async (tx) => {
    const locked = await webhooks.lockAll(tx, subscriptions.map(({ id }) => id))
    // Another replica may have been first, or somebody has switched it off.
    const ours = new Map(locked.filter(({ active, position }) => active && position === from).map((target) => [target.id, target]))
    if (ours.size === 0) return undefined
    await webhooks.advance(tx, [...ours.keys()], to)
    const fresh = subscriptions.filter(({ id }) => ours.has(id)).flatMap(({ id, events: types }) =>
      told.filter(({ type }) => types.includes(type as WebhookEventType)).map((event) => deliveryOf(event, id, log.epoch))
    )
    await deliveries.insertAll(tx, fresh)
    const busy = new Set(fresh.map(({ webhookId }) => webhookId))
    await sendNew(tx, [...busy].map((id) => ours.get(id)!), clock.now())
    return { to, busy }
  })
}

function deliveryOf (
  { position, type, channel, payload, createdAt }: events.SequencedEvent,
  webhookId: string,
  epoch: string
): deliveries.NewDelivery {
  const head = JSON.stringify({ type, timestamp: toTimestamp(createdAt), channel })
  return {
    id: newId(),
    webhookId,
    position,
    type: type as WebhookEventType,
    messageId: `${epoch}-${position}`,
    body: `${head.slice(0, -1)},"data":${payload}}`,
    time: createdAt
  }
}
