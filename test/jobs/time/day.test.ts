/** A day as it goes by itself: it begins, people are reminded, hand in on time, late or not at all, and its window closes. */
import t, { type Test } from 'tap'
import { toDateTime } from '../../../src/database/dialect.ts'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { everyWorkingDay } from '../../support/owing.ts'
import { line4, people, type PersonName } from '../../support/people.ts'
import { until } from '../../support/until.ts'

const [monday, tuesday, wednesday] = ['2026-11-23', '2026-11-24', '2026-11-25']
const nameOf = (userId: string) => Object.entries(people).find(([, { id }]) => id === userId)![0] as PersonName

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const { deps: { db }, clock, signIn } = await testApp(t, database)
    await everyWorkingDay(db, { graceMinutes: 15 })
    await db.insertInto('ledger_days').values({ work_date: '2026-11-22', made_at: '2026-11-21 17:05:00.000' }).execute()

    /** Turns the clock, and waits until all that is due has been done. @param time local. */
    const at = async (time: string) => {
      clock.advance(Date.parse(`${time}+07:00`) - clock.now().getTime())
      await until('all that is due has been done', async () => {
        const due = await db.selectFrom('jobs').select('id').where('state', '=', 'waiting')
          .where((eb) => eb.or([eb('due_at', '<=', toDateTime(clock.now())), eb('lease', 'is not', null)])).executeTakeFirst()
        return due === undefined
      })
    }
    /** Who was told something of the day, of each type. */
    const told = async (type: string, date = monday) => {
      const rows = await db.selectFrom('notices').select(['user_id', 'arguments']).where('type', '=', type).execute()
      return rows.filter((row) => JSON.parse(row.arguments).date === date).map((row) => nameOf(row.user_id)).sort()
    }
    const outcomes = async () => {
      const rows = await db.selectFrom('obligations').select(['user_id', 'outcome']).where('work_date', '=', monday).execute()
      return Object.fromEntries(rows.map((row) => [nameOf(row.user_id), row.outcome]).sort())
    }
    const figures = async () => (await db.selectFrom('events').select('id').where('channel', '=', `figures:${line4.id}`).execute()).length
    const handIn = async (who: PersonName) => (await signIn(who)).createReport({ reportDate: monday, summary: 'Collars', submit: true })

    await at('2026-11-22T23:55:00')
    t.equal(await figures(), 0)
    await at('2026-11-23T00:00:01')
    t.equal(await figures(), 1, 'whoever has a page open sees that a day has begun')
    await at('2026-11-23T00:04:00')
    t.same(await outcomes(), {}, 'not yet')
    await at('2026-11-23T00:05:01')
    t.same(await outcomes(), { colleague: 'due', employee: 'due', lead: 'due', neighbour: 'due', other: 'due' })
    t.equal(await figures(), 2, 'and who owes what')

    await at('2026-11-23T16:00:00')
    t.match(await handIn('employee'), { timing: 'on_time' })
    t.same(await told('reminder.due'), [])
    await at('2026-11-23T17:00:01')
    const waiting = ['colleague', 'lead', 'neighbour', 'other']
    t.same(await told('reminder.due'), waiting, 'an hour before')
    await at('2026-11-23T17:20:00')
    t.same(await told('reminder.due'), waiting)
    await at('2026-11-23T17:45:01')
    t.same(await told('reminder.due'), [...waiting, ...waiting].sort(), 'and a quarter of an hour')

    const before = await figures()
    await at('2026-11-23T18:00:01')
    t.equal(await figures(), before + 1, 'the deadline has passed')
    t.match(await handIn('lead'), { timing: 'on_time' }, 'within the grace')
    t.same(await told('reminder.overdue'), [])
    await at('2026-11-23T18:15:01')
    t.same(await told('reminder.overdue'), ['colleague', 'neighbour', 'other'])
    t.same(await told('team.digest'), ['lead', 'neighbour', 'otherManager'], 'one for each team, to its lead, else to the manager')
    const digest = await (await signIn('lead')).listInbox({ type: 'team.digest' })
    t.match(digest.items, [{ body: 'Missing: Wati.', target: { kind: 'team', id: line4.id } }])

    await at('2026-11-23T19:00:00')
    t.match(await handIn('colleague'), { timing: 'late' })

    await (await signIn('hr')).createLeave({ kind: 'sick', startDate: tuesday, endDate: wednesday, userId: people.lead.id })
    await at('2026-11-24T18:15:01')
    const readers = ['lead', 'manager', 'neighbour', 'otherManager']
    t.same(await told('team.digest', tuesday), readers, 'what has waited a day for a lead who is away, the manager hears of')
    const days = { startsOn: wednesday, endsOn: wednesday }
    await (await signIn('hr')).createDelegation({ fromUserId: people.lead.id, toUserId: people.colleague.id, ...days })
    await at('2026-11-25T18:15:01')
    t.same(await told('team.digest', wednesday), ['lead', 'neighbour', 'otherManager'], 'unless somebody stands in')

    await at('2026-11-26T23:59:00')
    t.same(await told('obligation.missed'), [])
    const ofNow = await figures()
    await at('2026-11-27T00:00:02')
    t.same(await outcomes(), { colleague: 'late', employee: 'on_time', lead: 'on_time', neighbour: 'missed', other: 'missed' })
    t.same(await told('obligation.missed'), ['neighbour', 'other'], 'and that is stored')
    t.ok(await figures() >= ofNow)
    t.same(await told('reminder.overdue'), ['colleague', 'neighbour', 'other'], 'each once')
    t.same(await told('team.digest'), ['lead', 'neighbour', 'otherManager'])
    await t.rejects(handIn('neighbour'), { code: 'RULE_REFUSED', details: [{ rule: 'windowClosed' }] })

    const [neighbour, manager] = [await signIn('neighbour'), await signIn('manager')]
    const asked = await neighbour.createObligationRequest({ workDate: monday, kind: 'extend', note: 'Power cut.' })
    t.match((await manager.listInbox({ type: 'obligation.requested' })).items, [{ title: /^Joko asks for more time/, body: 'Power cut.' }])
    const items = [{ userId: people.neighbour.id, workDate: monday }]
    t.match(await manager.extendObligations({ items, until: '2026-11-28', note: 'For once.' }), { results: [{ ok: true }] })
    t.match((await neighbour.listObligations({ date: monday })).items, [{ outcome: 'due', closesAt: '2026-11-28T17:00:00.000Z' }])
    t.match((await neighbour.listObligationRequests()).items, [{ id: asked.id, status: 'granted', decidedBy: { name: 'Ratna' } }])
    t.match((await neighbour.listInbox({ type: 'obligation.excused' })).items, [{ title: /late, until 29 November/, body: 'For once.' }])
    await at('2026-11-28T23:00:00')
    const again = await neighbour.createObligationRequest({ workDate: monday, kind: 'extend', note: 'Another day, please.' })
    t.match(await handIn('neighbour'), { timing: 'late' }, 'late at best')
    const requests = await neighbour.listObligationRequests()
    t.match(requests.items, [{ id: again.id, status: 'withdrawn', decidedBy: null }, { id: asked.id, status: 'granted' }])
    const decline = manager.declineObligationRequest(again.id, { version: 2, note: 'Too late.' })
    await t.rejects(decline, { code: 'STATE_CONFLICT' }, 'what is handed in waits for nobody')
    const { outcome, extension, steps } = await neighbour.explainObligation(people.neighbour.id, monday)
    t.match({ outcome, extension }, { outcome: 'late', extension: { by: { name: 'Ratna' }, note: 'For once.' } })
    t.match(steps.find(({ rule }) => rule === 'extension'), { result: 'extended', text: 'Taken for longer by Ratna: For once.' })
    t.match((await (await signIn('admin')).listAuditEntries({ action: 'obligations.extended' })).items, [{
      targetId: people.neighbour.id,
      after: { workDate: monday, note: 'For once.', until: '2026-11-29T00:00' }
    }])
  })
}
