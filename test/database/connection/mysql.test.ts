import { sql } from 'kysely'
import t from 'tap'
import type { Database } from '../../../src/database/tables.ts'
import { databases, mariadbAlone, migrated } from '../../support/databases.ts'

/** Counts of the session, such as `Com_stmt_execute`. */
async function statusOf (db: Database, name: string): Promise<number> {
  const { rows: [{ Value }] } = await sql<{ Value: string }>`show session status like ${sql.lit(name)}`.execute(db)
  return Number(Value)
}

for (const database of mariadbAlone(t)) {
  t.test('every connection of the pool is set up alike', async (t) => {
    const { db } = await migrated(t, database)
    const poolSize = 10
    let waiting = 0
    const all = Promise.withResolvers<void>()
    const sessions = await Promise.all(Array.from({ length: poolSize }, () =>
      db.connection().execute(async (db) => {
        if (++waiting === poolSize) all.resolve()
        await all.promise
        const { rows: [row] } = await sql<Record<string, string | number>>`
        select connection_id() as id, @@tx_isolation as isolation, @@sql_mode as mode, @@session.time_zone as zone,
        @@character_set_client as client, @@character_set_results as results, @@collation_connection as collation`.execute(db)
        return row
      })))
    t.equal(new Set(sessions.map(({ id }) => id)).size, poolSize)
    for (const { id, mode, ...settings } of sessions) {
      t.same(settings, { isolation: 'READ-COMMITTED', zone: '+00:00', client: 'utf8mb4', results: 'utf8mb4', collation: 'utf8mb4_bin' })
      t.match(mode, 'STRICT_ALL_TABLES')
      t.match(mode, 'NO_ENGINE_SUBSTITUTION')
    }
  })

  t.test('reads what others have committed meanwhile', async (t) => {
    const { db } = await migrated(t, database)
    await db.transaction().execute(async (tx) => {
      t.same(await tx.selectFrom('divisions').selectAll().execute(), [])
      await db.insertInto('divisions').values({ id: 'A', name: 'Cutting' }).execute()
      t.same(await tx.selectFrom('divisions').select(['id', 'name']).execute(), [{ id: 'A', name: 'Cutting' }])
    })
  })

  t.test('refuses what does not fit rather than cutting it', async (t) => {
    const { db } = await migrated(t, database)
    await t.rejects(db.insertInto('divisions').values({ id: 'A', name: 'x'.repeat(121) }).execute(), { code: 'ER_DATA_TOO_LONG' })
    await t.rejects(db.insertInto('divisions').values({ id: 'x'.repeat(27), name: 'A' }).execute(), { code: 'ER_DATA_TOO_LONG' })
    await t.rejects(db.insertInto('organisation').values({ id: 1, name: 'A', time_zone: 'UTC', backdate_days: 'three' as never }).execute())
    await t.rejects(sql`insert into organisation (id, name, time_zone, backdate_days) values (1, 'A', 'UTC', 1 / 0)`.execute(db))
    t.same(await db.selectFrom('divisions').selectAll().execute(), [])
  })

  t.test('statements are prepared, once per connection, and not without end', async (t) => {
    const { db } = await migrated(t, database)
    await db.connection().execute(async (db) => {
      const select = (id: string) => db.selectFrom('divisions').select('name').where('id', '=', id).execute()
      await select('A')
      const [executed, prepared] = [await statusOf(db, 'Com_stmt_execute'), await statusOf(db, 'Com_stmt_prepare')]
      for (const id of ['B', 'C', 'D']) await select(id)
      t.equal(await statusOf(db, 'Com_stmt_execute') - executed, 3)
      t.equal(await statusOf(db, 'Com_stmt_prepare') - prepared, 0)

      for (let number = 0; number < 300; number++) await sql`select ${sql.lit(number)} as number`.execute(db)
      t.equal(await statusOf(db, 'Com_stmt_prepare') - prepared, 300)
      const kept = await statusOf(db, 'Com_stmt_prepare') - await statusOf(db, 'Com_stmt_close')
      t.ok(kept <= 256, `${kept} are kept`)
      t.same(await select('A'), [])
    })
  })

  t.test('a query that takes too long fails, and the next one gets its own answer', async (t) => {
    const { db } = await migrated(t, database)
    // The time limit itself is what is tested: five seconds.
    await t.rejects(sql`select sleep(7)`.execute(db), { code: 'PROTOCOL_SEQUENCE_TIMEOUT' })
    t.same((await sql`select 'mine' as answer`.execute(db)).rows, [{ answer: 'mine' }])
    t.same(
      await Promise.all(
        Array.from({ length: 20 }, async (_, index) => (await sql<{ n: number }>`select ${sql.lit(index)} as n`.execute(db)).rows[0].n)
      ),
      Array.from({ length: 20 }, (_, index) => index)
    )
  })
}

if (databases.length === 1) t.pass('only on MariaDB')
