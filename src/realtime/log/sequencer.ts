import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../../database/tables.ts'
import { sequence } from '../../repositories/platform/events.ts'
import type { Bus } from '../bus/bus.ts'

const batchSize = 500
/** How often to look for events whose writer crashed before it could wake us, in milliseconds. */
const pollInterval = 1000

/**
 * Gives committed events their positions and publishes them, in order. Any replica may run one: the row
 * lock in `sequence` lets one at a time work.
 */
export class Sequencer {
  readonly #db: Database
  readonly #bus: Bus
  readonly #onError: (error: unknown) => void
  #running: Promise<void> | undefined
  #woken = false
  #closed = false
  #timer: NodeJS.Timeout | undefined
  #roundAt = performance.now()

  constructor (db: Database, bus: Bus, onError: (error: unknown) => void) {
    this.#db = db
    this.#bus = bus
    this.#onError = onError
  }

  /** For how long it has not got through a round, in milliseconds. */
  get standsStill (): number {
    return performance.now() - this.#roundAt
  }

  start (): void {
    this.#roundAt = performance.now()
    this.#timer = setInterval(() => this.wake(), pollInterval)
    this.#timer.unref()
  }

  /** There may be new events. Returns at once. */
  wake (): void {
    this.#woken = true
    if (!this.#closed) this.#running ??= this.#drain()
  }

  /** Publishes what is committed, then stops. */
  async close (): Promise<void> {
    clearInterval(this.#timer)
    // Who has not begun has nothing to end: perhaps the tables are not there yet.
    if (this.#timer) this.wake()
    this.#closed = true
    await this.#running
  }

  async #drain (): Promise<void> {
    while (this.#woken) {
      this.#woken = false
      try {
        const sequenced = await sequence(this.#db, batchSize)
        this.#roundAt = performance.now()
        if (sequenced.events.length > 0) this.#bus.publish(sequenced)
        if (sequenced.events.length === batchSize) this.#woken = true
      } catch (error) {
        // The events stay in the table; the next poll tries again.
        this.#onError(error)
        if (!this.#closed) await delay(pollInterval)
      }
    }
    this.#running = undefined
  }
}
