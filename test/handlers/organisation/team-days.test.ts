/** Lists of teams say how the day stands, just as each team does. */
import t, { type Test } from 'tap'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { owing } from '../../support/owing.ts'
import { line4, line7, people } from '../../support/people.ts'

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const { deps, signIn, clock } = await testApp(t, database)
    await owing(deps, today)
    for (const who of ['employee', 'neighbour'] as const) {
      await (await signIn(who)).createReport({ reportDate: today, summary: 'Collars', submit: true })
    }
    clock.advance(7_200_000)
    for (const who of ['employee', 'lead', 'manager', 'hr'] as const) {
      const client = await signIn(who)
      const { items } = await client.listTeams({ include: 'today' })
      t.ok(items.length > 0)
      for (const { id, today: day } of items) {
        t.match((await client.getTeamMetrics(id)).today, { ...day, oldestReviewHours: day!.oldestReviewHours })
      }
    }
    const { items } = await (await signIn('manager')).listTeams({ include: 'today' })
    t.match(items.find(({ id }) => id === line4.id)!.today, { members: 3, expected: 3, submitted: 1, missing: 2, reviewQueue: 1 })
    t.match(items.find(({ id }) => id === line7.id)!.today, { members: 1, expected: 1, submitted: 1, missing: 0, reviewQueue: 1 })
    await (await signIn('hr')).createLeave({ kind: 'sick', startDate: today, endDate: today, userId: people.colleague.id })
    for (const who of ['employee', 'colleague', 'lead', 'manager', 'hr'] as const) {
      const client = await signIn(who)
      const days = Object.fromEntries((await client.listTeamMembers(line4.id)).items.map(({ name, today }) => [name, today]))
      t.match(days, {
        Budi: { outcome: 'due', reason: null },
        Sari: { outcome: 'on_time', reason: null },
        Wati: { outcome: 'excused', reason: who === 'employee' ? null : 'leave' }
      }, who)
      for (const { person, outcome, reason } of (await client.listObligations({ date: today, teamId: line4.id })).items) {
        t.match(days[person.name], { outcome, reason }, 'as the ledger says')
      }
    }
    t.notOk((await (await signIn('hr')).listTeams()).items.some((team) => 'today' in team), 'unless it is asked for')
  })
}
