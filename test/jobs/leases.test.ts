/** Who works on a job, when processes die, are late, or close. */
import { setTimeout as delay } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { inTransaction } from '../../src/database/transaction.ts'
import { LeaseLostError, type Run } from '../../src/jobs/job.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { until } from '../support/until.ts'
import { clockOf, processOn, job, rowsOf, eachOn } from './job-processes.ts'

/** The tests of one database, each on a new one. */
function tests (database: TestDatabase, t: Test): void {
  const each = eachOn(database, t)

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
}

for (const database of databases) {
  void t.test(database.name, { timeout: 120_000 }, async (t) => tests(database, t))
}
