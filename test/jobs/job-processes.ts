/** Processes that work on jobs of kinds that tests make up. */
import { Registry } from 'prom-client'
import type { Test } from 'tap'
import { inTransaction } from '../../src/database/transaction.ts'
import type { Database } from '../../src/database/tables.ts'
import { createJobMetrics } from '../../src/jobs/figures.ts'
import { bind, type Job } from '../../src/jobs/job.ts'
import { createJobs, type Jobs } from '../../src/jobs/jobs.ts'
import type { JobsOptions } from '../../src/jobs/options.ts'
import { createLog } from '../../src/runtime/log.ts'
import { testClock, type TestClock } from '../support/app.ts'
import { migrated, type TestDatabase } from '../support/databases.ts'

export interface Process {
  jobs: Jobs
  clock: TestClock
  registry: Registry
  lines: any[]
  /** Asks for a job in a transaction of its own. */
  ask: <Payload>(job: Job<Payload, null>, payload: Payload, options?: { key?: string, dueAt?: Date }) => Promise<boolean>
}

/** One for each test: two that were made one after the other would not tell the same time. */
const clocks = new WeakMap<Test, TestClock>()

export function clockOf (t: Test): TestClock {
  const clock = clocks.get(t) ?? testClock()
  clocks.set(t, clock)
  return clock
}

/** As a replica does: jobs of its own connection. It looks for what others ask for every 20 ms. */
export function processOn (t: Test, db: Database, kinds: Job<any, null>[], options: Partial<JobsOptions> = {}): Process {
  const [clock, registry, lines] = [clockOf(t), new Registry(), [] as any[]]
  const log = createLog('warn', {
    write: (line: string) => {
      lines.push(JSON.parse(line))
    }
  })
  const jobs = createJobs({ db, clock, log, metrics: createJobMetrics(registry, db, clock.now), poll: 20, ...options })
  jobs.start(bind(null, kinds))
  t.teardown(() => jobs.close())
  return {
    jobs,
    clock,
    registry,
    lines,
    async ask (job, payload, given) {
      // What is asked for within a millisecond is done in any order.
      clock.advance(1)
      let committed: Database | undefined
      const isNew = await inTransaction(db, (tx) => {
        committed = tx
        return jobs.enqueue(tx, job, payload, given)
      })
      jobs.committed(committed!)
      return isNew
    }
  }
}

const quick = { first: 1, longest: 1, attempts: 3 }
export function job (kind: string, work: Job<any, null>['work'], rest: Partial<Job<any, null>> = {}): Job<any, null> {
  return { kind, atOnce: 4, timeout: 10_000, retries: quick, work, ...rest }
}

export const rowsOf = (db: Database) => db.selectFrom('jobs').selectAll().orderBy('id').execute()

/** Tests that each have a new database: `each` of them gets it, and a way to open it once more. */
export function eachOn (database: TestDatabase, t: Test) {
  return (name: string, test: (t: Test, db: Database, open: () => Database) => Promise<void>) =>
    t.test(name, async (t) => {
      const { db, open } = await migrated(t, database)
      await test(t, db, open)
    })
}
