/** What is the server's fault is told as that, and takes the replica out; nothing waits without an end. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createConnection, type Connection } from 'mysql2/promise'
import pino from 'pino'
import t, { type Test } from 'tap'
import { startMariadb } from '../../../scripts/services.mjs'
import { start, testApp, type TestApp } from '../../support/app.ts'
import { newId } from '../../../src/database/id.ts'
import type { Database } from '../../../src/database/tables.ts'
import { databaseAt, databases, type TestDatabase } from '../../support/databases.ts'
import { createFaultProxy } from '../../support/fault-proxy.ts'
import { until } from '../../support/until.ts'

const mariadb = databases.find(({ name }) => name === 'mariadb')

async function timed<T> (work: Promise<T>): Promise<{ milliseconds: number, value: T }> {
  const startedAt = performance.now()
  return { value: await work, milliseconds: performance.now() - startedAt }
}

const isReady = async (app: TestApp) => (await fetch(`${app.url}/readyz`)).status === 200

/** The lines that the service logs, errors and worse. */
function errorLog (): { log: pino.Logger, lines: string[] } {
  const lines: string[] = []
  return { lines, log: pino({ level: 'error' }, { write: (line) => void lines.push(line) }) }
}

interface OwnServer {
  admin: Connection
  pid: number
  port: number
  /** As the tests' own; its account is no administrator. @param limit of the account. */
  database: (limit?: string) => Promise<TestDatabase>
}

/** A server that can be spoilt. No file of it becomes larger than 64 MiB: then its disk is full. */
async function ownServer (t: Test): Promise<OwnServer> {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-own-'))
  const server = await startMariadb(folder, [
    '--innodb-log-file-size=32M',
    '--innodb-autoextend-increment=1',
    '--innodb-flush-method=nosync',
    '--debug-no-sync'
  ], 65_536)
  const admin = await createConnection(server.url)
  t.teardown(async () => {
    admin.destroy()
    process.kill(server.pid, 'SIGCONT')
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const port = Number(new URL(server.url).port)
  let count = 0
  return {
    admin,
    pid: server.pid,
    port,
    async database (limit = '') {
      const name = `workpulse_${++count}`
      await admin.query(`create database ${name}`)
      await admin.query(`create user ${name}@'127.0.0.1' identified by 'own' ${limit}`)
      await admin.query(`grant all on ${name}.* to ${name}@'127.0.0.1'`)
      return databaseAt(`mysql://${name}:own@127.0.0.1:${port}/${name}`)
    }
  }
}

/** @param fill leaves no room for anything. @param empty makes room again. */
async function diskFull (
  t: Test,
  database: TestDatabase,
  fill: (db: Database) => Promise<void>,
  empty: (db: Database) => Promise<void>
): Promise<void> {
  const { log, lines } = errorLog()
  const app = await testApp(t, database, {}, log)
  const employee = await app.signIn('employee')
  t.ok(await isReady(app))
  await fill(app.deps.db)

  const draft = (day: number) => ({ reportDate: `2026-11-${20 - day}`, summary: 'Collars', fields: { note: 'x'.repeat(30_000) } })
  const outcomes = await Promise.all([0, 1, 2, 3].map((day) => employee.createReport(draft(day)).catch((error) => error)))
  const refused = outcomes.filter(({ status }) => status !== undefined)
  t.ok(refused.length > 0, `${refused.length} of ${outcomes.length} were refused`)
  for (const { code, status, retryAfter } of refused) {
    t.same({ code, status, retryAfter }, { code: 'UNAVAILABLE', status: 503, retryAfter: 1 })
  }
  t.equal(await isReady(app), false, 'the replica is taken out')
  t.ok((await employee.listReports()).items, 'what is there can be read')
  t.same(lines.filter((line) => line.includes('"stack"')), [], 'told in a line')

  await empty(app.deps.db)
  await until('it is ready again', () => isReady(app), 15_000)
  t.ok(await employee.createReport({ ...draft(0), reportDate: '2026-11-21' }))
}

t.test('a full disk under SQLite', async (t) => {
  const fill = async (db: Database) => {
    const { rows: [{ pages }] } = await sql<{ pages: number }>`select page_count as pages from pragma_page_count`.execute(db)
    await sql`pragma max_page_count = ${sql.lit(pages)}`.execute(db)
  }
  await diskFull(t, databases[0], fill, async (db) => {
    await sql`pragma max_page_count = 1000000`.execute(db)
  })
})

t.test('on a server of its own', { skip: mariadb ? false : 'MariaDB is missing' }, async (t) => {
  const { admin, pid, port, database } = await ownServer(t)

  t.test('a server that was made read-only', async (t) => {
    const { log, lines } = errorLog()
    const app = await testApp(t, await database(), {}, log)
    const employee = await app.signIn('employee')
    await admin.query('set global read_only = 1')
    t.equal(await isReady(app), false, 'before anything else has failed')
    for (let count = 0; count < 6; count++) await t.rejects(app.signIn('employee'), { code: 'UNAVAILABLE', status: 503, retryAfter: 1 })
    await t.rejects(employee.createReport({ reportDate: '2026-11-20', summary: 'Collars' }), { code: 'UNAVAILABLE', status: 503 })
    t.same((await employee.listReports()).items, [])
    t.ok(lines.length < 6, `told in ${lines.length} lines`)
    t.notOk(lines.some((line) => line.includes('"stack"')), 'without a stack')
    await admin.query('set global read_only = 0')
    await until('it is ready again', () => isReady(app), 15_000)
    t.ok(await employee.createReport({ reportDate: '2026-11-20', summary: 'Collars' }))
  })

  t.test('an account that may have five connections', async (t) => {
    const app = await testApp(t, await database('with max_user_connections 5'))
    const employee = await app.signIn('employee')
    const answers = await Promise.all(Array.from({ length: 60 }, () => employee.listReports()))
    t.equal(answers.length, 60, 'all are served, in turn')
    t.ok(await isReady(app))
  })

  t.test('a server that takes few connections, and others who have them', async (t) => {
    const other = await database()
    const { dsn } = await other.create()
    const app = await testApp(t, await database())
    const employee = await app.signIn('employee')
    await admin.query('set global max_connections = 12')
    const others: Connection[] = []
    t.teardown(async () => {
      for (const one of others) one.destroy()
      await admin.query('set global max_connections = 400')
    })
    for (;;) {
      const one = await createConnection(dsn).catch(() => undefined)
      if (!one) break
      others.push(one)
    }
    const answers = await Promise.all(Array.from({ length: 40 }, () => employee.listReports()))
    t.equal(answers.length, 40, `served beside ${others.length} connections of others`)
  })

  t.test('a server that hangs', async (t) => {
    const app = await testApp(t, await database(), { WORKPULSE_LOG_LEVEL: 'silent' })
    t.ok(await isReady(app))
    process.kill(pid, 'SIGSTOP')
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.all(Array.from({ length: 8 }, () => timed(isReady(app))))
      t.ok(answers.every(({ value }) => !value), 'not ready')
      const slowest = Math.max(...answers.map(({ milliseconds }) => milliseconds))
      t.ok(slowest < 2500, `eight at once: ${Math.round(slowest)} ms`)
      const health = await timed(fetch(`${app.url}/healthz`))
      t.ok(health.value.ok && health.milliseconds < 500, 'but alive')
    }
    process.kill(pid, 'SIGCONT')
    await until('it is ready again', () => isReady(app), 15_000)
  })

  t.test('a network that forgot the connections: events go on, and the service stops in time', async (t) => {
    const proxy = await createFaultProxy(t, port)
    const dsn = (await (await database()).create()).dsn.replace(`:${port}`, `:${proxy.port}`)
    const app = await testApp(t, databaseAt(dsn), {
      WORKPULSE_LOG_LEVEL: 'silent'
    })
    const employee = await app.signIn('employee')
    await Promise.all(Array.from({ length: 10 }, () => employee.listReports()))
    const draft = await employee.createReport({ reportDate: '2026-11-20', summary: 'Collars' })
    proxy.strand()
    const requests = await Promise.all(Array.from({ length: 8 }, () => timed(employee.listReports().catch((error) => error))))
    t.ok(
      requests.every(({ milliseconds }) => milliseconds < 11_000),
      `${requests.map(({ milliseconds }) => Math.round(milliseconds)).join(', ')} ms`
    )
    const after = await timed(employee.updateReport(draft.id, { version: draft.version, summary: 'Cuffs' }))
    t.ok(after.milliseconds < 7000, `a transaction then takes ${Math.round(after.milliseconds)} ms`)
    await until('the event has its position', async () => {
      const rows = await app.deps.db.selectFrom('events').select('id').where('position', 'is', null).execute()
      return rows.length === 0
    }, 15_000)
    await until('it is ready', () => isReady(app), 15_000)

    proxy.swallow()
    const stopped = await timed(app.deps.close())
    t.ok(stopped.milliseconds < 13_000, `closed on a silent network in ${Math.round(stopped.milliseconds)} ms`)
  })

  t.test('a full disk', async (t) => {
    const own = await database()
    const { pathname } = new URL((await own.create()).dsn)
    await admin.query(`use ${pathname.slice(1)}`)
    await diskFull(t, own, async () => {
      for (const [index, size] of [60_000, 30_000, 30_000, 10_000, 500, 30_000].entries()) {
        for (let count = 0, fits = true; fits; count++) {
          fits = await admin.query(
            `insert into reports
              (id, user_id, report_date, team_id, division_id, state, summary, plan_next, fields, created_at, updated_at, version)
            select
              ?, (select id from users limit 1), date_add('1990-01-01', interval ? day),
              'T', 'D', 'draft', '', '', repeat('x', ?), now(), now(), 1`,
            [newId(start.getTime() + 60_000 + count), index * 2000 + count, size]
          ).then(() => true, () => false)
        }
      }
    }, async () => {
      await admin.query("delete from reports where report_date < '2026-01-01'")
    })
  })
})
