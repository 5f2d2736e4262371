import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../database/tables.ts'
import { isDeadlock } from '../database/unavailable.ts'
import * as table from '../repositories/platform/jobs.ts'
import { GiveUpError, JobTimeoutError, LaterError, LeaseLostError, type BoundJob, type Run } from './job.ts'
import type { JobsOptions } from './options.ts'
import { isLast, pauseAfter } from './retries.ts'

type Outcome = 'done' | 'again' | 'given_up' | 'lost' | 'released'

/** In milliseconds: what an attempt came to is told the database again and again while it is away, as long as the lease holds. */
const insistence = 1000
const longestError = 500

/** One attempt of this process at one job: carries it out, and sees to it that the table says what came of it. */
export class Attempt {
  readonly job: BoundJob
  readonly claimed: table.ClaimedJob
  /** Resolves once it is over, whatever came of it. */
  readonly ended: Promise<void>
  /** By `performance.now()`. */
  renewedAt = performance.now()
  /** Nobody else has the job, as far as is known. */
  isHeld = true
  readonly #options: JobsOptions & { lease: number }
  readonly #abort = new AbortController()
  #stopped = false
  #completed = false

  constructor (job: BoundJob, claimed: table.ClaimedJob, options: JobsOptions & { lease: number }) {
    this.job = job
    this.claimed = claimed
    this.#options = options
    this.ended = this.#run()
  }

  /** Somebody else has taken over, or may have. */
  lose (): void {
    this.isHeld = false
    this.#abort.abort(new LeaseLostError())
  }

  /** The service stops. */
  stop (): void {
    this.#stopped = true
    this.#abort.abort(new Error('the service stops'))
  }

  /** Lets somebody else take over at once. */
  async release (): Promise<void> {
    if (!this.isHeld) return
    this.isHeld = false
    await table.release(this.#options.db, this.claimed, this.#options.clock.now()).catch(() => {})
    this.#count('released')
  }

  async #run (): Promise<void> {
    const { id, key, payload, attempt } = this.claimed
    const run: Run = { id, key, attempt, signal: this.#abort.signal, complete: (tx) => this.#complete(tx) }
    try {
      // It has killed every process that began it, or none of them came to an end in time.
      if (attempt > this.job.retries.attempts) throw new GiveUpError('no attempt came to an end')
      await this.#inTime(() => this.job.work(JSON.parse(payload), run))
      if (!this.#completed) await this.#insist((tx) => this.#complete(tx))
      this.#count('done')
    } catch (error) {
      await this.#fail(error)
    } finally {
      this.isHeld = false
    }
  }

  /** Work that does not listen to its signal is not waited for. */
  async #inTime (work: () => Promise<void>): Promise<void> {
    const { signal } = this.#abort
    const timer = setTimeout(() => this.#abort.abort(new JobTimeoutError('it took too long')), this.job.timeout)
    const aborted = Promise.withResolvers<never>()
    const onAbort = () => aborted.reject(signal.reason as Error)
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      await Promise.race([work(), aborted.promise])
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
    }
  }

  async #complete (tx: Database): Promise<void> {
    const now = this.#options.clock.now()
    const held = this.job.next
      ? await table.nextRound(tx, this.claimed, await this.job.next(now), null)
      : await table.finish(tx, this.claimed, now)
    if (!held) throw new LeaseLostError('somebody else has the job')
    this.#completed = true
  }

  async #fail (error: unknown): Promise<void> {
    const { clock, log } = this.#options
    const { id, kind, attempt, createdAt } = this.claimed
    if (!this.isHeld || error instanceof LeaseLostError) return this.#count('lost')
    if (this.#stopped) return this.release()
    const now = clock.now()
    const last = error instanceof GiveUpError || isLast(attempt, now.getTime() - createdAt.getTime(), this.job.retries)
    log[last ? 'error' : isDeadlock(error) || error instanceof LaterError ? 'debug' : 'warn']({
      err: error,
      job: id,
      kind,
      attempt,
      again: !last
    }, 'a job failed')
    try {
      const held = await this.#insist((tx) => this.#keep(tx, last, error))
      this.#count(!held ? 'lost' : last ? 'given_up' : 'again')
    } catch (failure) {
      // The end of the lease makes it due again.
      log.error({ err: failure, job: id, kind }, 'what a job came to could not be stored')
      this.#count('lost')
    }
  }

  /** What happens again and again is not given up: its next round comes. */
  async #keep (tx: Database, last: boolean, error: unknown): Promise<boolean> {
    const now = this.#options.clock.now()
    const reason = describe(error)
    if (last && this.job.next) return table.nextRound(tx, this.claimed, await this.job.next(now), reason)
    if (last) return table.giveUp(tx, this.claimed, now, reason)
    const pause = error instanceof LaterError ? error.pause : pauseAfter(this.claimed.attempt, this.job.retries, Math.random())
    return table.postpone(tx, this.claimed, new Date(now.getTime() + pause), reason)
  }

  /** What was done outside of the database would be done again if this were not stored. */
  async #insist<T> (store: (tx: Database) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await store(this.#options.db)
      } catch (error) {
        const overdue = performance.now() - this.renewedAt > this.#options.lease
        if (error instanceof LeaseLostError || this.#stopped || !this.isHeld || overdue) throw error
        await delay(isDeadlock(error) ? Math.random() * 20 : insistence, undefined, { ref: false })
      }
    }
  }

  #count (outcome: Outcome): void {
    this.#options.metrics.attempts.inc({ kind: this.job.kind, outcome })
  }
}

/** For who looks at what was given up. */
function describe (error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const { code } = error as { code?: unknown }
  return [error.name, typeof code === 'string' && code, error.message].filter(Boolean).join(': ').slice(0, longestError)
}
