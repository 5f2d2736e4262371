/** Who has an account and comes from Google: which is theirs, and which is not. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import t from 'tap'
import { verify } from '../../../src/repositories/platform/audit.ts'
import * as identities from '../../../src/repositories/identity/identities.ts'
import * as users from '../../../src/repositories/organisation/users.ts'
import { testApp } from '../../support/app.ts'
import { browser, frontEnd } from '../../support/cookie-browser.ts'
import { databases } from '../../support/databases.ts'
import { realProvider } from '../../support/identity-provider.ts'
import { emailOf, password, people } from '../../support/people.ts'
import { compiled } from '../../support/command.ts'
import { minute, workspace, signIn, whoIs, succeeded, refused, account, identitiesOf, actionsOn, logIn } from './google-visits.ts'

for (const database of databases) {
  t.test(`${database.name}, with a real provider`, async (t) => {
    const provider = await realProvider(t)
    const app = await testApp(t, database, provider.client.environment)
    const { db, auditKey } = app.deps

    t.test('an account whose address nobody has shown to be theirs', async (t) => {
      const email = 'owner@workpulse.test'
      const id = await account(app, email, { hash: await app.deps.passwords.hash(password), emailVerified: false })
      t.equal((await logIn(app, email)).status, 200, 'whoever made it')
      provider.claims = workspace(email)
      const owner = browser(app)
      succeeded(t, await signIn(app, owner))
      t.match(await whoIs(app, owner), { id })
      t.match(await users.findCredentials(db, email), { passwordHash: null, emailVerified: true })
      t.equal((await logIn(app, email)).status, 401, 'is out')
      t.match(await db.selectFrom('sessions').select(['revoked_reason']).where('user_id', '=', id).orderBy('id').execute(), [{
        revoked_reason: 'password_reset'
      }, { revoked_reason: null }])
      t.same(await actionsOn(app, id), ['identity.linked'])
    })

    t.test('an account whose address is verified keeps its password and its sessions', async (t) => {
      const client = await app.signIn('lead')
      provider.claims = workspace(emailOf('lead'))
      const person = browser(app)
      succeeded(t, await signIn(app, person))
      t.match(await client.getMe(), { id: people.lead.id })
      t.equal((await logIn(app, emailOf('lead'))).status, 200)
      t.same(await actionsOn(app, people.lead.id), ['identity.linked'])
    })

    t.test('a person is who they are at Google, whatever their address is', async (t) => {
      provider.claims = workspace(emailOf('neighbour'))
      await signIn(app)
      for (const email of ['neighbour.married@workpulse.test', emailOf('manager')]) {
        provider.claims = { ...provider.claims, email }
        const person = browser(app)
        succeeded(t, await signIn(app, person))
        t.match(await whoIs(app, person), { id: people.neighbour.id, email: emailOf('neighbour') })
      }
      t.same(await identitiesOf(app, people.manager.id), [])
    })

    t.test('another identity with the same address is refused, and the admins are told', async (t) => {
      provider.claims = workspace(emailOf('hr'), 'first-of-hr')
      succeeded(t, await signIn(app))
      const admin = await app.signIn('admin')
      const before = (await admin.listNotifications()).length
      provider.claims = workspace(emailOf('hr'), 'second-of-hr')
      for (let time = 0; time < 3; time++) await refused(t, app, 'google_other_identity', (person) => signIn(app, person))
      t.same(await identitiesOf(app, people.hr.id), ['first-of-hr'])
      t.same(await actionsOn(app, people.hr.id), ['identity.linked', 'identity.refused'], 'written down once')
      t.match(
        await db.selectFrom('audit_entries').select(['actor_id', 'after']).where('action', '=', 'identity.refused').executeTakeFirst(),
        { actor_id: null, after: /"subject":"second-of-hr","email":"hr@workpulse.test"/ }
      )
      const [notice] = await admin.listNotifications()
      t.equal((await admin.listNotifications()).length, before + 1, 'and told once')
      t.match(notice, { title: /Another Google account/, body: /hr@workpulse\.test/, read: false })
      provider.claims = workspace(emailOf('hr'), 'first-of-hr')
      succeeded(t, await signIn(app))

      app.clock.advance(25 * 60 * minute)
      provider.claims = workspace(emailOf('hr'), 'second-of-hr')
      await refused(t, app, 'google_other_identity', (person) => signIn(app, person))
      t.equal((await (await app.signIn('admin')).listNotifications()).length, before + 2, 'the next day again')
    })

    t.test('of two identities that come at once with one address one is linked', async (t) => {
      const id = await account(app, 'raced@workpulse.test')
      const tabs = []
      for (const sub of ['raced-1', 'raced-2', 'raced-3']) {
        provider.claims = workspace('raced@workpulse.test', sub)
        const tab = browser(app)
        tabs.push({ tab, url: await tab.pass(await tab.begin()) })
      }
      const answers = await Promise.all(tabs.map(({ tab, url }) => tab.comeBack(url)))
      const ends = answers.map((response) => response.headers.get('location')).sort()
      const other = `${frontEnd}/login?error=google_other_identity`
      t.same(ends, [`${frontEnd}/`, other, other].sort())
      t.equal((await identitiesOf(app, id)).length, 1)
    })

    t.test('a password of which nobody has shown that the owner chose it', async (t) => {
      const unproven = async (email: string) => {
        const id = await account(app, email, { hash: await app.deps.passwords.hash(password) })
        await db.updateTable('users').set({ password_unproven: 1 }).where('id', '=', id).execute()
        return id
      }
      const email = 'unproven@workpulse.test'
      const id = await unproven(email)
      const client = app.anonymous()
      await client.login({ email, password })
      await client.changePassword({ currentPassword: password, newPassword: 'another of the attacker’s' })
      provider.claims = workspace(email)
      const owner = browser(app)
      succeeded(t, await signIn(app, owner))
      t.match(await whoIs(app, owner), { id })
      t.match(await users.findCredentials(db, email), { passwordHash: null })
      await t.rejects(client.getMe(), { code: 'UNAUTHENTICATED' }, 'and so are the sessions that it opened')

      const linked = 'linked.unproven@workpulse.test'
      const linkedId = await unproven(linked)
      await identities.insert(
        db,
        { issuer: provider.client.environment.WORKPULSE_GOOGLE_ISSUER, subject: 'linked-before' },
        linkedId,
        app.clock.now()
      )
      provider.claims = workspace(linked, 'linked-before')
      succeeded(t, await signIn(app))
      t.match(await users.findCredentials(db, linked), { passwordHash: null }, 'an identity that was linked before shows it too')
    })

    t.test('unlinked by an operator, the next one is linked', async (t) => {
      const id = await account(app, 'unlinked@workpulse.test')
      provider.claims = workspace('unlinked@workpulse.test', 'old')
      const old = browser(app)
      succeeded(t, await signIn(app, old))
      const run = (...args: string[]) =>
        promisify(execFile)(process.execPath, ['src/cli/main.ts', 'identity:unlink', ...args], {
          cwd: new URL('../../..', import.meta.url).pathname,
          env: {
            PATH: process.env.PATH,
            ...compiled,
            NODE_ENV: 'test',
            WORKPULSE_DATABASE_DSN: app.dsn,
            WORKPULSE_PASSWORD_PEPPER: app.deps.config.passwordPepper
          }
        })
      t.match((await run('--help')).stdout, /Usage: npm run cli -- identity:unlink/)
      t.match((await run('--email', 'Unlinked@WorkPulse.test')).stdout, /^Unlinked: old at http/)
      t.match((await run('--email', 'unlinked@workpulse.test')).stdout, /no identity/)
      await t.rejects(run('--email', 'nobody@workpulse.test'), { code: 1, stderr: /no account/ })
      await t.rejects(run(), { code: 2, stderr: /--email ADDRESS/ })
      t.same(await identitiesOf(app, id), [])
      t.equal((await old.visit(`${app.url}/api/v1/auth/me`)).status, 401, 'its sessions are over')
      provider.claims = workspace('unlinked@workpulse.test', 'new')
      succeeded(t, await signIn(app))
      t.same(await identitiesOf(app, id), ['new'])
      t.same(await actionsOn(app, id), ['identity.linked', 'identity.unlinked', 'identity.linked'])
    })

    t.test('people who are disabled', async (t) => {
      provider.claims = workspace(emailOf('disabled'))
      await refused(t, app, 'google_disabled', (person) => signIn(app, person))
      t.same(await identitiesOf(app, people.disabled.id), [])
      await identities.insert(
        db,
        { issuer: provider.client.environment.WORKPULSE_GOOGLE_ISSUER, subject: 'linked' },
        people.disabled.id,
        app.clock.now()
      )
      provider.claims = workspace(emailOf('manager'), 'linked')
      await refused(t, app, 'google_disabled', (person) => signIn(app, person))
    })

    t.test('the audit log holds', async (t) => {
      t.match(await verify(db, auditKey), { broken: undefined })
    })
  })
}
