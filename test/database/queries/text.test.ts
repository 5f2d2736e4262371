import t from 'tap'
import { isDuplicate, toDateTime, toTimestamp, toTimestampOrNull } from '../../../src/database/dialect.ts'
import { findCredentials } from '../../../src/repositories/organisation/users.ts'
import { normaliseEmail } from '../../../src/rules/identity/email.ts'
import { databases, migrated } from '../../support/databases.ts'

const time = '2026-11-20 03:00:00.123'
const userOf = (id: string, email: string, name = 'Sari') => ({
  id,
  email,
  name,
  email_verified_at: null,
  role: 'employee' as const,
  division_id: null,
  password_hash: null,
  disabled_at: null,
  created_at: time,
  updated_at: time
})

t.test('times between the database and RFC 3339', async (t) => {
  t.equal(toDateTime(new Date('2026-11-20T03:00:00.000Z')), '2026-11-20 03:00:00.000')
  t.equal(toDateTime(new Date('2026-11-20T23:59:59.999+07:00')), '2026-11-20 16:59:59.999')
  t.equal(toTimestamp('2026-11-20 03:00:00.120'), '2026-11-20T03:00:00.120Z')
  t.equal(toTimestampOrNull(null), null)
  t.equal(toTimestampOrNull('2026-11-20 03:00:00.120'), '2026-11-20T03:00:00.120Z')
})

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { db } = await migrated(t, database)
    t.beforeEach(() => db.deleteFrom('users').execute())

    t.test('text comes back as it went', async (t) => {
      const texts = [
        '🧵 線 ﷽ é é',
        '𝒳'.repeat(120),
        'a\tb\nc\r\nd',
        "'; drop table users; --",
        '"\\%_?',
        ' both sides ',
        '\u200d\u202e',
        'İıſK'
      ]
      await db.insertInto('users').values(texts.map((name, index) => userOf(`U${index}`, `u${index}@x.test`, name))).execute()
      const rows = await db.selectFrom('users').select('name').orderBy('id').execute()
      t.strictSame(rows.map((row) => row.name), texts)
    })

    t.test('times are told alike on both databases', async (t) => {
      const times = [
        '2026-11-20 03:00:00.123',
        '2026-11-20 03:00:00.120',
        '2026-11-20 03:00:00.100',
        '2026-11-20 03:00:00.001',
        '2026-11-20 03:00:00.000',
        '2026-11-20 00:00:00.000',
        '2028-02-29 23:59:59.999',
        '1999-12-31 23:59:59.999'
      ]
      await db.insertInto('users').values(times.map((created_at, index) => ({
        ...userOf(`U${index}`, `u${index}@x.test`),
        created_at,
        disabled_at: index % 2 ? created_at : null
      }))).execute()
      const rows = await db.selectFrom('users').select(['created_at', 'disabled_at']).orderBy('id').execute()
      t.strictSame(rows.map((row) => toTimestamp(row.created_at)), times.map(toTimestamp))
      t.strictSame(
        rows.map((row) => toTimestampOrNull(row.disabled_at)),
        times.map((created_at, index) => index % 2 ? toTimestamp(created_at) : null)
      )
      for (const created_at of times) {
        const { id } = await db.selectFrom('users').select('id').where('created_at', '=', created_at).executeTakeFirstOrThrow()
        t.equal(id, `U${times.indexOf(created_at)}`)
      }
      const sorted = await db.selectFrom('users').select('created_at').orderBy('created_at').execute()
      t.strictSame(sorted.map((row) => toTimestamp(row.created_at)), times.toSorted().map(toTimestamp))
    })

    t.test('no collation takes one address for another', async (t) => {
      await db.insertInto('users').values(userOf('VICTIM', 'victim@x.test')).execute()
      t.match(await findCredentials(db, 'victim@x.test'), { id: 'VICTIM' })
      for (
        const email of [
          'VICTIM@X.TEST',
          'Victim@x.test',
          'vìctim@x.test',
          'victim@x.tést',
          'vıctim@x.test',
          'victim@x.test\u0000',
          'ⅴictim@x.test',
          'victim@x.test\u00ad',
          'victim@x.test\u200b',
          'victim@x.test '
        ]
      ) {
        t.equal(await findCredentials(db, email), undefined, JSON.stringify(email))
      }
      for (const [index, email] of ['VICTIM@X.TEST', 'vìctim@x.test', 'vıctim@x.test', 'victim@x.test\u200b'].entries()) {
        await db.insertInto('users').values(userOf(`OTHER${index}`, email)).execute()
        t.match(await findCredentials(db, email), { id: `OTHER${index}` })
      }
      t.match(await findCredentials(db, 'victim@x.test'), { id: 'VICTIM' })
      for (const spelling of ['VICTIM@X.Test', ' victim@x.test ', 'ｖictim@x.test']) {
        t.match(await findCredentials(db, normaliseEmail(spelling)), { id: 'VICTIM' }, 'one spelling per address is made in code')
      }
    })

    t.test('text is sorted alike', async (t) => {
      const names = ['Zul', 'agus', 'Agus', 'Ägus', 'Budi', '線', '🧵', 'a b', 'a', '_']
      await db.insertInto('users').values(names.map((name, index) => userOf(`U${index}`, `u${index}@x.test`, name))).execute()
      const rows = await db.selectFrom('users').select('name').orderBy('name').execute()
      t.strictSame(rows.map((row) => row.name), ['Agus', 'Budi', 'Zul', '_', 'a', 'a b', 'agus', 'Ägus', '線', '🧵'])
    })

    t.test('a duplicate is told from other errors', async (t) => {
      await db.insertInto('users').values(userOf('VICTIM', 'victim@x.test')).execute()
      const errorOf = (query: { execute: () => Promise<unknown> }) => query.execute().then(() => t.fail('it was taken'), (error) => error)
      t.ok(isDuplicate(await errorOf(db.insertInto('users').values(userOf('VICTIM', 'another@x.test')))), 'of the key')
      t.ok(isDuplicate(await errorOf(db.insertInto('users').values(userOf('OTHER', 'victim@x.test')))), 'of another unique index')
      t.notOk(
        isDuplicate(await errorOf(db.insertInto('users').values({ ...userOf('OTHER', 'other@x.test'), division_id: 'nowhere' }))),
        'a foreign key'
      )
      t.notOk(
        isDuplicate(await errorOf(db.insertInto('users').values({ ...userOf('OTHER', 'other@x.test'), name: null as never }))),
        'a null'
      )
    })
  })
}
