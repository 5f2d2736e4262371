import type { Database } from '../database/tables.ts'
import type { Retries } from './retries.ts'

/** One kind of work that outlives the request that asks for it. Each is a file of its own, in its area. */
export interface Job<Payload, Deps> {
  /** In the table; never another one's again. */
  kind: string
  /** How many of them one process works on at once. */
  atOnce: number
  /** In milliseconds: how long an attempt may take. */
  timeout: number
  retries: Retries
  /** Of what is done again and again: when the next time is. Only that needs no enqueueing. */
  next?: (now: Date) => Date | Promise<Date>
  /**
   * Does it. May be begun more than once for one job: a process may die in it, or be taken for dead. What it changes in our own
   * database happens exactly once when it calls `run.complete` in the same transaction.
   * @throws GiveUpError when no other attempt can be better, LaterError when none is before a time.
   */
  work: (deps: Deps, payload: Payload, run: Run) => Promise<void>
}

/** One attempt at a job. */
export interface Run {
  id: string
  /** What the job was enqueued under; its id where nothing was said. */
  key: string
  /** From 1. */
  attempt: number
  /** Aborts when there is no use in going on: too late, somebody else has taken over, or the service stops. */
  signal: AbortSignal
  /** Marks it as done in the transaction of its effect. @throws LeaseLostError when somebody else has taken over. */
  complete: (tx: Database) => Promise<void>
}

/** A job with what it needs, as the worker sees it. */
export type BoundJob = Omit<Job<never, never>, 'work'> & { work: (payload: unknown, run: Run) => Promise<void> }

export function bind<Deps> (deps: Deps, jobs: Job<never, Deps>[]): BoundJob[] {
  return jobs.map((job) => ({ ...job, work: (payload, run) => job.work(deps, payload as never, run) }))
}

/** No other attempt can be better. The message is stored and logged, so it holds no secret. */
export class GiveUpError extends Error {
  override name = 'GiveUpError'
}

/** Not now: another attempt is worth it once so much time has passed, and not before. The message is stored and logged. */
export class LaterError extends Error {
  override name = 'LaterError'
  /** In milliseconds. */
  readonly pause: number
  constructor (message: string, pause: number) {
    super(message)
    this.pause = pause
  }
}

/** Somebody else works on the job, or has done it. */
export class LeaseLostError extends Error {
  override name = 'LeaseLostError'
}

/** The attempt took too long. */
export class JobTimeoutError extends Error {
  override name = 'JobTimeoutError'
}
