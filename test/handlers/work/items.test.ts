/** Items keep their ids through every change that names them; what a new report begins with; what work is called. */
import t, { type Test } from 'tap'
import { testApp, today } from '../../support/app.ts'
import { databases, emptyTables, ofReports } from '../../support/databases.ts'

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    const [employee, colleague, other] = await app.signInEach('employee', 'colleague', 'other')
    t.beforeEach(() => emptyTables(db, ...ofReports))
    const draft = (reportDate = today, ...titles: string[]) =>
      employee.createReport({ reportDate, summary: 'x', items: titles.map((title) => ({ title, status: 'doing' as const })) })

    t.test('an item that is named is the same one, moved, changed or not', async (t) => {
      const { id, items: [a, b, c] } = await draft(today, 'a', 'b', 'c')
      const { items } = await employee.updateReport(id, {
        version: 1,
        items: [{ ...c, minutes: 30 }, { title: 'new' }, { id: a.id, title: 'a, longer' }]
      })
      t.match(items, [{ id: c.id, title: 'c', minutes: 30 }, { title: 'new' }, { id: a.id, title: 'a, longer', minutes: 0 }])
      t.notOk([a.id, b.id, c.id].includes(items[1].id), 'one without an id is new')
      t.equal(items.length, 3, 'and what is left out is gone')
      t.strictSame((await employee.getReport(id)).items, items)
    })

    t.test('one of another report, or twice the same, is refused, and nothing changes', async (t) => {
      const [mine, theirs] = [
        await draft(today, 'a'),
        await colleague.createReport({ reportDate: today, summary: 'x', items: [{ title: 'b' }] })
      ]
      const [{ id }, { id: foreign }] = [mine.items[0], theirs.items[0]]
      for (
        const [items, path, rule] of [
          [[{ id: foreign, title: 'b' }], '/body/items/0/id', 'unknownItem'],
          [[{ title: 'x' }, { id: 'NONE', title: 'b' }], '/body/items/1/id', 'unknownItem'],
          [[{ id, title: 'a' }, { id, title: 'a' }], '/body/items/1/id', 'unique']
        ] as const
      ) {
        await t.rejects(employee.updateReport(mine.id, { version: 1, items: [...items] }), {
          code: 'RULE_REFUSED',
          details: [{ path, rule }]
        })
      }
      await t.rejects(employee.createReport({ reportDate: '2026-11-19', summary: 'x', items: [{ id, title: 'a' }] }), {
        code: 'RULE_REFUSED',
        details: [{ path: '/body/items/0/id', rule: 'unknownItem' }]
      })
      t.match(await employee.getReport(mine.id), { version: 1, items: mine.items })
    })

    t.test('the history tells of items only where they changed', async (t) => {
      const report = await draft(today, 'a')
      await employee.updateReport(report.id, { version: 1, items: report.items })
      t.match(await employee.listReportHistory(report.id), { items: [{ action: 'edited', changed: [] }, { action: 'created' }] })
    })

    t.test('a report begins with what the last one left', async (t) => {
      const { items: [first] } = await employee.createReport({
        reportDate: '2026-11-18',
        summary: 'x',
        planNext: 'Sleeves',
        submit: true,
        items: [
          { title: 'a', detail: 'b', category: 'sewing', status: 'blocked', progress: 40, minutes: 90, quantity: 3, unit: 'pcs' },
          { title: 'done', status: 'done' }
        ]
      })
      await draft('2026-11-19', 'a draft does not count')
      const prefill = await employee.prefillReport()
      t.match(prefill, { date: today, reportId: null, from: { reportDate: '2026-11-18' }, planned: 'Sleeves', templateId: null })
      t.same(prefill.items, [{
        title: 'a',
        detail: 'b',
        category: 'sewing',
        status: 'blocked',
        progress: 40,
        minutes: 0,
        quantity: null,
        unit: 'pcs',
        carriedFromId: first.id
      }])
      const { id, items } = await employee.createReport({ reportDate: today, summary: 'x', items: prefill.items })
      t.equal(items[0].carriedFromId, first.id, 'as it is it makes a report')
      t.match(await employee.prefillReport({ date: today }), { reportId: id })
      t.match(await employee.prefillReport({ date: '2026-11-18' }), { from: null, items: [] }, 'nothing earlier')
    })

    t.test('work is called what most call it, however it is spelled', async (t) => {
      const file = (client: typeof employee, reportDate: string, submit: boolean, ...categories: string[]) =>
        client.createReport({ reportDate, submit, summary: 'x', items: categories.map((category) => ({ title: 'x', category })) })
      await file(employee, '2026-11-19', true, 'Sewing', 'sewing', 'sewing', 'ＱＣ')
      await file(colleague, today, true, ' sewing  ', 'Final  check', 'final check', 'Final check')
      await file(employee, today, false, 'a draft')
      await file(other, today, true, 'packing')
      t.same(await employee.listCategories(), {
        items: [{ name: 'sewing', uses: 4 }, { name: 'Final  check', uses: 3 }, { name: 'ＱＣ', uses: 1 }]
      })
      t.same(await other.listCategories(), { items: [{ name: 'packing', uses: 1 }] })
      t.same(await (await app.signIn('hr')).listCategories(), { items: [] }, 'who is in no team has none')
    })
  })
}
