/** Two people act at the same moment: it ends as if one had come after the other, and whoever came second is told so. */
import t, { type Test } from 'tap'
import { ApiError, type Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import type { ReportDetail } from '../../../generated/schemas.ts'
import { approveOverdue } from '../../../src/jobs/work/auto-approval.ts'
import { testApp, today, type TestApp } from '../../support/app.ts'
import { databases, emptyTables, ofReports } from '../../support/databases.ts'
import { owing } from '../../support/owing.ts'
import { people } from '../../support/people.ts'

const rounds = 6

interface Cast {
  app: TestApp
  employee: Client
  lead: Client
  hr: Client
}

type Act = (cast: Cast, report: ReportDetail) => Promise<unknown>

const draft = ({ employee }: Cast) =>
  employee.createReport({ reportDate: today, summary: 'Collars', items: [{ title: 'Thread', status: 'blocked' }] })
const handedIn = async (cast: Cast) => {
  const { id, version } = await draft(cast)
  return cast.employee.submitReport(id, { version })
}
const returned = async (cast: Cast) => {
  const { id, version } = await handedIn(cast)
  return cast.lead.returnReport(id, { version, note: 'Why?' })
}

const edit: Act = ({ employee }, { id, version }) => employee.updateReport(id, { version, summary: 'Sleeves' })
const editElsewhere: Act = ({ employee }, { id, version }) => employee.updateReport(id, { version, mood: 3, items: [] })
const submit: Act = ({ employee }, { id, version }) => employee.submitReport(id, { version })
const withdraw: Act = ({ employee }, { id, version }) => employee.withdrawReport(id, { version })
const remove: Act = ({ employee }, { id }) => employee.deleteReport(id)
const approve: Act = ({ lead }, { id, version }) => lead.approveReport(id, { version })
const giveBack: Act = ({ hr }, { id, version }) => hr.returnReport(id, { version, note: 'Minutes?' })
const comment: Act = ({ hr }, { id }) => hr.createComment(id, { body: 'Why?' })
const react: Act = ({ hr }, { id }) => hr.addReaction(id, 'like')
const offline: Act = ({ employee }, { version }) =>
  employee.upsertReportByDate(today, { baseVersion: version, content: { summary: 'Written on a train' } })
const excuse: Act = async ({ lead }) => {
  const { results: [{ ok, error }] } = await lead.excuseObligations({
    items: [{ userId: people.employee.id, workDate: today }],
    note: 'Ill.'
  })
  if (!ok) throw Object.assign(new Error(), { code: error!.code })
}
const approveByItself: Act = async ({ app: { deps } }) => {
  const later = { now: () => new Date(deps.clock.now().getTime() + 10 * 86_400_000) }
  if (await approveOverdue({ ...deps, clock: later }, 'test') === 0) throw Object.assign(new Error(), { code: 'NOTHING' })
}

const pairs: [name: string, before: (cast: Cast) => Promise<ReportDetail>, one: Act, other: Act][] = [
  ['approve and withdraw', handedIn, approve, withdraw],
  ['approve and return', handedIn, approve, giveBack],
  ['return and withdraw', handedIn, giveBack, withdraw],
  ['edit and hand in', draft, edit, submit],
  ['edit and edit', draft, edit, editElsewhere],
  ['edit and what was written offline', draft, edit, offline],
  ['edit a returned one and hand it in', returned, edit, submit],
  ['hand in twice', draft, submit, submit],
  ['delete and hand in', draft, remove, submit],
  ['delete and edit', draft, remove, edit],
  ['excuse and hand in', draft, excuse, submit],
  ['comment and withdraw', handedIn, comment, withdraw],
  ['react and withdraw', handedIn, react, withdraw],
  ['approve by itself and return', handedIn, approveByItself, giveBack],
  ['approve by itself and withdraw', handedIn, approveByItself, withdraw]
]

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    await owing(app.deps, today)
    await db.updateTable('organisation').set({ auto_approve_days: 1 }).execute()
    const [employee, lead, hr] = await app.signInEach('employee', 'lead', 'hr')
    const cast: Cast = { app, employee, lead, hr }
    const obligations = await db.selectFrom('obligations').selectAll().execute()

    /** What came of it, for those who acted and for everybody who looks afterwards. */
    async function outcome (results: PromiseSettledResult<unknown>[]) {
      const report = await db.selectFrom('reports').select([
        'state',
        'timing',
        'summary',
        'mood',
        'version',
        'comments_count',
        'last_decision'
      ]).executeTakeFirst()
      const history = await db.selectFrom('report_history').select(['action', 'version']).orderBy('version').execute()
      const blockers = await db.selectFrom('blockers').select(['status', 'title']).execute()
      const ledger = await db.selectFrom('obligations').select(['outcome', 'first_submitted_at']).where('user_id', '=', people.employee.id)
        .where('work_date', '=', today).executeTakeFirstOrThrow()
      const notices = await db.selectFrom('notices').select(['user_id', 'type']).orderBy('type').orderBy('user_id').execute()
      return {
        answers: results.map((each) => each.status === 'fulfilled' ? 'ok' : codeOf(each.reason)),
        report,
        history,
        blockers,
        ledger: [ledger.outcome, ledger.first_submitted_at !== null],
        notices
      }
    }

    async function begin (before: (cast: Cast) => Promise<ReportDetail>): Promise<ReportDetail> {
      await emptyTables(db, 'obligations', ...ofReports)
      await db.insertInto('obligations').values(obligations).execute()
      return before(cast)
    }

    for (const [name, before, one, other] of pairs) {
      t.test(name, async (t) => {
        async function inTurn (first: Act, second: Act) {
          const report = await begin(before)
          const [result] = await Promise.allSettled([first(cast, report)])
          return [result, ...await Promise.allSettled([second(cast, report)])]
        }
        const oneFirst = await outcome(await inTurn(one, other))
        const [late, early] = await inTurn(other, one)
        const otherFirst = await outcome([early, late])
        t.same([oneFirst, otherFirst].filter(({ answers }) => !answers.includes('ok')), [], 'whoever comes first is taken')
        for (let round = 0; round < rounds; round++) {
          const report = await begin(before)
          // Both orders of sending: neither is always the faster one.
          const acts = round % 2 === 0 ? [one, other] : [other, one]
          const results = await Promise.allSettled(acts.map((act) => act(cast, report)))
          const ended = await outcome(round % 2 === 0 ? results : results.toReversed())
          const asked = JSON.stringify(ended)
          t.ok([oneFirst, otherFirst].some((each) => JSON.stringify(each) === asked), `in one of both orders: ${asked}`)
        }
      })
    }

    t.test('whoever comes second is told who did what', async (t) => {
      const { id, version } = await begin(handedIn)
      const results = await Promise.allSettled([
        lead.approveReport(id, { version }),
        hr.returnReport(id, { version, note: 'Minutes?' })
      ])
      const refused = results.find((each) => each.status === 'rejected')?.reason
      t.ok(refused instanceof ApiError)
      const approved = results[0].status === 'fulfilled'
      t.match(refused, {
        code: 'STATE_CONFLICT',
        meta: {
          currentVersion: version + 1,
          state: approved ? 'approved' : 'returned',
          action: approved ? 'approved' : 'returned',
          actor: { name: approved ? 'Budi' : 'Maya' },
          at: String
        }
      })
    })
  })
}

function codeOf (error: unknown): string {
  const { code } = error as { code?: string }
  if (code === undefined) throw error
  return code
}
