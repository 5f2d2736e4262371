/** What an operator does about an account: a password that is gone or known, sessions that must end. */
import t from 'tap'
import { ApiError } from '../../generated/sdk/dist/src/sdk/index.js'
import { start, testApp } from '../support/app.ts'
import { runCli } from '../support/command.ts'
import { databases } from '../support/databases.ts'
import { emailOf, password, people, type PersonName } from '../support/people.ts'

const pepper = 'p'.repeat(32)
const frontEnd = 'https://work.example'
const apiToken = { name: 'Export', scopes: ['directory:read' as const], expiresAt: new Date(Date.now() + 86_400_000).toISOString() }
const refused = (work: Promise<unknown>) => work.then(() => 'taken', (error: unknown) => error instanceof ApiError ? error.code : error)

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database, { WORKPULSE_PASSWORD_PEPPER: pepper, WORKPULSE_ALLOWED_ORIGINS: frontEnd })
    const { db } = app.deps
    // Commands go by the machine's clock.
    app.clock.advance(Date.now() - start.getTime())
    const env = { WORKPULSE_DATABASE_DSN: app.dsn, WORKPULSE_PASSWORD_PEPPER: pepper, WORKPULSE_ALLOWED_ORIGINS: frontEnd }
    const run = (...args: string[]) => runCli(env, args)
    const login = (person: PersonName, secret: string) => refused(app.anonymous().login({ email: emailOf(person), password: secret }))
    const audited = async (action: string) =>
      (await db.selectFrom('audit_entries').select(['target_id', 'actor_id']).where('action', '=', action).execute()).filter((entry) =>
        entry.actor_id === null
      ).map((entry) => entry.target_id)

    t.test('asked for wrongly, or of nobody, they change nothing', async (t) => {
      for (const [args, code] of [[['user:reset'], 2], [['user:reset', '--email', 'nobody@workpulse.test'], 1]] as const) {
        t.match(await run(...args), { code, out: '' })
      }
      for (
        const [args, code] of [
          [[], 2],
          [['--all', '--email', emailOf('employee')], 2],
          [['--email', 'nobody@workpulse.test'], 1]
        ] as const
      ) t.match(await run('sessions:revoke', ...args), { code, out: '' })
      t.match(await run('user:reset', '--email', emailOf('disabled')), { code: 1, out: '', error: /is disabled/ })
      t.same(await db.selectFrom('link_tokens').selectAll().execute(), [])
    })

    t.test('user:reset: the password is void, sessions end, and the link of today sets a new one', async (t) => {
      const client = await app.signIn('employee')
      await client.createApiToken(apiToken)
      const before = await run('user:reset', '--email', emailOf('employee').toUpperCase(), '--json')
      t.equal(before.code, 0, before.error)
      t.equal(await refused(client.getMe()), 'UNAUTHENTICATED', 'its session')
      t.equal(await login('employee', password), 'INVALID_CREDENTIALS', 'its password')
      const again = await run('user:reset', '--email', emailOf('employee'), '--json')
      const tokenOf = ({ out }: { out: string }) => new URL(JSON.parse(out).link).hash.slice('#token='.length)
      t.match(JSON.parse(before.out), { sessions: 1, tokens: 1, link: /^https:\/\/work\.example\/reset-password#token=[\w-]{43}$/ })
      t.match(JSON.parse(again.out), { sessions: 0, tokens: 0 })
      const fresh = 'five orders of blue collars'
      t.equal(
        await refused(app.anonymous().resetPassword({ token: tokenOf(before), password: fresh })),
        'INVALID_TOKEN',
        'a link of before'
      )
      await app.anonymous().resetPassword({ token: tokenOf(again), password: fresh })
      t.equal(await login('employee', fresh), 'taken')
      t.same(await audited('password.reset'), Array(3).fill(people.employee.id), 'twice by the operator, and by the person')
      t.equal((await audited('session.revoked')).length, 1)
    })

    t.test('sessions:revoke ends those of one, or of all', async (t) => {
      const [lead, other, elsewhere] = await app.signInEach('lead', 'other', 'lead')
      t.match(await run('sessions:revoke', '--email', emailOf('lead')), { code: 0, out: '2 sessions ended.\n' })
      t.same([await refused(lead.getMe()), await refused(elsewhere.getMe()), await refused(other.getMe())], [
        'UNAUTHENTICATED',
        'UNAUTHENTICATED',
        'taken'
      ])
      const back = await app.signIn('lead')
      await back.createApiToken(apiToken)
      const { code, out } = await run('sessions:revoke', '--all', '--tokens', '--json')
      t.equal(code, 0)
      t.match(JSON.parse(out.trim().split('\n').at(-1)!), { command: 'sessions:revoke', sessions: 3, tokens: 1 })
      t.same([await refused(back.getMe()), await refused(other.getMe())], ['UNAUTHENTICATED', 'UNAUTHENTICATED'])
      t.match(await run('audit:verify'), { code: 0, out: /^The audit log holds/ })
    })
  })
}
