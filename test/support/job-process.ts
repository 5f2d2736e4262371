/**
 * A process that works on jobs until it is killed: `node job-process.ts DSN FILE AHEAD JUMP`. Its clock is AHEAD of the true one
 * by so many milliseconds, and jumps about by up to JUMP.
 */
import { appendFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { Registry } from 'prom-client'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { createJobMetrics } from '../../src/jobs/figures.ts'
import { bind, type Job } from '../../src/jobs/job.ts'
import { createJobs } from '../../src/jobs/jobs.ts'
import { createLog } from '../../src/runtime/log.ts'

const [dsn, file, ahead, jump] = process.argv.slice(2)
let offset = Number(ahead)
setInterval(() => {
  offset = Number(ahead) + Math.random() * Number(jump)
}, 100)
const clock = { now: () => new Date(Date.now() + offset) }
const db = openDatabase(parseDsn(dsn))
const often = { first: 10, longest: 200, attempts: 1000 }

/** Its effect is in our own database. */
const inside: Job<null, null> = {
  kind: 'inside',
  atOnce: 6,
  timeout: 10_000,
  retries: often,
  async work (_deps, _payload, run) {
    await delay(Math.random() * 5)
    await inTransaction(db, async (tx) => {
      await sql`insert into effects (job_key) values (${run.key})`.execute(tx)
      await run.complete(tx)
    })
  }
}

/** Its effect is elsewhere. */
const outside: Job<null, null> = {
  kind: 'outside',
  atOnce: 6,
  timeout: 10_000,
  retries: often,
  async work (_deps, _payload, run) {
    await delay(Math.random() * 5)
    appendFileSync(file, `${run.key}\n`)
  }
}

const deadly: Job<null, null> = {
  kind: 'deadly',
  atOnce: 1,
  timeout: 10_000,
  retries: { first: 10, longest: 10, attempts: 3 },
  async work () {
    process.kill(process.pid, 'SIGKILL')
    await delay(60_000)
  }
}

const jobs = createJobs({
  db,
  clock,
  log: createLog('silent'),
  metrics: createJobMetrics(new Registry(), db, clock.now),
  lease: 1500,
  poll: 50
})
jobs.start(bind(null, [inside, outside, deadly]))
process.send?.('started')
