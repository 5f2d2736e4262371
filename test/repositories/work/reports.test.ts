import t, { type Test } from 'tap'
import type { Report } from '../../../generated/schemas.ts'
import * as lists from '../../../src/repositories/work/report-lists.ts'
import * as transitions from '../../../src/repositories/work/report-transitions.ts'
import * as reports from '../../../src/repositories/work/reports.ts'
import * as teams from '../../../src/repositories/organisation/teams.ts'
import { start, testApp, today, type TestApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { line4, line7, packing, people, type PersonName } from '../../support/people.ts'

const later = new Date(start.getTime() + 3_600_000)

const bare = {
  teamId: line4.id,
  divisionId: line4.division_id,
  reviewerId: null,
  summary: 'x',
  planNext: '',
  mood: null,
  fields: {},
  items: []
}

async function insert (app: TestApp, name: PersonName, reportDate: string, items: string[] = []): Promise<Report> {
  const report = await reports.insert(app.deps.db, {
    ...bare,
    userId: people[name].id,
    reportDate,
    items: items.map((title) => ({ title }))
  }, start)
  return report!
}

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    t.beforeEach(async () => {
      for (const table of ['report_items', 'reports'] as const) await db.deleteFrom(table).execute()
    })

    t.test('a second report of a date is not inserted, nor are its items', async (t) => {
      const first = await insert(app, 'employee', today, ['a'])
      const again = { ...bare, userId: people.employee.id, reportDate: today, items: [{ title: 'b' }] }
      t.equal(await reports.insert(db, again, start), undefined)
      t.equal(await reports.findIdByDate(db, people.employee.id, today), first.id)
      t.equal(await reports.findIdByDate(db, people.employee.id, '2026-11-19'), undefined)
      t.equal(await reports.findIdByDate(db, people.colleague.id, today), undefined)
      t.equal((await db.selectFrom('report_items').select('id').execute()).length, 1)
      t.equal(await reports.findById(db, 'nothing'), undefined)
    })

    t.test('another fault is no duplicate', async (t) => {
      await t.rejects(reports.insert(db, { ...bare, userId: 'nobody', reportDate: today }, start), /foreign key/i)
    })

    t.test('whoever has the older version changes nothing', async (t) => {
      const draft = await insert(app, 'employee', today, ['a'])
      const changed = await reports.update(db, draft, { summary: 'y' }, draft.userId, later)
      t.match(changed, { version: 2, summary: 'y', items: [{ title: 'a' }] })
      t.equal(Date.parse(changed!.updatedAt), later.getTime())
      t.equal(Date.parse(changed!.createdAt), start.getTime())
      const overtaken = { name: 'OvertakenError', currentVersion: 2 }
      await t.rejects(reports.update(db, draft, { summary: 'z', items: [] }, draft.userId, later), overtaken)
      await t.rejects(transitions.submit(db, draft, null, draft.userId, later), overtaken)
      t.strictSame(await reports.findById(db, draft.id), changed)
    })

    t.test('the first hand-in is kept', async (t) => {
      const submitted = (await transitions.submit(db, await insert(app, 'employee', today), null, people.employee.id, start))!
      t.match(submitted, { state: 'submitted', version: 2 })
      t.equal(Date.parse(submitted.submittedAt!), start.getTime())
      const again = (await transitions.submit(db, submitted, null, submitted.userId, later))!
      t.equal(Date.parse(again.submittedAt!), later.getTime())
      const { first_submitted_at: first } = await db.selectFrom('reports').select('first_submitted_at').where('id', '=', submitted.id)
        .executeTakeFirstOrThrow()
      t.equal(Date.parse(`${first}Z`), start.getTime())
    })

    t.test('fifty items keep their order, though they were made in one millisecond', async (t) => {
      const titles = Array.from({ length: 50 }, (_, index) => `item ${49 - index}`)
      const report = await insert(app, 'employee', today, titles)
      t.same(report.items.map(({ title }) => title), titles)
      const scope = { everything: true, divisionId: null, teamIds: [] }
      const page = await lists.list(db, { viewerId: people.employee.id, scope, from: today, to: today }, { limit: 10 })
      t.same(page!.items[0].items.map(({ title }) => title), titles)
    })

    t.test('a list shows a scope no more than it has', async (t) => {
      const own = await insert(app, 'other', today)
      const led = await insert(app, 'employee', today)
      const draft = await insert(app, 'colleague', today)
      for (const { id } of [own, led]) await db.updateTable('reports').set({ state: 'submitted' }).where('id', '=', id).execute()
      const list = async (
        scope: { everything: boolean, divisionId: string | null, teamIds: string[] },
        viewerId: string = people.other.id
      ) => (await lists.list(db, { viewerId, scope, from: today, to: today }, { limit: 10 }))!.items.map(({ id }) => id).sort()
      await db.updateTable('reports').set({ team_id: packing.id, division_id: packing.division_id }).where('id', '=', own.id).execute()
      const none = { everything: false, divisionId: null, teamIds: [] }
      t.same(await list(none), [own.id])
      t.same(await list(none, people.hr.id), [])
      t.same(await list({ ...none, teamIds: [line4.id, line7.id] }), [own.id, led.id].sort())
      t.same(await list({ ...none, teamIds: [line7.id] }), [own.id])
      t.same(await list({ ...none, divisionId: line4.division_id }), [own.id, led.id].sort())
      t.same(await list({ ...none, everything: true }), [own.id, led.id].sort(), "drafts are their author's")
      t.same(await list({ ...none, everything: true }, people.colleague.id), [own.id, led.id, draft.id].sort())
    })

    t.test("items of one's own, of earlier dates", async (t) => {
      const { items: [mine] } = await insert(app, 'employee', '2026-11-19', ['a'])
      const { items: [same] } = await insert(app, 'employee', today, ['b'])
      const { items: [later] } = await insert(app, 'employee', '2026-11-21', ['d'])
      const { items: [theirs] } = await insert(app, 'colleague', '2026-11-19', ['c'])
      t.strictSame(await reports.countEarlierItems(db, people.employee.id, today, [mine.id, same.id, later.id, theirs.id, 'nothing']), 1)
      t.strictSame(await reports.countEarlierItems(db, people.employee.id, today, ['nothing']), 0)
    })

    t.test('who reviews', async (t) => {
      const { db } = app.deps
      t.equal(await teams.findReviewer(db, line4.id, people.employee.id), people.lead.id)
      t.equal(await teams.findReviewer(db, line4.id, people.lead.id), people.manager.id)
      t.equal(await teams.findReviewer(db, packing.id, people.other.id), people.otherManager.id)
      t.equal(await teams.findReviewer(db, packing.id, people.otherManager.id), null, 'never oneself')
      await db.updateTable('team_members').set({ role: 'lead' }).where('user_id', '=', people.colleague.id).execute()
      t.equal(await teams.findReviewer(db, line4.id, people.lead.id), people.colleague.id, 'another lead before the manager')
      t.equal(await teams.findReviewer(db, line4.id, people.employee.id), people.lead.id, 'the first by name')
      t.equal(await teams.findReviewer(db, 'nothing', people.employee.id), null)
    })
  })
}
