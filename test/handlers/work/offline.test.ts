/** What was written offline: it may come twice, late, out of order and from two devices. */
import t, { type Test } from 'tap'
import { testApp, today } from '../../support/app.ts'
import { databases, emptyTables, ofReports } from '../../support/databases.ts'

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    const [employee, lead] = await app.signInEach('employee', 'lead')
    t.beforeEach(() => emptyTables(db, ...ofReports))
    const content = { summary: 'Collars', items: [{ title: 'Order 2211', minutes: 60 }, { title: 'Order 2212' }] }
    const put = (baseVersion: number | null, more: object = {}) =>
      employee.upsertReportByDate(today, { baseVersion, content: { ...content, ...more } })
    const events = async () => (await db.selectFrom('events').select('id').execute()).length

    t.test('the same twice is the same report at the same version', async (t) => {
      const first = await put(null)
      t.match(first, { created: true, report: { version: 1, state: 'draft', can: { edit: true } } })
      const told = await events()
      for (const baseVersion of [null, 1, 9]) t.strictSame(await put(baseVersion), { ...first, created: false })
      t.strictSame(await put(null, { planNext: '', mood: null, fields: {} }), { ...first, created: false }, 'what is left out is empty')
      t.equal(await events(), told, 'and nothing is told of it')
    })

    t.test('what is newer is not overwritten, and the conflict says with what', async (t) => {
      const { report } = await put(null)
      const { report: second } = await put(1, { summary: 'Sleeves' })
      t.match(second, { id: report.id, version: 2, summary: 'Sleeves' })
      for (const baseVersion of [null, 1]) {
        await t.rejects(put(baseVersion, { summary: 'Seams' }), {
          code: 'VERSION_CONFLICT',
          meta: { reportId: report.id, currentVersion: 2, state: 'draft' }
        })
      }
      t.match(await employee.getReport(report.id), { version: 2, summary: 'Sleeves' })
    })

    t.test('items that are named stay the ones they are', async (t) => {
      const { report: { items: [first, second] } } = await put(null)
      const { report } = await put(1, { items: [{ ...second, minutes: 30 }, { title: 'new' }, first] })
      t.match(report.items, [{ id: second.id, minutes: 30 }, { title: 'new' }, { id: first.id }])
    })

    t.test('what is handed in stays as it is; what is returned can be filed anew', async (t) => {
      const { report } = await put(null)
      await employee.submitReport(report.id, { version: 1 })
      t.match(await put(null), { created: false, report: { state: 'submitted', version: 2 } }, 'the same is answered')
      await t.rejects(put(2, { summary: 'Seams' }), { code: 'STATE_CONFLICT', meta: { reportId: report.id, state: 'submitted' } })
      await lead.returnReport(report.id, { version: 2, note: 'Why?' })
      t.match(await put(3, { summary: 'Seams' }), { created: false, report: { state: 'returned', version: 4, summary: 'Seams' } })
    })

    t.test('what was deleted meanwhile is not made again unasked', async (t) => {
      const { report } = await put(null)
      await employee.deleteReport(report.id)
      await t.rejects(put(1, { summary: 'Seams' }), { code: 'VERSION_CONFLICT' })
      t.match(await put(null), { created: true })
    })

    t.test('two devices at once: one makes it, the other learns of it or of the same', async (t) => {
      for (let round = 0; round < 5; round++) {
        const same = await Promise.all([put(null), put(null), put(null)])
        t.same(same.map(({ created }) => created).sort(), [false, false, true])
        t.equal(new Set(same.map(({ report }) => report.id)).size, 1)
        await db.deleteFrom('reports').execute()
        const settled = await Promise.allSettled([put(null), put(null, { summary: 'Sleeves' })])
        const lost = settled.flatMap((each) => each.status === 'rejected' ? [each.reason] : [])
        t.match(lost, [{ code: 'VERSION_CONFLICT', meta: { currentVersion: 1 } }])
        await db.deleteFrom('reports').execute()
      }
    })

    t.test('dates that cannot be filed', async (t) => {
      for (const [date, rule] of [['2026-11-16', 'tooOld'], ['2026-11-22', 'future']] as const) {
        await t.rejects(employee.upsertReportByDate(date, { baseVersion: null, content }), {
          code: 'RULE_REFUSED',
          details: [{ path: '/params/date', rule }]
        })
      }
    })
  })
}
