/** What somebody may who stands in for another, until when, and who hears of it. */
import t, { type Test } from 'tap'
import { turnDelegations } from '../../../src/jobs/organisation/delegations.ts'
import { testApp, today, type TestApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { owing } from '../../support/owing.ts'
import { line4, line7, packing, people, warehouse, type PersonName } from '../../support/people.ts'
import { openSocket, type TestSocket } from '../../support/socket.ts'

const tomorrow = '2026-11-21'
const day = 86_400_000
const forToday = { startsOn: today, endsOn: today }

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const standInFor = (app: TestApp, from: PersonName, to: PersonName, days = forToday) =>
      app.signIn(from).then((client) => client.createDelegation({ toUserId: people[to].id, ...days }))
    const handIn = async (app: TestApp, who: PersonName) =>
      (await app.signIn(who)).createReport({ reportDate: today, summary: 'Collars', submit: true })
    const unread = async ({ deps: { db } }: TestApp, who: PersonName, type: string) =>
      (await db.selectFrom('notices').select('id').where('user_id', '=', people[who].id).where('type', '=', type)
        .where('read_at', 'is', null).execute()).length

    t.test('reads and decides what the other may, and no more', async (t) => {
      const app = await testApp(t, database)
      const report = await handIn(app, 'employee')
      const own = await handIn(app, 'colleague')
      const leads = await handIn(app, 'lead')
      const neighbours = await handIn(app, 'neighbour')
      const colleague = await app.signIn('colleague')
      await t.rejects(colleague.getReport(report.id), { code: 'NOT_FOUND' })
      const delegation = await standInFor(app, 'lead', 'colleague')

      t.match(await colleague.getReport(report.id), { can: { review: true, edit: false } })
      t.same((await colleague.listReports({ view: 'review' })).items.map(({ id }) => id), [report.id], 'not their own, not the other’s')
      t.same((await colleague.listReports({ view: 'review', teamId: line4.id })).items.map(({ id }) => id), [report.id])
      t.same((await colleague.listReports({ view: 'scope' })).items.map(({ id }) => id), [report.id])
      await t.rejects(colleague.approveReport(own.id, { version: own.version }), { code: 'FORBIDDEN' })
      for (const { id, version } of [leads, neighbours]) {
        await t.rejects(colleague.approveReport(id, { version }), { code: 'NOT_FOUND' })
      }
      const { items } = await (await app.signIn('manager')).listReports({ view: 'review' })
      t.same(items.map(({ id }) => id).sort(), [leads.id, neighbours.id].sort(), 'what is not the delegate’s stays where it was')

      const decided = await colleague.returnReport(report.id, { version: report.version, note: 'How many?' })
      const names = { actor: { name: 'Wati' }, onBehalfOf: { id: people.lead.id, name: 'Budi' } }
      t.match(decided.lastDecision, names)
      t.match((await (await app.signIn('employee')).listReportHistory(report.id)).items[0], { action: 'returned', ...names })
      await t.rejects(colleague.createDelegation({ toUserId: people.neighbour.id, ...forToday }), { code: 'FORBIDDEN' }, 'never passed on')

      await (await app.signIn('lead')).deleteDelegation(delegation.id)
      await t.rejects(colleague.getReport(report.id), { code: 'NOT_FOUND' })
      t.same((await colleague.listReports({ view: 'review' })).items, [])
    })

    t.test('not through a chain, and nothing of a whole organisation', async (t) => {
      const app = await testApp(t, database)
      const [line7s, packings] = [await handIn(app, 'neighbour'), await handIn(app, 'other')]
      await standInFor(app, 'manager', 'lead')
      await standInFor(app, 'lead', 'colleague')
      await (await app.signIn('lead')).getReport(line7s.id)
      const colleague = await app.signIn('colleague')
      await t.rejects(colleague.getReport(line7s.id), { code: 'NOT_FOUND' }, 'what the lead was handed')
      await t.rejects(colleague.approveReport(line7s.id, { version: line7s.version }), { code: 'NOT_FOUND' })

      const [hr, admin] = await app.signInEach('hr', 'admin')
      const toLead = { toUserId: people.lead.id, ...forToday }
      await t.rejects(hr.createDelegation(toLead), { code: 'RULE_REFUSED', details: [{ rule: 'leadsNothing' }] })
      await hr.setTeamMember(packing.id, people.other.id, { role: 'lead' })
      await admin.setTeamMember(line7.id, people.hr.id, { role: 'lead' })
      await (await app.signIn('hr')).createDelegation({ toUserId: people.colleague.id, ...forToday })
      t.match(await colleague.getReport(line7s.id), { can: { review: true } }, 'the team that HR leads')
      await t.rejects(colleague.getReport(packings.id), { code: 'NOT_FOUND' }, 'not what HR sees as HR')
      await t.rejects(colleague.listUsers(), { code: 'FORBIDDEN' })
    })

    t.test('is told of what is handed in meanwhile, and not any more once it is over', async (t) => {
      const app = await testApp(t, database)
      const delegation = await standInFor(app, 'lead', 'colleague')
      t.match(await (await app.signIn('colleague')).listNotifications(), [{ title: 'You stand in for Budi' }])
      const report = await handIn(app, 'employee')
      await handIn(app, 'colleague')
      t.equal(await unread(app, 'lead', 'report.submitted'), 1)
      t.equal(await unread(app, 'colleague', 'report.submitted'), 1)
      t.match((await (await app.signIn('colleague')).listNotifications())[0], { title: /^Sari submitted/ }, 'nothing of their own')
      const withdrawn = await (await app.signIn('employee')).withdrawReport(report.id, { version: report.version })
      t.equal(await unread(app, 'colleague', 'report.submitted'), 0, 'taken back')
      await (await app.signIn('employee')).submitReport(report.id, { version: withdrawn.version })
      t.equal(await unread(app, 'colleague', 'report.submitted'), 1)
      await (await app.signIn('hr')).deleteDelegation(delegation.id)
      t.equal(await unread(app, 'colleague', 'report.submitted'), 0, 'nobody is led to what is not theirs')
      t.equal(await unread(app, 'lead', 'report.submitted'), 1)
      t.match((await (await app.signIn('colleague')).listNotifications())[0], { title: 'You no longer stand in for Budi' })
    })

    t.test('ends with the right, the role or the account that it came from', async (t) => {
      const app = await testApp(t, database)
      const { deps: { db } } = app
      const [hr, admin] = await app.signInEach('hr', 'admin')
      const stateOf = async (id: string) => (await hr.listDelegations({ limit: 100 })).items.find((each) => each.id === id)!.state
      const ends = async (from: PersonName, to: PersonName, end: () => Promise<unknown>) => {
        const { id } = await standInFor(app, from, to)
        await end()
        t.equal(await stateOf(id), 'ended')
        t.match(
          await db.selectFrom('notices').select('arguments').where('user_id', '=', people[to].id).where('type', '=', 'delegation')
            .orderBy('created_at', 'desc').orderBy('id', 'desc').executeTakeFirst(),
          { arguments: /"ended":true/ }
        )
        t.match((await admin.listAuditEntries({ targetId: id })).items, [{ action: 'delegation.ended' }, { action: 'delegation.created' }])
      }
      const version = async (who: PersonName) => (await hr.getUser(people[who].id)).version
      await ends('lead', 'colleague', () => hr.setTeamMember(line4.id, people.lead.id, { role: 'member' }))
      await ends('neighbour', 'colleague', async () => {
        await hr.updateUser(people.colleague.id, { version: await version('colleague'), divisionId: warehouse.id, teams: [] })
      })
      await ends('neighbour', 'employee', () => hr.disableUser(people.employee.id))
      await ends('manager', 'neighbour', async () => {
        await hr.updateUser(people.manager.id, { version: await version('manager'), role: 'employee' })
      })
      await ends('otherManager', 'other', () => hr.disableUser(people.otherManager.id))
      const stays = await standInFor(app, 'neighbour', 'lead')
      await hr.setTeamMember(line4.id, people.neighbour.id, { role: 'lead' })
      t.equal(await stateOf(stays.id), 'active', 'who leads more goes on')
    })

    t.test('sees to what is owed, on behalf of somebody', async (t) => {
      const app = await testApp(t, database)
      await owing(app.deps, today)
      const colleague = await app.signIn('colleague')
      const item = (who: PersonName) => ({ userId: people[who].id, workDate: today })
      const ask = () => colleague.excuseObligations({ items: [item('employee'), item('lead')], note: 'The machine is broken.' })
      await t.rejects(ask(), { code: 'FORBIDDEN' })
      await standInFor(app, 'lead', 'colleague')
      const { items } = await colleague.listObligations({ date: today })
      t.same(items.map(({ person }) => person.name).sort(), ['Sari', 'Wati'])
      t.match(await colleague.remindObligations({ date: today, userIds: [people.employee.id, people.neighbour.id] }), {
        reminded: 1,
        skipped: [{ userId: people.neighbour.id, reason: 'notOwed' }]
      })
      t.match(await ask(), { results: [{ ok: true }, { ok: false, error: { code: 'NOT_FOUND' } }] }, 'never the other’s own')
      const explained = await colleague.explainObligation(people.employee.id, today)
      t.match(explained, { outcome: 'excused', excuse: { by: { name: 'Wati' }, onBehalfOf: { id: people.lead.id, name: 'Budi' } } })
      t.ok(explained.steps.some(({ text }) => text === 'Excused by Wati for Budi: The machine is broken.'), 'in words too')
      const { items: entries } = await (await app.signIn('admin')).listAuditEntries({ targetId: people.employee.id })
      t.match(entries[0], { action: 'obligations.excused', after: { onBehalfOf: { id: people.lead.id } } })
    })

    t.test('from the first midnight to the last, open sockets too', async (t) => {
      const app = await testApp(t, database)
      const connect = async (): Promise<TestSocket> => {
        const { ticket } = await (await app.signIn('employee')).createWsTicket()
        const socket = openSocket(`${app.url}/api/v1/ws?ticket=${ticket}`)
        t.teardown(() => socket.raw.terminate())
        await socket.frame('subscribed')
        return socket
      }
      const ask = (socket: TestSocket, ref: string) => {
        socket.send({ type: 'subscribe', ref, channel: `team:${line7.id}` })
        return socket.frame(ref.startsWith('no') ? 'error' : 'subscribed', (frame) => frame.ref === ref)
      }
      const report = await handIn(app, 'neighbour')
      const employee = await app.signIn('employee')
      const made = await standInFor(app, 'manager', 'employee', { startsOn: tomorrow, endsOn: tomorrow })
      t.equal(made.state, 'planned')
      const before = await connect()
      t.match(await ask(before, 'not yet'), { code: 'NOT_FOUND' })
      await t.rejects(employee.getReport(report.id), { code: 'NOT_FOUND' })

      app.clock.advance(day)
      const onTheDay = await app.signIn('employee')
      t.match(await onTheDay.getReport(report.id), { can: { review: true } }, 'nothing waits for the job')
      await turnDelegations(app.deps, 'midnight')
      app.deps.realtime.wake()
      t.equal(await before.closed(), 4401, 'begins anew')
      const during = await connect()
      await ask(during, 'during')

      app.clock.advance(day)
      await t.rejects((await app.signIn('employee')).getReport(report.id), { code: 'NOT_FOUND' })
      await turnDelegations(app.deps, 'midnight')
      await turnDelegations(app.deps, 'midnight')
      app.deps.realtime.wake()
      t.equal(await during.closed(), 4401)
      t.match(await ask(await connect(), 'no more'), { code: 'NOT_FOUND' })
      t.match((await (await app.signIn('manager')).listDelegations()).items, [{ id: made.id, state: 'ended' }])
      const told = await app.deps.db.selectFrom('events').select('id').where('channel', '=', `account:${people.employee.id}`).execute()
      t.equal(told.length, 2, 'once each')
    })

    t.test('of two who hand over the same day for one, one is first', async (t) => {
      const app = await testApp(t, database)
      const [lead, hr] = await app.signInEach('lead', 'hr')
      const body = { fromUserId: people.lead.id, toUserId: people.colleague.id, ...forToday }
      const made = await Promise.allSettled([lead, hr].map((client) => client.createDelegation(body)))
      t.same(made.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
      t.match(made.find(({ status }) => status === 'rejected'), { reason: { code: 'DUPLICATE' } })
    })
  })
}
