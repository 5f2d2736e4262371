import t from 'tap'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { production } from '../../support/people.ts'

const day = 86_400_000

for (const database of databases) {
  t.test(database.name, async (t) => {
    t.test('the organisation always has one in force', async (t) => {
      const { signIn, clock } = await testApp(t, database)
      const hr = await signIn('hr')
      const first = await hr.createSchedule({ scope: 'org', effectiveFrom: '2026-11-21' })
      await t.rejects(hr.deleteSchedule(first.id), { code: 'STATE_CONFLICT', details: [{ rule: 'lastSchedule' }] })
      const ending = { version: 1, effectiveTo: '2026-12-31' }
      await t.rejects(hr.updateSchedule(first.id, ending), { code: 'STATE_CONFLICT' })
      const next = await hr.createSchedule({ scope: 'org', effectiveFrom: '2027-01-02', deadline: '17:00' })
      await t.rejects(hr.updateSchedule(first.id, ending), { code: 'STATE_CONFLICT' }, 'not with a day between them')
      await t.rejects(hr.updateSchedule(next.id, { version: 1, effectiveFrom: '2026-11-21' }), { code: 'DUPLICATE' })
      await hr.updateSchedule(next.id, { version: 1, effectiveFrom: '2027-01-01' })
      t.match(await hr.updateSchedule(first.id, ending), { effectiveTo: '2026-12-31', version: 2 })
      await t.rejects(hr.deleteSchedule(next.id), { code: 'STATE_CONFLICT' })
      clock.advance(43 * day)
      const later = await signIn('hr')
      await later.createSchedule({ scope: 'org', effectiveFrom: '2027-02-01' })
      await t.rejects(
        later.updateSchedule(first.id, { version: 2, effectiveTo: null }),
        { code: 'STATE_CONFLICT' },
        'one that is over stays so'
      )
      t.match(await later.updateSchedule(next.id, { version: 2, effectiveTo: '2027-01-31' }), { version: 3 })
    })

    t.test('of two who take away one of two each, one is refused', async (t) => {
      const { signIn, deps: { db } } = await testApp(t, database)
      const [hr, admin] = [await signIn('hr'), await signIn('admin')]
      const one = await hr.createSchedule({ scope: 'org', effectiveFrom: '2026-11-21' })
      const other = await hr.createSchedule({ scope: 'org', effectiveFrom: '2026-11-22' })
      await db.updateTable('schedules').set({ effective_from: '2026-11-01' }).where('id', '=', one.id).execute()
      await db.updateTable('schedules').set({ effective_from: '2026-11-02' }).where('id', '=', other.id).execute()
      const end = { version: 1, effectiveTo: '2026-12-31' }
      const ended = await Promise.allSettled([hr.updateSchedule(one.id, end), admin.updateSchedule(other.id, end)])
      t.same(ended.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
      t.match(ended.find(({ status }) => status === 'rejected'), { reason: { code: 'STATE_CONFLICT' } })
    })

    t.test('what is deleted makes room, stays, and each change is in the log', async (t) => {
      const { signIn, deps: { db } } = await testApp(t, database)
      const hr = await signIn('hr')
      const body = { scope: 'division' as const, scopeId: production.id, effectiveFrom: '2026-12-01' }
      const first = await hr.createSchedule(body)
      await hr.updateSchedule(first.id, { version: 1, deadline: '17:00' })
      await hr.deleteSchedule(first.id, { version: 2 })
      const second = await hr.createSchedule(body)
      t.same((await hr.listSchedules()).items.map(({ id }) => id), [second.id])
      t.equal((await db.selectFrom('schedules').select('id').execute()).length, 2)
      const { items } = await (await signIn('admin')).listAuditEntries({ targetId: first.id })
      t.match(items, [
        { action: 'schedule.deleted', before: { deadline: '17:00' } },
        { action: 'schedule.updated', before: { deadline: '18:00' }, after: { deadline: '17:00' } },
        { action: 'schedule.created', after: { scope: 'division', days: [1, 2, 3, 4, 5] } }
      ])
    })
  })
}
