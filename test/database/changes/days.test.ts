/** Which days a change is of: by their division's number, in the transaction that changes them. */
import { sql } from 'kysely'
import t from 'tap'
import { anyDay, ofDay } from '../../../src/database/changes/concerned.ts'
import { prepareChange, prepareInsert } from '../../../src/database/queries/prepared.ts'
import type { Database } from '../../../src/database/tables.ts'
import { addDays } from '../../../src/rules/time/calendar.ts'
import { databases, migrated } from '../../support/databases.ts'

const time = '2026-11-20 00:00:00.000'
const monday = '2026-11-16'
const tuesday = '2026-11-17'
const [a, b] = [{ team_id: 'A1', division_id: 'A' }, { team_id: 'B1', division_id: 'B' }]

const owed = (userId: string, date: string, place = a) => ({
  user_id: userId,
  work_date: date,
  ...place,
  schedule_id: 'S',
  deadline_at: time,
  grace_until: time,
  closes_at: time,
  outcome: 'due' as const,
  on_leave: 0,
  inactive: 0,
  made_at: time
})
const filed = (id: string, date: string, place = a) => ({
  id,
  user_id: 'U1',
  report_date: date,
  ...place,
  state: 'submitted' as const,
  summary: '',
  plan_next: '',
  fields: '{}',
  created_at: time,
  updated_at: time,
  version: 1
})

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { db } = await migrated(t, database)
    const person = { name: 'U', role: 'employee' as const, created_at: time, updated_at: time }
    await db.insertInto('users').values(['U1', 'U2'].map((id) => ({ id, email: `${id}@example.test`, ...person }) as never)).execute()
    const numbers = async () =>
      new Map((await db.selectFrom('change_numbers').selectAll().execute()).map(({ name, number }) => [name, Number(number)]))

    /** The names of days that an action raises. */
    async function raisedBy (act: (db: Database) => Promise<unknown>): Promise<string[]> {
      const before = await numbers()
      await act(db)
      return [...await numbers()].filter(([name, number]) => name.startsWith('day') && number !== (before.get(name) ?? 0))
        .map(([name]) => name).sort()
    }

    t.test('rows that are new', async (t) => {
      t.same(await raisedBy((db) => db.insertInto('obligations').values([owed('U1', monday), owed('U2', tuesday, b)] as never).execute()), [
        ofDay(monday, 'A'),
        ofDay(tuesday, 'B')
      ])
      t.same(await raisedBy((db) => prepareInsert('reports')(db, [filed('R1', monday)] as never)), [ofDay(monday, 'A')])
    })

    t.test('rows that are changed, by what they were and what they are', async (t) => {
      const change = (what: object) => (db: Database) =>
        db.updateTable('obligations').set(what).where('user_id', '=', 'U1').where('work_date', '=', monday).execute()
      t.same(await raisedBy(change({ outcome: 'missed' })), [ofDay(monday, 'A')])
      t.same(await raisedBy(change(b)), [ofDay(monday, 'A'), ofDay(monday, 'B')], 'another division')
      t.same(await raisedBy(change({ ...b, outcome: 'due' })), [ofDay(monday, 'B')])
      t.same(
        await raisedBy((db) => db.updateTable('reports').set({ report_date: tuesday }).where('id', '=', 'R1').execute()),
        [ofDay(monday, 'A'), ofDay(tuesday, 'A')],
        'another day'
      )
      t.same(await raisedBy((db) => db.updateTable('reports').set(b).where('id', '=', 'nowhere').execute()), [])
      const prepared = prepareChange((db, parameter: (name: 'id' | 'division') => string) =>
        db.updateTable('reports').set({ division_id: parameter('division') }).where('id', '=', parameter('id'))
      )
      t.same(await raisedBy((db) => prepared(db, 1, { id: 'R1', division: 'B' })), [ofDay(tuesday, 'A'), ofDay(tuesday, 'B')])
      const both = { user_id: 'U1', team_id: 'B1', division_id: 'B', work_date: monday }
      t.same(
        await raisedBy((db) => {
          const { user_id: userId, team_id: teamId, division_id: divisionId, work_date: date } = both
          return db.updateTable('obligations').set({ division_id: 'A' }).where('user_id', '=', userId).where('team_id', '=', teamId)
            .where('division_id', '=', divisionId).where('work_date', '=', date).execute()
        }),
        [ofDay(monday, 'A'), ofDay(monday, 'B')],
        'a statement that says all of it'
      )
    })

    t.test('rows that are deleted', async (t) => {
      t.same(await raisedBy((db) => db.deleteFrom('reports').where('id', '=', 'R1').execute()), [ofDay(tuesday, 'B')])
      t.same(await raisedBy((db) => db.deleteFrom('obligations').where('user_id', '=', 'U2').execute()), [ofDay(tuesday, 'B')])
    })

    t.test('what cannot be told, and more than are named', async (t) => {
      t.same(await raisedBy((db) => sql`update obligations set outcome = 'due'`.execute(db)), [anyDay])
      t.same(await raisedBy((db) => db.updateTable('obligations').set({ outcome: 'late' }).execute()), [anyDay], 'all of them')
      const expression = { division_id: sql<string>`team_id` }
      t.same(await raisedBy((db) => db.updateTable('obligations').set(expression).where('user_id', '=', 'U1').execute()), [anyDay])
      const many = Array.from({ length: 61 }, (_, index) => owed('U1', addDays('2027-01-01', index)))
      t.same(await raisedBy((db) => db.insertInto('obligations').values(many as never).execute()), [anyDay])
      t.equal((await raisedBy((db) => db.deleteFrom('obligations').where('work_date', '<', '2027-02-01').execute())).length, 32)
    })

    t.test('nothing else, and nothing that is undone', async (t) => {
      t.same(await raisedBy((db) => db.insertInto('divisions').values({ id: 'A', name: 'Cutting' }).execute()), [])
      const undone = (db: Database) =>
        db.transaction().execute(async (tx) => {
          await tx.insertInto('obligations').values(owed('U1', monday) as never).execute()
          throw new Error('no')
        })
      t.same(await raisedBy((db) => undone(db).catch(() => undefined)), [])
    })
  })
}
