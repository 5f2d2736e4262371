import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { prepare, prepareForms, prepareInsert } from '../../../src/database/queries/prepared.ts'
import type { Database } from '../../../src/database/tables.ts'
import { databases, migrated, type TestDatabase } from '../../support/databases.ts'

async function withDivisions (t: Test, database: TestDatabase): Promise<Database> {
  const { db } = await migrated(t, database)
  await db.insertInto('divisions').values([{ id: 'A', name: 'Cutting' }, { id: 'B', name: 'Sewing' }, { id: 'C', name: 'Packing' }])
    .execute()
  return db
}

t.test('is built and compiled once per dialect, whatever the database', async (t) => {
  const built: string[] = []
  const compiled: string[] = []
  const byName = prepare((db, parameter: (name: 'name') => string) => {
    const dialect = db.getExecutor().adapter.constructor.name
    built.push(dialect)
    const query = db.selectFrom('divisions').select('id').where('name', '=', parameter('name'))
    return {
      compile () {
        compiled.push(dialect)
        return query.compile()
      }
    }
  })
  for (const database of databases) {
    const [first, second] = [await withDivisions(t, database), await withDivisions(t, database)]
    for (const db of [first, second, first]) {
      t.same(await byName(db, { name: 'Sewing' }), [{ id: 'B' }])
      t.same(await byName(db, { name: 'Cutting' }), [{ id: 'A' }])
    }
  }
  t.equal(built.length, databases.length)
  t.equal(new Set(built).size, databases.length)
  t.same(compiled, built)
})

for (const database of databases) {
  t.test(database.name, async (t) => {
    const db = await withDivisions(t, database)

    t.test('binds each value where its name stands, beside those that were there', async (t) => {
      const query = prepare((db, parameter: (name: 'first' | 'second') => string) =>
        db
          .selectFrom('divisions')
          .select((
            eb
          ) => [
            eb.val('fixed').as('fixed'),
            eb.val(parameter('second')).as('second'),
            eb.val(parameter('first')).as('first'),
            eb.val(parameter('second')).as('again')
          ])
          .where('id', '=', 'A')
          .where('name', '<>', parameter('first'))
      )
      t.same(await query(db, { first: 'one', second: 'two' }), [{ fixed: 'fixed', second: 'two', first: 'one', again: 'two' }])
      t.same(await query(db, { second: '2', first: '1' }), [{ fixed: 'fixed', second: '2', first: '1', again: '2' }])
      t.same(await query(db, { first: 'Cutting', second: '2' }), [])
    })

    t.test('calls at the same time keep their own values', async (t) => {
      const byId = prepare((db, parameter: (name: 'id') => string) =>
        db.selectFrom('divisions').select(['id', 'name']).where('id', '=', parameter('id'))
      )
      const ids = Array.from({ length: 60 }, (_, index) => ['A', 'B', 'C'][index % 3])
      const answers = await Promise.all(ids.map((id) => byId(db, { id })))
      t.same(answers.map(([row]) => row.id), ids)
      t.same(answers.slice(0, 3).map(([row]) => row.name), ['Cutting', 'Sewing', 'Packing'])
    })

    t.test('a value is a value, whatever it looks like', async (t) => {
      const echo = prepare((db, parameter: (name: 'text') => string) =>
        db.selectNoFrom((eb) => eb.cast<string>(eb.val(parameter('text')), sql`char(200)`).as('text'))
      )
      for (const text of ["' or 1 = 1 --", '?', ':name', '$1', '🧵 線', '']) t.same(await echo(db, { text }), [{ text }])
    })

    t.test('rows are inserted by it, and whom they concern is known', async (t) => {
      const insert = prepareInsert('notices')
      const at = '2026-11-20 00:00:00.000'
      const row = (id: string, userId: string) => ({
        id,
        user_id: userId,
        type: 'report.submitted' as const,
        arguments: `{"of": "${id}"}`,
        target_kind: 'report' as const,
        target_id: id,
        actor_id: null,
        open_key: null,
        created_at: at,
        read_at: null
      })
      const people = ['A', 'B', 'C'].map((id) => ({
        id,
        email: `${id}@example.test`,
        email_verified_at: at,
        name: id,
        role: 'employee' as const,
        division_id: null,
        password_hash: null,
        disabled_at: null,
        created_at: at,
        updated_at: at
      }))
      await prepareInsert('users')(db, people)
      const numbers = async () =>
        Object.fromEntries(
          (await db.selectFrom('change_numbers').selectAll().execute()).map(({ name, number }) => [name, Number(number)])
        )
      const before = await numbers()
      t.ok(before.org > 0)
      await insert(db, [row('1', 'A'), row('2', 'B')])
      await insert(db, [row('3', 'C'), row('4', 'B')])
      await insert(db, Array.from({ length: 20 }, (_, index) => row(`many ${index}`, 'A')))
      t.same(await numbers(), { ...before, 'user:A': 2, 'user:B': 2, 'user:C': 1 })
      const there = await db.selectFrom('notices').select(['id', 'user_id', 'arguments']).orderBy('id').limit(4).execute()
      t.same(there, ['1', '2', '3', '4'].map((id, index) => ({ id, user_id: 'ABCB'[index], arguments: `{"of": "${id}"}` })))
    })

    t.test('of what it is asked about each form is compiled once', async (t) => {
      let built = 0
      const list = prepareForms((db, { ids, name, limit }: { ids: string[] | null, name: string | undefined, limit: number }) => {
        built++
        let query = db.selectFrom('divisions').select('id').orderBy('id').limit(sql<number>`${limit}`)
        if (ids) query = query.where(sql<boolean>`id in (${sql.join(ids)})`)
        if (name) query = query.where('name', '=', name)
        return query
      })
      const found = async (ids: string[] | null, name?: string, limit = 9) =>
        (await list(db, { ids, name, limit })).map(({ id }) => id).join('')
      for (let round = 0; round < 2; round++) {
        t.equal(await found(['C', 'A']), 'AC')
        t.equal(await found(['B', 'A']), 'AB')
        t.equal(await found(['B', 'A'], undefined, 1), 'A')
        t.equal(await found(['A', 'B', 'C']), 'ABC')
        t.equal(await found(['A', 'B'], 'Sewing'), 'B')
        t.equal(await found(null, 'Packing'), 'C')
        t.equal(await found(null), 'ABC')
      }
      t.equal(built, 5)
    })

    t.test('runs inside a transaction too', async (t) => {
      const byId = prepare((db, parameter: (name: 'id') => string) =>
        db.selectFrom('divisions').select('name').where('id', '=', parameter('id'))
      )
      await db.transaction().execute(async (tx) => {
        await tx.updateTable('divisions').set({ name: 'Ironing' }).where('id', '=', 'C').execute()
        t.same(await byId(tx, { id: 'C' }), [{ name: 'Ironing' }])
      })
    })
  })
}
