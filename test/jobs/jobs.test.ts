/** Jobs: asked for, done, tried again and given up, by their kinds. */
import { setTimeout as delay } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { inTransaction } from '../../src/database/transaction.ts'
import type { Database } from '../../src/database/tables.ts'
import { GiveUpError } from '../../src/jobs/job.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { until } from '../support/until.ts'
import { processOn, job, rowsOf, eachOn } from './job-processes.ts'

/** The tests of one database, each on a new one. */
function tests (database: TestDatabase, t: Test): void {
  const each = eachOn(database, t)

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
