/** What is committed is seen by whoever asks afterwards; how many questions that takes. */
import { type KyselyPlugin, sql } from 'kysely'
import t from 'tap'
import { createCatchUp } from '../../../src/database/connection/causality.ts'
import { parseDsn, type MysqlDsn } from '../../../src/database/connection/dsn.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import { databases, mariadbAlone, migrated } from '../../support/databases.ts'
import { until } from '../../support/until.ts'

for (const database of databases) {
  t.test(`${database.name}: one server is never behind, and is not asked`, async (t) => {
    const { dsn, drop } = await database.create()
    const db = openDatabase(parseDsn(dsn))
    await db.destroy()
    await drop()
    await createCatchUp(db, parseDsn(dsn))()
    t.pass('what is closed was not asked')
  })
}

for (const database of mariadbAlone(t)) {
  t.test('who comes at the same time shares a question that was begun after all of them', async (t) => {
    const { dsn, drop } = await database.create()
    const server = parseDsn(dsn) as MysqlDsn
    const { host, port } = server
    const cluster = { ...server, others: [{ host: 'localhost', port }] }
    t.not(host, 'localhost')
    let [begun, ended] = [0, 0]
    const counting: KyselyPlugin = {
      transformQuery ({ node }) {
        begun++
        return node
      },
      async transformResult ({ result }) {
        ended++
        return result
      }
    }
    const db = openDatabase(cluster)
    t.teardown(async () => {
      await db.destroy()
      await drop()
    })
    const catchUp = createCatchUp(db.withPlugin(counting), cluster)
    await catchUp()
    t.strictSame([begun, ended], [1, 1])
    await Promise.all(Array.from({ length: 50 }, catchUp))
    t.strictSame([begun, ended], [3, 3], 'the first of fifty, and one for the others')

    const first = catchUp()
    await until('it is begun', () => begun === 4)
    const later = catchUp().then(() => ended)
    await first
    t.equal(await later, 5, 'one that was begun before is not enough')
  })

  t.test('a question that fails fails for those who share it, and for nobody else', async (t) => {
    const { dsn, drop } = await database.create()
    const db = openDatabase(parseDsn(dsn))
    t.teardown(drop)
    const catchUp = createCatchUp(db, { ...parseDsn(dsn) as MysqlDsn, others: [{ host: 'localhost', port: 1 }] })
    await sql`select 1`.execute(db)
    await db.destroy()
    const asked = await Promise.allSettled([catchUp(), catchUp(), catchUp()])
    t.strictSame(asked.map(({ status }) => status), ['rejected', 'rejected', 'rejected'])
    await t.rejects(catchUp())
  })

  t.test('a change that is a statement alone is made again when it lost', async (t) => {
    const { db, open } = await migrated(t, database)
    await db.insertInto('divisions').values({ id: 'd', name: 'Before' }).execute()
    const held = Promise.withResolvers<void>()
    const other = open().transaction().execute(async (tx) => {
      await tx.updateTable('divisions').set({ name: 'Theirs' }).where('id', '=', 'd').execute()
      held.resolve()
      // Longer than a lock is waited for once.
      await new Promise((resolve) => setTimeout(resolve, 5500))
    })
    await held.promise
    const began = performance.now()
    await db.updateTable('divisions').set({ name: 'Ours' }).where('id', '=', 'd').execute()
    t.ok(performance.now() - began > 4000, 'it had to wait for longer than that')
    await other
    const { name } = await db.selectFrom('divisions').select('name').where('id', '=', 'd').executeTakeFirstOrThrow()
    t.equal(name, 'Ours')
  })
}
