/** Who is asked to review a report, and who is when they cannot any more. */
import t, { type Test } from 'tap'
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { line4, line7, people, warehouse } from '../../support/people.ts'
import { until } from '../../support/until.ts'

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    const [employee, admin] = await app.signInEach('employee', 'admin')
    const original = await db.selectFrom('users').selectAll().execute()
    const teams = await db.selectFrom('team_members').selectAll().execute()

    t.beforeEach(async () => {
      for (const table of ['report_items', 'reports', 'notices', 'team_members', 'invitations'] as const) {
        await db.deleteFrom(table).execute()
      }
      for (const { id, role, division_id, disabled_at } of original) {
        await db.updateTable('users').set({ role, division_id, disabled_at }).where('id', '=', id).execute()
      }
      await db.insertInto('team_members').values(teams).execute()
    })

    const change = async (userId: string, body: Omit<Parameters<Client['updateUser']>[1], 'version'>) =>
      admin.updateUser(userId, { version: (await admin.getUser(userId)).version, ...body })
    const handIn = () => employee.createReport({ reportDate: today, summary: 'Collars.', submit: true })
    const notices = (userId: string) => db.selectFrom('notices').select(['type', 'target_id']).where('user_id', '=', userId).execute()
    /** Of what happened since, but for the channels of the service's own. */
    const eventsAfter = async (id: number) =>
      (await db.selectFrom('events').select(['channel', 'type']).where('id', '>', id).orderBy('id').execute())
        .map(({ channel, type }) => `${channel} ${type}`)
    const newestEvent = async () => Number((await db.selectFrom('events').select('id').orderBy('id', 'desc').executeTakeFirst())?.id ?? 0)

    t.test('the reviewer of a draft who is disabled before it is handed in does not get it', async (t) => {
      const draft = await employee.createReport({ reportDate: today, summary: 'Collars.' })
      t.equal(draft.reviewerId, people.lead.id)
      await admin.disableUser(people.lead.id)
      const submitted = await employee.submitReport(draft.id, { version: draft.version })
      t.equal(submitted.reviewerId, people.manager.id)
      t.equal((await notices(people.manager.id)).length, 1)
      t.same(await notices(people.lead.id), [])
    })

    t.test('nor one who has left the team, or leads it no longer', async (t) => {
      for (const memberships of [[{ id: line7.id, role: 'lead' as const }], [{ id: line4.id, role: 'member' as const }], []]) {
        const draft = await employee.createReport({ reportDate: today, summary: 'Collars.' })
        await change(people.lead.id, { teams: memberships })
        t.equal((await employee.submitReport(draft.id, { version: draft.version })).reviewerId, people.manager.id)
        await db.deleteFrom('reports').execute()
        await change(people.lead.id, { teams: [{ id: line4.id, role: 'lead' }] })
      }
    })

    t.test('what waits for somebody who is disabled goes to the next one, who is told', async (t) => {
      const report = await handIn()
      t.equal(report.reviewerId, people.lead.id)
      t.same(await notices(people.lead.id), [{ type: 'report.submitted', target_id: report.id }])
      const before = await newestEvent()
      await admin.disableUser(people.lead.id)
      t.match(await employee.getReport(report.id), { reviewerId: people.manager.id, state: 'submitted', version: report.version + 1 })
      t.same(await notices(people.manager.id), [{ type: 'report.submitted', target_id: report.id }])
      t.same(await notices(people.lead.id), [], 'nobody is left to read it')
      const events = await eventsAfter(before)
      const expected = [
        `user:${people.employee.id} report.updated`,
        `team:${line4.id} report.updated`,
        `user:${people.manager.id} notification.new`,
        `inbox:${people.manager.id} unread.changed`,
        `inbox:${people.lead.id} unread.changed`
      ]
      t.strictSame(events.filter((event) => expected.includes(event)), expected)
    })

    t.test('the next one, on whose page it stands, hears of it in the team, and of the notice', async (t) => {
      const report = await handIn()
      const page = (await app.signIn('manager')).connect()
      t.teardown(() => page.close())
      const heard: string[] = []
      page.on('report.updated', ({ channel, data }) => heard.push(`${channel} ${data.id} ${data.version}`))
      page.on('notification.new', ({ channel }) => heard.push(channel))
      await page.ready()
      await page.followTeam(line4.id)
      await admin.disableUser(people.lead.id)
      await until('both have come', () => heard.length === 2)
      t.same(heard.sort(), [`team:${line4.id} ${report.id} ${report.version + 1}`, `user:${people.manager.id}`])
    })

    t.test('what was read stays read, and other notices stay', async (t) => {
      const report = await handIn()
      const time = '2026-11-20 03:00:00.000'
      await db.updateTable('notices').set({ read_at: time }).where('user_id', '=', people.lead.id).execute()
      await db.insertInto('notices').values({
        id: 'NOTICEOFANOTHERKIND0000001',
        user_id: people.lead.id,
        type: 'team.digest',
        arguments: '{}',
        target_kind: 'report',
        target_id: report.id,
        actor_id: null,
        open_key: null,
        created_at: time,
        read_at: null
      }).execute()
      await admin.disableUser(people.lead.id)
      t.equal((await notices(people.lead.id)).length, 2)
    })

    t.test('from lead to manager to nobody, which is HR', async (t) => {
      const report = await handIn()
      await change(people.lead.id, { teams: [] })
      t.equal((await employee.getReport(report.id)).reviewerId, people.manager.id)
      await change(people.manager.id, { role: 'employee' })
      t.equal((await employee.getReport(report.id)).reviewerId, null)
      t.match(await (await app.signIn('hr')).getReport(report.id), { can: { review: true } })
    })

    t.test('a manager who gets another division', async (t) => {
      const report = await handIn()
      await admin.disableUser(people.lead.id)
      await change(people.manager.id, { divisionId: warehouse.id })
      t.equal((await employee.getReport(report.id)).reviewerId, null)
    })

    t.test('who may still review it keeps it', async (t) => {
      const report = await handIn()
      await change(people.lead.id, { name: 'Budi Santoso' })
      await change(people.lead.id, { role: 'hr', teams: [] })
      t.strictSame(await employee.getReport(report.id), report)
      await change(people.lead.id, { role: 'employee', teams: [] })
      t.equal((await employee.getReport(report.id)).reviewerId, people.manager.id)
    })

    t.test('what is decided, or the author’s again, is nobody’s to pass on', async (t) => {
      const report = await handIn()
      for (const state of ['approved', 'returned', 'draft'] as const) {
        await db.updateTable('reports').set({ state }).execute()
        await db.updateTable('users').set({ disabled_at: null }).where('id', '=', people.lead.id).execute()
        await admin.disableUser(people.lead.id)
        t.match(await employee.getReport(report.id), { reviewerId: people.lead.id, version: report.version }, state)
      }
    })

    t.test('handed in and disabled at the same moment, in whichever order, it waits for somebody who can', async (t) => {
      for (let round = 0; round < 8; round++) {
        const draft = await employee.createReport({ reportDate: today, summary: 'Collars.' })
        await Promise.all([employee.submitReport(draft.id, { version: draft.version }), admin.disableUser(people.lead.id)])
        t.equal((await employee.getReport(draft.id)).reviewerId, people.manager.id)
        t.equal((await notices(people.manager.id)).length, 1)
        await db.deleteFrom('notices').execute()
        await db.deleteFrom('reports').execute()
        await admin.enableUser(people.lead.id)
      }
    })

    t.test('what somebody may not grant any more, nobody accepts', async (t) => {
      const time = '2026-11-20 03:00:00.000'
      const invitation = (id: string, role: 'employee' | 'admin') => ({
        id,
        email: `${id.toLowerCase()}@workpulse.test`,
        role,
        division_id: null,
        teams: '[]',
        token_hash: id,
        invited_by: people.hr.id,
        created_at: time,
        expires_at: '2026-11-23 03:00:00.000',
        accepted_at: null,
        revoked_at: null,
        pending_key: `${id.toLowerCase()}@workpulse.test`
      })
      await change(people.hr.id, { role: 'admin' })
      await db.insertInto('invitations').values([
        invitation('INVITEEMPLOYEE000000000001', 'employee'),
        invitation('INVITEADMIN000000000000002', 'admin')
      ])
        .execute()
      const pending = async () => (await admin.listInvitations({ state: 'pending' })).items.map(({ role }) => role)
      await change(people.hr.id, { role: 'hr' })
      t.strictSame(await pending(), ['employee'])
      await admin.disableUser(people.hr.id)
      t.strictSame(await pending(), [])
      const revoked = await db.selectFrom('audit_entries').select('target_id').where('action', '=', 'invitation.revoked').execute()
      t.same(revoked.map(({ target_id: id }) => id).sort(), ['INVITEADMIN000000000000002', 'INVITEEMPLOYEE000000000001'])
    })
  })
}
