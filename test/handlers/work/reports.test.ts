/** A report is written and handed in. */
import { sql } from 'kysely'
import t from 'tap'
import { ApiError, createClient } from '../../../generated/sdk/dist/src/sdk/index.js'
import { today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { line4, people, production } from '../../support/people.ts'
import { until } from '../../support/until.ts'
import { cannot, daysAgo, openReports } from './reports-writers.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { app, db, employee, lead } = await openReports(t, database)

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
