/** A report is changed: by whom, of which version, and on from which items. */
import t from 'tap'
import type { Report } from '../../../generated/schemas.ts'
import { today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { line4, people } from '../../support/people.ts'
import { daysAgo, idsOf, outcomes, openReports } from './reports-writers.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { db, clients, employee, colleague, lead } = await openReports(t, database)

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
  })
}
