import t from 'tap'
import { testApp, today } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { line4, people } from '../support/people.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    t.test('an employee drafts and submits a report, and her lead reads it', async (t) => {
      const app = await testApp(t, database)
      const employee = await app.signIn('employee')
      const lead = await app.signIn('lead')

      const draft = await employee.createReport({ reportDate: today, summary: 'Collars', items: [{ title: 'Order 2211', minutes: 360 }] })
      t.match(draft, { userId: people.employee.id, teamId: line4.id, reviewerId: people.lead.id, state: 'draft', version: 1, submittedAt: null })
      t.same(draft.can, { edit: true, submit: true, review: false })
      await t.rejects(lead.getReport(draft.id), { code: 'NOT_FOUND' })

      const submitted = await employee.submitReport(draft.id, { version: draft.version })
      t.match(submitted, { state: 'submitted', version: 2, submittedAt: String })
      const read = await lead.getReport(draft.id)
      t.match(read, { summary: 'Collars', items: [{ title: 'Order 2211', minutes: 360, status: 'todo' }] })
      t.same(read.can, { edit: false, submit: false, review: true })
    })
  })
}
