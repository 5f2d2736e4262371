import { sql } from 'kysely'
import t, { type Test } from 'tap'
import type { Database } from '../../src/database/tables.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { isUnavailable } from '../../src/database/unavailable.ts'
import { createLog } from '../../src/runtime/log.ts'
import { testApp } from '../support/app.ts'
import { databases, mariadbAlone, migrated, type TestDatabase } from '../support/databases.ts'

async function withDivisions (t: Test, database: TestDatabase): Promise<Database> {
  const { db } = await migrated(t, database)
  await db.insertInto('divisions').values([{ id: 'A', name: 'Cutting' }, { id: 'B', name: 'Sewing' }]).execute()
  return db
}

const namesOf = async (db: Database) => (await db.selectFrom('divisions').select('name').orderBy('id').execute()).map((row) => row.name)

/** How many of the pool's connections are inside a transaction. */
async function openTransactions (db: Database): Promise<number> {
  const poolSize = 10
  let taken = 0
  const all = Promise.withResolvers<void>()
  const states = await Promise.all(Array.from({ length: poolSize }, () =>
    db.connection().execute(async (db) => {
      if (++taken === poolSize) all.resolve()
      await all.promise
      const { rows: [{ open }] } = await sql<{ open: number }>`select @@in_transaction as open`.execute(db)
      return Number(open)
    })))
  return states.filter(Boolean).length
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    t.test('answers what the work does, committed', async (t) => {
      const db = await withDivisions(t, database)
      const answer = await inTransaction(db, async (tx) => {
        await tx.updateTable('divisions').set({ name: 'Ironing' }).where('id', '=', 'A').execute()
        return 'done'
      })
      t.equal(answer, 'done')
      t.same(await namesOf(db), ['Ironing', 'Sewing'])
    })

    t.test('an error undoes everything, is not tried again and leaves nothing behind', async (t) => {
      const db = await withDivisions(t, database)
      let attempts = 0
      const failing = () =>
        inTransaction(db, async (tx) => {
          attempts++
          await tx.updateTable('divisions').set({ name: 'Ironing' }).where('id', '=', 'A').execute()
          await tx.insertInto('divisions').values({ id: `C${attempts}`, name: `Packing ${attempts}` }).execute()
          throw new Error('no')
        })
      // More often than there are connections, so that one that is not given back would be missed.
      for (let time = 1; time <= 12; time++) await t.rejects(failing(), { message: 'no' })
      t.equal(attempts, 12)
      t.same(await namesOf(db), ['Cutting', 'Sewing'])
      if (database.name === 'mariadb') t.equal(await openTransactions(db), 0)
      await inTransaction(db, (tx) => tx.insertInto('divisions').values({ id: 'C', name: 'Packing' }).execute())
      t.same(await namesOf(db), ['Cutting', 'Sewing', 'Packing'])
    })

    t.test('a query that fails undoes the ones before it', async (t) => {
      const db = await withDivisions(t, database)
      await t.rejects(inTransaction(db, async (tx) => {
        await tx.insertInto('divisions').values({ id: 'C', name: 'Packing' }).execute()
        await tx.insertInto('divisions').values({ id: 'A', name: 'Another' }).execute()
      }))
      t.same(await namesOf(db), ['Cutting', 'Sewing'])
    })

    t.test('gives up after the fourth deadlock, with everything undone', async (t) => {
      const db = await withDivisions(t, database)
      let attempts = 0
      await t.rejects(
        inTransaction(db, async (tx) => {
          attempts++
          await tx.updateTable('divisions').set({ name: 'Ironing' }).where('id', '=', 'A').execute()
          throw Object.assign(new Error('Deadlock found'), { code: 'ER_LOCK_DEADLOCK' })
        }),
        { code: 'ER_LOCK_DEADLOCK' }
      )
      t.equal(attempts, 4)
      t.same(await namesOf(db), ['Cutting', 'Sewing'])
    })
  })
}

for (const database of mariadbAlone(t)) {
  t.test('conflicts are counted, and what goes on by itself logs none', async (t) => {
    const lines: string[] = []
    const log = createLog('info', { write: (line: string) => lines.push(line) }, isUnavailable)
    const { deps: { db, transaction, metrics } } = await testApp(t, database, {}, log)
    let holding = 0
    const bothHold = Promise.withResolvers<void>()
    const touch = (first: string, second: string) =>
      transaction(async (tx) => {
        await tx.updateTable('divisions').set({ name: `${first} 2` }).where('id', '=', first).execute()
        if (++holding === 2) bothHold.resolve()
        await bothHold.promise
        await tx.updateTable('divisions').set({ name: `${second} 2` }).where('id', '=', second).execute()
      })
    const [a, b] = (await db.selectFrom('divisions').select('id').orderBy('id').execute()).map(({ id }) => id)
    await Promise.all([touch(a, b), touch(b, a)])
    t.equal((await metrics.conflicts.get()).values[0].value, 1)
    t.same(lines.filter((line) => /deadlock/i.test(line)), [])
  })

  t.test('two connections that wait for each other both get through', async (t) => {
    const db = await withDivisions(t, database)
    let attempts = 0
    let holding = 0
    const bothHold = Promise.withResolvers<void>()
    const rename = (first: string, second: string, suffix: string) =>
      inTransaction(db, async (tx) => {
        attempts++
        const append = (id: string) =>
          tx.updateTable('divisions').set((eb) => ({ name: eb.fn<string>('concat', ['name', eb.val(suffix)]) })).where('id', '=', id)
            .execute()
        await append(first)
        if (++holding === 2) bothHold.resolve()
        await bothHold.promise
        await append(second)
        return suffix
      })
    t.same(await Promise.all([rename('A', 'B', ' 1'), rename('B', 'A', ' 2')]), [' 1', ' 2'])
    t.equal(attempts, 3, 'one of them was chosen to end the deadlock')
    for (const name of await namesOf(db)) t.match(name, /^\w+( 1 2| 2 1)$/, 'each change is there once')
    t.equal(await openTransactions(db), 0)
  })

  t.test('nothing of a transaction is carried out after its end', async (t) => {
    const db = await withDivisions(t, database)
    const insert = (tx: Database, name: string) => tx.insertInto('divisions').values({ id: name, name }).execute()

    t.test('where the server ended it without a word', async (t) => {
      let attempts = 0
      const names = await inTransaction(db, async (tx) => {
        await insert(tx, `Before ${++attempts}`)
        // To the driver a statement like others.
        if (attempts === 1) await sql`rollback /* of the server */`.execute(tx)
        await insert(tx, `Behind ${attempts}`)
        return namesOf(tx)
      })
      t.equal(attempts, 2, 'it was tried again')
      t.same(names, ['Cutting', 'Sewing', 'Before 2', 'Behind 2'])
      t.same(await namesOf(db), names)
    })

    t.test('where that shows by the answer with rows', async (t) => {
      let attempts = 0
      await inTransaction(db, async (tx) => {
        if (++attempts === 1) await sql`analyze table divisions`.execute(tx)
        await insert(tx, `After rows ${attempts}`)
      })
      t.equal(attempts, 2)
      t.notOk((await namesOf(db)).includes('After rows 1'))
    })

    t.test('where it was told so, and goes on all the same', async (t) => {
      const [attempts, holding] = [{ A: 0, B: 0 }, Promise.withResolvers<void>()]
      let waiting = 0
      const failures: unknown[] = []
      const cross = (first: 'A' | 'B', second: string) =>
        inTransaction(db, async (tx) => {
          const attempt = ++attempts[first]
          const touch = (id: string) =>
            tx.updateTable('divisions').set({ name: `${id} of ${first} ${attempt}` }).where('id', '=', id).execute()
          await touch(first)
          if (++waiting === 2) holding.resolve()
          await holding.promise
          await touch(second).catch((error) => failures.push(error))
          await insert(tx, `After ${first} ${attempt}`)
        })
      await Promise.all([cross('A', 'B'), cross('B', 'A')])
      t.equal(failures.length, 1, 'one of them was chosen to end the deadlock')
      t.equal(attempts.A + attempts.B, 3)
      t.equal((await namesOf(db)).filter((name) => name.startsWith('After A') || name.startsWith('After B')).length, 2)
      t.equal(await openTransactions(db), 0)
    })

    t.test('a statement that failed alone leaves it as it was', async (t) => {
      let attempts = 0
      await inTransaction(db, async (tx) => {
        attempts++
        await insert(tx, 'Twice')
        await t.rejects(insert(tx, 'Twice'), { code: 'ER_DUP_ENTRY' })
        await insert(tx, 'Once')
      })
      t.equal(attempts, 1)
      t.ok((await namesOf(db)).includes('Once'))
    })
  })
}
