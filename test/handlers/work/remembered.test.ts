/** What a replica remembers to decide about new reports: never what was, whoever has changed it, at whichever replica. */
import t from 'tap'
import { newId } from '../../../src/database/id.ts'
import { parseDsn } from '../../../src/database/connection/dsn.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import { addDays } from '../../../src/rules/time/calendar.ts'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { line4, line7, people } from '../../support/people.ts'

const items = [
  {
    title: 'Collars',
    detail: 'Machine 12',
    category: 'Sewing',
    status: 'done' as const,
    progress: 100,
    minutes: 90,
    quantity: 0.1,
    unit: 'pcs'
  },
  { title: 'Cuffs 線' }
]
const at = '2026-01-01 00:00:00.000'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const employee = await app.signIn('employee')
    /** Another replica's. */
    const other = openDatabase(parseDsn(app.dsn))
    t.teardown(() => other.destroy())
    await other.updateTable('organisation').set({ backdate_days: 300 }).execute()
    let days = 0
    const file = () => employee.createReport({ reportDate: addDays(today, -++days), summary: 'Collars.' })
    t.beforeEach(file)

    t.test('what is told of a report that was made is what is read of it', async (t) => {
      const fields = { shift: 'morning', nested: { list: [1, 'ü', null] } }
      const made = await employee.createReport({
        reportDate: addDays(today, -++days),
        summary: 'Σ ö',
        planNext: 'x',
        mood: 4,
        fields,
        items
      })
      t.same(made, await employee.getReport(made.id))
      const lead = await app.signIn('lead')
      const filed = await lead.createReport({ reportDate: addDays(today, -days), summary: 'Σ', submit: true, userId: people.colleague.id })
      t.same(filed, await lead.getReport(filed.id))
    })

    t.test('the name of its author', async (t) => {
      await other.updateTable('users').set({ name: 'Somebody Else' }).where('id', '=', people.employee.id).execute()
      t.equal((await file()).author.name, 'Somebody Else')
    })

    t.test('who leads the team', async (t) => {
      const before = await file()
      await other.updateTable('team_members').set({ role: 'lead' }).where('user_id', '=', people.colleague.id).execute()
      await other.updateTable('team_members').set({ role: 'member' }).where('user_id', '=', before.reviewerId!).execute()
      t.equal((await file()).reviewerId, people.colleague.id)
      await other.updateTable('team_members').set({ role: 'lead' }).where('user_id', '=', before.reviewerId!).execute()
    })

    t.test('which team is their own', async (t) => {
      t.equal((await file()).teamId, line4.id)
      await other.updateTable('users').set({ primary_team_id: line7.id }).where('id', '=', people.employee.id).execute()
      t.equal((await file()).teamId, line7.id)
      await other.updateTable('users').set({ primary_team_id: line4.id }).where('id', '=', people.employee.id).execute()
    })

    t.test('what has to be filled in', async (t) => {
      t.equal((await file()).can.submit, true)
      const id = newId()
      const fields = JSON.stringify([{ key: 'shift', label: 'Shift', type: 'text', required: true }])
      const template = { id, scope_key: 'org', live_key: '', name: 'Shifts', revision: 1, archived_at: null, created_at: at, version: 1 }
      await other.transaction().execute(async (tx) => {
        await tx.insertInto('templates').values(template).execute()
        await tx.insertInto('template_revisions').values({
          template_id: id,
          revision: 1,
          name: 'Shifts',
          required: 1,
          fields,
          created_at: at
        })
          .execute()
      })
      t.equal((await file()).can.submit, false)
      await other.updateTable('templates').set({ archived_at: at, live_key: id }).where('id', '=', id).execute()
      t.equal((await file()).can.submit, true)
    })

    t.test('what is owed', async (t) => {
      const owed = async () => {
        const { reportDate } = await file()
        return other.selectFrom('obligations').select('deadline_at').where('user_id', '=', people.employee.id)
          .where('work_date', '=', reportDate).executeTakeFirst()
      }
      await other.insertInto('person_facts').values({
        user_id: people.employee.id,
        from_day: '2025-01-01',
        division_id: line4.division_id,
        team_id: line4.id,
        required: 1,
        active: 1,
        joined_on: null,
        left_on: null
      }).execute()
      t.notOk(await owed(), 'nothing is')
      const shared = { day_offset: 0, grace_minutes: 0, late_window_days: 400, remind_minutes: '[]', created_at: at, updated_at: at }
      await other.insertInto('schedules').values({
        id: newId(),
        scope: 'user',
        scope_key: people.employee.id,
        effective_from: '2025-01-01',
        effective_to: null,
        days: '[1,2,3,4,5,6,7]',
        deadline: '18:00',
        ...shared,
        deleted_at: null,
        live_key: '',
        version: 1
      }).execute()
      t.ok(await owed(), 'by a schedule')
      const holiday = {
        name: 'Free',
        kind: 'national' as const,
        scope_key: 'org',
        updated_at: at,
        deleted_at: null,
        live_key: '',
        version: 1
      }
      await other.insertInto('holidays').values({ id: newId(), date: addDays(today, -days - 1), ...holiday, created_at: at }).execute()
      t.notOk(await owed(), 'on no holiday')
      t.ok(await owed(), 'on others')
      await other.insertInto('roster_days').values({
        work_date: addDays(today, -days - 1),
        user_id: people.employee.id,
        team_id: line4.id,
        shift_id: null,
        deadline: null,
        day_offset: null,
        grace_minutes: null,
        late_window_days: null,
        remind_minutes: null,
        created_at: at
      }).execute()
      t.notOk(await owed(), 'on no day off')
      t.ok(await owed(), 'on others')
      await other.updateTable('person_facts').set({ required: 0 }).where('user_id', '=', people.employee.id).execute()
      t.notOk(await owed(), 'of nobody who need not')
    })

    t.test('how far back', async (t) => {
      await other.updateTable('organisation').set({ backdate_days: days }).execute()
      await t.rejects(file(), { code: 'RULE_REFUSED' })
    })
  })
}
