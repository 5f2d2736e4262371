import { sql } from 'kysely'
import t from 'tap'
import { ApiError, createClient, pages, type Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import type { Report } from '../../../generated/schemas.ts'
import * as reports from '../../../src/repositories/work/reports.ts'
import { addDays } from '../../../src/rules/time/calendar.ts'
import { testApp, today, type TestApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { line4, line7, packing, people, production, warehouse, type PersonName } from '../../support/people.ts'
import { until } from '../../support/until.ts'

const tomorrow = addDays(today, 1)
const cannot = { edit: false, submit: false, withdraw: false, delete: false, review: false, reopen: false }
const daysAgo = (days: number) => addDays(today, -days)
const idsOf = (items: { id: string }[]) => items.map(({ id }) => id)

/** The codes of the calls that were refused, and the answers of those that were not. */
function outcomes<T> (settled: PromiseSettledResult<T>[]): { answers: T[], codes: string[], errors: ApiError[] } {
  const errors = settled.flatMap((result) => result.status === 'rejected' ? [result.reason as ApiError] : [])
  return {
    answers: settled.flatMap((result) => result.status === 'fulfilled' ? [result.value] : []),
    codes: errors.map(({ code }) => code),
    errors
  }
}

/** A report of any date and state, past the rules of the API. */
async function file (
  app: TestApp,
  name: PersonName,
  reportDate: string,
  state: Report['state'] = 'submitted',
  of: { id: string, division_id: string } = line4
): Promise<string> {
  const report = await reports.insert(app.deps.db, {
    userId: people[name].id,
    reportDate,
    teamId: of.id,
    divisionId: of.division_id,
    reviewerId: null,
    summary: `${name} ${reportDate}`,
    planNext: '',
    mood: null,
    fields: {},
    items: [{ title: 'Collars' }]
  }, app.clock.now())
  if (state !== 'draft') await app.deps.db.updateTable('reports').set({ state }).where('id', '=', report!.id).execute()
  return report!.id
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    const names = ['employee', 'colleague', 'lead', 'neighbour', 'manager', 'other', 'otherManager', 'hr', 'admin'] as const
    const clients = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await app.signIn(name)]))) as Record<
      typeof names[number],
      Client
    >
    const { employee, colleague, lead, neighbour, manager, other, hr } = clients
    t.beforeEach(async () => {
      for (const table of ['notices', 'report_items', 'reports'] as const) await db.deleteFrom(table).execute()
    })

    t.test('an employee drafts and submits a report, and her lead reads it', async (t) => {
      const draft = await employee.createReport({ reportDate: today, summary: 'Collars', items: [{ title: 'Order 2211', minutes: 360 }] })
      t.match(draft, {
        userId: people.employee.id,
        teamId: line4.id,
        reviewerId: people.lead.id,
        state: 'draft',
        version: 1,
        submittedAt: null
      })
      t.same(draft.can, { ...cannot, edit: true, submit: true, delete: true })
      await t.rejects(lead.getReport(draft.id), { code: 'NOT_FOUND' })

      const submitted = await employee.submitReport(draft.id, { version: draft.version })
      t.match(submitted, { state: 'submitted', version: 2, submittedAt: String })
      const read = await lead.getReport(draft.id)
      t.match(read, { summary: 'Collars', items: [{ title: 'Order 2211', minutes: 360, status: 'todo' }] })
      t.same(read.can, { ...cannot, review: true })
    })

    t.test('what is left out gets its default, and every key is there', async (t) => {
      const draft = await employee.createReport({ reportDate: today, summary: 'Collars', items: [{ title: 'Order 2211' }] })
      const { id, createdAt, updatedAt, items: [{ id: itemId, ...item }], ...rest } = draft
      t.same(rest, {
        userId: people.employee.id,
        author: { id: people.employee.id, name: 'Sari', avatarUrl: null },
        teamId: line4.id,
        divisionId: production.id,
        reviewerId: people.lead.id,
        filedBy: null,
        reportDate: today,
        state: 'draft',
        timing: null,
        summary: 'Collars',
        planNext: '',
        mood: null,
        templateId: null,
        templateRevision: null,
        fields: {},
        submittedAt: null,
        lastDecision: null,
        commentsCount: 0,
        filesCount: 0,
        version: 1,
        can: { ...cannot, edit: true, submit: true, delete: true }
      })
      t.same(item, {
        title: 'Order 2211',
        detail: '',
        category: null,
        status: 'todo',
        progress: 0,
        minutes: 0,
        quantity: null,
        unit: null,
        carriedFromId: null
      })
      for (const generated of [id, itemId]) t.match(generated, /^[0-9A-HJKMNP-TV-Z]{26}$/)
      t.equal(createdAt, updatedAt)
      t.ok(Math.abs(Date.parse(createdAt) - app.clock.now().getTime()) < 10_000)
      t.match(await employee.createReport({ reportDate: daysAgo(1), summary: 'x' }), { items: [] })
    })

    t.test('what is given comes back as it went', async (t) => {
      const given = {
        reportDate: today,
        summary: '🧵 線\n\ttabs, "quotes" \\ and \'quotes\' '.repeat(40),
        planNext: 'é é ﷽',
        mood: 5,
        fields: { shift: 'malam 🌙', nested: { list: [1, null, true, { x: '線' }] }, 'odd key "': '', number: -1.5e-7, empty: {} },
        items: [
          {
            title: '🧵'.repeat(200),
            detail: '線'.repeat(2000),
            category: 'sewing',
            status: 'blocked' as const,
            progress: 100,
            minutes: 1000,
            quantity: 0.1,
            unit: 'pcs',
            carriedFromId: null
          },
          {
            title: 'b',
            detail: '',
            category: null,
            status: 'doing' as const,
            progress: 1,
            minutes: 440,
            quantity: 1_000_000_000,
            unit: null,
            carriedFromId: null
          },
          {
            title: 'a',
            detail: '',
            category: null,
            status: 'done' as const,
            progress: 0,
            minutes: 0,
            quantity: 0,
            unit: 'm²',
            carriedFromId: null
          }
        ]
      }
      const created = await employee.createReport(given)
      const read = await employee.getReport(created.id)
      t.strictSame(read, created)
      t.strictSame({ ...read, items: read.items.map(({ id, ...item }) => item) }, { ...read, ...given })
      t.same(
        (await employee.listReports({ date: today })).items,
        [(({ can, ...report }) => report)(read)],
        'a list carries the same object'
      )
    })

    t.test('the largest report that the documents allow', async (t) => {
      const created = await employee.createReport({
        reportDate: today,
        summary: '線'.repeat(4000),
        planNext: '線'.repeat(4000),
        fields: { text: 'x'.repeat(32 * 1024 - '{"text":""}'.length) },
        items: Array.from(
          { length: 50 },
          (_, index) => ({ title: `${index} `.padEnd(200, '線'), detail: '線'.repeat(2000), minutes: index === 0 ? 1440 : 0 })
        )
      })
      const read = await employee.getReport(created.id)
      t.equal(read.items.length, 50)
      t.same(read.items.map(({ title }) => Number.parseInt(title)), Array.from({ length: 50 }, (_, index) => index), 'in their order')
      t.strictSame(read, created)
      await t.rejects(employee.createReport({ reportDate: daysAgo(1), summary: 'x', fields: { text: 'x'.repeat(32 * 1024) } }), {
        code: 'VALIDATION_FAILED',
        details: [{ path: '/body/fields', rule: 'maxBytes' }]
      })
      await t.rejects(employee.createReport({ reportDate: daysAgo(1), summary: 'x', fields: { text: '線'.repeat(11_000) } }), {
        code: 'VALIDATION_FAILED'
      }, 'bytes count, not characters')
      await t.rejects(
        employee.createReport({ reportDate: daysAgo(1), summary: 'x', items: [{ title: 'a', minutes: 1440 }, { title: 'b', minutes: 1 }] }),
        { code: 'VALIDATION_FAILED', details: [{ path: '/body/items', rule: 'maxMinutes' }] }
      )
    })

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

    t.test('drafting and submitting in one', async (t) => {
      const report = await employee.createReport({ reportDate: today, summary: 'Collars', items: [{ title: 'x' }], submit: true })
      t.match(report, {
        state: 'submitted',
        version: 2,
        submittedAt: String,
        items: [{ title: 'x' }],
        can: { edit: false, submit: false, review: false }
      })
      t.strictSame(await employee.getReport(report.id), report)
      t.match(await lead.listNotifications(), [{ title: 'Sari submitted the report of 20 November 2026' }])
      t.match(await employee.createReport({ reportDate: daysAgo(1), summary: 'x', submit: false }), { state: 'draft' })
    })

    t.test('a change keeps what it leaves out, and replaces items whole', async (t) => {
      const items = [{ title: 'a', minutes: 60, status: 'done' as const }, { title: 'b' }]
      const draft = await employee.createReport({
        reportDate: today,
        summary: 'Collars',
        planNext: 'Cuffs',
        mood: 3,
        fields: { shift: 'morning' },
        items
      })
      const second = await employee.updateReport(draft.id, { version: 1, summary: 'More collars' })
      t.same(second, { ...draft, summary: 'More collars', version: 2, updatedAt: second.updatedAt })

      const third = await employee.updateReport(draft.id, { version: 2, items: [{ title: 'c', detail: 'new' }], mood: null, fields: {} })
      t.match(third, { version: 3, summary: 'More collars', planNext: 'Cuffs', mood: null, fields: {} })
      t.same(third.items.map(({ id, ...item }) => item), [{
        title: 'c',
        detail: 'new',
        category: null,
        status: 'todo',
        progress: 0,
        minutes: 0,
        quantity: null,
        unit: null,
        carriedFromId: null
      }])
      t.equal((await db.selectFrom('report_items').select('id').execute()).length, 1)

      t.match(await employee.updateReport(draft.id, { version: 3, items: [], planNext: '' }), {
        version: 4,
        items: [],
        planNext: '',
        summary: 'More collars'
      })
      t.match(await employee.getReport(draft.id), { version: 4, items: [], createdAt: draft.createdAt })
      await t.rejects(employee.updateReport(draft.id, { version: 4 }), { code: 'VALIDATION_FAILED', details: [{ rule: 'minProperties' }] })
      await t.rejects(employee.updateReport(draft.id, { version: 4, reportDate: daysAgo(1) } as never), {
        code: 'VALIDATION_FAILED',
        details: [{ path: '/body/reportDate', rule: 'additionalProperties' }]
      })
      await t.rejects(employee.updateReport(draft.id, { version: 4, items: [{ title: 'a', minutes: 1440 }, { title: 'b', minutes: 1 }] }), {
        code: 'VALIDATION_FAILED',
        details: [{ path: '/body/items', rule: 'maxMinutes' }]
      })
    })

    t.test('a change needs the version that is current', async (t) => {
      const draft = await employee.createReport({ reportDate: today, summary: 'Collars' })
      await employee.updateReport(draft.id, { version: 1, summary: 'In another tab' })
      const conflict = { code: 'VERSION_CONFLICT', status: 409, meta: { currentVersion: 2 } }
      await t.rejects(employee.updateReport(draft.id, { version: 1, summary: 'x' }), conflict)
      await t.rejects(employee.updateReport(draft.id, { version: 3, summary: 'x' }), conflict, 'one from the future is none')
      await t.rejects(employee.submitReport(draft.id, { version: 1 }), conflict)
      await t.rejects(employee.submitReport(draft.id, { version: 3 }), conflict)
      t.match(await employee.getReport(draft.id), { version: 2, summary: 'In another tab', state: 'draft' })
      await employee.submitReport(draft.id, { version: 2 })
      await t.rejects(employee.submitReport(draft.id, { version: 1 }), { code: 'STATE_CONFLICT' }, 'its state goes before its version')
    })

    t.test('parallel changes of one version: one wins, and the others are told which version is current', async (t) => {
      const draft = await employee.createReport({ reportDate: today, summary: 'Collars' })
      const { answers, codes, errors } = outcomes(
        await Promise.allSettled(
          Array.from(
            { length: 8 },
            (_, index) => employee.updateReport(draft.id, { version: 1, summary: `Tab ${index}`, items: [{ title: `Tab ${index}` }] })
          )
        )
      )
      t.equal(answers.length, 1)
      t.same(codes, Array(7).fill('VERSION_CONFLICT'))
      for (const { meta } of errors) t.same(meta, { currentVersion: 2 })
      t.strictSame(await employee.getReport(draft.id), answers[0])
      t.equal(answers[0].items[0].title, answers[0].summary)
    })

    t.test('parallel submits: one wins, and the reviewer hears of it once', async (t) => {
      const draft = await employee.createReport({ reportDate: today, summary: 'Collars' })
      const { answers, codes } = outcomes(
        await Promise.allSettled(Array.from({ length: 8 }, () => employee.submitReport(draft.id, { version: 1 })))
      )
      t.equal(answers.length, 1)
      t.equal(codes.length, 7)
      for (const code of codes) t.ok(['STATE_CONFLICT', 'VERSION_CONFLICT'].includes(code), code)
      t.match(await employee.getReport(draft.id), { state: 'submitted', version: 2 })
      t.equal((await lead.listNotifications()).length, 1)
      const events = await db.selectFrom('events').select('channel').where('type', '=', 'report.submitted').where(
        'payload',
        'like',
        `%${draft.id}%`
      ).orderBy('channel').execute()
      t.same(events, [{ channel: `team:${line4.id}` }, { channel: `user:${people.employee.id}` }])
    })

    t.test('what is handed in stays as it is, until it comes back', async (t) => {
      const report = await employee.createReport({ reportDate: today, summary: 'Collars', submit: true })
      const set = (state: Report['state']) => db.updateTable('reports').set({ state }).where('id', '=', report.id).execute()
      for (const state of ['submitted', 'approved'] as const) {
        await set(state)
        await t.rejects(employee.updateReport(report.id, { version: 2, summary: 'x' }), { code: 'STATE_CONFLICT', status: 409 }, state)
        await t.rejects(employee.submitReport(report.id, { version: 2 }), { code: 'STATE_CONFLICT', status: 409 }, state)
        t.match(await employee.getReport(report.id), { version: 2, summary: 'Collars', can: { edit: false, submit: false } })
      }
      await set('returned')
      t.match(await employee.getReport(report.id), { can: { edit: true, submit: true } })
      t.match(await employee.updateReport(report.id, { version: 2, summary: 'Corrected' }), { state: 'returned', version: 3 })
      const again = await employee.submitReport(report.id, { version: 3 })
      t.match(again, { state: 'submitted', version: 4, summary: 'Corrected' })
      t.ok(again.submittedAt! >= report.submittedAt!)
      const { first_submitted_at: first } = await db.selectFrom('reports').select('first_submitted_at').where('id', '=', report.id)
        .executeTakeFirstOrThrow()
      t.equal(Date.parse(`${first!}Z`), Date.parse(report.submittedAt!), 'when it was first handed in is kept')
      t.equal((await lead.listNotifications()).length, 2)
    })

    t.test('only its author changes a report', async (t) => {
      const draft = await employee.createReport({ reportDate: today, summary: 'Collars' })
      for (const [name, client] of Object.entries(clients)) {
        if (name === 'employee') continue
        await t.rejects(client.getReport(draft.id), { code: 'NOT_FOUND', status: 404 }, `${name} reads a draft`)
        await t.rejects(
          client.updateReport(draft.id, { version: 1, summary: 'x' }),
          { code: 'NOT_FOUND', status: 404 },
          `${name} changes a draft`
        )
        await t.rejects(client.submitReport(draft.id, { version: 1 }), { code: 'NOT_FOUND', status: 404 }, `${name} submits a draft`)
      }
      await employee.submitReport(draft.id, { version: 1 })
      for (const name of ['lead', 'manager', 'hr', 'admin'] as const) {
        t.match(await clients[name].getReport(draft.id), { id: draft.id, can: { edit: false, submit: false, review: true } }, name)
        await t.rejects(clients[name].updateReport(draft.id, { version: 2, summary: 'x' }), { code: 'FORBIDDEN', status: 403 }, name)
        await t.rejects(
          clients[name].updateReport(draft.id, { version: 1, summary: 'x' }),
          { code: 'FORBIDDEN' },
          'who may not goes before which version'
        )
        await t.rejects(clients[name].submitReport(draft.id, { version: 2 }), { code: 'FORBIDDEN', status: 403 }, name)
      }
      for (const name of ['colleague', 'neighbour', 'other', 'otherManager'] as const) {
        await t.rejects(clients[name].getReport(draft.id), { code: 'NOT_FOUND' }, name)
        await t.rejects(clients[name].updateReport(draft.id, { version: 2, summary: 'x' }), { code: 'NOT_FOUND' }, name)
      }
      const nothing = '01JD2V6M7Q8R9S0T1V2W3X4Y5Z'
      await t.rejects(employee.getReport(nothing), { code: 'NOT_FOUND' })
      await t.rejects(employee.updateReport(nothing, { version: 1, summary: 'x' }), { code: 'NOT_FOUND' })
      await t.rejects(employee.submitReport(nothing, { version: 1 }), { code: 'NOT_FOUND' })
      await t.rejects(employee.getReport(draft.id.toLowerCase()), { code: 'NOT_FOUND' }, 'an id has one spelling')
      t.match(await employee.getReport(draft.id), { version: 2, summary: 'Collars' })
    })

    t.test("an item goes on with one of one's own earlier items", async (t) => {
      const yesterday = await employee.createReport({ reportDate: daysAgo(1), summary: 'x', items: [{ title: 'a' }, { title: 'b' }] })
      const [a, b] = idsOf(yesterday.items)
      const carried = await employee.createReport({
        reportDate: today,
        summary: 'x',
        items: [{ title: 'a', carriedFromId: a }, { title: 'a again', carriedFromId: a }, { title: 'b', carriedFromId: b }, {
          title: 'new',
          carriedFromId: null
        }]
      })
      t.same(carried.items.map(({ carriedFromId }) => carriedFromId), [a, a, b, null])

      const refused = { code: 'RULE_REFUSED', status: 422, details: [{ path: '/body/items', rule: 'carriedFrom' }] }
      const [own] = idsOf(carried.items)
      await t.rejects(
        employee.updateReport(carried.id, { version: 1, items: [{ title: 'x', carriedFromId: own }] }),
        refused,
        'of the same report'
      )
      await t.rejects(
        employee.updateReport(carried.id, {
          version: 1,
          items: [{ title: 'x', carriedFromId: a }, { title: 'y', carriedFromId: 'nothing' }]
        }),
        refused,
        'one of two'
      )
      const others = await colleague.createReport({ reportDate: daysAgo(1), summary: 'x', items: [{ title: 'theirs' }], submit: true })
      await t.rejects(
        employee.createReport({ reportDate: daysAgo(2), summary: 'x', items: [{ title: 'x', carriedFromId: others.items[0].id }] }),
        refused,
        'of a colleague'
      )
      await t.rejects(
        lead.createReport({ reportDate: today, summary: 'x', items: [{ title: 'x', carriedFromId: others.items[0].id }] }),
        refused,
        'of somebody whose report one may read'
      )
      await t.rejects(
        employee.createReport({ reportDate: daysAgo(2), summary: 'x', items: [{ title: 'x', carriedFromId: yesterday.id }] }),
        refused,
        'the id of a report'
      )
      t.match(await employee.getReport(carried.id), { version: 1 })
      t.same((await employee.listReports({ date: daysAgo(2) })).items, [])
    })

    t.test('no item goes on with one of a later day', async (t) => {
      const later = await employee.createReport({ reportDate: today, summary: 'x', items: [{ title: 'a' }] })
      await t.rejects(
        employee.createReport({ reportDate: daysAgo(1), summary: 'x', items: [{ title: 'a', carriedFromId: later.items[0].id }] }),
        { code: 'RULE_REFUSED', details: [{ path: '/body/items', rule: 'carriedFrom' }] }
      )
    })

    t.test('what was read can be sent back, though the earlier report was edited meanwhile', async (t) => {
      const yesterday = await employee.createReport({ reportDate: daysAgo(1), summary: 'x', items: [{ title: 'a' }] })
      const draft = await employee.createReport({
        reportDate: today,
        summary: 'x',
        items: [{ title: 'a', carriedFromId: yesterday.items[0].id }]
      })
      await employee.updateReport(yesterday.id, { version: 1, items: yesterday.items.map(({ title }) => ({ title, progress: 50 })) })
      const read = await employee.getReport(draft.id)
      const sent = await employee.updateReport(draft.id, { version: 1, items: read.items.map(({ id, ...item }) => item) })
      t.match(sent, { version: 2, items: [{ title: 'a' }] })
    })

    t.test('filters', async (t) => {
      const filed: Record<string, string> = {}
      for (
        const [name, team] of [['employee', line4], ['colleague', line4], ['lead', line4], ['neighbour', line7], [
          'other',
          packing
        ]] as const
      ) {
        for (const days of [0, 1, 29, 30, 45]) {
          filed[`${name} ${days}`] = await file(
            app,
            name,
            daysAgo(days),
            days === 45 ? 'approved' : days === 1 ? 'returned' : 'submitted',
            team
          )
        }
      }
      filed['employee -1'] = await file(app, 'employee', tomorrow, 'draft')
      const list = async (client: Client, query: Parameters<Client['listReports']>[0] = {}) => {
        const { items, nextCursor } = await client.listReports({ limit: 100, ...query })
        t.equal(nextCursor, null)
        return items.map(({ id }) => Object.entries(filed).find(([, filedId]) => filedId === id)![0]).sort()
      }
      const of = (persons: string[], days: number[]) => persons.flatMap((name) => days.map((day) => `${name} ${day}`)).sort()
      const line4People = ['employee', 'colleague', 'lead']
      const recent = [0, 1, 29]

      t.same(await list(employee), of(['employee'], [-1, ...recent]), '31 days, with tomorrow')
      t.same(await list(colleague), of(['colleague'], recent))
      t.same(await list(lead), of(line4People, recent), "no draft but one's own")
      t.same(await list(neighbour), of(['neighbour'], recent))
      t.same(await list(manager), of([...line4People, 'neighbour'], recent))
      t.same(await list(clients.otherManager), of(['other'], recent))
      for (const client of [hr, clients.admin]) t.same(await list(client), of([...line4People, 'neighbour', 'other'], recent))

      t.same(await list(hr, { date: today }), of([...line4People, 'neighbour', 'other'], [0]))
      t.same(await list(hr, { date: daysAgo(2) }), [])
      t.same(await list(employee, { date: tomorrow }), ['employee -1'])
      t.same(await list(lead, { date: tomorrow }), [])
      t.same(await list(hr, { from: daysAgo(45), to: daysAgo(30) }), of([...line4People, 'neighbour', 'other'], [30, 45]))
      t.same(await list(employee, { from: daysAgo(45), to: daysAgo(45) }), ['employee 45'])
      t.same(await list(employee, { from: daysAgo(45) }), of(['employee'], [29, 30, 45]), 'from there 31 days on')
      t.same(await list(employee, { to: daysAgo(30) }), of(['employee'], [30, 45]), 'up to there 31 days back')
      t.same(await list(employee, { from: daysAgo(90), to: tomorrow }), of(['employee'], [-1, 0, 1, 29, 30, 45]), '92 days')

      t.same(await list(hr, { divisionId: production.id, date: today }), of([...line4People, 'neighbour'], [0]))
      t.same(await list(hr, { divisionId: warehouse.id, date: today }), ['other 0'])
      t.same(await list(hr, { teamId: line7.id }), of(['neighbour'], recent))
      t.same(await list(hr, { teamId: line4.id, userId: people.lead.id, date: today }), ['lead 0'])
      t.same(await list(hr, { teamId: line7.id, userId: people.lead.id }), [])
      t.same(await list(manager, { userId: people.colleague.id }), of(['colleague'], recent))
      t.same(await list(hr, { state: 'returned' }), of([...line4People, 'neighbour', 'other'], [1]))
      t.same(await list(hr, { state: 'approved', from: daysAgo(60), to: today, userId: people.other.id }), ['other 45'])
      t.same(await list(hr, { state: 'draft' }), [])
      t.same(await list(employee, { state: 'draft' }), ['employee -1'])
      // What is out of scope is not there, whatever is asked for.
      t.same(await list(lead, { teamId: line7.id }), [])
      t.same(await list(manager, { divisionId: warehouse.id }), [])
      t.same(await list(employee, { userId: people.colleague.id }), [])
      t.same(await list(hr, { divisionId: 'nothing' }), [])
      t.same(await list(hr, { teamId: '_' }), [])
    })

    t.test('ranges that are none', async (t) => {
      const refused = (path: string, rule: string) => ({ code: 'VALIDATION_FAILED', status: 400, details: [{ path, rule }] })
      await t.rejects(hr.listReports({ date: today, from: today }), refused('/query/date', 'exclusive'))
      await t.rejects(hr.listReports({ from: today, to: daysAgo(1) }), refused('/query/to', 'order'))
      await t.rejects(hr.listReports({ from: daysAgo(91), to: tomorrow }), refused('/query/to', 'maxDays'))
      await t.rejects(hr.listReports({ date: '2026-02-30' }), refused('/query/date', 'format'))
      await t.rejects(hr.listReports({ limit: 0 }), refused('/query/limit', 'minimum'))
      await t.rejects(hr.listReports({ limit: 101 }), refused('/query/limit', 'maximum'))
    })

    t.test('the first and the last dates that can be written', async (t) => {
      for (const date of ['0000-01-01', '0001-01-01', '0999-12-31', '9999-12-31']) {
        t.same((await hr.listReports({ date })).items, [], date)
        t.same((await hr.listReports({ from: date, to: date })).items, [], date)
      }
    })

    t.test('pages of any size hold each report once, newest date first', async (t) => {
      for (const [name, team] of [['employee', line4], ['colleague', line4], ['lead', line4], ['other', packing]] as const) {
        for (const days of [0, 1, 2]) await file(app, name, daysAgo(days), 'submitted', team)
      }
      const { items: all, nextCursor } = await hr.listReports({ limit: 100 })
      t.equal(nextCursor, null)
      t.equal(all.length, 12)
      t.same(
        idsOf(all),
        idsOf(all.toSorted((a, b) => a.reportDate === b.reportDate ? (a.id < b.id ? 1 : -1) : a.reportDate < b.reportDate ? 1 : -1))
      )
      for (let limit = 1; limit <= all.length + 1; limit++) {
        t.same(idsOf(await Array.fromAsync(pages(hr.listReports, { limit }))), idsOf(all), `limit ${limit}`)
      }
      t.same(
        idsOf(await Array.fromAsync(pages(lead.listReports, { limit: 2, date: today }))),
        idsOf(all).filter((id) => all.find((report) => report.id === id && report.teamId === line4.id && report.reportDate === today))
      )
      t.equal((await hr.listReports()).items.length, 12)
    })

    t.test('a page is not disturbed by what comes and goes meanwhile', async (t) => {
      for (const days of [0, 1, 2, 3]) await file(app, 'employee', daysAgo(days))
      const first = await hr.listReports({ limit: 2 })
      await file(app, 'colleague', today)
      await db.deleteFrom('reports').where('id', '=', first.items[1].id).execute()
      const second = await hr.listReports({ limit: 2, cursor: first.nextCursor! })
      t.same(second.items.map(({ reportDate }) => reportDate), [daysAgo(2), daysAgo(3)])
      t.equal(second.nextCursor, null)
    })

    t.test('thirty to a page, unless asked otherwise', async (t) => {
      for (let days = 0; days < 31; days++) await file(app, 'employee', addDays(tomorrow, -days))
      const { items, nextCursor } = await employee.listReports()
      t.equal(items.length, 30)
      t.type(nextCursor, 'string')
      t.equal((await employee.listReports({ cursor: nextCursor! })).items.length, 1)
    })

    t.test('a forged cursor is refused, or finds nothing that one may not see', async (t) => {
      const mine = await file(app, 'employee', today)
      await file(app, 'colleague', today)
      const forge = (...key: unknown[]) => Buffer.from(JSON.stringify(['reports', ...key])).toString('base64url')
      for (
        const cursor of [
          'x',
          'bm90IGpzb24',
          forge(),
          forge('a'),
          forge('a', 'b', 'c'),
          forge(1, 2),
          forge(null, null),
          forge({ a: 1 }, 'b')
        ]
      ) {
        await t.rejects(employee.listReports({ cursor }), { code: 'VALIDATION_FAILED', details: [{ path: '/query/cursor' }] }, cursor)
      }
      for (
        const key of [
          ['2026-11-20', 'Z'.repeat(26)],
          ['2027-01-01', 'x'],
          ['2026-11-20', 'é'],
          ['2026-11-20', '🧵'],
          ['2026-11-20', '線'.repeat(100)],
          ['2026-11-20', "' or 1=1 --"],
          ['2026-11-20', '\u0000'],
          ['2026-11-20', '\ud800'],
          ['not a date', 'x'],
          ['', ''],
          ['9999-99-99', 'x'],
          ['2026-11-20 23:59:59', 'x'],
          ['é', 'é']
        ]
      ) {
        const { answers: [page], errors: [error] } = outcomes(await Promise.allSettled([employee.listReports({ cursor: forge(...key) })]))
        if (error) t.match(error, { status: 400, code: 'VALIDATION_FAILED' }, JSON.stringify(key))
        else t.ok(page.items.every(({ id }) => id === mine), JSON.stringify(key))
      }
    })

    t.test('who reviews', async (t) => {
      const reviewers = {
        employee: people.lead.id,
        colleague: people.lead.id,
        lead: people.manager.id,
        neighbour: people.manager.id,
        other: people.otherManager.id
      }
      for (const [name, reviewerId] of Object.entries(reviewers)) {
        const report = await clients[name as 'lead'].createReport({ reportDate: today, summary: name, submit: true })
        t.equal(report.reviewerId, reviewerId, name)
        t.same(report.can, { ...cannot, withdraw: true }, 'never oneself')
      }
      t.equal((await lead.listNotifications()).length, 1, 'two of a team and day are one notice')
      t.equal((await manager.listNotifications()).length, 2)
      t.equal((await clients.otherManager.listNotifications()).length, 1)
      t.same(await hr.listNotifications(), [])
    })

    t.test('without a manager nobody reviews a lead, and nobody is notified', async (t) => {
      const disable = (disabled_at: string | null) =>
        db.updateTable('users').set({ disabled_at }).where('id', '=', people.manager.id).execute()
      await disable('2026-11-20 03:00:00.000')
      t.match(await lead.createReport({ reportDate: today, summary: 'x', submit: true }), { reviewerId: null, state: 'submitted' })
      t.equal((await db.selectFrom('notices').select('id').execute()).length, 0)
      await disable(null)
    })

    t.test('a report belongs to a team', async (t) => {
      for (const client of [manager, hr]) {
        await t.rejects(client.createReport({ reportDate: today, summary: 'x' }), {
          code: 'RULE_REFUSED',
          status: 422,
          details: [{ path: '/body', rule: 'noTeam' }]
        })
      }
      t.equal((await db.selectFrom('reports').select('id').execute()).length, 0)
    })

    t.test('whoever changes teams leaves the old reports where they were', async (t) => {
      const report = await employee.createReport({ reportDate: today, summary: 'x', submit: true })
      const { id } = people.employee
      const move = async (from: string, to: string) => {
        await db.updateTable('team_members').set({ team_id: to }).where('user_id', '=', id).where('team_id', '=', from).execute()
        await db.updateTable('users').set({ primary_team_id: to }).where('id', '=', id).execute()
      }
      await move(line4.id, line7.id)
      t.match(await lead.getReport(report.id), { teamId: line4.id, reviewerId: people.lead.id })
      await t.rejects(neighbour.getReport(report.id), { code: 'NOT_FOUND' })
      t.match(await employee.createReport({ reportDate: daysAgo(1), summary: 'x' }), { teamId: line7.id, reviewerId: people.neighbour.id })
      await move(line7.id, line4.id)
    })

    t.test('the lead is notified', async (t) => {
      const draft = await employee.createReport({ reportDate: today, summary: `${'🧵'.repeat(200)}` })
      await employee.updateReport(draft.id, { version: 1, planNext: 'x' })
      t.same(await lead.listNotifications(), [])
      await employee.submitReport(draft.id, { version: 2 })
      const notifications = await lead.listNotifications()
      t.match(notifications, [{ title: 'Sari submitted the report of 20 November 2026', body: `${'🧵'.repeat(139)}…`, read: false }])
      t.equal(notifications.length, 1)
      t.match(await lead.getMySummary(), { notificationsUnread: 1 })
      await colleague.createReport({ reportDate: today, summary: 'x', submit: true })
      t.match(await lead.getMySummary(), { notificationsUnread: 1 }, 'as long as it is unread it tells of both')
      for (const client of [employee, colleague, manager, hr, other]) t.same(await client.listNotifications(), [])
    })

    t.test('over HTTP: 201 for what is made, 200 for the rest', async (t) => {
      const statuses: string[] = []
      const watched = createClient({
        baseUrl: app.url,
        mode: 'bearer',
        async fetch (input, init) {
          const response = await fetch(input, init)
          statuses.push(`${init?.method} ${response.status}`)
          return response
        }
      })
      await watched.login({ email: 'employee@workpulse.test', password: 'correct horse battery staple' })
      const { id } = await watched.createReport({ reportDate: today, summary: 'x' })
      await watched.updateReport(id, { version: 1, summary: 'y' })
      await watched.submitReport(id, { version: 2 })
      await watched.getReport(id)
      await watched.listReports()
      t.same(statuses, ['POST 200', 'POST 201', 'PATCH 200', 'POST 200', 'GET 200', 'GET 200'])
    })

    if (database.name === 'mariadb') {
      t.test('whoever waited for the row of another learns the version that is current', async (t) => {
        const draft = await employee.createReport({ reportDate: today, summary: 'Collars' })
        const waits = () =>
          until('the call waits for the row', async () => {
            const { rows: [{ count }] } = await sql<{ count: number }>`
            select count(*) as count from information_schema.processlist where db = database() and id <> connection_id()
              and (info like ${'update `reports`%'} or info like ${'select%from `reports`%for update'})`
              .execute(db)
            return Number(count) === 1
          })
        for (
          const call of [
            (version: number) => employee.updateReport(draft.id, { version, summary: 'x' }),
            (version: number) => employee.submitReport(draft.id, { version })
          ]
        ) {
          const { version } = await employee.getReport(draft.id)
          let answer: Promise<ApiError | undefined> | undefined
          await db.transaction().execute(async (tx) => {
            await tx.updateTable('reports').set({ version: version + 1 }).where('id', '=', draft.id).execute()
            answer = call(version).then(() => undefined, (error: ApiError) => error)
            await waits()
          })
          t.match(await answer, { code: 'VERSION_CONFLICT', meta: { currentVersion: version + 1 } })
        }
      })
    }
  })
}
