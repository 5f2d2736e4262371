/** What waits too long for a decision is approved, by nobody. */
import t, { type Test } from 'tap'
import { approveOverdue } from '../../../src/jobs/work/auto-approval.ts'
import { testApp, today } from '../../support/app.ts'
import { databases, emptyTables, ofReports } from '../../support/databases.ts'
import { line4, people } from '../../support/people.ts'

const hour = 3_600_000

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    const [employee, colleague, lead] = await app.signInEach('employee', 'colleague', 'lead')
    t.beforeEach(async () => {
      await emptyTables(db, ...ofReports)
      await db.updateTable('organisation').set({ auto_approve_days: 0 }).execute()
    })
    const after = (days: number) => db.updateTable('organisation').set({ auto_approve_days: days }).execute()
    const handIn = (client = employee, reportDate = today) => client.createReport({ reportDate, summary: 'Collars.', submit: true })
    /** As if it had been handed in so long ago. */
    const handedIn = async (id: string, hours: number) => {
      const time = new Date(app.clock.now().getTime() - hours * hour).toISOString().replace('T', ' ').slice(0, 23)
      await db.updateTable('reports').set({ submitted_at: time }).where('id', '=', id).execute()
    }
    const run = () => approveOverdue(app.deps, 'a job')
    const stateOf = async (id: string) => (await employee.getReport(id)).state

    t.test('never, where the organisation says no days', async (t) => {
      const { id } = await handIn()
      await handedIn(id, 1000)
      t.equal(await run(), 0)
      t.equal(await stateOf(id), 'submitted')
    })

    t.test('after so many days, and not before; the author is told, the team and the history know', async (t) => {
      await after(2)
      const [old, young] = [await handIn(employee), await handIn(employee, '2026-11-19')]
      await handedIn(old.id, 48.1)
      await handedIn(young.id, 47.9)
      const [{ id: newest }] = await db.selectFrom('events').select('id').orderBy('id', 'desc').limit(1).execute()
      t.equal(await run(), 1)
      t.match(await employee.getReport(old.id), {
        state: 'approved',
        version: 3,
        lastDecision: { action: 'auto_approved', actor: null, note: null }
      })
      t.equal(await stateOf(young.id), 'submitted')
      t.match(await employee.listNotifications(), [{ title: /approved automatically$/ }])
      const events = await db.selectFrom('events').select(['channel', 'type', 'cause']).where('id', '>', newest).orderBy('id').execute()
      t.match(events, [
        { channel: `user:${people.employee.id}`, type: 'report.updated', cause: 'a job' },
        { channel: `team:${line4.id}`, type: 'report.updated' },
        { type: 'notification.new' },
        { type: 'unread.changed' }
      ])
      t.match((await employee.listReportHistory(old.id)).items[0], { action: 'auto_approved', actor: null, fromState: 'submitted' })
      const row = await db.selectFrom('reports').selectAll().where('id', '=', old.id).executeTakeFirstOrThrow()
      t.match(row, { first_decision_at: null, ever_returned: 0 }, 'it is no decision of a person')
      t.equal(await run(), 0, 'once')
    })

    t.test('the latest hand-in counts, and reopened and handed in again it is due anew', async (t) => {
      await after(1)
      const { id } = await handIn()
      await handedIn(id, 25)
      await run()
      await lead.reopenReport(id, { version: 3, note: 'Minutes.' })
      t.equal(await run(), 0, 'what is returned waits for its author')
      await employee.submitReport(id, { version: 4 })
      t.equal(await run(), 0)
      await handedIn(id, 25)
      t.equal(await run(), 1)
    })

    t.test('more than one batch, beside people who decide and a second replica', async (t) => {
      await after(1)
      const made = []
      for (const reportDate of ['2026-11-17', '2026-11-18', '2026-11-19', today]) {
        for (const client of [employee, colleague]) made.push(await handIn(client, reportDate))
      }
      for (const { id } of made) await handedIn(id, 30)
      const [one, other, { results }] = await Promise.all([
        run(),
        run(),
        lead.reviewReports({ action: 'return', note: 'x', reports: made.map(({ id, version }) => ({ id, version })) })
      ])
      t.equal(one + other + results.filter(({ ok }) => ok).length, made.length, 'each is decided on once')
      t.equal((await db.selectFrom('report_history').select('id').where('version', '=', 3).execute()).length, made.length)
    })
  })
}
