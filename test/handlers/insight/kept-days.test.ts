/** Figures of everybody and of a division are put together of days that are kept: never other than counted at once, whatever happens. */
import t, { type Test } from 'tap'
import type { CompiledQuery } from 'kysely'
import { toDateTime } from '../../../src/database/dialect.ts'
import { newId } from '../../../src/database/id.ts'
import type { Tables } from '../../../src/database/tables.ts'
import { addDays } from '../../../src/rules/time/calendar.ts'
import { today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { owing } from '../../support/owing.ts'
import { line4, line7, packing, people, production, warehouse } from '../../support/people.ts'
import { testReplicas } from '../../support/replicas.ts'
import { directly, from, processOf, viewers } from '../../support/summed.ts'

const hour = 3_600_000

/** By the same numbers each time. @returns from 0 up to, and without, `most`. */
function dice (seed: number) {
  return (most: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor(seed / 65_536) % most
  }
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { replicas: [{ deps, signIn }, other], clock } = await testReplicas(t, database, 2)
    await owing(deps, from)
    const { db } = deps
    const heard: CompiledQuery[] = []
    /** Where things are changed, and at another replica. */
    const processes = [processOf(deps, (statement) => heard.push(statement)), processOf(other.deps)]

    async function agree (t: Test, what: string, to = today): Promise<void> {
      for (const [who, question] of Object.entries(viewers)) {
        for (let tries = 0;; tries++) {
          const before = await directly(deps, question, to)
          const answers = []
          for (const ask of processes) answers.push(await ask(question, to))
          // In between a job may have done something.
          if (JSON.stringify(before) !== JSON.stringify(await directly(deps, question, to)) && tries < 20) continue
          t.same(answers, [before, before], `${what}: ${who}`)
          break
        }
      }
    }

    t.test('after each thing that people do, and each that the clock does', async (t) => {
      const [employee, colleague, lead, manager, hr] = await Promise.all(
        (['employee', 'colleague', 'lead', 'manager', 'hr'] as const).map((who) => signIn(who))
      )
      const items = [{ title: 'Collars', minutes: 60, category: 'Jahit', status: 'done' as const }, { title: 'Cuffs', minutes: 15 }]
      let report = { id: '', version: 0 }
      const version = async () => (await hr.getReport(report.id)).version
      const actions: Record<string, () => Promise<unknown>> = {
        nothing: async () => undefined,
        'a hand-in': async () => {
          report = await employee.createReport({ reportDate: today, summary: 'Collars', items, submit: true })
        },
        'one that is late': () => colleague.createReport({ reportDate: '2026-11-19', summary: 'Cuffs', items, submit: true }),
        'a return': async () => lead.returnReport(report.id, { version: await version(), note: 'How many?' }),
        'another hand-in': async () => {
          const { version: edited } = await employee.updateReport(report.id, {
            version: await version(),
            items: [{ title: 'Cuffs', category: 'jahit', minutes: 20 }]
          })
          await employee.submitReport(report.id, { version: edited })
        },
        'an approval': async () => lead.approveReport(report.id, { version: await version() }),
        'an excuse': () => lead.excuseObligations({ items: [{ userId: people.colleague.id, workDate: '2026-11-18' }], note: 'Busy.' }),
        'a leave': async () => {
          const { id, version: asked } = await colleague.createLeave({ kind: 'annual', startDate: today, endDate: '2026-11-24' })
          await lead.approveLeave(id, { version: asked })
        },
        'a draft that is deleted': async () => {
          const { id, version: made } = await colleague.createReport({ reportDate: today, summary: 'Cuffs', items })
          await colleague.deleteReport(id, { version: made })
        },
        'a report that is taken back, and is deleted': async () => {
          const { id, version: made } = await colleague.createReport({ reportDate: '2026-11-18', summary: 'Cuffs', items, submit: true })
          await agree(t, 'handed in')
          await db.deleteFrom('reports').where('id', '=', id).where('version', '=', made).execute()
        },
        'a move to another team': () => manager.setTeamMember(line7.id, people.colleague.id, { role: 'member' }),
        'a move to another division': async () => {
          const { version: known } = await hr.getUser(people.employee.id)
          await hr.updateUser(people.employee.id, {
            version: known,
            divisionId: warehouse.id,
            teams: [{ id: packing.id, role: 'member' }]
          })
        },
        'somebody who is disabled': () => hr.disableUser(people.neighbour.id),
        'another schedule': () =>
          hr.createSchedule({
            scope: 'division',
            scopeId: production.id,
            effectiveFrom: '2026-11-21',
            days: [1, 2, 3, 4, 5, 6, 7],
            deadline: '12:00'
          }),
        'a time that nothing happens at': async () => clock.advance(hour),
        'the grace of today': async () => clock.advance(8.5 * hour),
        'the next day': async () => clock.advance(15 * hour),
        'what has been filled for it': async () => agree(t, 'tomorrow', addDays(today, 1)),
        'windows that closed': async () => clock.advance(72 * hour)
      }
      for (const [what, act] of Object.entries(actions)) {
        await act()
        await agree(t, what)
      }
    })

    t.test('at each instant that the clock makes something else of a row', async (t) => {
      const rows = await db.selectFrom('obligations').select('user_id').where('work_date', '=', '2026-11-17').execute()
      let instant = clock.now().getTime()
      const still = { ...deps, clock: { now: () => new Date(instant) } }
      const [ask, behind] = [processOf(still), instant]
      for (const [index, { user_id: userId }] of rows.entries()) {
        const [grace, end] = [instant + 2 + index * 2, instant + 9 + index * 2].map((time) => toDateTime(new Date(time)))
        const row = { grace_until: grace, closes_at: end, outcome: 'due' as const, next_at: null }
        await db.updateTable('obligations').set(row).where('user_id', '=', userId).where('work_date', '=', '2026-11-17').execute()
      }
      const outcomes = new Set<string>()
      for (let step = 0; step < 30; step++, instant++) {
        const told = await ask(viewers.hr)
        t.same(told, await directly(still, viewers.hr), `step ${step}`)
        outcomes.add(`${told.figures.due} ${told.figures.missed}`)
      }
      t.ok(outcomes.size >= rows.length, [...outcomes].join(', '))
      instant = behind
      t.same(await ask(viewers.hr), await directly(still, viewers.hr), 'a clock that is put back')
    })

    t.test('whatever is changed, in whichever order', async (t) => {
      const roll = dice(20)
      const one = <Value>(values: readonly Value[]) => values[roll(values.length)]
      const days = Array.from({ length: 8 }, (_, index) => addDays(today, index - 6))
      const places = [line4, line7, packing].map(({ id, division_id: divisionId }) => ({ team_id: id, division_id: divisionId }))
      const persons = [people.employee, people.colleague, people.lead, people.other, people.manager].map(({ id }) => id)
      const at = () => toDateTime(new Date(clock.now().getTime() + (roll(200) - 100) * 600_000))
      const reportOf = (): Partial<Tables['reports']> => ({
        state: one(['draft', 'submitted', 'returned', 'approved']),
        timing: one(['on_time', 'late', 'extra']),
        ever_returned: roll(2) as never,
        ...one([{ first_decision_at: null as never, first_decision_handed_in_at: null as never }, {
          first_decision_at: toDateTime(new Date(clock.now().getTime() + roll(9999))) as never,
          first_decision_handed_in_at: toDateTime(clock.now()) as never
        }]),
        items_total: roll(9) as never,
        minutes_total: roll(500) as never
      })
      const obligationOf = () => ({
        outcome: one(['due', 'on_time', 'late', 'missed', 'excused'] as const),
        late_minutes: one([null, roll(500)]),
        grace_until: at(),
        closes_at: at()
      })
      const change: (() => Promise<unknown>)[] = [
        async () => {
          const [id, time, userId, date] = [newId(), toDateTime(clock.now()), one(persons), one(days)]
          const known = await db.selectFrom('reports').select('id').where('user_id', '=', userId).where('report_date', '=', date)
            .executeTakeFirst()
          if (known) return
          const row = {
            id,
            user_id: userId,
            report_date: date,
            reviewer_id: null,
            filed_by_id: null,
            summary: '',
            plan_next: '',
            mood: null
          }
          const rest = { template_id: null, fields: '{}', submitted_at: null, first_submitted_at: null, search_text: null, version: 1 }
          const all = { ...row, ...rest, ...one(places), ...reportOf(), created_at: time, updated_at: time }
          await db.insertInto('reports').values(all as never).execute()
        },
        () =>
          db.updateTable('reports').set(reportOf() as never).where('report_date', '=', one(days)).where('user_id', '=', one(persons))
            .execute(),
        () =>
          db.updateTable('reports').set(one(places)).where('user_id', '=', one(persons)).where('report_date', '>=', one(days)).execute(),
        () => db.deleteFrom('reports').where('user_id', '=', one(persons)).where('report_date', '=', one(days)).execute(),
        () =>
          db.updateTable('obligations').set(obligationOf()).where('work_date', '=', one(days)).where('user_id', '=', one(persons))
            .execute(),
        () =>
          db.updateTable('obligations').set(one(places)).where('user_id', '=', one(persons)).where('work_date', '>=', one(days)).execute(),
        () => db.updateTable('obligations').set(obligationOf()).where('team_id', '=', one(places).team_id).execute(),
        () => db.deleteFrom('obligations').where('user_id', '=', one(persons)).where('work_date', '=', one(days)).execute(),
        () =>
          db.transaction().execute(async (tx) => {
            await tx.updateTable('obligations').set(one(places)).where('user_id', '=', one(persons)).execute()
            await tx.updateTable('reports').set(one(places)).where('division_id', '=', one(places).division_id).execute()
          }),
        async () => clock.advance(roll(40) * 600_000)
      ]
      for (let step = 0; step < 30; step++) {
        const which = roll(change.length)
        await change[which]()
        await agree(t, `step ${step}, ${which}`, addDays(today, 1))
      }
    })

    t.test('a day is counted again where it has changed, and no other', async (t) => {
      const [ask] = processes
      const counts = () =>
        heard.splice(0).filter(({ sql }) => /group by/.test(sql) && /from [`"](obligations|reports|report_items)[`"]/.test(sql))
      const anew = async () => {
        // All is asked for anew, as after anything that concerns everybody.
        await db.updateTable('organisation').set({ name: `Apparel ${newId()}` }).execute()
        counts()
        await ask(viewers.hr)
        return counts()
      }
      const where = { user_id: people.other.id, work_date: '2026-11-18' }
      const before = toDateTime(new Date(clock.now().getTime() - hour))
      await db.deleteFrom('obligations').where('user_id', '=', where.user_id).where('work_date', '=', where.work_date).execute()
      await anew()
      t.same(await anew(), [], 'nothing has changed')
      await db.insertInto('obligations').values({
        ...where,
        team_id: packing.id,
        division_id: warehouse.id,
        schedule_id: 'S',
        holiday_id: null,
        deadline_at: before,
        grace_until: before,
        closes_at: before,
        outcome: 'on_time',
        on_leave: 0,
        inactive: 0,
        made_at: before
      } as never).execute()
      const counted = await anew()
      t.equal(counted.length, 4, 'the ledger, reports twice, items')
      for (const { parameters } of counted) {
        t.same(parameters.filter((value) => /^\d{4}-\d\d-\d\d$/.test(String(value))), ['2026-11-18'])
        t.ok(parameters.includes(warehouse.id) && !parameters.includes(production.id), 'of the one division')
      }
      await agree(t, 'again')
    })
  })
}
