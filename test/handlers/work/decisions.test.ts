/** What becomes of a report that was handed in: decided, taken back, reopened; who hears of it, and what is written down. */
import t, { type Test } from 'tap'
import { ApiError } from '../../../generated/sdk/dist/src/sdk/index.js'
import { toDateTime } from '../../../src/database/dialect.ts'
import { today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { line4, people, production } from '../../support/people.ts'
import { minute, openDecisions } from './decisions-people.ts'

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const { app, db, employee, lead, manager, hr, handIn, rowOf, notices, newestEvent, eventsAfter, refusedWith } = await openDecisions(
      t,
      database
    )

    t.test('returned, corrected, handed in and approved: the author hears why, and the row keeps the first decision', async (t) => {
      const report = await handIn()
      const before = await newestEvent()
      const returned = await lead.returnReport(report.id, { version: 2, note: 'How many pieces?' })
      t.match(returned, {
        state: 'returned',
        version: 3,
        lastDecision: { action: 'returned', actor: { id: people.lead.id, name: 'Budi' }, onBehalfOf: null, note: 'How many pieces?' }
      })
      t.equal(returned.lastDecision!.at, returned.updatedAt)
      const { can, ...thin } = returned
      t.match(await eventsAfter(before), [
        { channel: `user:${people.employee.id}`, type: 'report.updated', data: thin },
        { channel: `team:${line4.id}`, type: 'report.updated', data: { id: report.id, state: 'returned', version: 3 } },
        { channel: `user:${people.employee.id}`, type: 'notification.new' },
        { channel: `inbox:${people.employee.id}`, type: 'unread.changed' }
      ])
      t.same(await notices(people.employee.id), [{ type: 'report.returned', target_id: report.id, actor_id: people.lead.id }])
      t.match(await employee.listNotifications(), [{ title: /^Budi returned your report of/, body: 'How many pieces?' }])
      t.match((await employee.listReports()).items, [{ lastDecision: { note: 'How many pieces?' } }], 'a list says why, too')

      await employee.updateReport(report.id, { version: 3, summary: '180 collars.' })
      t.match(await employee.submitReport(report.id, { version: 4 }), { state: 'submitted', lastDecision: { action: 'returned' } })
      app.clock.advance(minute)
      t.match(await manager.approveReport(report.id, { version: 5 }), {
        state: 'approved',
        lastDecision: { action: 'approved', note: null }
      })
      const row = await rowOf(report.id)
      t.equal(row.ever_returned, 1)
      t.equal(
        row.first_decision_at!.slice(0, 19),
        toDateTime(new Date(returned.updatedAt)).slice(0, 19),
        'the first decision is the return'
      )
      t.equal(row.first_decision_handed_in_at!.slice(0, 19), toDateTime(new Date(report.submittedAt!)).slice(0, 19))
      t.match((await notices(people.employee.id)).at(-1), { type: 'report.approved', actor_id: people.manager.id })
    })

    t.test('what was taken back is nothing that others can read', async (t) => {
      const { id, version } = await handIn()
      await employee.withdrawReport(id, { version })
      for (const client of [employee, lead]) await t.rejects(client.getReportRevision(id, '1'), { code: 'NOT_FOUND' })
      await employee.updateReport(id, { version: 3, summary: 'Sleeves.' })
      await employee.submitReport(id, { version: 4 })
      t.match(await lead.getReportRevision(id, '1'), { number: 1, version: 5, content: { summary: 'Sleeves.' }, changed: [] })
      const { items } = await lead.listReportHistory(id)
      t.same(items.map(({ action, revision }) => [action, revision]), [['submitted', 1], ['withdrawn', null], ['submitted', null]])
    })

    t.test('who comes second is told who decided what, and when', async (t) => {
      const { id } = await handIn()
      await lead.approveReport(id, { version: 2 })
      const late = await refusedWith(manager.returnReport(id, { version: 2, note: 'x' }))
      t.match(late, {
        code: 'STATE_CONFLICT',
        meta: { state: 'approved', action: 'approved', actor: { id: people.lead.id, name: 'Budi' }, currentVersion: 3, at: String }
      })
      await hr.reopenReport(id, { version: 3, note: 'Minutes.' })
      await employee.submitReport(id, { version: 4 })
      t.match(await refusedWith(manager.approveReport(id, { version: 2 })), {
        code: 'VERSION_CONFLICT',
        meta: { state: 'submitted', action: 'reopened', actor: { id: people.hr.id }, currentVersion: 5 }
      })
    })

    t.test('of several at the same moment one decides, and the others are told of it', async (t) => {
      for (let round = 0; round < 5; round++) {
        const { id } = await handIn()
        const settled = await Promise.allSettled([
          lead.approveReport(id, { version: 2 }),
          manager.returnReport(id, { version: 2, note: 'x' }),
          hr.approveReport(id, { version: 2 })
        ])
        const winner = settled.findIndex(({ status }) => status === 'fulfilled')
        const lost = settled.flatMap((each) => each.status === 'rejected' ? [each.reason as ApiError] : [])
        t.equal(lost.length, 2)
        const actor = [people.lead, people.manager, people.hr][winner].id
        for (const { code, meta } of lost) {
          t.equal(code, 'STATE_CONFLICT')
          t.match(meta, { actor: { id: actor }, currentVersion: 3 })
        }
        t.equal((await notices(people.employee.id)).length, round + 1)
        await db.deleteFrom('reports').execute()
      }
    })

    t.test('taken back and decided at the same moment: one of both, and the reviewer finds it gone or keeps it', async (t) => {
      for (let round = 0; round < 5; round++) {
        const { id } = await handIn()
        const [withdrawn, approved] = await Promise.allSettled([
          employee.withdrawReport(id, { version: 2 }),
          lead.approveReport(id, { version: 2 })
        ])
        t.not(withdrawn.status, approved.status)
        if (approved.status === 'rejected') t.match(approved.reason, { code: 'NOT_FOUND' })
        if (withdrawn.status === 'rejected') t.match(withdrawn.reason, { code: 'STATE_CONFLICT', meta: { action: 'approved' } })
        await db.deleteFrom('reports').execute()
      }
    })

    t.test('what is taken back is as if it had never been handed in', async (t) => {
      const { id } = await handIn()
      t.equal((await notices(people.lead.id)).length, 2, 'of the report, and of what is blocked in it')
      const counted = async () => (await db.selectFrom('report_items').select(['counted_on', 'team_id', 'division_id', 'user_id']).where(
        'report_id',
        '=',
        id
      )
        .execute())
      const place = { team_id: line4.id, division_id: production.id, user_id: people.employee.id }
      t.same(await counted(), [{ ...place, counted_on: today }, { ...place, counted_on: today }])
      t.equal((await rowOf(id)).blockers_raised, 1)
      const before = await newestEvent()
      t.match(await employee.withdrawReport(id, { version: 2 }), { state: 'draft', submittedAt: null, timing: null, lastDecision: null })
      t.same(await notices(people.lead.id), [], 'the reviewer has nothing to read any more')
      t.match(await eventsAfter(before), [
        { channel: `user:${people.employee.id}`, type: 'report.updated', data: { summary: 'Collars.', state: 'draft' } },
        { channel: `team:${line4.id}`, type: 'report.updated', data: { id, state: 'draft', submittedAt: null, version: 3 } },
        { channel: `inbox:${people.lead.id}`, type: 'unread.changed' }
      ])
      t.same(await counted(), [{ ...place, counted_on: null }, { ...place, counted_on: null }])
      t.match(await rowOf(id), { blockers_raised: 0, first_submitted_at: null })
      await t.rejects(lead.getReport(id), { code: 'NOT_FOUND' })

      app.clock.advance(minute)
      const again = await employee.submitReport(id, { version: 3 })
      t.equal((await rowOf(id)).first_submitted_at!.slice(0, 19), toDateTime(new Date(again.submittedAt!)).slice(0, 19), 'a new first time')
    })

    t.test('what the reviewer has read stays read', async (t) => {
      const { id } = await handIn()
      await lead.markAllNotificationsRead()
      await employee.withdrawReport(id, { version: 2 })
      t.equal((await notices(people.lead.id)).length, 2)
    })

    t.test('the queue has what waits longest first, and loses what is decided or taken back', async (t) => {
      const first = await handIn(today)
      app.clock.advance(minute)
      const second = await handIn('2026-11-19')
      const queue = async () => (await lead.listReports({ view: 'review' })).items.map(({ id }) => id)
      t.same(await queue(), [first.id, second.id])
      await employee.withdrawReport(first.id, { version: 2 })
      t.same(await queue(), [second.id])
      app.clock.advance(minute)
      await employee.submitReport(first.id, { version: 3 })
      t.same(await queue(), [second.id, first.id])
      await lead.approveReport(second.id, { version: 2 })
      t.same(await queue(), [first.id])
      t.same((await hr.listReports({ view: 'review' })).items, [], 'HR decides what is addressed to nobody')
      await db.updateTable('reports').set({ reviewer_id: null }).where('id', '=', first.id).execute()
      t.match((await hr.listReports({ view: 'review' })).items, [{ id: first.id }])
      await db.updateTable('organisation').set({ review_required: 0 }).execute()
      t.same((await hr.listReports({ view: 'review' })).items, [], 'nothing waits where nothing need be reviewed')
      await db.updateTable('organisation').set({ review_required: 1 }).execute()
      t.equal((await hr.approveReport(first.id, { version: 4 })).state, 'approved', 'though it may be')
    })
  })
}
