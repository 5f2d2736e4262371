import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { migrateToLatest } from '../../../src/database/migration/migrate.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import type { Database } from '../../../src/database/tables.ts'
import { isUnavailable } from '../../../src/database/unavailable.ts'

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

t.test('waits for another process already while it opens, and does not hold ours', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
  const file = join(folder, 'test.db')
  const other = new DatabaseSync(file)
  other.exec('create table theirs (id integer); begin exclusive')
  const db = openDatabase({ kind: 'sqlite', file })
  t.teardown(async () => {
    await db.destroy()
    other.close()
    await rm(folder, { recursive: true })
  })
  const read = sql`select * from theirs`.execute(db)
  await delay(300)
  other.exec('commit')
  t.same((await read).rows, [])
  t.same((await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db)).rows[0].journal_mode, 'wal')
})

t.test('while another process holds the lock', async (t) => {
  const { file, db } = await migratedFile(t)
  const other = new DatabaseSync(file)
  t.teardown(() => other.close())
  const insert = (database: Database, id: string) => database.insertInto('divisions').values({ id, name: id }).execute()
  const ids = () => db.selectFrom('divisions').select('id').orderBy('id').execute().then((rows) => rows.map(({ id }) => id).join(''))

  t.test('readers go on, and writers follow in their order', async (t) => {
    other.exec('begin immediate')
    const order: string[] = []
    const writing = [
      db.transaction().execute(async (tx) => {
        await insert(tx, 'A')
        order.push('a transaction')
        await insert(tx, 'B')
      }),
      insert(db, 'C').then(() => order.push('a statement')),
      db.transaction().execute((tx) => insert(tx, 'D')).then(() => order.push('another transaction'))
    ]
    t.equal(await ids(), '')
    await delay(100)
    t.equal(await ids(), '')
    t.same(order, [], 'nobody has written')
    other.exec('commit')
    await Promise.all(writing)
    t.same(order, ['a transaction', 'a statement', 'another transaction'])
    t.equal(await ids(), 'ABCD')
  })

  t.test('in the end all are told so at once, and not one after the other', async (t) => {
    other.exec('begin immediate')
    const from = performance.now()
    const asked = Array.from(
      { length: 20 },
      (_, index) => index % 2 === 0 ? insert(db, `E${index}`) : db.transaction().execute((tx) => insert(tx, `E${index}`))
    )
    const results = await Promise.allSettled(asked)
    const took = performance.now() - from
    t.ok(results.every((result) => result.status === 'rejected' && isUnavailable(result.reason)))
    t.ok(took > 3900 && took < 12_000, `after ${Math.round(took)} ms, where each waits 4 s`)
    other.exec('commit')
    await insert(db, 'F')
    t.equal(await ids(), 'ABCDF', 'and afterwards all is well')
  })

  t.test('a transaction of ours is waited for, however long it takes', async (t) => {
    const { promise: finished, resolve: finish } = Promise.withResolvers<void>()
    const long = db.transaction().execute(async (tx) => {
      await insert(tx, 'G')
      await finished
      throw new Error('no')
    })
    const waiting = Promise.all([ids(), insert(db, 'H')])
    await delay(50)
    finish()
    await t.rejects(long, { message: 'no' })
    t.equal((await waiting)[0], 'ABCDF', 'what is not committed is not seen')
    t.equal(await ids(), 'ABCDFH')
  })
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
