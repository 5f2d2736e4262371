/** Values that JSON and the documents allow, at their ends. */
import t from 'tap'
import { today } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { line4 } from '../support/people.ts'
import { outcomeOf, outcomeOfCall, refusal, send, success } from '../support/raw.ts'
import { kib, json, fieldsOf, checker, ownService, openHttp, tomorrow } from './http-answers.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { stage, app, employee, authorization, raw } = await openHttp(t, database)

    t.test('letters of every script come back as they were', async (t) => {
      const text = '😀 Kerah — 領 — ي\u202e\u0301 \t\n"\\/ <script>'
      const colleague = await app.signIn('colleague')
      const body = {
        reportDate: today,
        summary: '😀'.repeat(4000),
        planNext: text,
        fields: { [text.replaceAll('\\', '')]: [text, { '😀': text }] },
        submit: true,
        items: [{ title: '😀'.repeat(200), detail: '😀'.repeat(2000), category: '😀'.repeat(40), unit: '😀'.repeat(20) }, {
          title: text,
          detail: text,
          category: text.slice(0, 40),
          unit: '領'
        }]
      }
      const { id } = await colleague.createReport(body)
      const { summary, planNext, fields, items } = await colleague.getReport(id)
      t.same({ summary, planNext, fields }, { summary: body.summary, planNext: text, fields: body.fields })
      t.match(items, body.items)
      t.equal(items.length, body.items.length)
      const lead = await app.signIn('lead')
      const [listed] = (await lead.listReports({ teamId: line4.id, date: today })).items.filter((report) => report.id === id)
      t.match(listed, { summary: body.summary, items: body.items })
      t.match((await lead.listNotifications())[0], { body: `${'😀'.repeat(139)}…` })
    })

    t.test('numbers come back as they were, or are refused', async (t) => {
      const numbers = [0.1, 0.1 + 0.2, 1 / 3, 5e-324, Number.MAX_VALUE, 2 ** 53, 123_456_789.123_456_78]
      const quantities = [1 / 3, 1e9, 999_999_999.999_999_9, 5e-324, 0.1 + 0.2]
      const other = await app.signIn('manager')
      const { id } = await app.signIn('neighbour').then((neighbour) =>
        neighbour.createReport({
          reportDate: today,
          summary: 'Collars',
          fields: { numbers },
          items: quantities.map((quantity) => ({ title: 'Collars', quantity })),
          submit: true
        })
      )
      const { fields, items } = await other.getReport(id)
      t.same([fields, items.map(({ quantity }) => quantity)], [{ numbers }, quantities])
      const report = `{"reportDate":"${tomorrow}","summary":"Collars","fields":`
      for (
        const [name, fields, fault] of [
          ['too large', '{"a":1e400}', '/body/fields/a number'],
          ['more digits than a double has', '{"a":{"b":[0,12345678901234567890]}}', '/body/fields/a/b/1 number'],
          ['a key twice', '{"a":1,"b":{"c":1,"c":1}}', '/body/fields/b/c duplicateKey']
        ]
      ) {
        const answer = await raw({ method: 'POST', path: '/api/v1/reports', headers: json, body: `${report}${fields}}` })
        t.same(outcomeOf(answer), refusal('VALIDATION_FAILED', fault), name)
      }
    })

    t.test('NUL and lone surrogates stay out of free fields too', async (t) => {
      for (const fields of [{ a: '\u0000' }, { a: ['\ud800'] }, { '\udfff': 1 }, { a: { 'b\u0000': 1 } }]) {
        const { code, faults } = await outcomeOfCall(() => employee.createReport({ reportDate: tomorrow, summary: 'Collars', fields }))
        t.same([code, faults[0]?.startsWith('/body/fields')], ['VALIDATION_FAILED', true], JSON.stringify(fields))
      }
    })

    t.test('fields nested too deep', async (t) => {
      const check = await checker(t, stage)
      // Where the judge is not, since it writes requests down as JSON, which overflows its stack.
      const { url } = await ownService(t, app)
      for (const depth of [5_000, 15_000, 400_000]) {
        const body = `{"reportDate":"${tomorrow}","summary":"Collars","fields":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}`
        await check(`${depth} levels`, refusal('VALIDATION_FAILED', '/body/fields'), async () => {
          const { faults, ...outcome } = outcomeOf(
            await send(url, { method: 'POST', path: '/api/v1/reports', headers: { ...authorization, ...json }, body })
          )
          return { ...outcome, faults: faults.map((fault) => fault.split(' ')[0]) }
        })
      }
    })

    t.test('the largest report is taken', async (t) => {
      const other = await app.signIn('other')
      const item = {
        title: 'x'.repeat(200),
        detail: 'x'.repeat(2000),
        category: 'x'.repeat(40),
        unit: 'x'.repeat(20),
        quantity: 1_000_000_000,
        progress: 100
      }
      const report = await other.createReport({
        reportDate: today,
        summary: 'x'.repeat(4000),
        planNext: 'x'.repeat(4000),
        mood: 5,
        fields: fieldsOf(32 * kib),
        items: Array.from({ length: 50 }, (_, index) => ({ ...item, minutes: index === 0 ? 1440 : 0 }))
      })
      t.equal(report.items.length, 50)
      t.equal(JSON.stringify(report.fields).length, 32 * kib)
    })

    t.test('a range of 92 days is taken, and so are the ends of the calendar', async (t) => {
      for (
        const query of [
          { from: '2026-08-21', to: today },
          { from: '9999-12-31' },
          { to: '9999-12-31' },
          { date: '9999-12-31' },
          { from: '0050-01-01' },
          { to: '0001-02-01' },
          { date: '0001-01-01' }
        ]
      ) {
        t.same(await outcomeOfCall(() => employee.listReports(query)), success, JSON.stringify(query))
      }
    })
  })
}
