import type { Deps } from '../../deps.ts'
import { newId } from '../../database/id.ts'
import { toTimestamp } from '../../database/dialect.ts'
import type { WebhookEventType } from '../../../generated/schemas.ts'
import * as deliveries from '../../repositories/outward/webhook-deliveries.ts'
import * as webhooks from '../../repositories/outward/webhooks.ts'
import * as events from '../../repositories/platform/events.ts'
import { isToldOutside } from '../../rules/outward/webhooks.ts'
import type { Job } from '../job.ts'
import { usual } from '../retries.ts'
import { sendFrom } from './webhook-deliveries.ts'

/** In milliseconds: of the net below `followWebhooks`. */
const interval = 600_000
/** In milliseconds: events that come together are taken together. */
const gathering = 200
/** Events that one transaction takes from the log. */
const batchSize = 500

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
    for (const id of await webhooks.listForgotten(deps.db)) {
      await deps.transaction((tx) => sendFrom(tx, id, deps.clock.now()))
    }
  }
}

/** From now on webhooks have deliveries of what comes into the log, soon after it does. @returns a function that ends it. */
export function followWebhooks (
  deps: RoundDeps & Pick<Deps, 'report'> & { realtime: Pick<Deps['realtime'], 'hub'> }
): () => Promise<void> {
  const closing = new AbortController()
  let collecting: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  function collectSoon (): void {
    timer ??= setTimeout(() => {
      // Whoever comes while it is under way is taken by the next one.
      collecting = (collecting ?? Promise.resolve()).then(() => {
        timer = undefined
        return collectAll(deps, closing.signal)
      }).catch((error: unknown) => {
        if (!closing.signal.aborted) deps.report(error, 'webhooks could not be told')
      })
    }, gathering)
  }

  const end = deps.realtime.hub.subscribeAll(({ event }) => {
    if (isToldOutside(event)) collectSoon()
  })
  return async () => {
    end()
    clearTimeout(timer)
    closing.abort()
    await collecting
  }
}

async function collectAll (deps: RoundDeps, signal: AbortSignal): Promise<void> {
  const { position: head, epoch } = await events.readClock(deps.db)
  for (const subscription of await webhooks.listBehind(deps.db, head)) await collect(deps, subscription, { head, epoch }, signal)
}

/** @param log where it ends now. */
async function collect (
  { db, clock, transaction }: RoundDeps,
  { id, events: types, position: known }: webhooks.Subscription,
  { head, epoch }: { head: number, epoch: string },
  signal: AbortSignal
): Promise<void> {
  // After a restore the log may end earlier than it did.
  let position = Math.min(known, head)
  let from = known
  for (;;) {
    signal.throwIfAborted()
    const found = (await events.readAfter(db, position, batchSize)).filter((event) => event.position <= head)
    position = found.at(-1)?.position ?? head
    const told = found.filter((event) => isToldOutside(event) && types.includes(event.type as WebhookEventType))
    const isOurs = await transaction(async (tx) => {
      if (!await webhooks.advance(tx, { id, position: from }, position)) return false
      if (told.length > 0) {
        await deliveries.insertAll(tx, id, told.map((event) => deliveryOf(event, epoch)))
        await sendFrom(tx, id, clock.now())
      }
      return true
    })
    if (!isOurs || position >= head) return
    from = position
  }
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
