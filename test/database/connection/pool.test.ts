/** Connections to a server that is at its limit, silent or gone: whoever asks gets an answer, and in time. */
import { sql } from 'kysely'
import { createConnection } from 'mysql2/promise'
import t, { type Test } from 'tap'
import { parseDsn } from '../../../src/database/connection/dsn.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import type { Database } from '../../../src/database/tables.ts'
import { databases, mariadbAlone, type TestDatabase } from '../../support/databases.ts'
import { createFaultProxy, through, type FaultProxy } from '../../support/fault-proxy.ts'
import { until } from '../../support/until.ts'

const select = (db: Database) => sql<{ id: number }>`select connection_id() as id`.execute(db).then(({ rows: [{ id }] }) => id)
/** Uses each connection of the pool at once. @returns their ids. */
const useAll = (db: Database, count: number) =>
  Promise.all(
    Array.from({ length: count }, () =>
      sql<{ id: number }>`select connection_id() as id, sleep(0.1)`.execute(db).then(({ rows: [{ id }] }) => id))
  )

async function timed<T> (
  work: Promise<T>
): Promise<{ milliseconds: number, value?: T, error?: Error & { code?: string, errno?: number } }> {
  const startedAt = performance.now()
  const result = await work.then((value) => ({ value }), (error) => ({ error }))
  return { milliseconds: performance.now() - startedAt, ...result }
}

async function proxied (t: Test, database: TestDatabase, poolSize?: number): Promise<{ db: Database, proxy: FaultProxy }> {
  const { dsn, drop } = await database.create()
  const proxy = await createFaultProxy(t, Number(new URL(dsn).port))
  const db = openDatabase(parseDsn(through(proxy, dsn)), { poolSize })
  t.teardown(async () => {
    await proxy.heal()
    await db.destroy()
    await drop()
  })
  return { db, proxy }
}

/** They wait, each for a database of its own. */
const beside = { buffered: true }
t.jobs = 6

for (const database of mariadbAlone(t)) {
  t.test('the account may have fewer connections than the pool: requests take turns', beside, async (t) => {
    const { dsn, drop } = await database.create()
    const { pathname, port } = new URL(dsn)
    const admin = await createConnection(process.env.WORKPULSE_TEST_MARIADB!)
    const user = `few${process.pid}`
    await admin.query(`create user ${user}@'127.0.0.1' identified by 'few' with max_user_connections 5`)
    await admin.query(`grant all on ${pathname.slice(1)}.* to ${user}@'127.0.0.1'`)
    const db = openDatabase(parseDsn(`mysql://${user}:few@127.0.0.1:${port}${pathname}`), { poolSize: 20 })
    t.teardown(async () => {
      await db.destroy()
      await admin.query(`drop user ${user}@'127.0.0.1'`)
      await admin.end()
      await drop()
    })
    const ids = await useAll(db, 40)
    t.ok(new Set(ids).size <= 5, `${new Set(ids).size} connections served forty at once`)
    const transactions = await Promise.all(Array.from({ length: 20 }, () => db.transaction().execute(select)))
    t.equal(transactions.length, 20)
  })

  t.test('the account has no connection left at all: an end, and which limit it is', beside, async (t) => {
    const { dsn, drop } = await database.create()
    const { pathname, port } = new URL(dsn)
    const admin = await createConnection(process.env.WORKPULSE_TEST_MARIADB!)
    const user = `one${process.pid}`
    await admin.query(`create user ${user}@'127.0.0.1' identified by 'one' with max_user_connections 1`)
    await admin.query(`grant all on ${pathname.slice(1)}.* to ${user}@'127.0.0.1'`)
    const own = `mysql://${user}:one@127.0.0.1:${port}${pathname}`
    const other = await createConnection(own)
    const db = openDatabase(parseDsn(own))
    t.teardown(async () => {
      await db.destroy()
      await admin.query(`drop user ${user}@'127.0.0.1'`)
      await admin.end()
      await drop()
    })
    const refused = await timed(select(db))
    t.equal(refused.error?.errno, 1226)
    t.ok(refused.milliseconds < 6000, `${refused.milliseconds} ms`)

    const waiting = timed(select(db))
    await other.end()
    t.ok((await waiting).value, 'one that waits gets the connection that others leave')
  })

  t.test('a network that forgot the connections and takes new ones', { ...beside, jobs: 3 }, async (t) => {
    t.test('used a moment ago: one failure, then all is well', beside, async (t) => {
      const { db, proxy } = await proxied(t, database)
      await useAll(db, 8)
      proxy.strand()
      const first = await timed(select(db))
      t.equal(first.error?.code, 'PROTOCOL_SEQUENCE_TIMEOUT')
      t.ok(first.milliseconds < 6000, `the first failed after ${first.milliseconds} ms`)
      const after = await Promise.all(Array.from({ length: 20 }, () => timed(select(db))))
      t.ok(after.every(({ value }) => value), 'its siblings are gone with it')
      t.ok(after.every(({ milliseconds }) => milliseconds < 1000), `${Math.max(...after.map(({ milliseconds }) => milliseconds))} ms`)
    })

    t.test('idle for a while: nobody notices but for a second', beside, async (t) => {
      const { db, proxy } = await proxied(t, database)
      await useAll(db, 8)
      // Longer than a connection is trusted without a word.
      await new Promise((resolve) => setTimeout(resolve, 5200))
      proxy.strand()
      const answers = await Promise.all(Array.from({ length: 20 }, () => timed(select(db))))
      t.ok(answers.every(({ value }) => value), 'all are answered')
      t.ok(answers.every(({ milliseconds }) => milliseconds < 2500), `${Math.max(...answers.map(({ milliseconds }) => milliseconds))} ms`)
    })

    t.test('within a transaction: it ends as soon, its connection is not used again', beside, async (t) => {
      const { db, proxy } = await proxied(t, database)
      for (const when of ['before its begin', 'before its commit', 'before its rollback']) {
        await useAll(db, 2)
        const work = db.transaction().execute(async (tx) => {
          await select(tx)
          if (when !== 'before its begin') proxy.strand()
          if (when === 'before its rollback') throw new Error('no')
        })
        if (when === 'before its begin') proxy.strand()
        const { error, milliseconds } = await timed(work)
        t.ok(error, when)
        t.ok(milliseconds < 6500, `${when}: ${milliseconds} ms`)
        t.ok(await select(db))
      }
    })
  })

  t.test('a network that says nothing to anybody', beside, async (t) => {
    const { db, proxy } = await proxied(t, database, 4)
    await useAll(db, 4)
    proxy.swallow()
    const all = await Promise.all(Array.from({ length: 30 }, () => timed(select(db))))
    t.ok(all.every(({ error }) => error))
    const slowest = Math.max(...all.map(({ milliseconds }) => milliseconds))
    t.ok(slowest < 11_000, `thirty at once: the last failed after ${slowest} ms`)
    const ended = await timed(db.destroy())
    t.ok(ended.milliseconds < 6000, `closed after ${ended.milliseconds} ms`)
    await until('no connection is left', () => proxy.clients === 0)
  })

  t.test('the server closes a connection while it is used, and while it is not', beside, async (t) => {
    const { db, proxy } = await proxied(t, database)
    const admin = await createConnection(process.env.WORKPULSE_TEST_MARIADB!)
    t.teardown(() => admin.end())
    const id = await select(db)
    await admin.query(`kill ${id}`)
    await until('it is gone', () => proxy.connections === 0)
    t.not(await select(db), id)
    const sleeping = timed(sql`select sleep(3)`.execute(db))
    const running = await until('it sleeps', async () => {
      const [rows] = await admin.query("select id from information_schema.processlist where info like 'select sleep(3)%'")
      return (rows as { id: number }[])[0]?.id
    })
    await admin.query(`kill ${running}`)
    const { error, milliseconds } = await timed(sleeping.then((result) => {
      if (result.error) throw result.error
    }))
    t.match(error, { code: /PROTOCOL_CONNECTION_LOST|ER_|UNKNOWN/ })
    t.ok(milliseconds < 2000)
    t.ok(await select(db))
  })
}

if (databases.length === 1) t.pass('only on MariaDB')
