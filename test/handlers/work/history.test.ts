/** The history of a report: what was changed between hand-ins, and what stays when it is deleted. */
import t, { type Test } from 'tap'
import { today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { people } from '../../support/people.ts'
import { minute, openDecisions } from './decisions-people.ts'

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const { app, db, employee, lead, hr, blocked, handIn, rowOf, newestEvent, eventsAfter } = await openDecisions(t, database)

    t.test('readers see what has changed between hand-ins, and nothing of what was written between', async (t) => {
      const items = [{ title: 'Collars', minutes: 180 }, { title: 'Sleeves', minutes: 60 }]
      const about = { reportDate: today, summary: 'Collars.', mood: 3, fields: { shift: 'early', line: 4 }, items }
      const first = await employee.createReport({ ...about, submit: true })
      const [collars, sleeves] = first.items
      await lead.returnReport(first.id, { version: 2, note: 'How many pieces?' })
      await employee.updateReport(first.id, { version: 3, summary: 'Do not read this.' })
      t.match((await lead.getReportRevision(first.id, '1')).content, { summary: 'Collars.', items: first.items }, 'as it was')
      const changedItem = { ...collars, minutes: 200 }
      const cuffs = { title: 'Cuffs' }
      await employee.updateReport(first.id, {
        version: 4,
        summary: '180 collars.',
        fields: { shift: 'early' },
        items: [cuffs, changedItem]
      })
      const again = await employee.submitReport(first.id, { version: 5 })

      const changed = [
        { path: '/summary', before: 'Collars.', after: '180 collars.' },
        { path: '/fields', before: { shift: 'early', line: 4 }, after: { shift: 'early' } },
        { path: `/items/${again.items[0].id}`, before: null, after: again.items[0] },
        { path: `/items/${collars.id}`, before: collars, after: changedItem },
        { path: `/items/${sleeves.id}`, before: sleeves, after: null }
      ]
      const { summary, planNext, mood, templateId, templateRevision, fields } = again
      for (const reader of [employee, lead, hr]) {
        t.same(await reader.getReportRevision(first.id, '2'), {
          reportId: first.id,
          number: 2,
          version: 6,
          handedInAt: again.submittedAt,
          content: { summary, planNext, mood, templateId, templateRevision, fields, items: again.items },
          changed
        })
        const [last, edited, returned, handedIn] = (await reader.listReportHistory(first.id)).items
        t.match(last, { action: 'submitted', revision: 2 })
        t.same(last.changed, changed)
        t.same([edited.action, edited.revision, edited.changed], [
          'edited',
          null,
          ['summary', 'fields', 'items'].map((key) => ({ path: `/${key}` }))
        ])
        t.match(returned, { action: 'returned', revision: null, changed: [] })
        t.match(handedIn, { action: 'submitted', revision: 1, changed: [] })
        t.notMatch(JSON.stringify((await reader.listReportHistory(first.id)).items), 'Do not read this')
        await t.rejects(reader.getReportRevision(first.id, '3'), { code: 'NOT_FOUND' })
      }
    })

    t.test('a draft is deleted with its items and history, and the audit log knows', async (t) => {
      const draft = await employee.createReport({ reportDate: today, summary: 'Collars.', items: [blocked] })
      const before = await newestEvent()
      t.equal(await employee.deleteReport(draft.id), null)
      t.match(await eventsAfter(before), [{ channel: `user:${people.employee.id}`, type: 'report.deleted', data: { id: draft.id } }])
      for (const table of ['reports', 'report_items', 'report_history'] as const) {
        t.same(await db.selectFrom(table).selectAll().execute(), [])
      }
      const entry = await db.selectFrom('audit_entries').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow()
      t.match(entry, { action: 'report.deleted', target_type: 'report', target_id: draft.id, actor_id: people.employee.id })
      await t.rejects(employee.deleteReport(draft.id), { code: 'NOT_FOUND' })
      t.match(await employee.createReport({ reportDate: today, summary: 'Anew.' }), { version: 1 })
    })

    t.test('the history has autosaves as one entry, and shows others nothing of how a draft was written', async (t) => {
      const draft = await employee.createReport({ reportDate: today, summary: 'a', items: [blocked] })
      let { version } = draft
      const save = async (change: object) => {
        ;({ version } = await employee.updateReport(draft.id, { version, ...change }))
      }
      await save({ summary: 'ab' })
      app.clock.advance(4 * minute)
      await save({ planNext: 'c' })
      await save({ items: draft.items.map(({ id, ...item }) => item) })
      app.clock.advance(7 * minute)
      await save({ mood: 3 })
      const own = async () =>
        (await employee.listReportHistory(draft.id)).items.map((
          { action, changed }
        ) => [action, ...changed.map(({ path }) => path.slice(1))])
      t.same(await own(), [['edited', 'mood'], ['edited', 'summary', 'planNext'], ['created']])
      const submitted = await employee.submitReport(draft.id, { version })
      const withdrawn = await employee.withdrawReport(draft.id, { version: submitted.version })
      version = withdrawn.version
      await save({ fields: { shift: 'night' } })
      await employee.submitReport(draft.id, { version })
      await lead.returnReport(draft.id, { version: version + 1, note: 'Why?' })
      version += 2
      await save({ summary: 'abc' })
      t.same(await own(), [
        ['edited', 'summary'],
        ['returned'],
        ['submitted'],
        ['edited', 'fields'],
        ['withdrawn'],
        ['submitted'],
        ['edited', 'mood'],
        ['edited', 'summary', 'planNext'],
        ['created']
      ])
      const { items } = await lead.listReportHistory(draft.id)
      t.same(items.map(({ action }) => action), ['edited', 'returned', 'submitted', 'withdrawn', 'submitted'])
      t.equal(items.find(({ action }) => action === 'returned')!.note, 'Why?')
      const paged = []
      for (let cursor: string | undefined;;) {
        const page = await lead.listReportHistory(draft.id, { limit: 1, cursor })
        paged.push(...page.items)
        if (!page.nextCursor) break
        cursor = page.nextCursor
      }
      t.same(paged, items, 'page by page')
    })

    t.test('of a history that nobody wrote, an automatic approval has no actor', async (t) => {
      const { id } = await handIn()
      const { findById } = await import('../../../src/repositories/work/reports.ts')
      const { decide } = await import('../../../src/repositories/work/report-transitions.ts')
      await decide(db, (await findById(db, id))!, { action: 'auto_approved', actorId: null, note: null }, app.clock.now())
      t.match(await employee.getReport(id), { state: 'approved', lastDecision: { action: 'auto_approved', actor: null } })
      t.match(await rowOf(id), { first_decision_at: null, first_decision_handed_in_at: null })
      t.match((await lead.listReportHistory(id)).items[0], { action: 'auto_approved', actor: null })
      t.match(await lead.reopenReport(id, { version: 3, note: 'Minutes.' }), { state: 'returned' })
    })
  })
}
