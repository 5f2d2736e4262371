/** What is told of the whole organisation is made once for all who may see it, and never what it was before a commit. */
import t from 'tap'
import type { HandlerDeps } from '../../../src/handlers/deps.ts'
import { createHandlers } from '../../../src/handlers/index.ts'
import { testApp, today, type TestApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { owing } from '../../support/owing.ts'
import { emailOf, people, type PersonName } from '../../support/people.ts'
import { countingStatements } from '../../support/statements.ts'

const from = '2026-11-16'
const questions = {
  getAnalyticsSummary: { from, to: today },
  getAnalyticsTrends: { from, to: today, bucket: 'week' },
  getAnalyticsHeatmap: { from, to: today, limit: 100 }
}
type Question = keyof typeof questions

/** As a process has them, with the statements that they send counted. */
function processOf ({ deps }: TestApp) {
  const { db, sent } = countingStatements(deps.db)
  const { analytics } = createHandlers({ ...deps, db, apiTokens: {} } as unknown as HandlerDeps)
  const ask = async (id: Question, who: PersonName, query: object = questions[id]) => {
    const viewer = { ...people[who], email: emailOf(who), teams: [] }
    return (analytics[id] as (context: object) => Promise<object>)({ viewer, query, params: {}, request: { headers: {} } })
  }
  return { sent, ask }
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    await owing(app.deps, from)
    const [employee, lead, hr] = await app.signInEach('employee', 'lead', 'hr')
    const { ask, sent } = processOf(app)
    const counted = async <Answer>(act: () => Promise<Answer>) => {
      const before = sent()
      const answer = await act()
      return { answer, statements: sent() - before }
    }

    t.test('once for all of the office, however many ask at once', async (t) => {
      for (const id of Object.keys(questions) as Question[]) {
        const first = await counted(() => ask(id, 'hr'))
        const second = await counted(() => ask(id, 'admin'))
        t.equal(second.statements, 1, `${id}: whether anything has changed`)
        t.same(second.answer, first.answer)
        await employee.updateSettings({ version: (await employee.getSettings()).version, theme: 'dark' })
        t.equal((await counted(() => ask(id, 'hr'))).statements, 1, 'what a person wants is not the organisation’s')
        const everybodys = (offset: number) => {
          const date = `2026-12-0${Object.keys(questions).indexOf(id) * 2 + offset}`
          return hr.createHoliday({ date, name: 'Company day', kind: 'company' })
        }
        await everybodys(1)
        // Days that figures are put together of are not counted again.
        const anew = await counted(() => ask(id, 'hr'))
        await everybodys(2)
        const crowd = await counted(() => Promise.all(['hr', 'admin', 'hr', 'admin', 'hr'].map((who) => ask(id, who as PersonName))))
        t.ok(anew.statements > 1 && anew.statements <= first.statements, `${id}: ${anew.statements} of ${first.statements}`)
        t.equal(crowd.statements, 2 + anew.statements - 1, `${id}: the first asks, then four together, and it is made once`)
        const other = await counted(() => ask(id, 'hr', { ...questions[id], to: '2026-11-19' }))
        t.ok(other.statements > 1 && JSON.stringify(other.answer) !== JSON.stringify(first.answer), 'another question')
      }
      t.notSame(await ask('getAnalyticsSummary', 'employee'), await ask('getAnalyticsSummary', 'hr'), 'who sees less is told less')
      await t.rejects(ask('getAnalyticsSummary', 'hr', { from: today, to: from }), { code: 'VALIDATION_FAILED' })
    })

    t.test('a crowd that asks for its dashboards is told what each is told alone', async (t) => {
      const names: PersonName[] = ['employee', 'colleague', 'lead', 'neighbour', 'manager', 'other', 'otherManager', 'hr', 'admin']
      const clients = await Promise.all(names.map((name) => app.signIn(name)))
      const [sari, wati, budi] = clients
      const items = [{ title: 'Collars', minutes: 75, status: 'blocked' as const }]
      await sari.createReport({ reportDate: '2026-11-19', summary: 'Collars', items, submit: true })
      await wati.createReport({ reportDate: today, summary: 'Cuffs', items: [{ title: 'Cuffs', minutes: 30 }], submit: true })
      const { id, version } = await wati.createReport({ reportDate: '2026-11-19', summary: 'Cuffs', submit: true })
      await budi.returnReport(id, { version, note: 'How many?' })
      const leave = { kind: 'annual' as const, startDate: today, endDate: today }
      const { id: leaveId, version: leaveVersion } = await clients[5].createLeave(leave)
      await clients[6].approveLeave(leaveId, { version: leaveVersion })
      const told = ({ serverTime: _, ...summary }: Awaited<ReturnType<typeof sari.getMySummary>>) => summary
      const alone = []
      for (const client of clients) alone.push(told(await client.getMySummary()))
      t.same((await Promise.all(clients.map((client) => client.getMySummary()))).map(told), alone)
      t.match(alone[0], { user: { name: 'Sari' }, week: { late: 1, minutes: 75 }, openBlockers: 1 })
      t.match(alone[1], { week: { minutes: 30 }, streak: { current: 1, best: 1 } })
      t.ok(alone[1].needsAction.some((needed) => needed.type === 'report.returned' && needed.id === id))
      t.match(alone[2], { openBlockers: 1, notificationsUnread: Number })
      t.match(alone[5], { today: { leave: { kind: 'annual' }, outcome: 'excused' } })
    })

    t.test('after each commit, and each instant that counts, it is what another process would make anew', async (t) => {
      const report = { id: '' }
      const changes = {
        'a hand-in': async () => {
          report.id =
            (await employee.createReport({ reportDate: today, summary: 'Collars', items: [{ title: 'Collars' }], submit: true })).id
        },
        'a decision': async () => lead.approveReport(report.id, { version: (await lead.getReport(report.id)).version }),
        'an excuse': () => lead.excuseObligations({ items: [{ userId: people.colleague.id, workDate: '2026-11-19' }], note: 'Busy.' }),
        'a name': async () => employee.updateProfile({ version: (await employee.getProfile()).version, name: 'Sari Dewi' }),
        'the deadline and the grace of today': async () => app.clock.advance(8.5 * 3_600_000)
      }
      const known = new Map<string, string>()
      for (const [what, change] of Object.entries(changes)) {
        await change()
        const another = processOf(app)
        const told = JSON.stringify(await Promise.all((Object.keys(questions) as Question[]).map((id) => ask(id, 'hr'))))
        t.equal(told, JSON.stringify(await Promise.all((Object.keys(questions) as Question[]).map((id) => another.ask(id, 'admin')))), what)
        t.notOk(known.has(told), `${what} is in it`)
        known.set(told, what)
      }
    })
  })
}
