import t from 'tap'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { everyWorkingDay } from '../../support/owing.ts'
import { line4, people, production } from '../../support/people.ts'

const day = 86_400_000

for (const database of databases) {
  t.test(database.name, async (t) => {
    t.test('the organisation always has one in force', async (t) => {
      const { signIn, clock } = await testApp(t, database)
      const hr = await signIn('hr')
      const first = await hr.createSchedule({ scope: 'org', effectiveFrom: '2026-11-21' })
      await t.rejects(hr.deleteSchedule(first.id), { code: 'STATE_CONFLICT', details: [{ rule: 'lastSchedule' }] })
      const ending = { version: 1, effectiveTo: '2026-12-31' }
      await t.rejects(hr.updateSchedule(first.id, ending), { code: 'STATE_CONFLICT' })
      const next = await hr.createSchedule({ scope: 'org', effectiveFrom: '2027-01-02', deadline: '17:00' })
      await t.rejects(hr.updateSchedule(first.id, ending), { code: 'STATE_CONFLICT' }, 'not with a day between them')
      await t.rejects(hr.updateSchedule(next.id, { version: 1, effectiveFrom: '2026-11-21' }), { code: 'DUPLICATE' })
      await hr.updateSchedule(next.id, { version: 1, effectiveFrom: '2027-01-01' })
      t.match(await hr.updateSchedule(first.id, ending), { effectiveTo: '2026-12-31', version: 2 })
      await t.rejects(hr.deleteSchedule(next.id), { code: 'STATE_CONFLICT' })
      clock.advance(43 * day)
      const later = await signIn('hr')
      await later.createSchedule({ scope: 'org', effectiveFrom: '2027-02-01' })
      await t.rejects(
        later.updateSchedule(first.id, { version: 2, effectiveTo: null }),
        { code: 'STATE_CONFLICT' },
        'one that is over stays so'
      )
      t.match(await later.updateSchedule(next.id, { version: 2, effectiveTo: '2027-01-31' }), { version: 3 })
    })

    t.test('of two who take away one of two each, one is refused', async (t) => {
      const { signIn, deps: { db } } = await testApp(t, database)
      const [hr, admin] = [await signIn('hr'), await signIn('admin')]
      const one = await hr.createSchedule({ scope: 'org', effectiveFrom: '2026-11-21' })
      const other = await hr.createSchedule({ scope: 'org', effectiveFrom: '2026-11-22' })
      await db.updateTable('schedules').set({ effective_from: '2026-11-01' }).where('id', '=', one.id).execute()
      await db.updateTable('schedules').set({ effective_from: '2026-11-02' }).where('id', '=', other.id).execute()
      const end = { version: 1, effectiveTo: '2026-12-31' }
      const ended = await Promise.allSettled([hr.updateSchedule(one.id, end), admin.updateSchedule(other.id, end)])
      t.same(ended.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
      t.match(ended.find(({ status }) => status === 'rejected'), { reason: { code: 'STATE_CONFLICT' } })
    })

    t.test('a team before its division, and a person before the team; they end with it', async (t) => {
      const { signIn } = await testApp(t, database)
      const hr = await signIn('hr')
      const from = { effectiveFrom: '2026-11-21', days: [1, 2, 3, 4, 5, 6] }
      const make = (scope: 'org' | 'division' | 'team' | 'user', scopeId: string | null) => hr.createSchedule({ scope, scopeId, ...from })
      for (const [scope, id] of [['org', null], ['division', production.id]] as const) await make(scope, id)
      const ofTeam = await make('team', line4.id)
      const decides = async (userId: string) => (await hr.explainObligation(userId, '2026-11-21')).schedule
      t.same(await decides(people.employee.id), { id: ofTeam.id, scope: 'team', over: ['division', 'org'] })
      t.match(await decides(people.neighbour.id), { scope: 'division' }, 'who is in another team')
      const own = await make('user', people.employee.id)
      t.same(await decides(people.employee.id), { id: own.id, scope: 'user', over: ['team', 'division', 'org'] })
      const { id: empty } = await hr.createTeam({ name: 'Line 9', divisionId: production.id })
      const ended = await make('team', empty)
      await hr.archiveTeam(empty)
      t.same((await hr.listSchedules({ scope: 'team' })).items.map(({ id }) => id), [ofTeam.id], 'what had not begun is gone')
      await hr.restoreTeam(empty)
      await t.rejects(hr.updateSchedule(ended.id, { version: 2, deadline: '17:00' }), { code: 'NOT_FOUND' }, 'and stays so')
      await t.rejects(hr.deleteTeam(empty), { code: 'STATE_CONFLICT' }, 'it has been referred to')
    })

    t.test('a roster comes before every schedule, is told, and a day that has begun keeps its hours', async (t) => {
      const { signIn, clock, deps: { db } } = await testApp(t, database)
      const hr = await signIn('hr')
      await everyWorkingDay(db)
      const night = await hr.createShift({ name: 'Night', deadline: '06:00', dayOffset: 1, graceMinutes: 30 })
      const [saturday, sunday, monday, tuesday] = ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24']
      const day = (date: string, shiftId: string | null) => ({ userId: people.employee.id, date, shiftId })
      const week = { from: saturday, to: '2026-11-29' }
      await hr.createHoliday({ date: sunday, name: 'Hari Guru', kind: 'company', divisionId: null })
      await hr.createHoliday({ date: tuesday, name: 'Pengganti', kind: 'workday', divisionId: null })
      const set = await hr.setRoster(line4.id, {
        days: [day(saturday, night.id), day(sunday, night.id), day(monday, null), day(tuesday, null)]
      }, week)
      t.match(set, { days: [{ date: saturday }, {}, {}, {}], shifts: [{ id: night.id, name: 'Night' }] })
      t.same(await (await signIn('colleague')).getRoster(line4.id, week), set)
      const explain = (date: string, userId = people.employee.id) => hr.explainObligation(userId, date)
      const told = await explain(saturday)
      t.match(told, { owed: true, schedule: null, roster: { teamId: line4.id, shift: { id: night.id, name: 'Night' } } })
      t.match(told, { deadlineAt: '2026-11-21T23:00:00.000Z', graceUntil: '2026-11-21T23:30:00.000Z' })
      t.match(told.steps[0], { rule: 'roster', result: 'shift', text: 'Decided by the roster of the team: Night.' })
      t.match(
        await explain(sunday),
        { owed: false, roster: { shift: { name: 'Night' } }, holiday: { name: 'Hari Guru' } },
        'a holiday is one'
      )
      for (const date of [monday, tuesday]) t.match(await explain(date), { owed: false, roster: { shift: null } }, 'a day off is one')
      t.match(await explain(monday, people.colleague.id), { owed: true, roster: null, schedule: { scope: 'org' } })
      const calendar = await (await signIn('employee')).listCalendarEvents({ ...week, kind: 'deadline' })
      t.same(calendar.items.map(({ date }) => date).slice(0, 1), [sunday], 'on the day of the deadline')
      const { items: [entry, ...others] } = await (await signIn('admin')).listAuditEntries({ targetId: line4.id })
      t.match(entry, { action: 'roster.set', before: { days: 0 }, after: { ...week, days: 4 } })
      t.same(others, [], 'one entry for all')
      const events = await db.selectFrom('events').select('payload').where('type', '=', 'calendar.changed').where(
        'channel',
        '=',
        `team:${line4.id}`
      )
        .execute()
      t.match(events.map(({ payload }) => JSON.parse(payload)), [{ kind: 'deadline', ...week }])
      await t.rejects(hr.deleteShift(night.id), { code: 'STATE_CONFLICT', meta: { reason: 'rosters' } })

      clock.advance(86_400_000)
      const again = await signIn('hr')
      await again.updateShift(night.id, { version: 1, deadline: '07:00' })
      const employee = await signIn('employee')
      await employee.createReport({ reportDate: saturday, summary: 'Collars.', submit: true })
      t.match((await employee.listObligations({ date: saturday })).items, [{ outcome: 'on_time', deadlineAt: '2026-11-21T23:00:00.000Z' }])
      await again.setRoster(line4.id, { days: [day(monday, night.id)] }, { ...week, from: sunday })
      t.match(await again.explainObligation(people.employee.id, monday), { deadlineAt: '2026-11-24T00:00:00.000Z' })
      await again.setRoster(line4.id, { days: [] }, { ...week, from: sunday })
      t.match(await again.explainObligation(people.employee.id, monday), { roster: null, schedule: { scope: 'org' } })
      t.equal(await again.deleteShift(night.id), null)
      t.match(await again.getRoster(line4.id, week), { days: [{ date: saturday, shiftId: night.id }], shifts: [{ name: 'Night' }] })
    })

    t.test('what is deleted makes room, stays, and each change is in the log', async (t) => {
      const { signIn, deps: { db } } = await testApp(t, database)
      const hr = await signIn('hr')
      const body = { scope: 'division' as const, scopeId: production.id, effectiveFrom: '2026-12-01' }
      const first = await hr.createSchedule(body)
      await hr.updateSchedule(first.id, { version: 1, deadline: '17:00' })
      await hr.deleteSchedule(first.id, { version: 2 })
      const second = await hr.createSchedule(body)
      t.same((await hr.listSchedules()).items.map(({ id }) => id), [second.id])
      t.equal((await db.selectFrom('schedules').select('id').execute()).length, 2)
      const { items } = await (await signIn('admin')).listAuditEntries({ targetId: first.id })
      t.match(items, [
        { action: 'schedule.deleted', before: { deadline: '17:00' } },
        { action: 'schedule.updated', before: { deadline: '18:00' }, after: { deadline: '17:00' } },
        { action: 'schedule.created', after: { scope: 'division', days: [1, 2, 3, 4, 5] } }
      ])
    })
  })
}
