/** What leave does: to the ledger, to reports, to those who decide, and what is told of it. */
import t, { type Test } from 'tap'
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { owing } from '../../support/owing.ts'
import { line4, people } from '../../support/people.ts'

const [dayBefore, yesterday, monday, friday] = ['2026-11-18', '2026-11-19', '2026-11-23', '2026-11-27']

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    await owing(app.deps, dayBefore)
    const [employee, colleague, lead, hr, admin] = await app.signInEach('employee', 'colleague', 'lead', 'hr', 'admin')
    const rows = await db.selectFrom('obligations').selectAll().execute()
    t.beforeEach(async () => {
      for (const table of ['notices', 'leave_days', 'leaves', 'report_items', 'reports', 'obligations'] as const) {
        await db.deleteFrom(table).execute()
      }
      await db.insertInto('obligations').values(rows).execute()
    })
    const ask = (client: Client, startDate: string, endDate = startDate, more = {}) =>
      client.createLeave({ kind: 'sick', startDate, endDate, note: 'Flu', ...more })
    const outcomeOn = async (date: string) => {
      const { items: [row] } = await employee.listObligations({ date })
      const explained = await employee.explainObligation(people.employee.id, date)
      t.match(explained, { outcome: row.outcome, reason: row.reason })
      return [row.outcome, row.reason]
    }
    const newestEvent = async () => Number((await db.selectFrom('events').select('id').orderBy('id', 'desc').executeTakeFirst())?.id ?? 0)
    const toldSince = async (id: number) =>
      (await db.selectFrom('events').select(['channel', 'type']).where('id', '>', id).orderBy('id').execute())
        .map(({ channel, type }) => `${channel} ${type}`)

    t.test('approved afterwards it excuses what has passed, and what was handed in keeps its timing', async (t) => {
      await employee.createReport({ reportDate: yesterday, summary: 'Collars', submit: true })
      t.same(await outcomeOn(yesterday), ['late', null])
      const leave = await ask(employee, dayBefore, today)
      t.equal(leave.workingDays, 3)
      t.same(await outcomeOn(dayBefore), ['due', null], 'what is asked for excuses nothing')
      const before = await newestEvent()
      await lead.approveLeave(leave.id, { version: 1, note: 'Get well.' })
      for (const date of [dayBefore, yesterday, today]) t.same(await outcomeOn(date), ['excused', 'leave'])
      t.match((await employee.listReports({ date: yesterday })).items, [{ timing: 'late' }])
      const told = await toldSince(before)
      for (
        const event of [
          `user:${people.employee.id} calendar.changed`,
          `team:${line4.id} calendar.changed`,
          `figures:${line4.id} figures.changed`,
          `user:${people.employee.id} notification.new`
        ]
      ) t.ok(told.includes(event), event)
      const [entry] = (await admin.listAuditEntries({ action: 'leave.approved' })).items
      t.match(entry, { targetId: leave.id, after: { judgedAnew: [dayBefore, yesterday, today] } })
      t.match(await employee.listNotifications(), [{ title: 'Budi approved your leave' }])
    })

    t.test('cancelled, the days are judged by what was handed in', async (t) => {
      const leave = await ask(employee, dayBefore, today)
      await lead.approveLeave(leave.id, { version: 1 })
      const extra = await employee.createReport({ reportDate: yesterday, summary: 'Collars', submit: true })
      t.equal(extra.timing, 'extra')
      await hr.cancelLeave(leave.id, { version: 2, note: 'By mistake.' })
      t.same(await outcomeOn(dayBefore), ['due', null])
      t.same(await outcomeOn(yesterday), ['late', null])
      t.match(await employee.getReport(extra.id), { timing: 'late', version: extra.version + 1 })
      t.match((await employee.listNotifications()).map(({ title }) => title), ['Maya cancelled your leave', 'Budi approved your leave'])
      t.same(await db.selectFrom('leave_days').selectAll().execute(), [])
    })

    t.test('half a day changes nothing, two halves are a day', async (t) => {
      const morning = await hr.createLeave({ kind: 'permit', startDate: today, endDate: today, part: 'am', userId: people.employee.id })
      t.match(morning, { status: 'approved', workingDays: 0.5, decidedBy: { id: people.hr.id } })
      t.same(await outcomeOn(today), ['due', null])
      await t.rejects(ask(employee, today, today, { part: 'am' }), { code: 'DUPLICATE' })
      await t.rejects(ask(employee, today), { code: 'DUPLICATE' })
      const afternoon = await ask(employee, today, today, { part: 'pm' })
      await lead.approveLeave(afternoon.id, { version: 1 })
      t.same(await outcomeOn(today), ['excused', 'leave'])
      await hr.cancelLeave(morning.id, { version: 1 })
      t.same(await outcomeOn(today), ['due', null])
      t.same(await employee.getLeaveSummary(), { year: 2026, kinds: [{ kind: 'sick', approved: 0.5, pending: 0 }] })
    })

    t.test('two at once take the same days once', async (t) => {
      const results = await Promise.allSettled(Array.from({ length: 4 }, () => ask(employee, monday, friday)))
      t.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
      for (const result of results) if (result.status === 'rejected') t.equal(result.reason.code, 'DUPLICATE')
      t.equal((await db.selectFrom('leaves').select('id').execute()).length, 1)
      t.equal((await db.selectFrom('leave_days').select('date').execute()).length, 10)
    })

    t.test('approving and cancelling at once: one of both', async (t) => {
      const leave = await ask(employee, yesterday, today)
      const [approved, cancelled] = await Promise.allSettled([
        lead.approveLeave(leave.id, { version: 1 }),
        employee.cancelLeave(leave.id, { version: 1 })
      ])
      t.not(approved.status, cancelled.status)
      const isApproved = approved.status === 'fulfilled'
      t.same(await outcomeOn(today), isApproved ? ['excused', 'leave'] : ['due', null])
      t.equal((await hr.getLeave(leave.id)).status, isApproved ? 'approved' : 'cancelled')
    })

    t.test('a holiday in it does not count', async (t) => {
      await hr.createHoliday({ date: '2026-11-25', name: 'Founding day', kind: 'company' })
      t.equal((await ask(employee, monday, friday)).workingDays, 4)
      await t.rejects(ask(colleague, '2026-11-25'), { code: 'RULE_REFUSED', details: [{ path: '/body/startDate', rule: 'noWorkingDays' }] })
    })

    t.test('who decides: the lead, the manager for a lead, HR for a manager, another of HR for HR', async (t) => {
      const told = async () =>
        (await db.selectFrom('notices').select('user_id').where('type', '=', 'leave.requested').execute())
          .map(({ user_id: id }) => Object.entries(people).find(([, person]) => person.id === id)![0]).sort()
      for (
        const [client, deciders] of [
          [employee, ['lead']],
          [lead, ['manager']],
          [await app.signIn('manager'), ['admin', 'hr']],
          [hr, ['admin']]
        ] as const
      ) {
        await db.deleteFrom('notices').execute()
        await ask(client, monday)
        t.same(await told(), deciders)
      }
    })

    t.test('who is named as substitute stands in once it is approved, until it is cancelled', async (t) => {
      const manager = await app.signIn('manager')
      const substituteId = people.colleague.id
      const refused = (rule: string) => ({ code: 'RULE_REFUSED', details: [{ path: '/body/substituteId', rule }] })
      await t.rejects(ask(employee, monday, friday, { substituteId }), refused('leadsNothing'))
      await t.rejects(ask(lead, monday, friday, { substituteId: people.other.id }), refused('unknownPerson'))
      await t.rejects(ask(lead, monday, '2027-03-01', { substituteId }), refused('maxDays'))
      await t.rejects(ask(lead, monday, friday, { substituteId: people.lead.id }), refused('self'))
      t.same(await db.selectFrom('leaves').select('id').execute(), [])

      const leave = await ask(lead, monday, friday, { substituteId })
      t.match(leave.substitute, { id: substituteId, name: 'Wati' })
      t.same((await lead.listDelegations()).items, [], 'what is asked for hands over nothing')
      await manager.approveLeave(leave.id, { version: 1 })
      t.match((await colleague.listDelegations()).items, [{
        from: { name: 'Budi' },
        startsOn: monday,
        endsOn: friday,
        state: 'planned'
      }])
      t.match((await colleague.listInbox({ type: 'delegation' })).items, [{ title: 'You stand in for Budi' }])
      await lead.cancelLeave(leave.id, { version: 2 })
      t.match((await colleague.listDelegations()).items, [{ state: 'ended' }])

      const again = await ask(lead, today, friday, { substituteId })
      await lead.createDelegation({ toUserId: people.neighbour.id, startsOn: monday, endsOn: monday })
      await manager.approveLeave(again.id, { version: 1 })
      t.equal((await lead.listDelegations({ state: 'active' })).items.length, 0, 'some of the days were handed over already')
    })

    t.test('what waits for somebody who is disabled waits for the next', async (t) => {
      const leave = await ask(employee, monday)
      const manager = await app.signIn('manager')
      t.same((await manager.listLeaves({ view: 'decide' })).items, [])
      await admin.disableUser(people.lead.id)
      t.match((await manager.listLeaves({ view: 'decide' })).items, [{ id: leave.id, kind: 'sick', version: 2 }])
      await admin.enableUser(people.lead.id)
    })

    t.test('why is told to whom it concerns', async (t) => {
      await hr.createLeave({ kind: 'maternity', startDate: today, endDate: friday, userId: people.employee.id })
      t.match(await employee.explainObligation(people.employee.id, today), { leave: { kind: 'maternity', part: 'full' } })
      const present = await app.signIn('lead')
      t.match(await present.explainObligation(people.employee.id, today), { leave: { kind: null, part: 'full' } }, 'he has not decided')
      t.match((await colleague.listLeaves()).items, [{ person: { name: 'Sari' }, kind: null, note: null }])
    })
  })
}
