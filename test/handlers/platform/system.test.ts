import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import t from 'tap'
import { testApp } from '../../support/app.ts'
import { databaseAt, databases } from '../../support/databases.ts'
import { until } from '../../support/until.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    // What fails here is meant to, and need not be read in the output of the tests.
    const app = await testApp(t, database, { WORKPULSE_LOG_LEVEL: 'silent' })
    const { db } = app.deps

    t.test('alive and ready', async (t) => {
      t.same(await app.anonymous().getHealth(), { status: 'ok' })
      t.same(await app.anonymous().getReadiness(), { status: 'ready', clockDifference: null })
    })

    t.test('not ready while a migration is missing', async (t) => {
      await db.deleteFrom('schema_migrations' as never).where('name' as never, '=', '0002-realtime' as never).execute()
      const response = await fetch(`${app.url}/readyz`)
      t.equal(response.status, 503)
      t.equal(response.headers.get('retry-after'), '5')
      t.match(await response.json(), { ok: false, data: null, error: { code: 'UNAVAILABLE' } })
      t.same(await app.anonymous().getHealth(), { status: 'ok' }, 'but alive')
      await db.insertInto('schema_migrations' as never).values({ name: '0002-realtime', timestamp: new Date().toISOString() } as never)
        .execute()
      t.same(await app.anonymous().getReadiness(), { status: 'ready', clockDifference: null })
    })

    t.test('not ready while events stand, and again once they go on', async (t) => {
      const reasonOf = () => app.deps.readiness.reason()
      const longestRound = 20_000
      await db.schema.alterTable('event_clock').renameTo('event_clock_away').execute()
      await until('it is noticed', async () => (await fetch(`${app.url}/readyz`)).status === 503, longestRound)
      t.match(await reasonOf(), /^events are not sequenced|^the log of events is not followed/)
      t.same(await app.anonymous().getHealth(), { status: 'ok' }, 'but alive')
      await db.schema.alterTable('event_clock_away').renameTo('event_clock').execute()
      await until('it is ready again', async () => (await fetch(`${app.url}/readyz`)).status === 200, longestRound)
      t.equal(await reasonOf(), undefined)
    })

    t.test('a fault of ours is told without its insides', async (t) => {
      const employee = await app.signIn('employee')
      await db.schema.alterTable('report_items').renameTo('report_items_away').execute()
      await employee.createReport({ reportDate: '2026-11-20', summary: 'Collars', items: [{ title: 'Order 2211' }] }).then(
        () => t.fail('it succeeded'),
        ({ message, ...error }) =>
          t.same({ message, ...error, requestId: undefined }, {
            name: 'ApiError',
            message: 'Something went wrong on our side.',
            code: 'INTERNAL',
            status: 500,
            details: [],
            meta: {},
            requestId: undefined,
            retryAfter: undefined
          })
      )
      await db.schema.alterTable('report_items_away').renameTo('report_items').execute()
      t.same((await employee.listReports()).items, [], 'and nothing is left of it')
    })
  })
}

const mariadb = databases.find(({ name }) => name === 'mariadb')

t.test(
  'without its database server the service lives, and says when to come back',
  { skip: mariadb ? false : 'MariaDB is missing' },
  async (t) => {
    const { startMariadb } = await import(join(import.meta.dirname, '../../../scripts/services.mjs')) as {
      startMariadb: (folder: string) => Promise<{ url: string, stop: () => Promise<void> }>
    }
    const folder = await mkdtemp(join(tmpdir(), 'workpulse-outage-'))
    const server = await startMariadb(folder)
    t.teardown(async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    })
    const connection = await createConnection(server.url)
    await connection.query('create database workpulse')
    await connection.end()
    const database = databaseAt(`${server.url}/workpulse`)
    const app = await testApp(t, database, { WORKPULSE_LOG_LEVEL: 'silent' })
    const employee = await app.signIn('employee')
    await server.stop()

    await t.rejects(employee.createWsTicket(), { code: 'UNAVAILABLE', status: 503, retryAfter: 1 })
    t.equal((await fetch(`${app.url}/readyz`)).status, 503)
    t.same(await app.anonymous().getHealth(), { status: 'ok' })
  }
)
