import type { Database } from '../../database/tables.ts'
import type { Turns } from '../../runtime/turns.ts'
import type { Delivery } from '../log/delivery.ts'
import type { Hub, Listener } from '../log/hub.ts'
import { replay } from '../log/replay.ts'
import type { Wire } from './wire.ts'

export interface SubscribeOptions {
  ref?: string
  since?: number
}

export interface SubscriptionsDeps {
  db: Database
  hub: Hub
  /** In which the database is asked. */
  turns: Turns
}

export type Recipient = Pick<Wire, 'isOpen' | 'send' | 'deliver' | 'drained'>

/** One channel that a connection follows. */
class Subscription {
  /** What the client has already does not come again. */
  known: number
  /** What came before those that are replayed had been told; undefined once they have. */
  #held: Delivery[] | undefined = []
  readonly #recipient: Recipient

  constructor (recipient: Recipient, known: number) {
    this.#recipient = recipient
    this.known = known
  }

  readonly hear: Listener = (delivery) => {
    if (this.#held) this.#held.push(delivery)
    else if (delivery.event.position > this.known) this.#recipient.deliver(delivery)
  }

  goLive (): void {
    const held = this.#held ?? []
    this.#held = undefined
    held.forEach(this.hear)
  }
}

/** The channels that one connection follows. */
export class Subscriptions {
  readonly #recipient: Recipient
  readonly #deps: SubscriptionsDeps
  readonly #followed = new Map<string, Subscription>()

  constructor (recipient: Recipient, deps: SubscriptionsDeps) {
    this.#recipient = recipient
    this.#deps = deps
  }

  /** How many. */
  get size (): number {
    return this.#followed.size
  }

  has (channel: string): boolean {
    return this.#followed.has(channel)
  }

  channels (): string[] {
    return [...this.#followed.keys()]
  }

  /**
   * Follows a channel from now on or from `since`, and says so. What comes meanwhile is held, so that nothing is missed or out
   * of order.
   */
  async follow (channel: string, { ref, since }: SubscribeOptions): Promise<void> {
    const { hub } = this.#deps
    await hub.started()
    if (!this.#recipient.isOpen) return
    // What it follows already it goes on following: an event on its way just now is not lost.
    if (since === undefined && this.#followed.has(channel)) return this.#answer(channel, ref, hub.position)
    const again = this.#followed.has(channel)
    this.drop(channel)
    const subscription = new Subscription(this.#recipient, hub.position)
    this.#followed.set(channel, subscription)
    hub.subscribe(channel, subscription.hear)
    try {
      await this.#begin(channel, subscription, ref, since)
    } catch (error) {
      // What it followed before it goes on following, without what was asked for.
      if (again) subscription.goLive()
      else this.drop(channel)
      throw error
    }
  }

  drop (channel: string): void {
    const subscription = this.#followed.get(channel)
    if (!subscription) return
    this.#deps.hub.unsubscribe(channel, subscription.hear)
    this.#followed.delete(channel)
  }

  dropAll (): void {
    for (const channel of this.channels()) this.drop(channel)
  }

  /** Replays what came since, if it is asked for. */
  async #begin (channel: string, subscription: Subscription, ref: string | undefined, since: number | undefined): Promise<void> {
    const { db, hub, turns } = this.#deps
    const head = subscription.known
    const result = since === undefined ? undefined : await turns(() => replay(db, hub, channel, since, head))
    if (!this.#followed.has(channel)) return
    if (result?.kind === 'resync') this.#recipient.send({ type: 'resync', channel, reason: result.reason, head })
    // A client that is ahead of this replica has these already; one that knows another log does not.
    if (result?.kind === 'events') subscription.known = Math.max(head, since!)
    const deliveries = result?.kind === 'events' ? result.deliveries : []
    for (const delivery of deliveries) {
      await this.#recipient.drained()
      if (!this.#followed.has(channel)) return
      this.#recipient.deliver(delivery)
    }
    this.#answer(channel, ref, subscription.known, result?.kind === 'events', deliveries.length)
    subscription.goLive()
  }

  #answer (channel: string, ref: string | undefined, head: number, recovered = false, replayed = 0): void {
    const { epoch } = this.#deps.hub
    this.#recipient.send({ type: 'subscribed', ...(ref !== undefined && { ref }), channel, epoch: epoch!, head, recovered, replayed })
  }
}
