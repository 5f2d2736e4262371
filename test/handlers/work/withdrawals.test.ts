/** What was handed in can be taken back until its deadline; its author's other tabs hear what becomes of a report. */
import t from 'tap'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { owing } from '../../support/owing.ts'
import { openSocket } from '../../support/socket.ts'

const day = 86_400_000

for (const database of databases) {
  t.test(database.name, async (t) => {
    t.test('a report is taken back before its deadline and not after it', async (t) => {
      const { deps, signIn, clock } = await testApp(t, database)
      await owing(deps, today)
      const employee = await signIn('employee')
      const { id } = await employee.createReport({ reportDate: today, summary: 'Collars', submit: true })
      t.match(await employee.getReport(id), { timing: 'on_time', can: { withdraw: true } })
      const { version } = await employee.withdrawReport(id, { version: 2 })
      const again = await employee.submitReport(id, { version })
      clock.advance(day / 2)
      t.match(await employee.getReport(id), { state: 'submitted', timing: 'on_time', can: { withdraw: false } })
      await t.rejects(employee.withdrawReport(id, { version: again.version }), {
        code: 'RULE_REFUSED',
        details: [{ rule: 'deadlinePassed' }]
      })
    })

    t.test('the other tabs of the author hear of comments, and of a draft that is deleted', async (t) => {
      const { url, signIn } = await testApp(t, database)
      const [employee, lead] = [await signIn('employee'), await signIn('lead')]
      const { ticket } = await employee.createWsTicket()
      const socket = openSocket(`${url.replace('http', 'ws')}/api/v1/ws?ticket=${ticket}`)
      t.teardown(() => socket.raw.terminate())
      await socket.frame('subscribed')
      const report = await employee.createReport({ reportDate: today, summary: 'Collars', submit: true })
      await lead.createComment(report.id, { body: 'How many?' })
      t.match(await socket.frame('report.activity'), { data: { reportId: report.id, kind: 'comment', action: 'created' } })
      const draft = await employee.createReport({ reportDate: '2026-11-19', summary: 'Sleeves' })
      await employee.deleteReport(draft.id)
      t.match(await socket.frame('report.deleted'), { data: { id: draft.id } })
    })
  })
}
