import { toTimestamp } from '../database/dialect.ts'
import type { SequencedEvent } from '../repositories/events.ts'
import type { Bus } from './bus.ts'

/** An event as subscribers get it. */
export interface Delivery {
  event: SequencedEvent
  /** The WebSocket frame: one text for all the sockets of a channel, made when the first asks. */
  frame: () => string
}

export type Listener = (delivery: Delivery) => void

/** Who in this process listens to which channel. */
export class Hub {
  readonly #listeners = new Map<string, Set<Listener>>()
  readonly #unsubscribe: () => void
  #position = 0

  constructor (bus: Bus) {
    this.#unsubscribe = bus.subscribe((events) => {
      for (const event of events) this.#deliver(event)
    })
  }

  /** Of the newest event delivered here; 0 before the first. */
  get position (): number {
    return this.#position
  }

  /** @returns a function that ends the subscription. */
  subscribe (channel: string, listener: Listener): () => void {
    let listeners = this.#listeners.get(channel)
    if (!listeners) this.#listeners.set(channel, listeners = new Set())
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.#listeners.get(channel) === listeners) this.#listeners.delete(channel)
    }
  }

  close (): void {
    this.#unsubscribe()
    this.#listeners.clear()
  }

  #deliver (event: SequencedEvent): void {
    this.#position = event.position
    const listeners = this.#listeners.get(event.channel)
    if (!listeners) return
    let frame: string | undefined
    const delivery = { event, frame: () => frame ??= frameOf(event) }
    for (const listener of listeners) listener(delivery)
  }
}

/** The payload is JSON already, and stays as it is. */
function frameOf (event: SequencedEvent): string {
  const head = JSON.stringify({
    v: 1,
    type: event.type,
    id: String(event.id),
    channel: event.channel,
    seq: event.seq,
    position: event.position,
    time: toTimestamp(event.createdAt),
    ...(event.cause !== null && { cause: event.cause })
  })
  return `${head.slice(0, -1)},"data":${event.payload}}`
}
