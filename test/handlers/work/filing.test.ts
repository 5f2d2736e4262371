/** Filing for somebody without a device: who may, who decides about it, and what becomes of it. */
import t, { type Test } from 'tap'
import { readerOf } from '../../../src/jobs/platform/notice-mail.ts'
import { testApp, today } from '../../support/app.ts'
import { databases, emptyTables, ofReports } from '../../support/databases.ts'
import { line4, people } from '../../support/people.ts'

const content = { reportDate: today, summary: 'Collars.', submit: true }
const refused = (path: string, rule: string) => ({ code: 'RULE_REFUSED', details: [{ path, rule }] })

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    const [employee, colleague, lead, neighbour, manager, hr] = await app.signInEach(
      'employee',
      'colleague',
      'lead',
      'neighbour',
      'manager',
      'hr'
    )
    const operator = await hr.createUser({ name: 'Siti', employeeNo: 'R-7', teams: [{ id: line4.id, role: 'member' }] })
    t.beforeEach(() => emptyTables(db, ...ofReports))

    t.test('somebody without an address is there, signs in nowhere and gets no mail', async (t) => {
      t.match(operator, { email: '', hasPassword: false, role: 'employee', emailVerifiedAt: null })
      t.match((await hr.listUsers({ q: 'Siti' })).items, [{ id: operator.id, email: '' }])
      const another = await hr.createUser({ name: 'Siti' })
      t.equal(another.email, '', 'and so do others')
      t.equal(await readerOf(db, operator.id), undefined)
      t.ok(await readerOf(db, people.employee.id))
      await t.rejects(hr.createUser({ name: 'Siti', role: 'manager' }), refused('/body/role', 'withoutAddress'))
      await t.rejects(hr.updateUser(operator.id, { version: operator.version, role: 'hr' }), refused('/body/role', 'withoutAddress'))
      t.match(await hr.updateUser(another.id, { version: another.version, title: 'Operator' }), { title: 'Operator', email: '' })
    })

    t.test('who leads files for them, and somebody else decides', async (t) => {
      const report = await lead.createReport({ ...content, userId: operator.id })
      t.match(report, {
        userId: operator.id,
        author: { name: 'Siti' },
        filedBy: { id: people.lead.id, name: 'Budi' },
        reviewerId: people.manager.id,
        state: 'submitted',
        can: { edit: false, withdraw: false, review: false }
      })
      await t.rejects(lead.approveReport(report.id, { version: 2 }), { code: 'FORBIDDEN' })
      t.same(
        (await lead.reviewReports({ action: 'approve', reports: [{ id: report.id, version: 2 }] })).results[0].error?.code,
        'FORBIDDEN'
      )
      for (const query of [{}, { teamId: line4.id }]) {
        t.same((await lead.listReports({ view: 'review', ...query })).items, [])
        t.same((await manager.listReports({ view: 'review', ...query })).items.map(({ id }) => id), [report.id])
      }
      t.equal((await lead.getTeamMetrics(line4.id)).today.reviewQueue, 0)
      t.equal((await manager.getTeamMetrics(line4.id)).today.reviewQueue, 1)

      await manager.returnReport(report.id, { version: 2, note: 'How many?' })
      t.match(await lead.listInbox(), {
        items: [{ type: 'report.returned', target: { kind: 'report', id: report.id }, body: 'How many?' }]
      })
      t.match(await lead.getReport(report.id), { can: { edit: true, submit: true, review: false, withdraw: false } })
      t.match(await hr.getReport(report.id), { can: { edit: false, submit: false } }, 'nobody else writes it')
      await lead.updateReport(report.id, { version: 3, summary: '180 collars.' })
      t.match(await lead.submitReport(report.id, { version: 4 }), { state: 'submitted', reviewerId: people.manager.id })
      t.match((await hr.listReportHistory(report.id)).items, [
        { action: 'submitted', actor: { id: people.lead.id } },
        { action: 'edited', actor: { id: people.lead.id } },
        { action: 'returned', actor: { id: people.manager.id } },
        { action: 'submitted', actor: { id: people.lead.id } }
      ])
      t.match(await manager.approveReport(report.id, { version: 5 }), { state: 'approved', filedBy: { id: people.lead.id } })
    })

    t.test('nor in the place of who filed it', async (t) => {
      const { id: delegationId } = await lead.createDelegation({ toUserId: people.colleague.id, startsOn: today, endsOn: today })
      const report = await lead.createReport({ ...content, userId: operator.id })
      t.match(await colleague.getReport(report.id), { can: { review: false } })
      await t.rejects(colleague.approveReport(report.id, { version: 2 }), { code: 'FORBIDDEN' })
      await lead.deleteDelegation(delegationId)
    })

    t.test('for nobody else, and nothing that is not handed in', async (t) => {
      await t.rejects(employee.createReport({ ...content, userId: operator.id }), { code: 'FORBIDDEN' })
      for (const userId of [operator.id, 'NOBODY', people.other.id, people.disabled.id]) {
        await t.rejects(neighbour.createReport({ ...content, userId }), refused('/body/userId', 'unknownPerson'), userId)
      }
      await t.rejects(lead.createReport({ ...content, userId: operator.id, submit: false }), refused('/body/submit', 'required'))
      t.match(await lead.createReport({ ...content, userId: people.lead.id, submit: false }), { filedBy: null, state: 'draft' }, 'oneself')
      t.equal((await db.selectFrom('reports').select('id').execute()).length, 1)
    })

    t.test('whose it is may take it back, and a draft of theirs is told to nobody', async (t) => {
      const report = await lead.createReport({ ...content, userId: people.employee.id })
      t.match(await employee.getReport(report.id), { filedBy: { name: 'Budi' }, can: { withdraw: true } })
      t.match(await employee.listInbox(), {
        items: [{ type: 'report.filed', title: 'Budi handed in your report of 20 November', body: 'Collars.', target: { id: report.id } }]
      })
      t.match(await employee.createComment(report.id, { body: 'That was Wati.' }), { author: { id: people.employee.id } })
      await t.rejects(lead.createReport({ ...content, userId: people.employee.id }), { code: 'DUPLICATE', meta: { reportId: report.id } })
      t.match(await employee.withdrawReport(report.id, { version: 2 }), { state: 'draft', filedBy: null })
      await t.rejects(lead.getReport(report.id), { code: 'NOT_FOUND' })
      const again = await lead.createReport({ ...content, userId: people.employee.id }).catch((error: unknown) => error)
      t.match(again, { code: 'DUPLICATE' })
      t.notMatch(JSON.stringify((again as { meta?: unknown }).meta ?? null), report.id)
    })
  })
}
