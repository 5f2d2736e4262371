import type { Delivery } from './hub.ts'

/** How many events a channel's ring holds, and for how long, in milliseconds. */
const capacity = 256
const lifetime = 300_000

interface Entry { delivery: Delivery, at: number }

/** The newest events of a channel, so that a client that was away for a moment is answered without the database. */
export class Ring {
  readonly #entries: Entry[] = []
  /** Every event after this position is here. */
  #floor: number

  constructor (floor: number) {
    this.#floor = floor
  }

  push (delivery: Delivery, now: number): void {
    this.#entries.push({ delivery, at: now })
    if (this.#entries.length > capacity) this.#floor = this.#entries.shift()!.delivery.event.position
  }

  /** Those after `position`, or undefined where not all of them are here. */
  after (position: number): Delivery[] | undefined {
    if (position < this.#floor) return undefined
    return this.#entries.filter(({ delivery }) => delivery.event.position > position).map(({ delivery }) => delivery)
  }

  /** Lets go of what is too old. @returns whether there is nothing left. */
  expire (now: number): boolean {
    while (this.#entries.length > 0 && this.#entries[0].at <= now - lifetime) this.#floor = this.#entries.shift()!.delivery.event.position
    return this.#entries.length === 0
  }
}
