/** Of which days there may be a report, and that there is one of each. */
import { sql } from 'kysely'
import t from 'tap'
import { addDays } from '../../../src/rules/time/calendar.ts'
import { today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { tomorrow, daysAgo, outcomes, file, openReports } from './reports-writers.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { app, db, employee, colleague, lead } = await openReports(t, database)

    t.test('one report per person and date', async (t) => {
      const draft = await employee.createReport({ reportDate: today, summary: 'Collars' })
      await t.rejects(employee.createReport({ reportDate: today, summary: 'Again' }), {
        code: 'DUPLICATE',
        status: 409,
        meta: { reportId: draft.id }
      })
      await employee.submitReport(draft.id, { version: 1 })
      await t.rejects(employee.createReport({ reportDate: today, summary: 'Again', submit: true }), {
        code: 'DUPLICATE',
        meta: { reportId: draft.id }
      })
      t.match(await colleague.createReport({ reportDate: today, summary: 'Mine' }), { state: 'draft' })
      t.match(await employee.createReport({ reportDate: daysAgo(1), summary: 'Yesterday' }), { state: 'draft' })
      const old = await file(app, 'employee', daysAgo(40))
      await t.rejects(
        employee.createReport({ reportDate: daysAgo(40), summary: 'Again' }),
        { code: 'DUPLICATE', meta: { reportId: old } },
        'a conflict goes before policy'
      )
    })

    t.test('parallel creates of one date: exactly one wins', async (t) => {
      const { answers, codes, errors } = outcomes(
        await Promise.allSettled(
          Array.from(
            { length: 8 },
            (_, index) => employee.createReport({ reportDate: today, summary: `Tab ${index}`, items: [{ title: 'x' }] })
          )
        )
      )
      t.equal(answers.length, 1)
      t.same(codes, Array(7).fill('DUPLICATE'))
      for (const { meta } of errors) t.same(meta, { reportId: answers[0].id })
      t.same(await db.selectFrom('report_items').select('report_id').execute(), [{ report_id: answers[0].id }])
      t.equal((await db.selectFrom('reports').select('id').execute()).length, 1)
    })

    t.test('three days back, and tomorrow', async (t) => {
      for (const date of [daysAgo(3), daysAgo(2), today, tomorrow]) {
        t.match(await employee.createReport({ reportDate: date, summary: 'x' }), { reportDate: date, state: 'draft' })
      }
      await t.rejects(employee.createReport({ reportDate: daysAgo(4), summary: 'x' }), {
        code: 'RULE_REFUSED',
        status: 422,
        details: [{ path: '/body/reportDate', rule: 'tooOld' }]
      })
      await t.rejects(employee.createReport({ reportDate: addDays(today, 2), summary: 'x' }), {
        code: 'RULE_REFUSED',
        details: [{ path: '/body/reportDate', rule: 'future' }]
      })
      for (const date of ['2026-02-29', '2026-11-31', '2026-13-01', '20261120', '2026-11-20T00:00:00Z', '']) {
        await t.rejects(employee.createReport({ reportDate: date, summary: 'x' }), {
          code: 'VALIDATION_FAILED',
          details: [{ path: '/body/reportDate', rule: 'format' }]
        }, date)
      }
      t.equal((await employee.listReports({ from: daysAgo(30), to: tomorrow })).items.length, 4)
    })

    t.test("tomorrow's report is handed in tomorrow", async (t) => {
      const { newest } = await db.selectFrom('events').select((eb) => eb.fn.coalesce(eb.fn.max('id'), sql.lit(0)).as('newest'))
        .executeTakeFirstOrThrow()
      await t.rejects(employee.createReport({ reportDate: tomorrow, summary: 'x', submit: true }), {
        code: 'RULE_REFUSED',
        details: [{ path: '/body', rule: 'future' }]
      })
      t.same((await employee.listReports({ date: tomorrow })).items, [], 'and nothing is left of the attempt')
      const draft = await employee.createReport({ reportDate: tomorrow, summary: 'x' })
      await t.rejects(employee.submitReport(draft.id, { version: 1 }), { code: 'RULE_REFUSED', status: 422, details: [{ rule: 'future' }] })
      t.match(await employee.getReport(draft.id), { state: 'draft', version: 1 })
      t.same(await lead.listNotifications(), [])
      const events = await db.selectFrom('events').select('type').where('id', '>', newest).execute()
      t.same(events.map(({ type }) => type), ['report.created'], 'nor is anything told of it')
    })
  })
}
