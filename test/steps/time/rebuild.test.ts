/** The ledger is held against what is known: what differs is said, and repaired as far as facts support it. */
import t from 'tap'
import { compareDay, type Difference } from '../../../src/steps/time/rebuild.ts'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { owing } from '../../support/owing.ts'
import { people } from '../../support/people.ts'

const days = ['2026-11-18', '2026-11-19', today]
const [dayBefore, yesterday] = days

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { deps, clock, signIn } = await testApp(t, database)
    const { db } = deps
    await owing(deps, dayBefore)
    const [employee, hr] = [await signIn('employee'), await signIn('hr')]
    await employee.createReport({ reportDate: yesterday, summary: 'Collars', submit: true })
    await hr.createLeave({ kind: 'sick', startDate: dayBefore, endDate: dayBefore, userId: people.colleague.id })
    const extended = await hr.extendObligations({
      items: [{ userId: people.neighbour.id, workDate: dayBefore }],
      until: '2026-11-30',
      note: 'Power cut.'
    })
    t.match(extended, { results: [{ ok: true }] })
    const compare = async (repair: boolean) => {
      const found: Difference[] = []
      for (const date of days) found.push(...await compareDay(db, date, clock.now(), repair))
      return found
    }
    const all = async () => {
      const rows = await db.selectFrom('obligations').selectAll().orderBy('work_date').orderBy('user_id').execute()
      return rows.map(({ made_at: _, next_at: __, ...row }) => row)
    }
    const change = (who: keyof typeof people, date: string) =>
      db.updateTable('obligations').where('work_date', '=', date).where('user_id', '=', people[who].id)
    const before = await all()
    t.same(await compare(false), [], 'all is as it should be, what is taken for longer too')

    await db.deleteFrom('obligations').where('work_date', '=', dayBefore).where('user_id', '=', people.lead.id).execute()
    await change('employee', yesterday).set({ outcome: 'on_time', late_minutes: null }).execute()
    await change('colleague', dayBefore).set({ outcome: 'due', on_leave: 0 }).execute()
    await change('other', today).set({ deadline_at: '2026-11-20 09:00:00.000' }).execute()
    const damaged = await all()
    const differences = [
      { workDate: dayBefore, userId: people.colleague.id, kind: 'wrong', stored: 'due', known: 'excused' },
      { workDate: dayBefore, userId: people.lead.id, kind: 'missing', stored: null, known: 'due' },
      { workDate: yesterday, userId: people.employee.id, kind: 'wrong', stored: 'on_time', known: 'late' },
      {
        workDate: today,
        userId: people.other.id,
        kind: 'kept',
        stored: 'until 2026-11-20T09:00:00.000Z',
        known: 'until 2026-11-20T11:00:00.000Z'
      }
    ]
    t.same(await compare(false), differences)
    t.same(await all(), damaged, 'looking changes nothing')

    t.same(await compare(true), differences)
    const unfrozen = ({ deadline_at: _, ...row }: typeof before[number]) => row
    t.same((await all()).map(unfrozen), before.map(unfrozen), 'as it was, but for what was frozen')
    t.same((await compare(true)).map(({ kind }) => kind), ['kept'], 'twice')
  })
}
