import t, { type Test } from 'tap'
import type { Figures } from '../../../generated/schemas.ts'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { owing } from '../../support/owing.ts'
import { line4, people, production } from '../../support/people.ts'

const from = '2026-11-18'
const yesterday = '2026-11-19'
const hour = 3_600_000

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const [employee, colleague, lead, manager] = await Promise.all(
      (['employee', 'colleague', 'lead', 'manager'] as const).map((who) => app.signIn(who))
    )
    await owing(app.deps, from)

    /** What each page says of the team, and a count of the ledger itself. */
    async function agreed (t: Test, what: string): Promise<Figures> {
      const range = { from, to: today }
      const { figures, byTeam } = await manager.getAnalyticsSummary({ ...range, teamId: line4.id })
      const metrics = await lead.getTeamMetrics(line4.id, range)
      t.same(metrics.figures, figures, `${what}: the team's page and the analytics page`)
      t.same(byTeam, [{ teamId: line4.id, name: 'Line 4', figures }], what)
      const { points } = await manager.getAnalyticsTrends({ ...range, teamId: line4.id })
      const sum = (key: 'expected' | 'onTime' | 'late' | 'due' | 'handedIn' | 'minutesTotal') =>
        points.reduce((total, point) => total + point[key], 0)
      for (const key of ['expected', 'onTime', 'late', 'due', 'handedIn', 'minutesTotal'] as const) t.equal(sum(key), figures[key], what)
      const each = metrics.people!.map((person) => person.figures.expected)
      t.equal(each.reduce((total, expected) => total + expected, 0), figures.expected, `${what}: its people`)
      const { items } = await lead.listObligations({ ...range, teamId: line4.id, limit: 100 })
      const counted = items.filter(({ graceUntil }) => Date.parse(graceUntil) < app.clock.now().getTime())
      t.equal(counted.filter(({ outcome }) => outcome !== 'excused').length, figures.expected, `${what}: the ledger`)
      t.equal(counted.filter(({ outcome }) => outcome === 'late').length, figures.late, `${what}: the ledger`)
      const { items: rows } = await lead.getAnalyticsHeatmap({ ...range, teamId: line4.id })
      t.equal(rows.flatMap(({ cells }) => cells).filter((cell) => cell === 'late').length, figures.late, `${what}: the heatmap`)
      return figures
    }

    t.test('every page says the same, at every moment', async (t) => {
      t.match(await agreed(t, 'nothing is handed in'), { expected: 6, due: 6, handedIn: 0, submissionRate: 0 })
      const items = [{ title: 'Collars', status: 'done' as const, category: 'Jahit', minutes: 60 }, {
        title: 'Cuffs',
        status: 'blocked' as const,
        minutes: 30
      }]
      const late = await employee.createReport({ reportDate: yesterday, summary: 'Collars', items, submit: true })
      t.match(await agreed(t, 'one late'), { late: 1, handedIn: 1, minutesTotal: 90, itemsDone: 1, blockersRaised: 1, completionRate: 0.5 })
      const report = await colleague.createReport({ reportDate: today, summary: 'Cuffs', items, submit: true })
      t.match(await agreed(t, 'one of today, whose grace is not over'), { expected: 6, handedIn: 2, minutesTotal: 180 })
      await colleague.withdrawReport(report.id, { version: report.version })
      t.match(await agreed(t, 'taken back'), { handedIn: 1, minutesTotal: 90 })
      app.clock.advance(hour)
      await lead.returnReport(late.id, { version: late.version, note: 'How many pieces?' })
      t.match(await agreed(t, 'returned'), { reviewed: 1, returned: 1, approved: 0, reviewRate: 1, returnRate: 1, medianReviewHours: 1 })
    })

    t.test('today, as its lead sees it', async (t) => {
      const { today: day } = await lead.getTeamMetrics(line4.id)
      t.same(day, {
        date: today,
        members: 3,
        expected: 3,
        submitted: 0,
        late: 0,
        missing: 3,
        onLeave: 0,
        reviewQueue: 0,
        oldestReviewHours: null
      })
      await employee.createReport({ reportDate: today, summary: 'Collars', submit: true })
      app.clock.advance(2 * hour)
      t.match((await lead.getTeamMetrics(line4.id)).today, { submitted: 1, missing: 2, reviewQueue: 1, oldestReviewHours: 2 })
      t.match((await employee.getTeamMetrics(line4.id)).today, { submitted: 1, missing: 2, reviewQueue: 0, oldestReviewHours: null })
      await app.deps.db.updateTable('organisation').set({ review_required: 0 }).execute()
      t.match((await lead.getTeamMetrics(line4.id)).today, { reviewQueue: 0, oldestReviewHours: null }, 'nobody has to review')
    })

    t.test('a category that is spelt in several ways is one, in the spelling that is used most', async (t) => {
      const item = (category: string | null) => ({ title: 'Cuffs', category, minutes: 10 })
      const items = [item('jahit'), item('jahit'), item(' JAHIT'.trim()), item(null)]
      await colleague.createReport({ reportDate: from, summary: 'Cuffs', items, submit: true })
      const { byCategory } = await manager.getAnalyticsSummary({ from, to: from, divisionId: production.id, userId: people.colleague.id })
      t.same(byCategory, [{ category: 'jahit', minutes: 30, items: 3 }, { category: null, minutes: 10, items: 1 }])
    })
  })
}
