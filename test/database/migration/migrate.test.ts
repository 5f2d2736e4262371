import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { createConnection } from 'mysql2/promise'
import t from 'tap'
import { parseDsn } from '../../../src/database/connection/dsn.ts'
import { migrateDown, migrateToLatest, pendingMigrations } from '../../../src/database/migration/migrate.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import { databases, mariadbAlone } from '../../support/databases.ts'
import { allMigrations, empty, ownTables, schemaOf } from '../../support/schema.ts'
import { until } from '../../support/until.ts'

const root = join(import.meta.dirname, '../../..')
const migrations = await allMigrations()
const names = migrations.map(({ name }) => name)

for (const database of databases) {
  t.test(database.name, async (t) => {
    t.test('from empty to the newest, then there is nothing to do', async (t) => {
      const { db } = await empty(t, database)
      t.same(await pendingMigrations(db), names)
      t.same(await migrateToLatest(db), names)
      t.same(await pendingMigrations(db), [])
      t.same(await migrateToLatest(db), [])
      const tables = (await db.introspection.getTables()).map((table) => table.name).filter((name) => !ownTables.includes(name))
      t.same(tables.sort(), [
        'api_tokens',
        'attempts',
        'audit_entries',
        'audit_head',
        'blockers',
        'calendar_events',
        'calendar_feeds',
        'change_numbers',
        'delegations',
        'divisions',
        'event_channels',
        'event_clock',
        'events',
        'file_quotas',
        'files',
        'holidays',
        'idempotency_keys',
        'identities',
        'invitations',
        'jobs',
        'leave_days',
        'leaves',
        'ledger_days',
        'link_tokens',
        'notice_reports',
        'notices',
        'obligation_requests',
        'obligations',
        'organisation',
        'person_facts',
        'push_subscriptions',
        'report_comments',
        'report_history',
        'report_items',
        'report_reactions',
        'report_reads',
        'report_revisions',
        'reports',
        'roster_days',
        'schedules',
        'sessions',
        'shifts',
        'sign_in_flows',
        'team_members',
        'teams',
        'template_revisions',
        'templates',
        'user_settings',
        'users',
        'webhook_deliveries',
        'webhooks',
        'ws_tickets'
      ])
    })

    t.test('down takes away all that up made, and up makes it again', async (t) => {
      const { db } = await empty(t, database)
      for (const { up } of migrations) await up(db)
      const first = await schemaOf(db, database)
      t.ok(first.length >= 13)
      for (const { down } of migrations.toReversed()) await down(db)
      t.same(await schemaOf(db, database), [])
      for (const { up } of migrations) await up(db)
      t.same(await schemaOf(db, database), first)
    })

    t.test('each step back and forth alone', async (t) => {
      const { db } = await empty(t, database)
      for (const { up, down } of migrations) {
        const before = await schemaOf(db, database)
        await up(db)
        const after = await schemaOf(db, database)
        t.notSame(after, before)
        await down(db)
        t.same(await schemaOf(db, database), before)
        await up(db)
        t.same(await schemaOf(db, database), after)
      }
    })

    t.test('two processes at once both succeed, and each migration runs once', async (t) => {
      const { db, dsn } = await empty(t, database)
      const script = `
        import { parseDsn } from '${root}/src/database/connection/dsn.ts'
        import { openDatabase } from '${root}/src/database/connection/open.ts'
        import { migrateToLatest } from '${root}/src/database/migration/migrate.ts'
        const db = openDatabase(parseDsn(process.env.DSN))
        console.log(JSON.stringify(await migrateToLatest(db)))
        await db.destroy()`
      const run = async () => {
        const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
          env: { ...process.env, DSN: dsn }
        })
        return JSON.parse(stdout) as string[]
      }
      const ran = await Promise.all([run(), run()])
      t.same(ran.flat(), names)
      t.same(await pendingMigrations(db), [])
      t.equal((await db.selectFrom('event_clock').select('id').execute()).length, 1)
    })

    if (database.name === 'sqlite') {
      t.test('who comes while another migrates waits for as long as that takes', async (t) => {
        const { db, dsn } = await empty(t, database)
        const other = new DatabaseSync(dsn.slice('sqlite:'.length))
        other.exec('begin immediate')
        // Longer than any statement waits.
        const ended = delay(5000).then(() => other.close())
        t.same(await migrateToLatest(db), names)
        await ended
      })
    }

    t.test('many instances of one process at once', async (t) => {
      const { dsn } = await empty(t, database)
      const instances = Array.from({ length: 4 }, () => openDatabase(parseDsn(dsn)))
      t.teardown(() => Promise.all(instances.map((db) => db.destroy())))
      // SQLite waits inside the one thread, so there another instance of the same process can only come after.
      if (database.name === 'sqlite') { for (const db of instances) t.same(await migrateToLatest(db), db === instances[0] ? names : []) }
      else t.same((await Promise.all(instances.map(migrateToLatest))).flat(), names)
    })
  })
}

for (const database of mariadbAlone(t)) {
  t.test('on a shared server', async (t) => {
    t.test('refuses a database that has tables of somebody else', async (t) => {
      const { db } = await empty(t, database)
      await db.schema.createTable('wp_posts').addColumn('id', 'integer').execute()
      await t.rejects(migrateToLatest(db), {
        message: /Refusing to migrate the database workpulse_test_\w+: it has tables that are not WorkPulse's \(wp_posts\)/
      })
      t.same((await db.introspection.getTables()).map((table) => table.name), ['wp_posts'], 'nothing was made')
    })

    t.test('refuses a view of somebody else as well', async (t) => {
      const { db } = await empty(t, database)
      await sql`create view theirs as select 1 as one`.execute(db)
      await t.rejects(migrateToLatest(db), { message: /Refusing to migrate/ })
    })

    t.test('refuses the databases of the system', async (t) => {
      for (const name of ['mysql', 'information_schema', 'sys']) {
        const db = openDatabase(parseDsn(`${process.env.WORKPULSE_TEST_MARIADB}/${name}`))
        await t.rejects(migrateToLatest(db), {
          message: `Refusing to migrate the system database ${name}: name a dedicated one in WORKPULSE_DATABASE_DSN`
        })
        await db.destroy()
      }
    })

    t.test('the lock is that of this database alone', async (t) => {
      const { db, dsn } = await empty(t, database)
      const { database: name } = parseDsn(dsn) as { database: string }
      const holder = await createConnection(dsn)
      t.teardown(() => holder.end())
      await holder.query('select get_lock(?, 0)', ['wp:somebody_else:migrate'])
      await holder.query('select get_lock(?, 0)', [`wp:${name}:migrate`])

      const other = await empty(t, database)
      t.same(await migrateToLatest(other.db), names, 'another database does not wait')

      const migrating = migrateToLatest(db)
      await until('the migration waits for the lock', async () => {
        const [rows] = await holder.query('select id from information_schema.processlist where db = ? and state = ?', [name, 'User lock'])
        return (rows as unknown[]).length === 1
      })
      t.notOk((await db.introspection.getTables()).some((table) => table.name === 'users'), 'nothing is made meanwhile')
      await holder.query('select release_lock(?)', [`wp:${name}:migrate`])
      t.same(await migrating, names)
      const [[{ free }]] = await holder.query('select is_free_lock(?) as free', [`wp:${name}:migrate`]) as any
      t.equal(free, 1, 'and it is let go afterwards')
    })

    t.test('waits for a migration that takes longer than a query may', async (t) => {
      const { db, dsn } = await empty(t, database)
      const lock = `wp:${(parseDsn(dsn) as { database: string }).database}:migrate`
      const holder = await createConnection(dsn)
      t.teardown(() => holder.end())
      await holder.query('select get_lock(?, 0)', [lock])
      // A little more than the five seconds of a query's timeout: what is tested is time itself.
      const migrating = migrateToLatest(db).then((ran) => ({ ran }), (error: Error) => ({ error }))
      await Promise.race([migrating, new Promise((resolve) => setTimeout(resolve, 5300))])
      await holder.query('select release_lock(?)', [lock])
      t.same(await migrating, { ran: names })
    })

    t.test('a change of tables that people use keeps nobody from them, and is made once they are done', async (t) => {
      const { db, dsn } = await empty(t, database)
      await migrateToLatest(db)
      const [user, other] = await Promise.all([createConnection(dsn), createConnection(dsn)])
      t.teardown(() => Promise.all([user.end(), other.end()]))
      const tables = (await db.introspection.getTables()).map(({ name }) => name).filter((name) => !name.startsWith('schema_'))
      await user.query('begin')
      for (const name of tables) await user.query(`select 1 from ${name} limit 1`)

      const takenBack = migrateDown(db)
      await until('it waits', async () => {
        const [rows] = await other.query(
          "select id from information_schema.processlist where db = database() and state like 'Waiting for table metadata lock'"
        )
        return (rows as unknown[]).length > 0
      })
      for (const name of tables) await other.query(`select 1 from ${name} limit 1`)
      await user.query('commit')
      t.equal(await takenBack, names.at(-1))
    })

    t.test('a database whose name is as long as it may be', async (t) => {
      const name = `workpulse_${'x'.repeat(54)}`
      const admin = await createConnection(process.env.WORKPULSE_TEST_MARIADB!)
      await admin.query(`create database ${name} default character set utf8mb4 collate utf8mb4_bin`)
      const db = openDatabase(parseDsn(`${process.env.WORKPULSE_TEST_MARIADB}/${name}`))
      t.teardown(async () => {
        await db.destroy()
        await admin.query(`drop database ${name}`)
        await admin.end()
      })
      t.same(await migrateToLatest(db), names)
    })

    t.test('where the server has made the database in Latin 1, text is UTF-8 all the same', async (t) => {
      const { db, dsn } = await empty(t, database)
      await sql`alter database ${
        sql.id((parseDsn(dsn) as { database: string }).database)
      } default character set latin1 collate latin1_swedish_ci`.execute(db)
      await migrateToLatest(db)
      await db.insertInto('divisions').values({ id: 'A', name: '線 🧵' }).execute()
      await db.insertInto('divisions').values({ id: 'B', name: 'É' }).execute()
      await db.insertInto('divisions').values({ id: 'C', name: 'e' }).execute()
      t.same((await db.selectFrom('divisions').select('name').orderBy('id').execute()).map((row) => row.name), ['線 🧵', 'É', 'e'])
    })
  })
}
