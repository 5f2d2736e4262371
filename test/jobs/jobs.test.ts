import { setTimeout as delay } from 'node:timers/promises'
import { Registry } from 'prom-client'
import t, { type Test } from 'tap'
import { inTransaction } from '../../src/database/transaction.ts'
import type { Database } from '../../src/database/tables.ts'
import { createJobMetrics } from '../../src/jobs/figures.ts'
import { bind, GiveUpError, LeaseLostError, type Job, type Run } from '../../src/jobs/job.ts'
import { createJobs, type Jobs } from '../../src/jobs/jobs.ts'
import type { JobsOptions } from '../../src/jobs/options.ts'
import { createLog } from '../../src/runtime/log.ts'
import { testClock, type TestClock } from '../support/app.ts'
import { databases, migrated, type TestDatabase } from '../support/databases.ts'
import { until } from '../support/until.ts'

interface Process {
  jobs: Jobs
  clock: TestClock
  registry: Registry
  lines: any[]
  /** Asks for a job in a transaction of its own. */
  ask: <Payload>(job: Job<Payload, null>, payload: Payload, options?: { key?: string, dueAt?: Date }) => Promise<boolean>
}

/** One for each test: two that were made one after the other would not tell the same time. */
const clocks = new WeakMap<Test, TestClock>()

function clockOf (t: Test): TestClock {
  const clock = clocks.get(t) ?? testClock()
  clocks.set(t, clock)
  return clock
}

/** As a replica does: jobs of its own connection. It looks for what others ask for every 20 ms. */
function processOn (t: Test, db: Database, kinds: Job<any, null>[], options: Partial<JobsOptions> = {}): Process {
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
function job (kind: string, work: Job<any, null>['work'], rest: Partial<Job<any, null>> = {}): Job<any, null> {
  return { kind, atOnce: 4, timeout: 10_000, retries: quick, work, ...rest }
}

const rowsOf = (db: Database) => db.selectFrom('jobs').selectAll().orderBy('id').execute()

/** The tests of one database, each on a new one. */
function tests (database: TestDatabase, t: Test): void {
  const each = (name: string, test: (t: Test, db: Database, open: () => Database) => Promise<void>) =>
    t.test(name, async (t) => {
      const { db, open } = await migrated(t, database)
      await test(t, db, open)
    })

  void each('a job begins when its cause has committed, at once, and not when that did not', async (t, db) => {
    const done: string[] = []
    const greet = job('greet', async (_deps, { name }) => {
      done.push(name)
    })
    // It never looks by itself again: only the waking can tell it.
    const { jobs, ask } = processOn(t, db, [greet], { poll: 3_600_000 })
    await t.rejects(
      inTransaction(db, async (tx) => {
        await jobs.enqueue(tx, greet, { name: 'nobody' })
        throw new Error('the cause failed')
      }),
      { message: 'the cause failed' }
    )
    let during: string[] | undefined
    let committed: Database | undefined
    await inTransaction(db, async (tx) => {
      committed = tx
      await jobs.enqueue(tx, greet, { name: 'Sari' })
      await delay(50)
      during = [...done]
    })
    jobs.committed(committed!)
    t.same(during, [])
    await until('it is done', () => done.length === 1)
    await until('its row is gone', async () => (await rowsOf(db)).length === 0)
    await ask(greet, { name: 'Rina' })
    await until('the next is done', () => done.length === 2)
    t.same(done, ['Sari', 'Rina'])
  })

  void each('one for each key, ever', async (t, db) => {
    const done: string[] = []
    const remind = job('remind', async (_deps, _payload, { key }) => {
      done.push(key)
    })
    const { ask } = processOn(t, db, [remind])
    t.same(await Promise.all([1, 2, 3].map(() => ask(remind, { secret: 'x' }, { key: 'Sari today' }))).then((all) => all.filter(Boolean)), [
      true
    ])
    await until('it is done', async () => (await rowsOf(db))[0].state === 'done')
    t.equal(await ask(remind, {}, { key: 'Sari today' }), false)
    t.equal(await ask(remind, {}, { key: 'Rina today' }), true)
    await until('the other one too', () => done.length === 2)
    t.same(done, ['Sari today', 'Rina today'])
    t.match((await rowsOf(db))[0], { payload: '', lease: null, attempts: 1 }, 'what it said is forgotten')
  })

  void each('not before it is due', async (t, db) => {
    const done: string[] = []
    const later = job('later', async () => {
      done.push('later')
    })
    const { ask, clock } = processOn(t, db, [later])
    await ask(later, {}, { dueAt: new Date(clock.now().getTime() + 60_000) })
    await delay(100)
    t.same(done, [])
    clock.advance(60_000)
    await until('it is done', () => done.length === 1)
  })

  void each('what fails is tried again until its limit, and then kept to be seen', async (t, db) => {
    let tries = 0
    const failing = job('failing', async () => {
      tries++
      throw Object.assign(new Error('the printer is on fire'), { code: 'EFIRE' })
    })
    const hopeless = job('hopeless', async () => {
      throw new GiveUpError('nobody has such an address')
    })
    const { ask, registry, lines } = processOn(t, db, [failing, hopeless])
    await ask(failing, {})
    await ask(hopeless, {})
    await until('both are given up', async () => (await rowsOf(db)).every(({ state }) => state === 'failed'))
    t.equal(tries, 3)
    t.match(await rowsOf(db), [
      { kind: 'failing', attempts: 3, last_error: 'Error: EFIRE: the printer is on fire', lease: null, finished_at: /^2026/ },
      { kind: 'hopeless', attempts: 1, last_error: 'GiveUpError: nobody has such an address' }
    ])
    t.same(lines.filter(({ kind }) => kind === 'failing').map(({ again, attempt }) => [attempt, again]), [[1, true], [2, true], [3, false]])
    const told = await registry.metrics()
    t.match(told, 'workpulse_jobs_given_up{kind="failing"} 1')
    t.match(told, 'workpulse_job_attempts_total{kind="failing",outcome="again"} 2')
    t.match(told, 'workpulse_job_attempts_total{kind="hopeless",outcome="given_up"} 1')
  })

  void each('what is not worth it any more is not tried again', async (t, db) => {
    const stale = job('stale', async () => {
      throw new Error('no')
    }, { retries: { first: 5000, longest: 5000, attempts: 1000, within: 60_000 } })
    const { ask, clock } = processOn(t, db, [stale])
    await ask(stale, {})
    await until('it failed once', async () => (await rowsOf(db))[0].attempts === 1 && (await rowsOf(db))[0].lease === null)
    t.match(await rowsOf(db), [{ state: 'waiting', last_error: 'Error: no' }])
    clock.advance(60_000)
    await until('it is given up', async () => (await rowsOf(db))[0].state === 'failed')
    t.equal((await rowsOf(db))[0].attempts, 2)
  })

  void each('an attempt that takes too long is left, and its place is free again', async (t, db) => {
    const reasons: string[] = []
    const endless = job('endless', async (_deps, _payload, { signal, attempt }) => {
      signal.addEventListener('abort', () => reasons.push((signal.reason as Error).name))
      if (attempt === 1) await new Promise(() => {})
    }, { atOnce: 1, timeout: 50 })
    const { ask } = processOn(t, db, [endless])
    await ask(endless, {})
    await until('it is done', async () => (await rowsOf(db)).length === 0)
    t.same(reasons, ['JobTimeoutError'])
  })

  void each('no more of a kind at once than it allows', async (t, db) => {
    let [running, most, done] = [0, 0, 0]
    const heavy = job('heavy', async () => {
      most = Math.max(most, ++running)
      await delay(5)
      running--
      done++
    }, { atOnce: 2 })
    const { ask } = processOn(t, db, [heavy])
    for (let count = 0; count < 20; count++) await ask(heavy, {})
    await until('all are done', () => done === 20)
    t.equal(most, 2)
  })

  void each('who is taken for dead finds out: its transaction is undone, and its signal aborts', async (t, db, open) => {
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const ends: unknown[] = []
    let signal: AbortSignal | undefined
    const slow = (name: string) =>
      job('slow', async (_deps, _payload, run: Run) => {
        if (name === 'first') {
          ;({ signal } = run)
          await first.promise
        }
        await inTransaction(name === 'first' ? db : other, async (tx) => {
          await tx.insertInto('divisions').values({ id: name, name }).execute()
          await run.complete(tx)
        }).catch((error: unknown) => {
          ends.push(error)
          throw error
        })
        if (name === 'second') second.resolve()
      })
    const other = open()
    const one = processOn(t, db, [slow('first')], { lease: 600 })
    await one.ask(slow('first'), {})
    await until('the first has begun', () => signal !== undefined)
    // Its clock is ahead by more than the lease: to it the first one is dead.
    const ahead = { now: () => new Date(one.clock.now().getTime() + 60_000) }
    processOn(t, other, [slow('second')], { clock: ahead })
    await second.promise
    await until('the first notices when it says that it is alive', () => signal!.aborted)
    t.ok(signal!.reason instanceof LeaseLostError)
    first.resolve()
    await until('the first fails', () => ends.length === 1)
    t.ok(ends[0] instanceof LeaseLostError)
    t.match(await db.selectFrom('divisions').select('name').execute(), [{ name: 'second' }])
    t.same(await rowsOf(db), [])
    t.match(await one.registry.metrics(), 'workpulse_job_attempts_total{kind="slow",outcome="lost"} 1')
  })

  void each('what takes longer than a lease stays with who works on it', async (t, db, open) => {
    let begun = 0
    const long = job('long', async () => {
      begun++
      await delay(700)
    })
    const { ask } = processOn(t, db, [long], { lease: 300 })
    processOn(t, open(), [long], { lease: 300 })
    await ask(long, {})
    await until('it is done', async () => (await rowsOf(db)).length === 0)
    t.equal(begun, 1)
  })

  void each('what is done again and again is done by one at a time, once each time, and outlives its failures', async (t, db, open) => {
    const rounds: string[] = []
    const clock = clockOf(t)
    const hour = 3_600_000
    const clean = (who: string) =>
      job('clean', async () => {
        rounds.push(who)
        if (rounds.length === 1) throw new Error('not today')
      }, { next: (now) => new Date(now.getTime() + hour), retries: { first: 1, longest: 1, attempts: 1 } })
    processOn(t, db, [clean('one')])
    processOn(t, open(), [clean('other')])
    await until('it is planned', async () => (await rowsOf(db)).length === 1)
    for (let round = 1; round <= 4; round++) {
      clock.advance(hour + 1000)
      await until(`round ${round}`, () => rounds.length === round)
      await until('it is planned again', async () => (await rowsOf(db))[0].lease === null)
      if (round === 1) t.match(await rowsOf(db), [{ state: 'waiting', last_error: 'Error: not today', attempts: 0 }])
    }
    await delay(100)
    t.equal(rounds.length, 4)
    t.match(await rowsOf(db), [{ state: 'waiting', last_error: null }])
  })

  void each('closing waits for what is under way, and begins nothing more', async (t, db) => {
    const done: number[] = []
    const step = job('step', async (_deps, number) => {
      await delay(100)
      done.push(number)
    }, { atOnce: 1 })
    const { ask, jobs } = processOn(t, db, [step])
    await ask(step, 1)
    await ask(step, 2)
    await until('the first has begun', async () => (await rowsOf(db)).some(({ lease }) => lease !== null))
    await jobs.close()
    t.same(done, [1])
    t.match(await rowsOf(db), [{ payload: '2', attempts: 0, lease: null }])
  })

  void each('closing lets go of what listens to its signal and of what does not: others have it at once', async (t, db, open) => {
    const begun: string[] = []
    const stubborn = (who: string) =>
      job('stubborn', async (_deps, kind) => {
        begun.push(`${who} ${kind}`)
        if (who === 'one') await new Promise(() => {})
      })
    const one = processOn(t, db, [stubborn('one')])
    await one.ask(stubborn('one'), 'deaf')
    await until('it has begun', () => begun.length === 1)
    const since = performance.now()
    await one.jobs.close()
    t.ok(performance.now() - since < 12_000, `closed after ${Math.round(performance.now() - since)} ms`)
    t.match(await rowsOf(db), [{ state: 'waiting', lease: null, attempts: 0 }])
    processOn(t, open(), [stubborn('other')])
    await until('the other does it', async () => (await rowsOf(db)).length === 0)
    t.same(begun, ['one deaf', 'other deaf'])
  })

  void each('kinds that nobody here knows are left to those who do', async (t, db, open) => {
    const done: string[] = []
    const known = job('known', async () => {
      done.push('known')
    })
    const newer = job('newer', async () => {
      done.push('newer')
    })
    const { ask } = processOn(t, db, [known])
    await ask(newer, {})
    await ask(known, {})
    await until('the known one is done', () => done.length === 1)
    processOn(t, open(), [known, newer])
    await until('the newer one is done', () => done.length === 2)
    t.same(done, ['known', 'newer'])
  })

  void each('the figures say what waits, since when, and what was given up', async (t, db) => {
    const idle = job('idle', async () => {})
    const { jobs, ask, registry, clock } = processOn(t, db, [])
    await jobs.close()
    for (let count = 0; count < 3; count++) await ask(idle, {})
    clock.advance(90_000)
    const told = await registry.metrics()
    t.match(told, 'workpulse_jobs_waiting{kind="idle"} 3')
    t.ok(Number(/workpulse_jobs_overdue_seconds\{kind="idle"\} ([\d.]+)/.exec(told)![1]) >= 90)
    await db.deleteFrom('jobs').execute()
    t.notMatch(await registry.metrics(), 'kind="idle"')
  })
}

for (const database of databases) {
  void t.test(database.name, { timeout: 120_000 }, async (t) => tests(database, t))
}
