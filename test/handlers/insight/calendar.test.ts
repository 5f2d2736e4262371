import t from 'tap'
import { pages } from '../../../generated/sdk/dist/src/sdk/index.js'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { line4, line7, people, production, warehouse } from '../../support/people.ts'
import { until } from '../../support/until.ts'

const allDay = (date: string, endDate = date) => ({ allDay: true, date, endDate })
const personal = { scope: 'personal' as const, title: 'Dentist' }

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const employee = await app.signIn('employee')
    const lead = await app.signIn('lead')
    const manager = await app.signIn('manager')
    const hr = await app.signIn('hr')
    t.beforeEach(async () => {
      for (const table of ['calendar_events', 'holidays', 'notices', 'report_items', 'reports'] as const) {
        await app.deps.db.deleteFrom(table).execute()
      }
    })
    const titles = async (from: string, to: string) => (await employee.listCalendarEvents({ from, to })).items.map(({ title }) => title)

    t.test('what is left out is empty, and every key is there', async (t) => {
      const { id, ...created } = await employee.createCalendarEvent({ ...personal, ...allDay('2026-11-24') })
      t.strictSame(created, {
        kind: 'event',
        title: 'Dentist',
        scope: 'personal',
        divisionId: null,
        teamId: null,
        userId: people.employee.id,
        allDay: true,
        date: '2026-11-24',
        endDate: '2026-11-24',
        startsAt: null,
        endsAt: null,
        location: '',
        description: '',
        version: 1,
        can: { edit: true }
      })
      t.same(await employee.getCalendarEvent(id), { id, ...created })
    })

    t.test('the days of a time are those of the organisation', async (t) => {
      // Jakarta is seven hours ahead: 23:30 until 00:30.
      const event = await employee.createCalendarEvent({
        ...personal,
        allDay: false,
        startsAt: '2026-11-24T16:30:00.000Z',
        endsAt: '2026-11-24T17:30:00.000Z'
      })
      t.match(event, { allDay: false, date: '2026-11-24', endDate: '2026-11-25', startsAt: '2026-11-24T16:30:00.000Z' })
      t.same(await titles('2026-11-25', '2026-11-25'), ['Dentist'])
      t.same(await titles('2026-11-26', '2026-11-26'), [])
      const moment = await employee.updateCalendarEvent(event.id, {
        version: 1,
        allDay: false,
        startsAt: '2026-11-24T09:00:00.000+02:00',
        endsAt: '2026-11-24T07:00:00Z'
      })
      t.match(moment, { startsAt: '2026-11-24T07:00:00.000Z', endsAt: '2026-11-24T07:00:00.000Z', version: 2 }, 'one that takes no time')
    })

    t.test('what touches a range is in it once, in order of its first day', async (t) => {
      await employee.createCalendarEvent({ ...personal, title: 'long', ...allDay('2026-09-01', '2026-12-01') })
      await employee.createCalendarEvent({ ...personal, title: 'before', ...allDay('2026-11-01', '2026-11-09') })
      await employee.createCalendarEvent({ ...personal, title: 'first', ...allDay('2026-11-10') })
      await employee.createCalendarEvent({ ...personal, title: 'last', ...allDay('2026-11-20', '2026-11-30') })
      await employee.createCalendarEvent({ ...personal, title: 'after', ...allDay('2026-11-21') })
      t.same(await titles('2026-11-10', '2026-11-20'), ['long', 'first', 'last'])
      t.same(await titles('2026-12-01', '2026-12-01'), ['long'])
      t.same(await titles('2026-12-02', '2026-12-02'), [])
      t.same((await employee.listCalendarEvents()).items.length, 5, 'this month, where it is not said')
      t.same((await employee.listCalendarEvents({ from: '2026-12-01' })).items.length, 1)
      t.same((await employee.listCalendarEvents({ to: '2026-11-09' })).items.length, 2)
    })

    t.test("one's own reports stand in it, on their days", async (t) => {
      const report = await employee.createReport({ reportDate: today, summary: `${'Collars '.repeat(40)}` })
      await employee.createCalendarEvent({ ...personal, ...allDay(today) })
      const { items } = await employee.listCalendarEvents({ from: today, to: today })
      t.match(items, [
        { kind: 'event', title: 'Dentist' },
        { kind: 'report', id: report.id, date: today, userId: people.employee.id, teamId: line4.id, version: null, can: { edit: false } }
      ])
      t.equal(items[1].title.length, 200)
      t.same((await employee.listCalendarEvents({ from: today, to: today, kind: 'report' })).items.map(({ id }) => id), [report.id])
      t.same((await lead.listCalendarEvents({ from: today, to: today })).items, [], "and nobody else's")
    })

    t.test('holidays and working days stand in it, of all and of one’s division', async (t) => {
      const add = (date: string, kind: 'national' | 'company' | 'joint_leave' | 'workday', divisionId: string | null = null) =>
        hr.createHoliday({ date, name: `${kind} ${date}`, kind, divisionId })
      const national = await add('2026-12-25', 'national')
      await add('2026-12-24', 'joint_leave')
      await add('2026-12-26', 'workday', production.id)
      await add('2026-12-25', 'company', warehouse.id)
      const found = await employee.listCalendarEvents({ from: '2026-12-20', to: '2026-12-31' })
      t.match(found.items, [
        { kind: 'joint_leave', date: '2026-12-24', scope: 'org', divisionId: null },
        { kind: 'holiday', id: national.id, title: 'national 2026-12-25', allDay: true, version: null, can: { edit: false } },
        { kind: 'workday', date: '2026-12-26', scope: 'division', divisionId: production.id }
      ])
      t.equal(found.items.length, 3)
      t.equal((await hr.listCalendarEvents({ from: '2026-12-20', to: '2026-12-31' })).items.length, 4)
      t.equal((await employee.listCalendarEvents({ from: '2026-12-20', to: '2026-12-31', kind: 'workday' })).items.length, 1)
      t.same((await employee.listCalendarEvents({ from: '2026-12-20', to: '2026-12-31', teamId: line4.id })).items, [])
      await hr.deleteHoliday(national.id)
      t.equal((await employee.listCalendarEvents({ from: '2026-12-20', to: '2026-12-31' })).items.length, 2)
      const order: string[] = []
      for await (const { id } of pages(hr.listCalendarEvents, { from: '2026-12-20', to: '2026-12-31', limit: 1 })) order.push(id)
      t.equal(new Set(order).size, 3)
    })

    t.test('of one day they come in the order of their kinds, wherever a page ends', async (t) => {
      const [date, next] = ['2027-02-10', '2027-02-11']
      const add = (kind: 'national' | 'company' | 'joint_leave' | 'workday', divisionId: string | null, on = date) =>
        hr.createHoliday({ date: on, name: `${kind} ${on}`, kind, divisionId })
      // The later ones come first: those that are by id in another order than by kind.
      const workday = await add('workday', null)
      const jointLeave = await add('joint_leave', production.id)
      const holiday = await add('company', warehouse.id)
      const [later, last] = [await add('workday', production.id, next), await add('national', warehouse.id, next)]
      const expected = [holiday.id, jointLeave.id, workday.id, last.id, later.id]
      t.same((await hr.listCalendarEvents({ from: date, to: next })).items.map(({ id }) => id), expected)
      for (const limit of [1, 2, 4]) {
        const order: string[] = []
        for await (const { id } of pages(hr.listCalendarEvents, { from: date, to: next, limit })) order.push(id)
        t.same(order, expected, `${limit} at a time`)
      }
      for (const one of [workday, jointLeave, holiday, later, last]) await hr.deleteHoliday(one.id)
    })

    t.test('page by page it is the same', async (t) => {
      for (let day = 10; day < 20; day++) {
        await employee.createCalendarEvent({ ...personal, title: String(day), ...allDay(`2026-11-${day}`) })
        await employee.createCalendarEvent({ ...personal, title: `${day} again`, ...allDay(`2026-11-${day}`) })
      }
      for (const reportDate of ['2026-11-17', '2026-11-18', '2026-11-19']) await employee.createReport({ reportDate, summary: 'Collars' })
      const whole = (await employee.listCalendarEvents({ from: '2026-11-01', to: '2026-11-30' })).items.map(({ id }) => id)
      t.equal(whole.length, 23)
      for (const limit of [1, 2, 5, 22, 23, 24]) {
        const found: string[] = []
        for await (const { id } of pages(employee.listCalendarEvents, { from: '2026-11-01', to: '2026-11-30', limit })) found.push(id)
        t.same(found, whole, String(limit))
      }
    })

    t.test('who sees it is told that it changed, and not what it says', async (t) => {
      const realtime = employee.connect()
      t.teardown(() => realtime.close())
      const told: object[] = []
      realtime.on('calendar.changed', ({ channel, data }) => told.push({ channel, ...data }))
      await realtime.ready()
      await realtime.followTeam(line4.id)
      const end = await realtime.followOrganisation()

      const own = await employee.createCalendarEvent({ ...personal, ...allDay('2026-11-24') })
      const team = await lead.createCalendarEvent({ scope: 'team', scopeId: line4.id, title: 'Meeting', ...allDay('2026-11-24') })
      const moved = await lead.updateCalendarEvent(team.id, { version: 1, ...allDay('2026-11-26', '2026-11-27') })
      await lead.deleteCalendarEvent(team.id, { version: moved.version! })
      const division = await manager.createCalendarEvent({
        scope: 'division',
        scopeId: production.id,
        title: 'Audit',
        ...allDay('2026-11-25')
      })
      const org = await hr.createCalendarEvent({ scope: 'org', title: 'Town hall', ...allDay('2026-11-25') })
      await until('six changes are told', () => told.length >= 6)
      const change = (channel: string, id: string, action: string, version: number, from: string, to = from) => ({
        channel,
        id,
        kind: 'event',
        action,
        from,
        to,
        version
      })
      t.same(told, [
        change(`user:${people.employee.id}`, own.id, 'created', 1, '2026-11-24'),
        change(`team:${line4.id}`, team.id, 'created', 1, '2026-11-24'),
        change(`team:${line4.id}`, team.id, 'updated', 2, '2026-11-24', '2026-11-27'),
        change(`team:${line4.id}`, team.id, 'deleted', 2, '2026-11-26', '2026-11-27'),
        change(`team:${line4.id}`, division.id, 'created', 1, '2026-11-25'),
        change('org', org.id, 'created', 1, '2026-11-25')
      ])
      const channels = await app.deps.db.selectFrom('events').select('channel').where('payload', 'like', `%${division.id}%`).execute()
      t.same(channels.map(({ channel }) => channel).sort(), [`team:${line4.id}`, `team:${line7.id}`].sort(), 'each team of the division')
      end()
    })

    t.test('of two who change it one is first', async (t) => {
      const { id } = await employee.createCalendarEvent({ ...personal, ...allDay('2026-11-24') })
      const results = await Promise.allSettled([
        employee.updateCalendarEvent(id, { version: 1, title: 'Doctor' }),
        employee.updateCalendarEvent(id, { version: 1, title: 'Vet' }),
        employee.deleteCalendarEvent(id, { version: 1 })
      ])
      t.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
    })
  })
}
