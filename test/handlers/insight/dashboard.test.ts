import t from 'tap'
import type { HandlerDeps } from '../../../src/handlers/deps.ts'
import { meHandlers } from '../../../src/handlers/insight/me.ts'
import { listLedActivity, newestFirst } from '../../../src/repositories/insight/dashboard.ts'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { owing } from '../../support/owing.ts'
import { emailOf, line4, password, people, production } from '../../support/people.ts'
import { send } from '../../support/raw.ts'
import { countingStatements } from '../../support/statements.ts'

const from = '2026-11-16'
const hour = 3_600_000

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    const [employee, lead, manager, hr] = await Promise.all(
      (['employee', 'lead', 'manager', 'hr'] as const).map((who) => app.signIn(who))
    )
    await owing(app.deps, from)
    /** Each time with a token of its own: they last for minutes. */
    async function asked (headers: Record<string, string> = {}) {
      const { accessToken } = await app.anonymous().login({ email: emailOf('employee'), password })
      return send(app.url, { path: '/api/v1/me/summary', headers: { authorization: `Bearer ${accessToken}`, ...headers } })
    }

    t.test('a day that is owed', async (t) => {
      const summary = await employee.getMySummary()
      t.match(summary.today, {
        owed: true,
        outcome: 'due',
        deadlineAt: '2026-11-20T11:00:00.000Z',
        closesAt: '2026-11-23T17:00:00.000Z',
        holiday: null,
        leave: null
      })
      t.match(summary.week, { expected: 4, onTime: 0, late: 0, missed: 1, excused: 0, minutes: 0 })
      t.same(summary.needsAction.map(({ type, id }) => [type, id]), [
        ['report.due', '2026-11-17'],
        ['report.due', '2026-11-18'],
        ['report.due', '2026-11-19'],
        ['report.due', '2026-11-20']
      ])
      t.match(summary.needsAction[3], { title: 'Report of 20 November 2026', dueAt: '2026-11-20T11:00:00.000Z' })
    })

    t.test('in the language and the week of the person', async (t) => {
      const { version } = await employee.getSettings({ scope: 'user' })
      await employee.updateSettings({ scope: 'user', version, locale: 'id', weekStart: 'sunday' })
      const { week, needsAction } = await employee.getMySummary()
      t.match(week, { from: '2026-11-15', to: '2026-11-21' })
      t.match(needsAction[3], { title: 'Laporan 20 November 2026' })
    })

    t.test('what is handed in, returned and decided shows on both sides', async (t) => {
      const items = [{ title: 'Collars', minutes: 90 }]
      const late = await employee.createReport({ reportDate: '2026-11-19', summary: 'Collars', items, submit: true })
      t.match((await employee.getMySummary()).week, { late: 1, minutes: 90 })
      t.match(await lead.getMySummary(), {
        team: { date: today, members: 3, expected: 3, submitted: 0, missing: 3, reviewQueue: 1 },
        recentActivity: [{ type: 'submitted', actor: { name: 'Sari' }, reportId: late.id, title: 'Sari, 19 November 2026' }]
      })
      t.match((await lead.getMySummary()).needsAction.at(-1), { type: 'report.review', id: late.id, dueAt: null })
      await lead.returnReport(late.id, { version: late.version, note: 'How many?' })
      const summary = await employee.getMySummary()
      t.match(summary.needsAction.at(-1), { type: 'report.returned', id: late.id, title: 'Laporan 19 November 2026, dikembalikan' })
      t.match(summary.recentActivity, [{ type: 'returned', actor: { id: people.lead.id } }, { type: 'submitted' }])
      t.match(await lead.getMySummary(), { team: { reviewQueue: 0, oldestReviewHours: null }, needsAction: Array })
      t.match((await lead.getMySummary()).needsAction.filter(({ type }) => type === 'report.review'), [])
      const draft = await employee.createReport({ reportDate: today, summary: 'Cuffs' })
      t.equal((await hr.getMySummary()).recentActivity.some(({ reportId }) => reportId === draft.id), false, 'a draft is nobody else’s')
    })

    t.test('what was done last in a division is listed once, whichever release has written it', async (t) => {
      const scope = { everything: false, divisionId: production.id, teamIds: [] }
      const lately = { since: new Date(`${from}T00:00:00Z`), earliest: from }
      const list = (teamIds: string[] = []) =>
        listLedActivity(db, { viewerId: people.manager.id, scope: { ...scope, teamIds } }, lately, 10)
      const listed = await list()
      t.ok(listed.length > 1)
      t.same(listed, listed.toSorted(newestFirst))
      t.same(await list([line4.id]), listed, 'of a team in it that the manager leads, too')
      await db.updateTable('report_history').set({ division_id: null }).where('id', '=', listed[0].id).execute()
      t.same(await list(), listed)
    })

    t.test('leave waits for who decides, until it is decided', async (t) => {
      const { id, version } = await employee.createLeave({ kind: 'annual', startDate: '2026-12-01', endDate: '2026-12-02' })
      const waiting = async (who: typeof lead) => (await who.getMySummary()).needsAction.filter(({ type }) => type === 'leave.decide')
      t.same(await waiting(lead), [{ type: 'leave.decide', id, title: 'Leave of Sari, 1 December 2026 – 2 December 2026', dueAt: null }])
      t.same(await waiting(employee), [], 'and for nobody else')
      await lead.rejectLeave(id, { version, note: 'Too many are away.' })
      t.same(await waiting(lead), [])
    })

    t.test('reports in a row', async (t) => {
      const outcomes = ['on_time', 'on_time', 'late', 'on_time', 'excused', 'on_time', 'on_time', 'due']
      const template = await db.selectFrom('obligations').selectAll().where('user_id', '=', people.lead.id).where('work_date', '=', today)
        .executeTakeFirstOrThrow()
      await db.deleteFrom('obligations').where('user_id', '=', people.lead.id).execute()
      for (const [index, outcome] of outcomes.entries()) {
        const row = { ...template, outcome: outcome as 'due', work_date: `2026-11-${String(index + 10)}` }
        await db.insertInto('obligations').values(row).execute()
      }
      t.same((await lead.getMySummary()).streak, { current: 3, best: 3 })
      const set = (outcome: 'late' | 'missed', day: string) =>
        db.updateTable('obligations').set({ outcome }).where('user_id', '=', people.lead.id).where('work_date', '=', day).execute()
      await set('missed', '2026-11-16')
      t.same((await lead.getMySummary()).streak, { current: 0, best: 2 })
      await db.updateTable('obligations').set({ closes_at: '2026-11-19 00:00:00.000' }).where('user_id', '=', people.lead.id)
        .where('work_date', '=', '2026-11-17').execute()
      t.same((await lead.getMySummary()).streak, { current: 0, best: 2 }, 'and what is due breaks one once its window has closed')
      t.same((await manager.getMySummary()).streak, { current: 0, best: 0 }, 'who owes nothing has none')
    })

    t.test('what comes, and what the day is', async (t) => {
      await employee.createCalendarEvent({ scope: 'personal', title: 'Dentist', allDay: true, date: '2026-11-24', endDate: '2026-11-24' })
      await lead.createCalendarEvent({
        scope: 'team',
        scopeId: line4.id,
        title: 'Line',
        allDay: true,
        date: '2026-11-22',
        endDate: '2026-11-22'
      })
      await hr.createHoliday({ date: '2026-11-23', name: 'Company day', kind: 'company' })
      t.match((await employee.getMySummary()).upcoming.map(({ title }) => title), ['Line', 'Company day', 'Dentist'])
      t.match((await hr.getMySummary()).upcoming.map(({ title }) => title), ['Line', 'Company day'])
    })

    t.test('the answer is not sent again while it says the same', async (t) => {
      const first = await asked()
      t.equal(first.status, 200)
      t.equal(first.headers['cache-control'], 'private, no-cache')
      const known = { 'if-none-match': String(first.headers.etag) }
      app.clock.advance(60_000)
      t.match(await asked(known), { status: 304, text: '' }, 'the time of the server does not count')
      await lead.createCalendarEvent({ scope: 'team', scopeId: line4.id, title: 'Tea', allDay: true, date: today, endDate: today })
      const changed = await asked(known)
      t.equal(changed.status, 200, 'what was committed does')
      const now = { 'if-none-match': String(changed.headers.etag) }
      app.clock.advance(9 * hour)
      t.match(await asked(now), { status: 200 }, 'and so does a deadline that has passed')
    })

    t.test('as many questions are asked of the database whoever has how much', async (t) => {
      const counted = async (who: 'employee' | 'lead' | 'hr') => {
        const viewer = { ...await { employee, lead, hr }[who].getMe(), sessionId: '' }
        const { db: counting, sent } = countingStatements(db)
        const { getMySummary } = meHandlers({ ...app.deps, db: counting } as HandlerDeps)
        await getMySummary({ viewer, request: { headers: {} } } as never)
        return sent()
      }
      const before = { employee: await counted('employee'), lead: await counted('lead'), hr: await counted('hr') }
      for (const reportDate of ['2026-11-18', '2026-11-17']) {
        await employee.createReport({ reportDate, summary: 'More', items: [{ title: 'A' }, { title: 'B' }], submit: true })
      }
      t.same({ employee: await counted('employee'), lead: await counted('lead'), hr: await counted('hr') }, before)
      t.ok(before.employee <= 16, `${before.employee} for an employee`)
      t.ok(before.lead <= 22, `${before.lead} for a lead`)
      t.ok(before.hr <= 22, `${before.hr} for HR`)
    })
  })
}
