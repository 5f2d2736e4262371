import t from 'tap'
import { findFacts, listFacts } from '../../../src/repositories/organisation/person-facts.ts'
import { databases } from '../../support/databases.ts'
import { testApp, today } from '../../support/app.ts'
import { startMailbox } from '../../support/mailbox.ts'
import { line4, line7, packing, people, production, warehouse } from '../../support/people.ts'

const tomorrow = '2026-11-21'
const later = '2026-12-01'
const day = 86_400_000

for (const database of databases) {
  t.test(database.name, async (t) => {
    const mailbox = await startMailbox(t)
    const app = await testApp(t, database, { WORKPULSE_SMTP_URL: mailbox.url })
    const { db } = app.deps
    const admin = await app.signIn('admin')
    const facts = (userId: string, date: string) => findFacts(db, userId, date)
    const change = async (userId: string, wish: object) =>
      admin.updateUser(userId, { version: (await admin.getUser(userId)).version, ...wish })

    t.test('of everybody, with the division of their team', async (t) => {
      const all = await listFacts(db, today)
      t.equal(all.length, Object.keys(people).length)
      t.same(all, all.toSorted((a, b) => a.id < b.id ? -1 : 1))
      const of = (id: string) => all.find((one) => one.id === id)
      t.match(of(people.employee.id), { divisionId: production.id, teamId: line4.id, reportRequired: true, active: true, leftOn: null })
      t.match(of(people.disabled.id), { active: false })
      t.match(of(people.manager.id), { divisionId: production.id, teamId: null })
      t.match(of(people.admin.id), { divisionId: null, teamId: null })
      t.same(await listFacts(db, '2020-01-01'), [], 'before anybody came')
    })

    t.test('who is new is known today and owes from tomorrow', async (t) => {
      const { id } = await admin.createUser({ email: 'new@workpulse.test', name: 'Rina', teams: [{ id: line4.id, role: 'member' }] })
      t.match(await facts(id, today), { teamId: line4.id, joinedOn: tomorrow })
      t.equal(await facts(id, '2026-11-19'), undefined)
      await change(id, { teams: [{ id: packing.id, role: 'member' }] })
      t.match(await facts(id, today), { teamId: line4.id, joinedOn: tomorrow })
      t.match(await facts(id, later), { teamId: packing.id, divisionId: warehouse.id, joinedOn: null })
    })

    t.test('a change acts from tomorrow, the last one of the day', async (t) => {
      const { id } = people.employee
      const before = await facts(id, today)
      await change(id, { teams: [{ id: packing.id, role: 'member' }] })
      await change(id, { teams: [{ id: line7.id, role: 'member' }] })
      t.same(await facts(id, today), before)
      t.match(await facts(id, tomorrow), { teamId: line7.id, divisionId: production.id })
      await change(id, { teams: [{ id: line4.id, role: 'member' }] })
      t.same(await facts(id, later), before, 'taken back on the same day')
      const rows = await db.selectFrom('person_facts').select('from_day').where('user_id', '=', id).execute()
      t.equal(rows.length, 1)
    })

    t.test('a name is no such change; being disabled is, and enabled again', async (t) => {
      const { id } = people.colleague
      await change(id, { name: 'Wati S.' })
      t.equal((await db.selectFrom('person_facts').select('from_day').where('user_id', '=', id).execute()).length, 1)
      await admin.disableUser(id)
      t.match([await facts(id, today), await facts(id, tomorrow)], [{ active: true }, { active: false }])
      app.clock.advance(day)
      await admin.enableUser(id)
      t.match([await facts(id, today), await facts(id, tomorrow), await facts(id, later)], [{ active: true }, { active: false }, {
        active: true
      }])
      t.match((await listFacts(db, tomorrow)).find((one) => one.id === id), { active: false })
    })
  })
}
