/** What keeps people from going on: raised by a hand-in, told of by those that go on, settled by hand or by a later one. */
import t, { type Test } from 'tap'
import type { ReportItemInput } from '../../../generated/schemas.ts'
import { testApp, today } from '../../support/app.ts'
import { databases, emptyTables, ofReports } from '../../support/databases.ts'
import { line4, people } from '../../support/people.ts'

const [dayBefore, yesterday] = ['2026-11-18', '2026-11-19']

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    const [employee, lead, manager, hr] = await app.signInEach('employee', 'lead', 'manager', 'hr')
    t.beforeEach(() => emptyTables(db, ...ofReports))
    const handIn = (reportDate: string, ...items: ReportItemInput[]) =>
      employee.createReport({ reportDate, summary: 'Collars.', items, submit: true })
    const thread = { title: 'Thread', status: 'blocked' as const }
    const goingOn = (carriedFromId: string, status: ReportItemInput['status']) => ({ title: 'Thread', status, carriedFromId })
    const all = async () => (await hr.listBlockers()).items
    const told = async () =>
      (await db.selectFrom('notices').select(['user_id', 'arguments', 'target_id']).where('type', '=', 'blocker').orderBy('created_at')
        .orderBy('id').execute())
        .map(({ user_id: id, arguments: about, target_id: target }) => ({
          to: Object.values(people).find((person) => person.id === id)!.name,
          change: JSON.parse(about).change,
          target
        }))
    const newestEvent = async () => Number((await db.selectFrom('events').select('id').orderBy('id', 'desc').executeTakeFirst())?.id ?? 0)
    const activityAfter = async (id: number) =>
      (await db.selectFrom('events').select(['channel', 'payload']).where('id', '>', id).where('type', '=', 'report.activity').orderBy('id')
        .execute())
        .map(({ channel, payload }) => ({ channel, ...JSON.parse(payload) }))

    t.test('a draft raises none; handing it in does, for its reviewer, who is told', async (t) => {
      const draft = await employee.createReport({ reportDate: today, summary: 'Collars.', items: [thread, { title: 'Collars' }] })
      t.same(await all(), [])
      const before = await newestEvent()
      const { items, reviewerId } = await employee.submitReport(draft.id, { version: draft.version })
      t.equal(reviewerId, people.lead.id)
      const [blocker, ...others] = await all()
      t.same(others, [])
      t.match(blocker, {
        item: { id: items[0].id, title: 'Thread' },
        reportId: draft.id,
        author: { id: people.employee.id },
        owner: { id: people.lead.id, name: 'Budi' },
        status: 'open',
        ageDays: 0,
        version: 1
      })
      t.same(await told(), [{ to: 'Budi', change: 'assigned', target: blocker.id }])
      const open = (client: typeof lead) => client.getMySummary().then(({ openBlockers }) => openBlockers)
      t.same([await open(employee), await open(lead), await open(manager)], [1, 1, 0])
      t.match(await activityAfter(before), [
        { channel: `user:${people.employee.id}`, kind: 'blocker', action: 'created', id: blocker.id, reportId: draft.id },
        { channel: `user:${people.lead.id}`, kind: 'blocker', id: blocker.id }
      ])
      t.match((await lead.listInbox({ type: 'blocker' })).items, [{
        title: 'Sari asks you to clear a blocker',
        target: { kind: 'blocker', id: blocker.id }
      }])
    })

    t.test('items that go on tell of the same one, and settle it', async (t) => {
      const first = await handIn(dayBefore, { title: 'Thread', status: 'doing' })
      const second = await handIn(yesterday, goingOn(first.items[0].id, 'blocked'))
      const [raised] = await all()
      t.match(raised, { reportId: second.id, item: { id: second.items[0].id }, status: 'open' })
      const third = await handIn(today, goingOn(second.items[0].id, 'blocked'))
      t.match(await all(), [{ id: raised.id, reportId: third.id, item: { id: third.items[0].id }, openedAt: raised.openedAt, version: 2 }])
      t.equal((await all()).length, 1)
      t.same((await told()).map(({ change }) => change), ['assigned'], 'its owner is told once')
      await lead.returnReport(third.id, { version: third.version, note: 'Still?' })
      const returned = await employee.updateReport(third.id, {
        version: third.version + 1,
        items: [{ ...goingOn(second.items[0].id, 'done'), id: third.items[0].id }]
      })
      t.match(await all(), [{ status: 'open' }], 'as long as it is not handed in')
      await employee.submitReport(third.id, { version: returned.version })
      t.match(await all(), [{ id: raised.id, status: 'resolved', resolvedAt: String }])
      t.same((await told()).map(({ change }) => change), ['assigned', 'resolved'])
    })

    t.test('what is left out of what is handed in again does not block', async (t) => {
      const { id, version } = await handIn(today, thread, { title: 'Collars' })
      await lead.returnReport(id, { version, note: 'Really?' })
      const returned = await employee.updateReport(id, { version: version + 1, items: [{ title: 'Collars' }] })
      await employee.submitReport(id, { version: returned.version })
      t.match(await all(), [{ item: { title: 'Thread' }, status: 'resolved' }])
    })

    t.test('what is settled by hand is open again when a later hand-in says so; what is dismissed is not', async (t) => {
      const first = await handIn(dayBefore, thread, { ...thread, title: 'Needles' })
      const [one, other] = await all()
      await lead.updateBlocker(one.id, { version: 1, status: 'resolved' })
      await lead.updateBlocker(other.id, { version: 1, status: 'dismissed' })
      app.clock.advance(60_000)
      await handIn(yesterday, ...first.items.map(({ id }) => goingOn(id, 'blocked')))
      const after = await all()
      t.match(after.find(({ id }) => id === one.id), { status: 'open', resolvedAt: null })
      t.match(after.find(({ id }) => id === other.id), { status: 'dismissed', resolvedAt: String })
      t.same((await told()).map(({ change }) => change), ['assigned', 'assigned', 'open'])
    })

    t.test('taken back, what it raised is gone, and with it what was not read of it', async (t) => {
      const first = await handIn(dayBefore, thread)
      const [{ id, openedAt }] = await all()
      const second = await handIn(today, goingOn(first.items[0].id, 'done'), { ...thread, title: 'Needles' })
      t.same((await all()).map(({ item, status }) => [item.title, status]), [['Thread', 'resolved'], ['Needles', 'open']])
      t.equal((await told()).length, 3)
      await employee.withdrawReport(second.id, { version: second.version })
      t.match(await all(), [{ id, status: 'open', resolvedAt: null, openedAt, reportId: first.id, item: { id: first.items[0].id } }])
      t.equal((await all()).length, 1)
      t.same((await told()).map(({ target, change }) => [target, change]), [[id, 'assigned'], [id, 'resolved']])
      await employee.submitReport(second.id, { version: second.version + 1 })
      t.same((await all()).map(({ item, status }) => [item.title, status]), [['Thread', 'resolved'], ['Needles', 'open']])
    })

    t.test('what somebody decided before is so again when the hand-in that said otherwise is taken back', async (t) => {
      const first = await handIn(dayBefore, thread)
      const [{ id }] = await all()
      const resolved = await lead.updateBlocker(id, { version: 1, status: 'resolved', note: 'It has come.' })
      app.clock.advance(60_000)
      const second = await handIn(today, goingOn(first.items[0].id, 'blocked'))
      t.match(await all(), [{ status: 'open' }])
      await employee.withdrawReport(second.id, { version: second.version })
      t.match(await all(), [{ status: 'resolved', resolvedAt: resolved.resolvedAt, note: 'It has come.' }])
    })

    t.test('an earlier day that is handed in late does not open what a later one has done', async (t) => {
      const draft = await employee.createReport({ reportDate: dayBefore, summary: 'Collars.', items: [thread] })
      await handIn(today, goingOn(draft.items[0].id, 'done'))
      await employee.submitReport(draft.id, { version: draft.version })
      t.same(await all(), [])
    })

    t.test('somebody else is asked, and told; never who does it', async (t) => {
      const { id: reportId } = await handIn(today, thread)
      const [{ id }] = await all()
      await db.deleteFrom('notices').execute()
      const before = await newestEvent()
      t.match(await lead.updateBlocker(id, { version: 1, ownerId: people.manager.id, note: 'Please.' }), {
        owner: { name: 'Ratna' },
        status: 'open',
        version: 2
      })
      t.same(await told(), [{ to: 'Ratna', change: 'assigned', target: id }])
      const activity = await activityAfter(before)
      t.same(
        activity.map(({ channel }) => channel).sort(),
        [people.employee, people.lead, people.manager].map((person) => `user:${person.id}`).sort()
      )
      t.match(activity[0], { reportId, kind: 'blocker', action: 'edited', id })
      await hr.updateBlocker(id, { version: 2, status: 'resolved' })
      await manager.updateBlocker(id, { version: 3, status: 'open' })
      t.same((await told()).map(({ to, change }) => `${to} ${change}`), ['Ratna assigned', 'Ratna resolved'])
      await t.rejects(lead.updateBlocker(id, { version: 2, status: 'resolved' }), { code: 'VERSION_CONFLICT', meta: { currentVersion: 4 } })
    })

    t.test('many at once: each item has one, whatever comes first', async (t) => {
      const first = await employee.createReport({
        reportDate: dayBefore,
        summary: 'Collars.',
        items: [thread, { ...thread, title: 'Needles' }]
      })
      const second = await employee.createReport({
        reportDate: yesterday,
        summary: 'Collars.',
        items: first.items.map(({ id }) => goingOn(id, 'blocked')).reverse()
      })
      await Promise.all([
        employee.submitReport(first.id, { version: first.version }),
        employee.submitReport(second.id, { version: second.version })
      ])
      const blockers = await all()
      t.equal(blockers.length, 2)
      t.ok(blockers.every(({ reportId, status }) => reportId === second.id && status === 'open'))
      const settled = await Promise.allSettled(
        ['resolved', 'dismissed', 'open', 'resolved'].map((status) =>
          lead.updateBlocker(blockers[0].id, { version: blockers[0].version, status: status as 'open' })
        )
      )
      t.equal(settled.filter(({ status }) => status === 'fulfilled').length, 1)
      t.ok(settled.every((each) => each.status === 'fulfilled' || each.reason.code === 'VERSION_CONFLICT'))
    })

    t.test('an open one of somebody who may not see it any more goes to the next, who is told', async (t) => {
      await handIn(today, thread, { title: 'Needles', status: 'blocked' })
      const [kept, passed] = (await all()).sort((one, other) => one.item.title < other.item.title ? -1 : 1)
      await hr.updateBlocker(kept.id, { version: kept.version, status: 'resolved' })
      await db.deleteFrom('notices').execute()
      const before = await newestEvent()
      await hr.setTeamMember(line4.id, people.lead.id, { role: 'member' })
      t.match(await hr.getBlocker(passed.id), { owner: { id: people.manager.id }, status: 'open', version: passed.version + 1 })
      t.match(await hr.getBlocker(kept.id), { owner: { id: people.lead.id } }, 'what is settled stays as it was')
      t.same(await told(), [{ to: 'Ratna', change: 'assigned', target: passed.id }])
      t.same(
        new Set((await activityAfter(before)).map(({ channel, id, action }) => `${channel} ${id} ${action}`)),
        new Set([people.employee, people.manager].map(({ id }) => `user:${id} ${passed.id} edited`))
      )

      await hr.disableUser(people.manager.id)
      t.equal((await hr.getBlocker(passed.id)).owner, null, 'with nobody left it is nobody’s')
      await hr.enableUser(people.manager.id)
      await hr.setTeamMember(line4.id, people.lead.id, { role: 'lead' })
    })

    t.test('that of who stood in goes with the delegation', async (t) => {
      await handIn(today, thread)
      const [{ id, version }] = await all()
      const delegation = await lead.createDelegation({ toUserId: people.colleague.id, startsOn: today, endsOn: today })
      await lead.updateBlocker(id, { version, ownerId: people.colleague.id })
      t.match(await hr.getBlocker(id), { owner: { id: people.colleague.id } })
      await lead.deleteDelegation(delegation.id)
      t.match(await hr.getBlocker(id), { owner: { id: people.lead.id }, version: version + 2 })
    })
  })
}
