import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { migrateToLatest } from '../../src/database/migrate.ts'
import { openDatabase } from '../../src/database/open.ts'
import type { Database } from '../../src/database/tables.ts'

async function migratedFile (t: Test): Promise<{ file: string, db: Database }> {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
  const file = join(folder, 'not', 'yet', 'there', 'test.db')
  const db = openDatabase({ kind: 'sqlite', file })
  t.teardown(async () => {
    await db.destroy()
    await rm(folder, { recursive: true })
  })
  await migrateToLatest(db)
  return { file, db }
}

t.test('makes the folder of its file', async (t) => {
  const { file } = await migratedFile(t)
  t.ok(existsSync(file))
})

t.test('binds text, numbers, bytes and null, and nothing else', async (t) => {
  const { db } = await migratedFile(t)
  const echo = (...values: unknown[]) =>
    sql<Record<string, unknown>>`select ${sql.join(values.map((value, index) => sql`${value} as ${sql.ref(`v${index}`)}`))}`.execute(db)
  t.same((await echo('text', 1.5, null, 12n)).rows, [{ v0: 'text', v1: 1.5, v2: null, v3: 12 }])
  t.same(Buffer.from((await echo(Buffer.from('bytes'))).rows[0].v0 as Uint8Array).toString(), 'bytes')

  const refused = { name: 'TypeError', message: 'SQLite parameters are text, numbers, bytes or null' }
  for (const value of [new Date(0), {}, { v1: 'shifted' }, [], ['a']]) {
    await t.rejects(echo(value, 'second'), refused, 'in first place it would be taken for named parameters')
    await t.rejects(echo('first', value), refused)
  }
  for (const value of [true, false]) await t.rejects(echo(value), { name: 'TypeError', message: 'SQLite has no boolean' })
  await t.rejects(echo(undefined), { name: 'TypeError', message: 'SQLite has no undefined' })
  await t.rejects(db.insertInto('divisions').values({ id: new Date(0) as never, name: 'shifted' }).execute(), refused)
  t.same(await db.selectFrom('divisions').selectAll().execute(), [])
})

t.test('takes the lock of the writer when a transaction begins', async (t) => {
  const { file, db } = await migratedFile(t)
  const other = new DatabaseSync(file)
  t.teardown(() => other.close())
  other.exec('pragma busy_timeout = 0')
  const busy = { code: 'ERR_SQLITE_ERROR', message: /locked/ }

  await db.transaction().execute(async (tx) => {
    t.throws(() => other.exec('begin immediate'), busy, 'before anything was read or written')
    await tx.selectFrom('divisions').selectAll().execute()
    t.throws(() => other.exec("insert into divisions (id, name) values ('B', 'Sewing')"), busy)
    t.same(other.prepare('select count(*) as count from divisions').all(), [{ count: 0 }], 'reading goes on')
    await tx.insertInto('divisions').values({ id: 'A', name: 'Cutting' }).execute()
    t.same(other.prepare('select count(*) as count from divisions').all(), [{ count: 0 }], 'and sees what is committed')
  })
  other.exec("begin immediate; insert into divisions (id, name) values ('B', 'Sewing'); commit")
  t.same(await db.selectFrom('divisions').select('id').orderBy('id').execute(), [{ id: 'A' }, { id: 'B' }])
})

t.test('waits for another process already while it opens', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
  const file = join(folder, 'test.db')
  // SQLite waits inside our thread, so whoever lets go must be in another.
  const holder = new Worker(
    `
    const { DatabaseSync } = require('node:sqlite')
    const { parentPort, workerData } = require('node:worker_threads')
    const database = new DatabaseSync(workerData)
    database.exec('create table theirs (id integer); begin exclusive')
    parentPort.postMessage('held')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
    database.exec('commit')
    database.close()`,
    { eval: true, workerData: file }
  )
  await once(holder, 'message')
  const db = openDatabase({ kind: 'sqlite', file })
  t.teardown(async () => {
    await db.destroy()
    await rm(folder, { recursive: true })
  })
  t.same((await sql`select * from theirs`.execute(db)).rows, [])
  t.same((await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db)).rows[0].journal_mode, 'wal')
})

t.test('keeps to foreign keys and to the types of its columns', async (t) => {
  const { db } = await migratedFile(t)
  await t.rejects(db.insertInto('teams').values({ id: 'T', division_id: 'nowhere', name: 'Line 4' }).execute(), { message: /FOREIGN KEY/ })
  await t.rejects(db.insertInto('organisation').values({ id: 1, name: 'A', time_zone: 'UTC', backdate_days: 'three' as never }).execute(), {
    message: /cannot store TEXT value in INTEGER column/
  })
})

t.test('survives more different statements than it keeps prepared', async (t) => {
  const { db } = await migratedFile(t)
  for (let number = 0; number < 600; number++) {
    const { rows } = await sql<{ number: number }>`select ${sql.lit(number)} as number`.execute(db)
    if (rows[0].number !== number) t.fail(`the statement ${number} answered ${rows[0].number}`)
  }
  t.same((await sql`select 0 as number`.execute(db)).rows, [{ number: 0 }])
})
