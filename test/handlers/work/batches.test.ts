/** Deciding on many at once: each by itself, and none twice, whatever dies in between. */
import t, { type Test } from 'tap'
import { routes } from '../../../generated/routes.ts'
import { createIdempotency } from '../../../src/http/idempotency.ts'
import { testApp, today } from '../../support/app.ts'
import { databases, emptyTables, ofReports } from '../../support/databases.ts'
import { line4, people } from '../../support/people.ts'

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    const [employee, colleague, lead] = await app.signInEach('employee', 'colleague', 'lead')
    t.beforeEach(() => emptyTables(db, 'idempotency_keys', ...ofReports))
    const days = ['2026-11-17', '2026-11-18', '2026-11-19', today]
    const handIn = async () => {
      const made = []
      for (const reportDate of days) {
        for (const client of [employee, colleague]) made.push(await client.createReport({ reportDate, summary: 'Collars.', submit: true }))
      }
      return made.map(({ id, version }) => ({ id, version }))
    }
    const states = async () =>
      (await db.selectFrom('reports').select(['state', 'version']).execute()).map(({ state, version }) => `${state} ${version}`)

    t.test('what is refused does not keep the others', async (t) => {
      const reports = await handIn()
      await lead.approveReport(reports[2].id, { version: reports[2].version })
      const { results } = await lead.reviewReports({
        action: 'return',
        note: 'Minutes?',
        reports: [...reports, { id: 'NONE', version: 1 }]
      })
      t.same(results.map(({ id }) => id), [...reports.map(({ id }) => id), 'NONE'], 'in their order')
      t.same(results.map(({ ok }) => ok), [true, true, false, true, true, true, true, true, false])
      t.match(results[2], { state: 'approved', version: 3, error: { code: 'STATE_CONFLICT', meta: { actor: { id: people.lead.id } } } })
      t.match(await employee.listNotifications(), Array.from({ length: 4 }, () => ({ body: 'Minutes?' })).slice(0, 3))
    })

    t.test('the same key again gets the same answer, and decides nothing twice', async (t) => {
      const reports = await handIn()
      const body = { action: 'approve' as const, reports }
      const ask = async (key: string) => {
        const answer = await fetch(`${app.url}/api/v1/reports/review-batch`, {
          method: 'POST',
          headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify(body)
        })
        return { replayed: answer.headers.get('idempotency-replayed'), body: await answer.json() }
      }
      const first = await ask('a-key')
      t.equal(first.replayed, null)
      const events = await db.selectFrom('events').select('id').execute()
      t.strictSame(await ask('a-key'), { ...first, replayed: 'true' })
      t.equal((await db.selectFrom('events').select('id').execute()).length, events.length)
      t.same(new Set(await states()), new Set(['approved 3']))
    })

    t.test('one that broke off goes on where it stopped', async (t) => {
      const things = [1, 2, 3, 4, 5]
      const { around, onceEach } = createIdempotency(app.deps)
      let failAt = 3
      const carriedOut: number[] = []
      const reviewReports = (context: { request: unknown }) =>
        onceEach(
          context.request as never,
          things,
          async (tx, thing) => {
            await tx.insertInto('teams').values({ id: `TEAM${thing}`, division_id: line4.division_id, name: `Team ${thing}` } as never)
              .execute()
            if (thing === 2) throw new RangeError('refused')
            if (thing === failAt) throw new Error('the server is gone')
            carriedOut.push(thing)
            return thing * 10
          },
          async (thing, error) => {
            if (error instanceof RangeError) return -thing
            throw error
          },
          (results) => ({ results })
        )
      const others = Object.fromEntries(Object.values(routes).map(({ tag }) => [tag, {}]))
      const handlers = around({ ...others, reviews: { reviewReports } } as never) as any
      const ask = () =>
        handlers.reviews.reviewReports({
          params: {},
          query: {},
          body: { things },
          viewer: { id: people.lead.id },
          request: { headers: { 'idempotency-key': 'broken' } },
          reply: { header: () => {} }
        })
      await t.rejects(ask(), { message: 'the server is gone' })
      t.same(carriedOut, [1])
      failAt = 0
      t.same(await ask(), { results: [10, -2, 30, 40, 50] })
      t.same(carriedOut, [1, 3, 4, 5], 'what was done is not done again')
      t.same(await ask(), { results: [10, -2, 30, 40, 50] })
      t.same(carriedOut, [1, 3, 4, 5])
      const made = await db.selectFrom('teams').select('id').where('id', 'like', 'TEAM_').orderBy('id').execute()
      t.same(made.map(({ id }) => id), ['TEAM1', 'TEAM3', 'TEAM4', 'TEAM5'], 'and what is refused leaves nothing')
      await db.deleteFrom('teams').where('id', 'like', 'TEAM_').execute()
    })

    t.test('two at the same time, over the same reports: each is decided on once', async (t) => {
      const reports = await handIn()
      const manager = await app.signIn('manager')
      const answers = await Promise.all([
        lead.reviewReports({ action: 'approve', reports }),
        manager.reviewReports({ action: 'return', note: 'x', reports: reports.toReversed() })
      ])
      const taken = answers.flatMap(({ results }) => results.filter(({ ok }) => ok).map(({ id }) => id))
      t.same(taken.sort(), reports.map(({ id }) => id).sort())
      for (const { error } of answers.flatMap(({ results }) => results.filter(({ ok }) => !ok))) {
        t.match(error, { code: 'STATE_CONFLICT', meta: { at: String } })
      }
      t.equal((await db.selectFrom('report_history').select('id').where('version', '=', 3).execute()).length, reports.length)
    })

    async function token (): Promise<string> {
      let access = ''
      await app.signIn('lead', {
        onTokens: (given) => {
          access = given?.accessToken ?? access
        }
      })
      return access
    }
  })
}
