/** Processes on the same jobs, killed in the middle, with clocks that jump: nothing is lost, nothing in the database happens twice. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { Registry } from 'prom-client'
import t, { type Test } from 'tap'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { migrateToLatest } from '../../src/database/migration/migrate.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import type { Database } from '../../src/database/tables.ts'
import { createJobMetrics } from '../../src/jobs/figures.ts'
import { createJobs } from '../../src/jobs/jobs.ts'
import { createLog } from '../../src/runtime/log.ts'
import { databases } from '../support/databases.ts'

const script = join(import.meta.dirname, '../support/job-process.ts')
const count = 2000
const kills = 8
const jump = 20_000

interface Processes {
  start: (ahead?: number) => Promise<ChildProcess>
  kill: (child: ChildProcess) => Promise<void>
}

function processes (t: Test, dsn: string, file: string): Processes {
  const children = new Set<ChildProcess>()
  const kill = async (child: ChildProcess) => {
    children.delete(child)
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  t.teardown(async () => {
    for (const child of children) await kill(child)
  })
  return {
    async start (ahead = 0) {
      const child = fork(script, [dsn, file, String(ahead), String(jump)], { execArgv: [] })
      children.add(child)
      await Promise.race([once(child, 'message'), once(child, 'exit')])
      return child
    },
    kill
  }
}

async function enqueueAll (db: Database): Promise<void> {
  const clock = { now: () => new Date() }
  const jobs = createJobs({ db, clock, log: createLog('silent'), metrics: createJobMetrics(new Registry(), db, clock.now) })
  const work = async () => {}
  for (let from = 0; from < count; from += 500) {
    await inTransaction(db, async (tx) => {
      for (let index = from; index < from + 500; index++) {
        for (const kind of ['inside', 'outside']) await jobs.enqueue(tx, { kind, work }, null, { key: `${kind} ${index}` })
      }
    })
  }
  await inTransaction(db, (tx) => jobs.enqueue(tx, { kind: 'deadly', work }, null, { key: 'deadly' }))
}

/** Kills one after the other, each some time after it began, until that has happened so often. */
async function killAbout ({ start, kill }: Processes, onKill: () => Promise<void>): Promise<void> {
  let child = await start()
  let other = await start()
  for (let killed = 0; killed < kills; killed++) {
    await delay(100 + Math.random() * 500)
    await kill(child)
    await onKill()
    ;[child, other] = [other, await start()]
  }
  await kill(child)
  await kill(other)
}

for (const database of databases) {
  t.test(database.name, { timeout: 240_000 }, async (t) => {
    const { dsn, drop } = await database.create()
    const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
    const file = join(folder, 'effects')
    await writeFile(file, '')
    const db = openDatabase(parseDsn(dsn))
    t.teardown(async () => {
      await db.destroy()
      await drop()
      await rm(folder, { recursive: true })
    })
    await migrateToLatest(db)
    await sql`create table effects (job_key varchar(100) not null)`.execute(db)
    await enqueueAll(db)
    await enqueueAll(db)
    t.equal((await db.selectFrom('jobs').select('id').execute()).length, 2 * count + 1, 'asking twice under one key is asking once')

    const waiting = async () => (await db.selectFrom('jobs').select('id').where('state', '=', 'waiting').execute()).length
    const left: number[] = []
    const group = processes(t, dsn, file)
    await killAbout(group, async () => {
      left.push(await waiting())
    })
    t.comment(`left at each kill: ${left.join(', ')}`)
    t.ok(left.some((some) => some > 0 && some < 2 * count), 'some were killed in the middle')
    // What those who died held is due again by now, by the clock of who comes then; and one dies of each attempt at the deadly one.
    for (let round = 1; await waiting() > 0 && round < 40; round++) {
      const last = await group.start(round * 2 * jump)
      for (let looks = 0; looks < 100 && last.exitCode === null && last.signalCode === null && await waiting() > 0; looks++) await delay(50)
      await group.kill(last)
    }

    const jobs = await db.selectFrom('jobs').selectAll().execute()
    t.same(jobs.filter(({ state }) => state === 'waiting'), [], 'none is lost')
    const { rows: effects } = await sql<{ job_key: string }>`select job_key from effects`.execute(db)
    t.equal(effects.length, count, 'each effect in our own database happened once')
    t.equal(new Set(effects.map(({ job_key: key }) => key)).size, count)
    const outside = (await readFile(file, 'utf8')).trim().split('\n')
    t.equal(new Set(outside).size, count, 'each effect elsewhere happened')
    t.comment(`${outside.length - count} of ${count} effects elsewhere happened again`)
    t.ok(
      jobs.filter(({ kind }) => kind !== 'deadly').every(({ state, payload, lease }) =>
        state === 'done' && payload === '' && lease === null
      )
    )
    t.match(jobs.filter(({ kind }) => kind === 'deadly'), [{
      state: 'failed',
      attempts: 4,
      last_error: 'GiveUpError: no attempt came to an end'
    }], 'what kills whoever begins it is given up, and kept')
  })
}
