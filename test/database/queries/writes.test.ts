import t from 'tap'
import { changesOne, deleteAtVersion, insertUnlessThere, unlessDuplicate, updateAtVersion } from '../../../src/database/queries/writes.ts'
import { databases, migrated } from '../../support/databases.ts'

const time = '2026-11-20 03:00:00.000'
const user = {
  id: 'U1',
  email: 'sari@workpulse.test',
  email_verified_at: null,
  name: 'Sari',
  role: 'employee' as const,
  division_id: null,
  password_hash: null,
  disabled_at: null,
  created_at: time,
  updated_at: time
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { db } = await migrated(t, database)

    t.test('a row is inserted once, whichever unique key it has', async (t) => {
      t.equal(await insertUnlessThere(db.insertInto('users').values(user)), true)
      t.equal(await insertUnlessThere(db.insertInto('users').values(user)), false, 'its id')
      t.equal(await insertUnlessThere(db.insertInto('users').values({ ...user, id: 'U2' })), false, 'its address')
      await t.rejects(
        insertUnlessThere(db.insertInto('users').values({ ...user, id: 'U2', email: 'x', division_id: 'nowhere' })),
        /foreign key/i
      )
      t.equal((await db.selectFrom('users').select('id').execute()).length, 1)
    })

    t.test('of two who saw one version, one changes the row, and the other learns the version that there is', async (t) => {
      const change = (name: string) => updateAtVersion(db, 'users', 'U1', 1, { name })
      const outcomes = await Promise.allSettled([change('first'), change('second')])
      t.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
      const [lost] = outcomes.filter((outcome) => outcome.status === 'rejected')
      t.match(lost.reason, { name: 'OvertakenError', currentVersion: 2 })
      t.match(await db.selectFrom('users').selectAll().executeTakeFirstOrThrow(), { version: 2 })
      await t.rejects(updateAtVersion(db, 'users', 'nobody', 1, { name: 'x' }), { name: 'OvertakenError', currentVersion: undefined })
    })

    t.test('a change to what another row has', async (t) => {
      const other = { ...user, id: 'U3', email: 'rini@workpulse.test' }
      await db.insertInto('users').values(other).execute()
      const change = (email: string) => unlessDuplicate(() => updateAtVersion(db, 'users', 'U3', 1, { email }))
      t.equal(await change(user.email), false)
      t.match(await db.selectFrom('users').selectAll().where('id', '=', 'U3').executeTakeFirstOrThrow(), { email: other.email, version: 1 })
      t.equal(await change('rina@workpulse.test'), true)
      await t.rejects(change('rani@workpulse.test'), { name: 'OvertakenError', currentVersion: 2 }, 'another reason is told as it is')
    })

    t.test('a row is deleted as it was seen, and nothing else', async (t) => {
      await t.rejects(deleteAtVersion(db, 'users', 'U3', 1), { name: 'OvertakenError', currentVersion: 2 })
      await deleteAtVersion(db, 'users', 'U3', 2)
      await t.rejects(deleteAtVersion(db, 'users', 'U3', 2), { name: 'OvertakenError', currentVersion: undefined })
      t.same((await db.selectFrom('users').select('id').execute()).map(({ id }) => id), ['U1'])
    })

    t.test('whether a change or a deletion met a row', async (t) => {
      t.equal(await changesOne(db.updateTable('users').set({ name: 'Sari' }).where('id', '=', 'U1')), true)
      t.equal(await changesOne(db.updateTable('users').set({ name: 'Sari' }).where('id', '=', 'U1')), true, 'met, though nothing differs')
      t.equal(await changesOne(db.updateTable('users').set({ name: 'Sari' }).where('id', '=', 'U2')), false)
      t.equal(await changesOne(db.deleteFrom('users').where('id', '=', 'U1')), true)
      t.equal(await changesOne(db.deleteFrom('users').where('id', '=', 'U1')), false)
    })
  })
}
