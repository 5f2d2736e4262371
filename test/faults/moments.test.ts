/** Two processes fill the ledger and remind people, and die in the middle; who comes then goes on: each row and reminder is there once. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { parseDsn } from '../../src/database/dsn.ts'
import { openDatabase } from '../../src/database/open.ts'
import type { Database } from '../../src/database/tables.ts'
import { databases } from '../support/databases.ts'
import { manyPeople } from '../support/many-people.ts'
import { everyWorkingDay } from '../support/owing.ts'
import { until } from '../support/until.ts'

const mariadb = databases.find(({ name }) => name === 'mariadb')
const script = join(import.meta.dirname, '../support/mail-process.ts')
const monday = '2026-11-23'
const people = 1200
const patience = 60_000

t.test('killed in the middle of a day', { skip: !mariadb, timeout: 240_000 }, async (t) => {
  const { dsn, drop } = await mariadb!.copy('company')
  const db = openDatabase(parseDsn(dsn))
  const { start, killAll } = processes(t, dsn)
  t.teardown(async () => {
    await killAll()
    await db.destroy()
    await drop()
  })
  await db.deleteFrom('person_facts').execute()
  await manyPeople(db, people)
  await everyWorkingDay(db)
  await db.insertInto('ledger_days').values({ work_date: '2026-11-22', made_at: '2026-11-21 17:05:00.000' }).execute()

  const rows = () => count(db, 'obligations')
  const reminders = () => count(db, 'notices')
  await killInTheMiddle(t, 'the ledger', () => start('00:04:57'), rows)
  await start('00:10:00')
  await until('all have a row', async () => await rows() === people && await isNoted(db), patience)
  t.equal(await reminders(), 0)
  await killAll()

  await killInTheMiddle(t, 'the reminders', () => start('17:00:01'), reminders)
  await start('17:05:00')
  await until('all have been reminded', async () => await reminders() === people && await isQuiet(db), patience)
  await killAll()
  const told = await db.selectFrom('notices').select('user_id').where('type', '=', 'reminder.due').execute()
  t.equal(new Set(told.map((row) => row.user_id)).size, people, 'each once')
  t.equal(told.length, people)
})

/** Two begin at once, and both die when some of it is done. */
async function killInTheMiddle (t: Test, what: string, start: () => Promise<ChildProcess>, done: () => Promise<number>): Promise<void> {
  const both = [await start(), await start()]
  const some = await until(`some of ${what} is done`, async () => await done() || undefined, patience)
  for (const child of both) child.kill('SIGKILL')
  await Promise.all(both.map(async (child) => child.signalCode ?? await once(child, 'exit')))
  t.comment(`${what}: killed at ${some} of ${people}`)
  t.ok(await done() < people, `${what} was not done when they died`)
}

async function count (db: Database, table: 'obligations' | 'notices'): Promise<number> {
  const { count } = await db.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return Number(count)
}

const isNoted = async (db: Database) =>
  await db.selectFrom('ledger_days').select('work_date').where('work_date', '=', monday).executeTakeFirst() !== undefined

/** Nobody is working on anything of it. */
const isQuiet = async (db: Database) =>
  await db.selectFrom('jobs').select('id').where('kind', 'in', ['moments', 'ledger']).where('lease', 'is not', null).executeTakeFirst() ===
    undefined

/** Processes that work on all jobs, with clocks that show a time of that Monday. */
function processes (t: Test, dsn: string) {
  const children = new Set<ChildProcess>()
  const env = { ...process.env, NODE_ENV: 'test', WORKPULSE_DATABASE_DSN: dsn, WORKPULSE_LOG_LEVEL: 'silent' }
  return {
    async start (time: string): Promise<ChildProcess> {
      const ahead = Date.parse(`${monday}T${time}+07:00`) - Date.now()
      const child = fork(script, [String(ahead)], { env, execArgv: [] })
      children.add(child)
      await Promise.race([once(child, 'message'), once(child, 'exit')])
      return child
    },
    async killAll () {
      for (const child of children) {
        children.delete(child)
        if (child.exitCode !== null || child.signalCode !== null) continue
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
      t.comment('all are gone')
    }
  }
}
