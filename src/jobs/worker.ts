import { setTimeout as delay } from 'node:timers/promises'
import { newId } from '../database/id.ts'
import { isDeadlock } from '../database/unavailable.ts'
import * as table from '../repositories/platform/jobs.ts'
import { Attempt } from './attempt.ts'
import type { BoundJob } from './job.ts'
import type { JobsOptions } from './options.ts'

/** In milliseconds. */
const usualPoll = 1000
const usualLease = 60_000
/** How long what is under way may go on when the service stops, and then how long it may take to notice. */
const grace = 8000
const lastGrace = 1000
const reportInterval = 60_000

/**
 * Works on the jobs of the database, with those who do on other replicas. A job is claimed under a lease, worked on outside of
 * any transaction and finished only by who still has the lease: whoever was taken for dead finds that out then at the latest.
 */
export class Worker {
  readonly #jobs: Map<string, BoundJob>
  readonly #options: JobsOptions
  readonly #lease: number
  readonly #poll: number
  readonly #running = new Set<Attempt>()
  readonly #woken = new Set<string>()
  readonly #renewing: NodeJS.Timeout
  readonly #loop: Promise<void>
  #wakeUp = Promise.withResolvers<void>()
  #polledAt = -Infinity
  #reportedAt = -Infinity
  #closing = false
  #closed: Promise<void> | undefined

  constructor (jobs: BoundJob[], options: JobsOptions) {
    this.#jobs = new Map(jobs.map((job) => [job.kind, job]))
    this.#options = options
    this.#lease = options.lease ?? usualLease
    this.#poll = options.poll ?? usualPoll
    this.#renewing = setInterval(() => {
      void this.#renew()
    }, this.#lease / 3)
    this.#renewing.unref()
    this.#loop = this.#work()
  }

  /** There is something to do of these kinds. Returns at once. */
  wake (kinds: Iterable<string>): void {
    for (const kind of kinds) this.#woken.add(kind)
    this.#wakeUp.resolve()
  }

  close (): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close (): Promise<void> {
    this.#closing = true
    this.#wakeUp.resolve()
    await this.#loop
    await this.#idle(grace)
    for (const attempt of this.#running) attempt.stop()
    await this.#idle(lastGrace)
    clearInterval(this.#renewing)
    for (const attempt of this.#running) await attempt.release()
  }

  async #idle (patience: number): Promise<void> {
    const all = Promise.all([...this.#running].map(({ ended }) => ended))
    if (this.#running.size > 0) await Promise.race([all, delay(patience, undefined, { ref: false })])
  }

  async #work (): Promise<void> {
    let scheduled = false
    while (!this.#closing) {
      try {
        if (!scheduled) {
          await this.#schedule()
          scheduled = true
        }
        if (performance.now() - this.#polledAt >= this.#poll) await this.#look()
        await this.#claim()
      } catch (error) {
        this.#report(error)
        this.#polledAt = performance.now()
      }
      if (this.#woken.size === 0) await this.#rest()
    }
  }

  async #rest (): Promise<void> {
    if (this.#closing) return
    await Promise.race([this.#wakeUp.promise, delay(this.#poll * (0.8 + Math.random() * 0.4), undefined, { ref: false })])
    this.#wakeUp = Promise.withResolvers()
  }

  /** What is done again and again is there from the first start on. */
  async #schedule (): Promise<void> {
    const now = this.#options.clock.now()
    for (const { kind, next } of this.#jobs.values()) {
      if (!next) continue
      const dueAt = await next(now)
      await table.insert(this.#options.db, { id: newId(now.getTime()), kind, key: 'again and again', payload: '{}', now, dueAt })
    }
  }

  /** Which kinds have something to do? */
  async #look (): Promise<void> {
    const due = await table.nextDue(this.#options.db, [...this.#jobs.keys()])
    this.#polledAt = performance.now()
    const now = this.#options.clock.now()
    for (const [kind, dueAt] of due) if (dueAt <= now) this.#woken.add(kind)
  }

  async #claim (): Promise<void> {
    const kinds = [...this.#woken]
    this.#woken.clear()
    for (const kind of kinds) {
      const job = this.#jobs.get(kind)
      const free = job && job.atOnce - this.#countOf(kind)
      if (this.#closing || !free) continue
      const now = this.#options.clock.now()
      const leaseEnds = new Date(now.getTime() + this.#lease)
      const claimed = await table.claim(this.#options.db, { kind, limit: free, lease: newId(), now, leaseEnds })
      for (const one of claimed) this.#begin(job, one, claimed.length === free)
    }
  }

  #countOf (kind: string): number {
    let count = 0
    for (const attempt of this.#running) if (attempt.job.kind === kind) count++
    return count
  }

  /** @param more is there probably more to do of the kind? */
  #begin (job: BoundJob, claimed: table.ClaimedJob, more: boolean): void {
    const attempt = new Attempt(job, claimed, { ...this.#options, lease: this.#lease })
    this.#running.add(attempt)
    void attempt.ended.then(() => {
      this.#running.delete(attempt)
      if (more) this.wake([job.kind])
    })
  }

  /** Says for everything under way that it is. */
  async #renew (): Promise<void> {
    const attempts = [...this.#running].filter(({ isHeld }) => isHeld)
    if (attempts.length === 0) return
    const { db, clock } = this.#options
    const askedAt = performance.now()
    try {
      const held = await table.renew(db, attempts.map(({ claimed }) => claimed), new Date(clock.now().getTime() + this.#lease))
      for (const attempt of attempts) {
        if (held.has(attempt.claimed.id)) attempt.renewedAt = askedAt
        else attempt.lose()
      }
    } catch (error) {
      this.#report(error)
      for (const attempt of attempts) if (performance.now() - attempt.renewedAt > this.#lease) attempt.lose()
    }
  }

  /** A database that is away is told of once a minute. */
  #report (error: unknown): void {
    // Counted, and tried again.
    if (isDeadlock(error)) return
    if (performance.now() - this.#reportedAt < reportInterval) return
    this.#reportedAt = performance.now()
    this.#options.log.error({ err: error }, 'jobs cannot be worked on')
  }
}
