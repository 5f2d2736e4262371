/** What templates ask of reports, and when. */
import t, { type Test } from 'tap'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { production, warehouse } from '../../support/people.ts'

const fields = [
  { key: 'shift', label: 'Shift', type: 'select' as const, required: true, options: ['early', 'late'] },
  { key: 'pieces', label: 'Pieces', type: 'number' as const },
  { key: 'delivery', label: 'Delivery', type: 'date' as const },
  { key: 'overtime', label: 'Overtime', type: 'boolean' as const },
  { key: 'remark', label: 'Remark', type: 'text' as const }
]
const report = { reportDate: today, summary: 'Collars' }
const refused = (...paths: string[]) => ({ code: 'RULE_REFUSED', details: paths.map((path) => ({ path, rule: 'templateField' })) })

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    t.test('fields are checked when a report is handed in, and not before', async (t) => {
      const { signIn } = await testApp(t, database)
      const [hr, employee] = [await signIn('hr'), await signIn('employee')]
      const { id: templateId } = await hr.createTemplate({ name: 'Lines', divisionId: production.id, fields })
      t.match(await employee.prefillReport(), { templateId })
      const wrong = { shift: 'night', pieces: '180', delivery: '2026-02-30', overtime: 1, remark: 2, more: { of: 'it' } }
      await t.rejects(
        employee.createReport({ ...report, templateId, fields: wrong, submit: true }),
        refused(...fields.map(({ key }) => `/body/fields/${key}`))
      )
      t.equal((await employee.listReports()).items.length, 0, 'nothing is stored')
      const draft = await employee.createReport({ ...report, templateId, fields: wrong })
      t.match(draft, { templateId, templateRevision: 1, fields: wrong })
      await t.rejects(employee.submitReport(draft.id, { version: 1 }), { code: 'RULE_REFUSED' })
      await employee.updateReport(draft.id, { version: 1, fields: { pieces: null, remark: '' } })
      await t.rejects(employee.submitReport(draft.id, { version: 2 }), refused('/body/fields/shift'))
      await employee.updateReport(draft.id, { version: 2, fields: { shift: 'late', pieces: 180, delivery: '2026-12-01', more: [1] } })
      t.match(await employee.submitReport(draft.id, { version: 3 }), { state: 'submitted', templateId, templateRevision: 1 })
      t.match((await employee.listReportHistory(draft.id)).items.at(-2), { action: 'edited', changed: [{ path: '/fields' }] })
    })

    t.test('a report keeps the revision that it was begun with', async (t) => {
      const { signIn } = await testApp(t, database)
      const [hr, employee, lead] = [await signIn('hr'), await signIn('employee'), await signIn('lead')]
      const template = await hr.createTemplate({ name: 'Lines', divisionId: production.id, fields: [fields[1]] })
      const draft = await employee.createReport({ ...report, templateId: template.id })
      await hr.updateTemplate(template.id, { version: 1, name: 'Sewing', fields: [fields[0]], required: true })
      t.match(await employee.updateReport(draft.id, { version: 1, templateId: template.id, summary: 'Sleeves' }), { templateRevision: 1 })
      t.match(await lead.getTemplate(template.id, { revision: 1 }), {
        name: 'Lines',
        required: false,
        fields: [{ key: 'pieces' }],
        revision: 1
      })
      t.match(await lead.getTemplate(template.id), { name: 'Sewing', fields: [{ key: 'shift' }], revision: 2 })
      t.match(await employee.submitReport(draft.id, { version: 2 }), { state: 'submitted' }, 'asked for what it was begun with')
      await t.rejects(
        hr.updateTemplate(template.id, { version: 2, fields: [{ ...fields[1], type: 'text' }] }),
        { code: 'RULE_REFUSED', details: [{ path: '/body/fields/0/type', rule: 'keyType' }] },
        'of a field of before, too'
      )
      await t.rejects(hr.deleteTemplate(template.id), { code: 'STATE_CONFLICT', meta: { reason: 'referredTo' } })
      await hr.archiveTemplate(template.id)
      t.match(await employee.prefillReport(), { templateId: null })
      t.match(await employee.getTemplate(template.id, { revision: 1 }), { name: 'Lines' })
    })

    t.test('one that is required is not escaped', async (t) => {
      const { signIn } = await testApp(t, database)
      const [hr, employee, colleague, lead] = await Promise.all(
        (['hr', 'employee', 'colleague', 'lead'] as const).map((who) => signIn(who))
      )
      const before = await colleague.createReport({ ...report, submit: true })
      const returned = await lead.returnReport(before.id, { version: before.version, note: 'How many?' })
      const everybodys = await hr.createTemplate({ name: 'All', required: true, fields: [] })
      const escape = { code: 'RULE_REFUSED', details: [{ path: '/body/templateId', rule: 'templateRequired' }] }
      await t.rejects(employee.createReport({ ...report, submit: true }), escape)
      const divisions = await hr.createTemplate({ name: 'Lines', divisionId: production.id, required: true, fields: [] })
      t.match(await employee.prefillReport(), { templateId: divisions.id }, 'the division’s goes before everybody’s')
      await t.rejects(employee.createReport({ ...report, templateId: everybodys.id, submit: true }), escape)
      t.match(await employee.createReport({ ...report, templateId: divisions.id, submit: true }), { state: 'submitted' })
      t.match(
        await colleague.submitReport(before.id, { version: returned.version }),
        { state: 'submitted' },
        'what was asked otherwise once'
      )
    })

    t.test('of one’s own division, and in use', async (t) => {
      const { signIn } = await testApp(t, database)
      const [hr, employee] = [await signIn('hr'), await signIn('employee')]
      const others = await hr.createTemplate({ name: 'Packing', divisionId: warehouse.id, fields: [] })
      const former = await hr.createTemplate({ name: 'Lines', divisionId: production.id, fields: [] })
      await hr.archiveTemplate(former.id)
      for (const templateId of [others.id, former.id, 'NONE']) {
        const unknown = (path: string) => ({ code: 'RULE_REFUSED', details: [{ path, rule: 'unknownTemplate' }] })
        await t.rejects(employee.createReport({ ...report, templateId }), unknown('/body/templateId'))
        const content = { summary: 'Collars', templateId }
        await t.rejects(employee.upsertReportByDate(today, { baseVersion: null, content }), unknown('/body/content/templateId'))
      }
      await hr.restoreTemplate(former.id)
      const draft = await employee.createReport({ ...report, templateId: former.id })
      await hr.archiveTemplate(former.id)
      await employee.updateReport(draft.id, { version: 1, templateId: former.id })
      t.match(await employee.updateReport(draft.id, { version: 2, templateId: null }), { templateId: null, templateRevision: null })
      await t.rejects(employee.updateReport(draft.id, { version: 3, templateId: former.id }), { code: 'RULE_REFUSED' })
    })

    t.test('of two at once for one division one is made', async (t) => {
      const { signIn } = await testApp(t, database)
      const [hr, admin] = [await signIn('hr'), await signIn('admin')]
      const made = await Promise.allSettled([hr, admin].map((client) => client.createTemplate({ name: 'All', fields: [] })))
      t.same(made.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
      t.match(made.find(({ status }) => status === 'rejected'), { reason: { code: 'DUPLICATE' } })
    })
  })
}
