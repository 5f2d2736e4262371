/** A crowd that asks together is answered by a few statements, each begun after the last of those whom it answers came. */
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { prepareEach } from '../../../src/database/queries/prepared.ts'
import { asOne, gathered } from '../../../src/database/queries/together.ts'
import type { Database } from '../../../src/database/tables.ts'
import { databases, migrated } from '../../support/databases.ts'

const outside = { isTransaction: false } as Database
const inside = { isTransaction: true } as Database

t.test('those who come while one is on its way are asked together afterwards', async (t) => {
  let stored = 1
  const asked: string[][] = []
  const ask = gathered(async (_db, keys: string[]) => {
    asked.push(keys)
    const seen = stored
    await delay(5)
    return keys.map((key) => `${key}${seen}`)
  })
  const first = ask(outside, 'a')
  stored = 2
  const others = ['b', 'c', 'b'].map((key) => ask(outside, key))
  const another = ask({ isTransaction: false } as Database, 'd')
  const own = ask(inside, 'e')
  t.equal(await first, 'a1')
  t.same(await Promise.all(others), ['b2', 'c2', 'b2'], 'as it was once they had come')
  t.same(await Promise.all([another, own]), ['d2', 'e2'], 'another database, and a transaction, wait for nobody')
  t.same(asked, [['a'], ['d'], ['e'], ['b', 'c', 'b']])
  await Promise.all(Array.from({ length: 130 }, (_, index) => ask(outside, `k${index}`)))
  t.same(asked.slice(4).map(({ length }) => length), [1, 64, 64, 1])
})

t.test('what fails is told to those who asked it, and to nobody after them', async (t) => {
  let fails = true
  const ask = gathered(async (_db, keys: string[]) => {
    await delay(1)
    if (fails) throw new Error('no answer')
    return keys
  })
  const first = ask(outside, 'a')
  const [second, third] = [ask(outside, 'b'), ask(outside, 'c')]
  await t.rejects(first, { message: 'no answer' })
  fails = false
  t.same(await Promise.all([second, third, ask(outside, 'd')]), ['b', 'c', 'd'])
})

t.test('one question for all who have the same, as it stands once they have come', async (t) => {
  let [stored, asked] = [1, 0]
  const ask = asOne(async (_db, name: string, limit: number) => {
    asked++
    const seen = stored
    await delay(5)
    if (name === 'fails') throw new Error('no answer')
    return { name, limit, seen }
  })
  const first = ask(outside, 'a', 1)
  stored = 2
  const others = [ask(outside, 'a', 1), ask(outside, 'a', 1), ask(outside, 'a', 2)]
  t.match(await first, { seen: 1 })
  stored = 3
  const late = ask(outside, 'a', 1)
  t.match(await Promise.all(others), [{ seen: 2 }, { seen: 2 }, { limit: 2, seen: 2 }])
  t.match(await late, { seen: 3 })
  t.equal(asked, 4)
  t.match(await ask(outside, 'a', 1), { seen: 3 })
  t.equal(asked, 5, 'nothing is kept')
  const failing = [ask(outside, 'fails', 1), ask(outside, 'fails', 1)]
  for (const each of failing) await t.rejects(each, { message: 'no answer' })
  t.equal(asked, 7)
})

for (const database of databases) {
  t.test(`several keys at once, ${database.name}`, async (t) => {
    const { db } = await migrated(t, database)
    const ids = ['A', 'B', 'C', 'D', 'E']
    await db.insertInto('divisions').values(ids.map((id) => ({ id, name: `Division ${id}` }))).execute()
    const sizes: number[] = []
    const byId = prepareEach((db, keys, parameter: (name: 'least') => string) => {
      sizes.push(keys.length)
      return db.selectFrom('divisions').select('id').where('id', 'in', keys).where('id', '>=', parameter('least')).orderBy('id')
    })
    const found = async (keys: string[], least = 'A') => (await byId(db, keys, { least })).map(({ id }) => id)
    t.same(await found(['C']), ['C'])
    t.same(await found(['E', 'A', 'C']), ['A', 'C', 'E'])
    t.same(await found(['B', 'A', 'C', 'D']), ['A', 'B', 'C', 'D'])
    t.same(await found(ids, 'D'), ['D', 'E'])
    t.same(sizes, [1, 4, 8], 'made once for each power of two')
  })
}
