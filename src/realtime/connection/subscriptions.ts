import type { ServerFrame } from '../../../generated/events.ts'
import type { Database } from '../../database/tables.ts'
import type { Delivery } from '../log/delivery.ts'
import type { Hub, Listener } from '../log/hub.ts'
import { replay } from '../log/replay.ts'

export interface SubscribeOptions {
  ref?: string
  since?: number
}

export interface Subscriptions {
  /** How many. */
  readonly size: number
  has: (channel: string) => boolean
  channels: () => Iterable<string>
  /**
   * Follows a channel from now on or from `since`, and says so. What comes meanwhile is held, so that nothing is missed or out
   * of order.
   */
  follow: (channel: string, options: SubscribeOptions) => Promise<void>
  drop: (channel: string) => void
  dropAll: () => void
}

interface SubscriptionsDeps {
  db: Database
  hub: Hub
  send: (frame: ServerFrame) => void
  deliver: Listener
  /** Nobody tidies up any more after the close. */
  isOpen: () => boolean
  /** Resolves once the client has read most of what it was sent. */
  drained: () => Promise<void>
}

/** The channels that one connection follows. */
export function createSubscriptions ({ db, hub, send, deliver, isOpen, drained }: SubscriptionsDeps): Subscriptions {
  const followed = new Map<string, () => void>()

  function drop (channel: string): void {
    followed.get(channel)?.()
    followed.delete(channel)
  }

  function answer (channel: string, ref: string | undefined, head: number, recovered = false, replayed = 0): void {
    send({ type: 'subscribed', ...(ref !== undefined && { ref }), channel, epoch: hub.epoch!, head, recovered, replayed })
  }

  async function follow (channel: string, { ref, since }: SubscribeOptions): Promise<void> {
    await hub.started()
    if (!isOpen()) return
    // What it follows already it goes on following: an event on its way just now is not lost.
    if (since === undefined && followed.has(channel)) return answer(channel, ref, hub.position)
    const again = followed.has(channel)
    drop(channel)
    const held: Delivery[] = []
    let live = false
    const head = hub.position
    let known = head
    const pass = (delivery: Delivery) => {
      if (delivery.event.position > known) deliver(delivery)
    }
    followed.set(
      channel,
      hub.subscribe(channel, (delivery) => {
        if (live) pass(delivery)
        else held.push(delivery)
      })
    )
    const goLive = () => {
      live = true
      held.forEach(pass)
    }
    try {
      const result = since === undefined ? undefined : await replay(db, hub, channel, since, head)
      if (!followed.has(channel)) return
      if (result?.kind === 'resync') send({ type: 'resync', channel, reason: result.reason, head })
      // A client that is ahead of this replica has these already; one that knows another log does not.
      if (result?.kind === 'events') known = Math.max(head, since!)
      const deliveries = result?.kind === 'events' ? result.deliveries : []
      for (const delivery of deliveries) {
        await drained()
        if (!followed.has(channel)) return
        deliver(delivery)
      }
      answer(channel, ref, known, result?.kind === 'events', deliveries.length)
    } catch (error) {
      // What it followed before it goes on following, without what was asked for.
      if (again) goLive()
      else drop(channel)
      throw error
    }
    goLive()
  }

  return {
    get size () {
      return followed.size
    },
    has: (channel) => followed.has(channel),
    channels: () => followed.keys(),
    follow,
    drop,
    dropAll () {
      for (const stop of followed.values()) stop()
      followed.clear()
    }
  }
}
