import type { Delivery } from './delivery.ts'

/** How many events a channel's ring holds, and for how long, in milliseconds. */
const capacity = 256
const lifetime = 300_000
/** In bytes: one's own channel carries whole reports. */
const largest = 256 * 1024

interface Entry {
  delivery: Delivery
  at: number
}

/** The newest events of a channel, so that a client that was away for a moment is answered without the database. */
export class Ring {
  readonly #entries: Entry[] = []
  /** Every event after this position is here. */
  #floor: number
  #bytes = 0

  constructor (floor: number) {
    this.#floor = floor
  }

  push (delivery: Delivery, now: number): void {
    this.#entries.push({ delivery, at: now })
    this.#bytes += delivery.event.payload.length
    while (this.#entries.length > capacity || (this.#bytes > largest && this.#entries.length > 0)) this.#drop()
  }

  #drop (): void {
    const { event } = this.#entries.shift()!.delivery
    this.#floor = event.position
    this.#bytes -= event.payload.length
  }

  /** Those after `position`, or undefined where not all of them are here. */
  after (position: number): Delivery[] | undefined {
    if (position < this.#floor) return undefined
    return this.#entries.filter(({ delivery }) => delivery.event.position > position).map(({ delivery }) => delivery)
  }

  /** Lets go of what is too old. @returns whether there is nothing left. */
  expire (now: number): boolean {
    while (this.#entries.length > 0 && this.#entries[0].at <= now - lifetime) this.#drop()
    return this.#entries.length === 0
  }
}
