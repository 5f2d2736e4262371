import { setImmediate as turn } from 'node:timers/promises'
import type { SequencedEvent } from '../../repositories/platform/events.ts'
import { parseChannel } from '../../rules/platform/channels.ts'
import { deliveryOf, type Delivery } from './delivery.ts'
import { Ring } from './ring.ts'

export type Listener = (delivery: Delivery) => void

/** After so many listeners everybody else has a turn: thousands of sockets in one go would stop the process for as long as that takes. */
const listenersPerTurn = 256
/** How often rings are looked through, in milliseconds. */
const expiryInterval = 60_000

/** Who in this process listens to which channel. It is given events in the order of the log, each once. */
export class Hub {
  readonly #listeners = new Map<string, Set<Listener>>()
  readonly #all = new Set<Listener>()
  readonly #rings = new Map<string, Ring>()
  readonly #started = Promise.withResolvers<void>()
  readonly #timer: NodeJS.Timeout
  readonly #onError: (error: unknown) => void
  readonly #restarts = new Set<() => void>()
  #sinceTurn = 0
  #position = 0
  #epoch: string | undefined

  /** @param onError told what a listener throws; the others hear all the same. */
  constructor (onError: (error: unknown) => void) {
    this.#onError = onError
    this.#timer = setInterval(() => this.#expire(), expiryInterval)
    this.#timer.unref()
  }

  /** Of the newest event delivered here: whoever reads the database now sees it, and all before. */
  get position (): number {
    return this.#position
  }

  /** Which log this is; undefined until it was first read. */
  get epoch (): string | undefined {
    return this.#epoch
  }

  /** Resolves once the hub knows where in the log it is. */
  started (): Promise<void> {
    return this.#started.promise
  }

  /** Goes on from a place in a log: at the start, and when the log has become another one. */
  restart (epoch: string, position: number): void {
    const again = this.#epoch !== undefined
    this.#epoch = epoch
    this.#position = position
    this.#rings.clear()
    this.#started.resolve()
    if (again) { for (const listener of this.#restarts) listener() }
  }

  /** Called when the log has become another one: nothing is known of what was missed. @returns a function that ends it. */
  onRestart (listener: () => void): () => void {
    this.#restarts.add(listener)
    return () => this.#restarts.delete(listener)
  }

  /** @returns a function that ends the subscription. */
  subscribe (channel: string, listener: Listener): () => void {
    let listeners = this.#listeners.get(channel)
    if (!listeners) this.#listeners.set(channel, listeners = new Set())
    listeners.add(listener)
    return () => this.unsubscribe(channel, listener)
  }

  unsubscribe (channel: string, listener: Listener): void {
    const listeners = this.#listeners.get(channel)
    listeners?.delete(listener)
    if (listeners?.size === 0) this.#listeners.delete(channel)
  }

  /** Hears every event, after those who listen to its channel. @returns a function that ends it. */
  subscribeAll (listener: Listener): () => void {
    this.#all.add(listener)
    return () => this.#all.delete(listener)
  }

  /** Does anybody in this process listen to it? */
  hasListeners (channel: string): boolean {
    return this.#listeners.has(channel)
  }

  /** The events of a channel after a position, or undefined where the table has to be asked. */
  recent (channel: string, after: number): Delivery[] | undefined {
    return this.#rings.get(channel)?.after(after)
  }

  /** Resolves when every listener has been called; the next event waits for that. */
  async deliver (event: SequencedEvent): Promise<void> {
    this.#position = event.position
    const delivery = deliveryOf(event)
    if (parseChannel(event.channel)) this.#keep(delivery)
    for (const listeners of [this.#listeners.get(event.channel) ?? [], this.#all]) {
      for (const listener of listeners) {
        try {
          listener(delivery)
        } catch (error) {
          this.#onError(error)
        }
        if (++this.#sinceTurn < listenersPerTurn) continue
        this.#sinceTurn = 0
        await turn()
      }
    }
  }

  close (): void {
    clearInterval(this.#timer)
    this.#listeners.clear()
    this.#all.clear()
    this.#rings.clear()
  }

  #keep (delivery: Delivery): void {
    const { channel, position } = delivery.event
    let ring = this.#rings.get(channel)
    if (!ring) this.#rings.set(channel, ring = new Ring(position - 1))
    ring.push(delivery, Date.now())
  }

  #expire (): void {
    for (const [channel, ring] of this.#rings) {
      if (ring.expire(Date.now())) this.#rings.delete(channel)
    }
  }
}
