import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../../database/tables.ts'
import { readAfter, readClock, type SequencedEvent } from '../../repositories/platform/events.ts'
import type { Bus, BusMessage } from '../bus/bus.ts'
import type { Corks } from '../connection/corks.ts'
import type { Hub } from './hub.ts'

/**
 * How often to look for events that no bus brought, in milliseconds: where there is none to bring them, so that what another process has
 * committed is heard of soon, and as a net below one.
 */
const closeInterval = 75
const netInterval = 2000
const batchSize = 500
/** So many events leave in one go, where one follows the other: more would only wait. */
const corked = 16

export interface FollowerOptions {
  db: Database
  /** Whoever hears of an event may read what it tells of: the bus can be quicker than the servers of a cluster. */
  catchUp: () => Promise<void>
  bus: Bus
  hub: Hub
  corks: Corks
  /** Events came from the table that the bus should have brought. */
  onRepair: (events: number) => void
  /** How far the hub was behind the log when it looked. */
  onLag: (positions: number) => void
  onError: (error: unknown) => void
}

/** Gives the hub every event of the log, once and in order: from the bus as long as there is no gap, else from the table. */
export class Follower {
  readonly #options: FollowerOptions
  readonly #unsubscribe: () => void
  readonly #closing = new AbortController()
  #running: Promise<void> | undefined
  #catchingUp: Promise<void> | undefined
  /** The newest position that anybody has told of. */
  #head = 0
  /** Events in order that wait until those before them have reached every listener. */
  #queue: SequencedEvent[] = []
  /** The position of the newest that was queued. */
  #queued = 0
  #delivering: Promise<void> | undefined
  #roundAt = performance.now()

  constructor (options: FollowerOptions) {
    this.#options = options
    this.#unsubscribe = options.bus.subscribe((message) => this.#receive(message))
  }

  /** For how long it has not got through a round, in milliseconds. */
  get standsStill (): number {
    return performance.now() - this.#roundAt
  }

  start (): void {
    this.#roundAt = performance.now()
    this.#running = this.#follow()
  }

  async close (): Promise<void> {
    this.#closing.abort()
    this.#unsubscribe()
    await this.#running
    await this.#catchingUp
    await this.#delivering
  }

  #receive ({ epoch, events }: BusMessage): void {
    const { hub } = this.#options
    if (epoch !== hub.epoch) return
    for (const event of events) {
      this.#head = Math.max(this.#head, event.position)
      // While the table is being read its events come first; this one will be among them, or is looked for then.
      if (!this.#catchingUp && event.position === this.#queued + 1) this.#enqueue(event)
    }
    if (this.#head > this.#queued) void this.#catchUp()
  }

  #enqueue (event: SequencedEvent): void {
    this.#queued = event.position
    this.#queue.push(event)
    this.#delivering ??= this.#deliver()
  }

  async #deliver (): Promise<void> {
    const { hub, catchUp, corks, onError } = this.#options
    let readable = 0
    let delivered = 0
    for (let event = this.#queue.shift(); event; event = this.#queue.shift()) {
      const { epoch } = hub
      if (event.position > readable) {
        readable = this.#queued
        // Where the database is away nobody reads anything; the event is told all the same.
        await catchUp().catch(onError)
      }
      if (this.#queue.length > 0) corks.begin()
      if (hub.epoch === epoch) await hub.deliver(event)
      if (this.#queue.length === 0 || ++delivered % corked === 0) await corks.release()
    }
    // In the turn that found the queue empty: whoever queues one from now on delivers it.
    this.#delivering = undefined
  }

  async #follow (): Promise<void> {
    const { bus, catchUp, hub, onError, onLag, onRepair } = this.#options
    let missing = false
    while (!this.#closing.signal.aborted) {
      try {
        const before = this.#queued
        await catchUp()
        const clock = await readClock(this.#options.db)
        if (clock.epoch !== hub.epoch || clock.position < before) this.#restart(clock)
        const lag = clock.position - this.#queued
        onLag(Math.max(0, lag))
        if (lag > 0) {
          this.#head = Math.max(this.#head, clock.position)
          await this.#catchUp()
          // Once may be a race between the bus and us; twice in a row the bus is deaf.
          if (bus.reachesOthers) {
            onRepair(lag)
            if (missing) bus.suspect()
          }
        }
        missing = lag > 0
        this.#roundAt = performance.now()
      } catch (error) {
        onError(error)
      }
      await delay(bus.reachesOthers && !missing ? netInterval : closeInterval, undefined, { signal: this.#closing.signal, ref: false })
        .catch(() => {})
    }
  }

  #restart ({ epoch, position }: { epoch: string, position: number }): void {
    this.#queue = []
    this.#head = position
    this.#queued = position
    this.#options.hub.restart(epoch, position)
  }

  /** Reads the table until the hub is where the log is; callers share it. */
  #catchUp (): Promise<void> {
    this.#catchingUp ??= this.#readMissing().catch((error: unknown) => {
      // The next look at the clock tries again.
      this.#head = this.#queued
      this.#options.onError(error)
    }).finally(() => {
      this.#catchingUp = undefined
      // One may have come between the last read and here.
      if (this.#head > this.#queued) void this.#catchUp()
    })
    return this.#catchingUp
  }

  async #readMissing (): Promise<void> {
    const { db, hub } = this.#options
    while (this.#head > this.#queued) {
      const epoch = hub.epoch
      const events = await readAfter(db, this.#queued, batchSize)
      if (hub.epoch !== epoch) return
      if (events.length === 0) this.#head = this.#queued
      events.forEach((event) => this.#enqueue(event))
      // What is not delivered yet is not worth holding more of.
      await this.#delivering
    }
  }
}
