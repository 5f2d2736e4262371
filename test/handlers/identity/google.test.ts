import { execFile } from 'node:child_process'
import { createHmac, generateKeyPairSync, sign as signWith } from 'node:crypto'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { newId } from '../../../src/database/id.ts'
import { verify } from '../../../src/repositories/platform/audit.ts'
import * as identities from '../../../src/repositories/identity/identities.ts'
import * as invitations from '../../../src/repositories/identity/invitations.ts'
import * as signInFlows from '../../../src/repositories/identity/sign-in-flows.ts'
import * as users from '../../../src/repositories/organisation/users.ts'
import { daysAt } from '../../../src/rules/time/calendar.ts'
import { testApp, type TestApp } from '../../support/app.ts'
import { browser, frontEnd, parseCookie, type Browser } from '../../support/cookie-browser.ts'
import { databases } from '../../support/databases.ts'
import { clientSecret, hostileProvider, realProvider, type Claims } from '../../support/identity-provider.ts'
import { emailOf, line4, password, people, production, type PersonName } from '../../support/people.ts'
import { compiled } from '../../support/command.ts'

const minute = 60_000

/** A colleague's account at Google, in the company's Workspace. */
const workspace = (email: string, sub = `sub of ${email}`.replaceAll(' ', '-')): Claims => ({
  sub,
  email,
  email_verified: true,
  name: 'Rina Marlina',
  hd: 'workpulse.test'
})

/** The whole way. */
async function signIn (app: TestApp, person = browser(app), returnTo?: string): Promise<Response> {
  return person.comeBack(await person.pass(await person.begin(returnTo)))
}

const sessionCount = async ({ deps: { db } }: TestApp) =>
  Number((await db.selectFrom('sessions').select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()).count)

async function whoIs (app: TestApp, person: Browser): Promise<any> {
  const response = await person.visit(`${app.url}/api/v1/auth/me`)
  return (await response.json()).data
}

function succeeded (t: Test, response: Response, returnTo = '/'): void {
  t.equal(response.status, 303)
  t.equal(response.headers.get('location'), `${frontEnd}${returnTo}`)
  t.equal(response.headers.get('cache-control'), 'no-store')
}

/** Nobody was signed in by `act`, and the front end is told so, and why. */
async function refused (
  t: Test,
  app: TestApp,
  code: string,
  act: (person: Browser) => Promise<Response>,
  person = browser(app)
): Promise<void> {
  const before = await sessionCount(app)
  const response = await act(person)
  t.equal(response.status, 303, code)
  t.equal(response.headers.get('location'), `${frontEnd}/login?error=${code}`)
  t.equal(response.headers.get('cache-control'), 'no-store')
  t.equal(await response.text(), '')
  t.same(response.headers.getSetCookie().map((line) => parseCookie(line, app.url)).filter(({ maxAge }) => maxAge !== 0), [], 'no cookie')
  t.equal(await sessionCount(app), before, 'no session')
}

/** A person without a password, or with one. */
async function account (
  app: TestApp,
  email: string,
  { hash = null, emailVerified = true }: { hash?: string | null, emailVerified?: boolean } = {}
): Promise<string> {
  const now = app.clock.now()
  const id = newId(now.getTime())
  await users.create(app.deps.db, {
    id,
    email,
    name: email,
    role: 'employee',
    divisionId: null,
    teams: [],
    passwordHash: hash,
    emailVerified,
    now,
    days: daysAt(now, 'Asia/Jakarta')
  })
  return id
}

async function invite (app: TestApp, email: string): Promise<string> {
  const now = app.clock.now()
  const id = newId(now.getTime())
  await invitations.insert(app.deps.db, {
    id,
    email,
    role: 'manager',
    divisionId: production.id,
    teams: [{ id: line4.id, role: 'lead' }],
    secret: id,
    invitedBy: people.hr.id,
    now,
    expiresAt: new Date(now.getTime() + 72 * 60 * minute)
  })
  return id
}

const settings = (app: TestApp, registration_mode: 'invitation' | 'open' | 'closed', domains: string[]) =>
  app.deps.db.updateTable('organisation').set({ registration_mode, allowed_email_domains: JSON.stringify(domains) }).execute()

const identitiesOf = async (app: TestApp, userId: string) =>
  (await app.deps.db.selectFrom('identities').select('subject').where('user_id', '=', userId).orderBy('subject').execute()).map((
    { subject }
  ) => subject)
const actionsOn = async (app: TestApp, userId: string) =>
  (await app.deps.db.selectFrom('audit_entries').select('action').where('target_id', '=', userId).orderBy('id').execute()).map((
    { action }
  ) => action)
const logIn = (app: TestApp, email: string) =>
  fetch(`${app.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password })
  })

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())

for (const database of databases) {
  t.test(`${database.name}, with a real provider`, async (t) => {
    const provider = await realProvider(t)
    const app = await testApp(t, database, provider.client.environment)
    const { db, auditKey } = app.deps

    t.test('the whole way', async (t) => {
      provider.claims = workspace(emailOf('employee'))
      const person = browser(app)
      const start = await person.visit(`${app.url}/api/v1/auth/google?return_to=/reports`)
      t.equal(start.status, 302)
      t.equal(start.headers.get('cache-control'), 'no-store')
      t.equal(await start.text(), '')
      const url = new URL(person.locationOf(start))
      t.equal(url.origin, provider.client.environment.WORKPULSE_GOOGLE_ISSUER)
      t.match(Object.fromEntries(url.searchParams), {
        client_id: 'workpulse',
        response_type: 'code',
        scope: 'openid email profile',
        redirect_uri: `${app.url}/api/v1/auth/google/callback`,
        code_challenge_method: 'S256',
        code_challenge: /^[\w-]{43}$/,
        state: /^[\w-]{43}$/,
        nonce: /^[\w-]{43}$/
      })
      const [cookie, ...others] = start.headers.getSetCookie().map((line) => parseCookie(line, app.url))
      t.same(others, [])
      t.match(cookie, {
        name: /^google_flow_[0-9a-f]{16}$/,
        path: '/api/v1/auth/google',
        sameSite: 'lax',
        httpOnly: true,
        secure: false,
        maxAge: 600
      })
      const kept = JSON.stringify(await db.selectFrom('sign_in_flows').selectAll().execute())
      t.notOk(kept.includes(url.searchParams.get('state')!), 'the state is not kept as it is')
      t.notOk(kept.includes(cookie.value.split('.')[0]), 'nor is the secret of the browser')

      const back = await person.comeBack(await person.pass(url.href))
      succeeded(t, back, '/reports')
      t.equal(await back.text(), '')
      t.same(person.names().sort(), ['access_token', 'device', 'refresh_token'], 'the cookie of the flow is gone')
      for (const name of person.names()) t.match(person.cookie(name), { sameSite: 'strict', httpOnly: true })
      t.match(await whoIs(app, person), { id: people.employee.id })
      t.same(await db.selectFrom('sign_in_flows').selectAll().execute(), [])
      t.same(await identitiesOf(app, people.employee.id), [provider.claims.sub])
      t.match(
        await db.selectFrom('audit_entries').select(['actor_id', 'after']).where('action', '=', 'session.created').where(
          'actor_id',
          '=',
          people.employee.id
        ).executeTakeFirst(),
        { after: '{"method":"google"}' }
      )
    })

    t.test('where JSON is asked for', async (t) => {
      provider.claims = workspace(emailOf('employee'))
      const person = browser(app)
      const response = await person.visit(`${app.url}/api/v1/auth/google`, frontEnd, { accept: 'application/json' })
      t.equal(response.status, 200)
      t.equal(response.headers.get('cache-control'), 'no-store')
      const { data: { url } } = await response.json()
      succeeded(t, await person.comeBack(await person.pass(url)))
      t.match(await whoIs(app, person), { id: people.employee.id })
      t.same(await identitiesOf(app, people.employee.id), [provider.claims.sub], 'known the second time')
    })

    t.test('the person says no', async (t) => {
      provider.declines = true
      await refused(t, app, 'google_cancelled', (person) => signIn(app, person))
      provider.declines = false
      const person = browser(app)
      const url = await person.pass(await person.begin())
      const state = new URL(url).searchParams.get('state')!
      await refused(
        t,
        app,
        'google_cancelled',
        () => person.comeBack(`${app.url}/api/v1/auth/google/callback?state=${state}&error=access_denied`),
        person
      )
      await refused(t, app, 'google_expired', () => person.comeBack(url), person)
    })

    t.test('an error of the provider', async (t) => {
      for (
        const [error, code] of [['server_error', 'google_unavailable'], ['temporarily_unavailable', 'google_unavailable'], [
          'invalid_scope',
          'google_failed'
        ], ['', 'google_failed']]
      ) {
        await refused(t, app, code, async (person) => {
          const state = new URL(await person.begin()).searchParams.get('state')!
          return person.comeBack(`${app.url}/api/v1/auth/google/callback?state=${state}&error=${error}`)
        })
      }
    })

    t.test('a code of another flow', async (t) => {
      provider.claims = workspace(emailOf('colleague'))
      const [attacker, victim] = [browser(app), browser(app)]
      const code = new URL(await attacker.pass(await attacker.begin())).searchParams.get('code')!
      await refused(t, app, 'google_failed', async () => {
        const url = new URL(await victim.pass(await victim.begin()))
        url.searchParams.set('code', code)
        return victim.comeBack(url.href)
      }, victim)
    })

    t.test('an answer of another provider', async (t) => {
      await refused(t, app, 'google_failed', async (person) => {
        const url = new URL(await person.pass(await person.begin()))
        url.searchParams.set('iss', 'https://another.provider')
        return person.comeBack(url.href)
      })
    })

    t.test('where it may end', async (t) => {
      provider.claims = workspace(emailOf('employee'))
      for (const path of ['/', '/reports', '/reports/', '/reports/2026-11-20?tab=mine&next=%2Freports', '/?error=none', '/login']) {
        succeeded(t, await signIn(app, browser(app), path), path)
      }
      for (
        const path of [
          '//evil.com',
          '/\\evil.com',
          '\\\\evil.com',
          '/..//evil.com',
          '/.//evil.com',
          '/reports//evil.com',
          'https://evil.com',
          'https:evil.com',
          'javascript:alert(1)',
          '@evil.com',
          '.evil.com',
          ':80',
          '',
          'reports',
          '/\t/evil.com',
          '/\n/evil.com',
          '/\r\nSet-Cookie: a=b',
          '/\u0000',
          '/reports\n',
          '/%2f/evil.com',
          '/#x',
          '/ü',
          '/ ',
          `/${'a'.repeat(500)}`
        ]
      ) {
        const person = browser(app)
        const response = await person.visit(`${app.url}/api/v1/auth/google?return_to=${encodeURIComponent(path)}`)
        t.equal(response.status, 400, JSON.stringify(path))
        t.match(await response.json(), { error: { code: 'VALIDATION_FAILED', details: [{ path: '/query/return_to' }] } })
        t.same(person.names(), [])
      }
    })

    t.test('a place that is long to look at is not looked at for long', async (t) => {
      const begun = Date.now()
      const response = await fetch(`${app.url}/api/v1/auth/google?return_to=/${'a'.repeat(30)}!`)
      t.equal(response.status, 400)
      t.ok(Date.now() - begun < 1000, 'a pattern that tries every way to split it takes seconds')
    })

    t.test('a place that the schema would not take still ends at the front end', async (t) => {
      for (const path of ['//evil.com', '/\\evil.com', '/\t/evil.com']) {
        const person = browser(app)
        const url = await person.begin()
        await db.updateTable('sign_in_flows').set({ return_to: path }).execute()
        succeeded(t, await person.comeBack(await person.pass(url)))
      }
    })

    t.test('who signs in while signed in', async (t) => {
      provider.claims = workspace(emailOf('employee'))
      const person = browser(app)
      await signIn(app, person)
      const former = person.cookie('refresh_token')!.value.split('.')[1]
      const url = await person.pass(await person.begin())
      succeeded(t, await person.comeBack(url))
      t.match(await db.selectFrom('sessions').select('revoked_reason').where('id', '=', former).executeTakeFirst(), {
        revoked_reason: 'replaced'
      }, 'though its cookies are not sent from another site')
      t.match(await whoIs(app, person), { id: people.employee.id })

      const current = person.cookie('refresh_token')!.value.split('.')[1]
      provider.claims = workspace(emailOf('disabled'))
      const another = browser(app)
      await another.begin()
      await refused(t, app, 'google_expired', () => person.comeBack(url), person)
      t.match(
        await db.selectFrom('sessions').select('revoked_at').where('id', '=', current).executeTakeFirst(),
        { revoked_at: null },
        'a sign-in that fails ends nothing'
      )
    })

    t.test('the sessions that one can see', async (t) => {
      provider.claims = workspace(emailOf('other'))
      const person = browser(app)
      await signIn(app, person)
      const response = await person.visit(`${app.url}/api/v1/auth/sessions`)
      t.match(await response.json(), { data: { items: [{ current: true }] } })
    })

    t.test('an invitation', async (t) => {
      const email = 'rina@workpulse.test'
      const invitation = await invite(app, email)
      provider.claims = workspace('Rina@WorkPulse.test')
      const person = browser(app)
      succeeded(t, await signIn(app, person))
      const user = await whoIs(app, person)
      t.match(user, { email, name: 'Rina Marlina', role: 'manager', divisionId: production.id, teams: [{ id: line4.id, role: 'lead' }] })
      t.match(await invitations.find(db, invitation, app.clock.now()), { state: 'accepted' })
      t.match(await users.findCredentials(db, email), { passwordHash: null, emailVerified: true })
      t.same(await actionsOn(app, user.id), ['user.registered', 'identity.linked'])

      t.match((await logIn(app, email)).status, 401, 'there is no password')
    })

    t.test('an invitation that is over, or was taken back, or is for another', async (t) => {
      const [late, revoked] = ['late@workpulse.test', 'revoked@workpulse.test']
      const [over, taken] = [await invite(app, late), await invite(app, revoked)]
      await db.updateTable('invitations').set({ expires_at: '2026-11-19 00:00:00.000' }).where('id', '=', over).execute()
      await invitations.close(db, taken, 'revoked_at', app.clock.now())
      await invite(app, 'somebody@workpulse.test')
      for (const email of [late, revoked, 'somebody.else@workpulse.test']) {
        provider.claims = workspace(email)
        await refused(t, app, 'google_not_invited', (person) => signIn(app, person))
        t.notOk(await users.findCredentials(db, email))
      }
      await settings(app, 'closed', [])
      provider.claims = workspace('somebody@workpulse.test')
      await refused(t, app, 'google_not_invited', (person) => signIn(app, person))
      await settings(app, 'invitation', [])
    })

    t.test('open registration', async (t) => {
      const email = 'open@workpulse.test'
      provider.claims = { ...workspace(email), name: ' \u0007\u202eOpen\u0000 Door\u200b ' }
      for (const [mode, domains] of [['invitation', ['workpulse.test']], ['open', []], ['closed', ['workpulse.test']]] as const) {
        await settings(app, mode, [...domains])
        await refused(t, app, 'google_not_invited', (person) => signIn(app, person))
      }
      await settings(app, 'open', ['factory.test'])
      await refused(t, app, 'google_domain', (person) => signIn(app, person))
      await settings(app, 'open', ['factory.test', 'workpulse.test'])
      const person = browser(app)
      succeeded(t, await signIn(app, person))
      const user = await whoIs(app, person)
      t.match(user, { email, name: 'Open  Door', role: 'employee', divisionId: null, teams: [] })
      t.same(await actionsOn(app, user.id), ['user.registered', 'identity.linked'])

      provider.claims = { ...workspace('nameless@workpulse.test'), name: ' \u200b\u200d' }
      const nameless = browser(app)
      succeeded(t, await signIn(app, nameless))
      t.match(await whoIs(app, nameless), { name: 'nameless' })
      await settings(app, 'invitation', [])
    })

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

    t.test('Google must vouch for the address', async (t) => {
      const email = 'vouched@workpulse.test'
      const id = await account(app, email)
      const gmail = 'vouched@gmail.com'
      const gmailId = await account(app, gmail)
      const claims = workspace(email)
      for (
        const [wrong, code] of [
          [{ email_verified: false }, 'google_email_unverified'],
          [{ email_verified: 'true' }, 'google_email_unverified'],
          [{ email_verified: 1 }, 'google_email_unverified'],
          [{ email_verified: undefined }, 'google_email_unverified'],
          [{ hd: undefined }, 'google_email_unverified'],
          [{ hd: 'other.test' }, 'google_email_unverified'],
          [{ hd: 'test' }, 'google_email_unverified'],
          [{ email: undefined }, 'google_email_unverified'],
          [{ email: [email] }, 'google_email_unverified'],
          [{ email: `"${email}"@other.test`, hd: 'other.test' }, 'google_email_unverified'],
          [{ email: 'vouched@ｗorkpulse.test' }, 'google_email_unverified'],
          [{ email: 'ｖouched@workpulse.test' }, 'google_email_unverified'],
          [{ email: ` ${email}` }, 'google_email_unverified'],
          [{ email: `${email}\n` }, 'google_email_unverified'],
          [{ email: 'vouched@gmail.com.evil.com', hd: undefined }, 'google_email_unverified'],
          [{ email: 'vouched@evilgmail.com', hd: undefined }, 'google_email_unverified']
        ] as const
      ) {
        provider.claims = { ...claims, ...wrong }
        await refused(t, app, code, (person) => signIn(app, person))
      }
      t.same([...await identitiesOf(app, id), ...await identitiesOf(app, gmailId)], [])
      provider.claims = { ...workspace('Vouched@GMail.com'), hd: undefined }
      const person = browser(app)
      succeeded(t, await signIn(app, person))
      t.match(await whoIs(app, person), { id: gmailId })
    })

    t.test('the domains that the organisation allows', async (t) => {
      const id = await account(app, 'domain@workpulse.test')
      await account(app, 'domain@gmail.com')
      await settings(app, 'invitation', ['factory.test'])
      for (
        const claims of [workspace('domain@workpulse.test'), { ...workspace('domain@gmail.com'), hd: undefined }, {
          ...workspace('domain@factory.test'),
          hd: undefined
        }]
      ) {
        provider.claims = claims
        await refused(t, app, 'google_domain', (person) => signIn(app, person))
      }
      provider.claims = { ...workspace('domain@workpulse.test'), hd: 'factory.test' }
      await refused(t, app, 'google_email_unverified', (person) => signIn(app, person))
      await settings(app, 'open', ['factory.test'])
      for (const email of ['domain@gmail.com', 'nobody@gmail.com']) {
        provider.claims = { ...workspace(email), hd: 'factory.test' }
        await refused(t, app, 'google_domain', (person) => signIn(app, person))
      }
      await settings(app, 'invitation', ['factory.test', 'workpulse.test'])
      provider.claims = { ...workspace('domain@workpulse.test'), hd: 'WorkPulse.test' }
      const person = browser(app)
      succeeded(t, await signIn(app, person))
      t.match(await whoIs(app, person), { id })
      await settings(app, 'invitation', [])
    })

    t.test('the audit log holds', async (t) => {
      t.match(await verify(db, auditKey), { broken: undefined })
    })
  })

  t.test(`${database.name}, with a hostile provider`, async (t) => {
    const provider = await hostileProvider(t)
    const app = await testApp(t, database, provider.client.environment)
    const { db } = app.deps
    const start = `${app.url}/api/v1/auth/google`
    t.beforeEach(() => {
      provider.reform()
      provider.claims = workspace(emailOf('employee'))
    })

    t.test('a provider that is down, and up again', async (t) => {
      await refused(t, app, 'google_unavailable', async (person) => {
        const answer = await person.visit(start, frontEnd, { accept: 'application/json' })
        t.same(await answer.json(), { ok: true, data: { url: `${frontEnd}/login?error=google_unavailable` }, error: null })
        const response = await person.visit(start)
        t.equal(response.status, 302)
        return new Response(await response.text(), { status: 303, headers: response.headers })
      })
      t.same(await db.selectFrom('sign_in_flows').selectAll().execute(), [])
      await provider.start()
      succeeded(t, await signIn(app))

      await refused(t, app, 'google_unavailable', async (person) => {
        const url = await person.pass(await person.begin())
        await provider.stop()
        return person.comeBack(url)
      })
      await provider.start()
      succeeded(t, await signIn(app))
    })

    t.test('a token endpoint that leaves one waiting', async (t) => {
      provider.hangs = true
      const begun = Date.now()
      await refused(t, app, 'google_unavailable', (person) => signIn(app, person))
      const seconds = (Date.now() - begun) / 1000
      t.ok(seconds > 4 && seconds < 7, `after ${seconds} seconds`)
    })

    t.test('a token endpoint that fails', async (t) => {
      for (
        const [statusCode, body, code] of [
          [500, {}, 'google_unavailable'],
          [503, { error: 'temporarily_unavailable' }, 'google_unavailable'],
          [429, {}, 'google_unavailable'],
          [400, { error: 'invalid_grant' }, 'google_failed'],
          [401, { error: 'invalid_client' }, 'google_failed'],
          [200, {}, 'google_failed']
        ] as const
      ) {
        provider.beforeAnswer = (response) => Object.assign(response, { statusCode, body })
        await refused(t, app, code, (person) => signIn(app, person))
      }
    })

    t.test('tokens that lie', async (t) => {
      const changed = (change: (token: { header: any, payload: any }) => void) => () => {
        provider.beforeSigning = change
      }
      const forged = (forge: (header: any, payload: any, signature: string) => string) => () => {
        provider.beforeAnswer = ({ body }) => {
          const answer = body as { id_token: string }
          const [header, payload, signature] = answer.id_token.split('.')
          answer.id_token = forge(decode(header), decode(payload), signature)
        }
      }
      const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
      const signed = (header: any, payload: any) => {
        const input = `${encode(header)}.${encode(payload)}`
        return `${input}.${signWith('sha256', Buffer.from(input), stranger).toString('base64url')}`
      }
      const now = Math.floor(Date.now() / 1000)
      for (
        const [name, lie] of Object.entries({
          'signed by a stranger': forged(signed),
          'signed by a stranger who names another key': forged((header, payload) => signed({ ...header, kid: 'stranger' }, payload)),
          'a payload changed under the old signature': forged((header, payload, signature) =>
            `${encode(header)}.${encode({ ...payload, sub: 'somebody else', email: emailOf('admin') })}.${signature}`
          ),
          'alg none': forged((header, payload) => `${encode({ ...header, alg: 'none' })}.${encode(payload)}.`),
          'alg none, with the old signature': forged((header, payload, signature) =>
            `${encode({ ...header, alg: 'none' })}.${encode(payload)}.${signature}`
          ),
          'no signature': forged((header, payload) => `${encode(header)}.${encode(payload)}.`),
          'signed with the secret of the client': forged((header, payload) => {
            const input = `${encode({ ...header, alg: 'HS256' })}.${encode(payload)}`
            return `${input}.${createHmac('sha256', clientSecret).update(input).digest('base64url')}`
          }),
          'no ID token': () => {
            provider.beforeAnswer = ({ body }) => {
              delete (body as any).id_token
            }
          },
          'another nonce': changed(({ payload }) => {
            payload.nonce = 'another'
          }),
          'no nonce': changed(({ payload }) => {
            delete payload.nonce
          }),
          'another issuer': changed(({ payload }) => {
            payload.iss = 'https://accounts.google.com'
          }),
          'another audience': changed(({ payload }) => {
            payload.aud = 'another'
          }),
          'two audiences, and for the other': changed(({ payload }) => {
            Object.assign(payload, { aud: ['another', 'workpulse'], azp: 'another' })
          }),
          expired: changed(({ payload }) => {
            Object.assign(payload, { iat: now - 7200, nbf: now - 7200, exp: now - 3600 })
          }),
          'not valid yet': changed(({ payload }) => {
            payload.nbf = now + 3600
          }),
          'issued in the future': changed(({ payload }) => {
            Object.assign(payload, { iat: now + 300, exp: now + 3600 })
          }),
          'no expiry': changed(({ payload }) => {
            delete payload.exp
          }),
          'no subject': changed(({ payload }) => {
            delete payload.sub
          }),
          'a subject that is no text': changed(({ payload }) => {
            payload.sub = { $ne: null }
          }),
          'a subject too long to keep': changed(({ payload }) => {
            payload.sub = '1'.repeat(192)
          }),
          'a subject with a space at the end': changed(({ payload }) => {
            payload.sub = `${payload.sub} `
          }),
          'an empty subject': changed(({ payload }) => {
            payload.sub = ''
          })
        })
      ) {
        provider.reform()
        lie()
        t.comment(name)
        await refused(t, app, 'google_failed', (person) => signIn(app, person))
        t.equal(provider.exchanges, 1, name)
      }
      t.same(await identitiesOf(app, people.admin.id), [])
    })

    t.test('email_verified as text', async (t) => {
      provider.claims = { ...workspace(emailOf('employee')), email_verified: 'true' }
      await refused(t, app, 'google_email_unverified', (person) => signIn(app, person))
    })

    t.test('a callback that comes a second time', async (t) => {
      const person = browser(app)
      const url = await person.pass(await person.begin())
      const cookie = person.cookie(person.names()[0])!
      succeeded(t, await person.comeBack(url))
      await refused(t, app, 'google_expired', () => person.comeBack(url), person)
      await refused(t, app, 'google_expired', () => person.comeBack(url, { cookie: `${cookie.name}=${cookie.value}` }), person)
      t.equal(provider.exchanges, 1, 'the provider is asked once')
      t.match(await whoIs(app, person), { id: people.employee.id }, 'who is signed in stays so')
    })

    t.test('a callback that comes many times at once', async (t) => {
      const person = browser(app)
      const url = await person.pass(await person.begin())
      const answers = await Promise.all(Array.from({ length: 10 }, () => person.comeBack(url)))
      t.same(answers.map((answer) => answer.headers.get('location')).sort(), [
        `${frontEnd}/`,
        ...Array(9).fill(`${frontEnd}/login?error=google_expired`)
      ])
      t.equal(provider.exchanges, 1)
    })

    t.test('a state that is not known', async (t) => {
      for (const query of ['', '?state=unknown&code=x', '?code=x', '?state=&code=x', '?error=access_denied', `?state=${'x'.repeat(512)}`]) {
        await refused(t, app, 'google_expired', (person) => person.comeBack(`${start}/callback${query}`))
      }
      for (const query of ['?state=a&state=b', `?state=${'x'.repeat(513)}`]) {
        const response = await browser(app).comeBack(`${start}/callback${query}`)
        t.equal(response.status, 400)
        t.match(await response.json(), { error: { code: 'VALIDATION_FAILED' } })
      }
      t.equal(provider.exchanges, 0)
    })

    t.test('another browser', async (t) => {
      const person = browser(app)
      const url = await person.pass(await person.begin())
      const [name] = person.names()
      await refused(t, app, 'google_expired', (victim) => victim.comeBack(url))
      await refused(t, app, 'google_expired', (victim) => victim.comeBack(url, { cookie: `${name}=x` }))
      await refused(t, app, 'google_expired', async (victim) => {
        await victim.begin()
        const [own] = victim.names()
        return victim.comeBack(url, { cookie: `${name}=${victim.cookie(own)!.value}` })
      })
      await refused(
        t,
        app,
        'google_expired',
        (victim) => victim.comeBack(url, { cookie: `${name}=${person.cookie(name)!.value}${people.admin.id}` })
      )
      t.equal(provider.exchanges, 0)
      succeeded(t, await person.comeBack(url), '/')
    })

    t.test('two tabs at once', async (t) => {
      const person = browser(app)
      const [first, second] = [await person.begin('/first'), await person.begin('/second')]
      t.equal(person.names().length, 2)
      const urls = [await person.pass(second), await person.pass(first)]
      succeeded(t, await person.comeBack(urls[0]), '/second')
      succeeded(t, await person.comeBack(urls[1]), '/first')
      t.same(person.names().sort(), ['access_token', 'device', 'refresh_token'])
    })

    t.test('somebody new who comes in several times at once is one person', async (t) => {
      const email = 'twins@workpulse.test'
      await invite(app, email)
      provider.claims = workspace(email)
      const tabs = Array.from({ length: 5 }, () => browser(app))
      const urls = await Promise.all(tabs.map(async (tab) => tab.pass(await tab.begin())))
      const answers = await Promise.all(tabs.map((tab, index) => tab.comeBack(urls[index])))
      for (const answer of answers) succeeded(t, answer)
      const ids = await Promise.all(tabs.map(async (tab) => (await whoIs(app, tab)).id))
      t.equal(new Set(ids).size, 1)
      t.same(await identitiesOf(app, ids[0]), [provider.claims.sub])
      t.same(await actionsOn(app, ids[0]), ['user.registered', 'identity.linked'])
    })

    t.test('an account that is linked several times at once', async (t) => {
      const id = await account(app, 'linked@workpulse.test')
      provider.claims = workspace('linked@workpulse.test')
      const tabs = Array.from({ length: 5 }, () => browser(app))
      const urls = await Promise.all(tabs.map(async (tab) => tab.pass(await tab.begin())))
      for (const answer of await Promise.all(tabs.map((tab, index) => tab.comeBack(urls[index])))) succeeded(t, answer)
      t.same(await actionsOn(app, id), ['identity.linked'])
    })

    t.test('ten minutes are enough', async (t) => {
      const person = browser(app)
      const url = await person.pass(await person.begin())
      app.clock.advance(10 * minute)
      await refused(t, app, 'google_expired', () => person.comeBack(url), person)
      t.equal((await db.selectFrom('sign_in_flows').select('id').execute()).length > 0, true)
      app.clock.advance(1)
      await signInFlows.deleteExpired(db, app.clock.now())
      t.same(await db.selectFrom('sign_in_flows').select('id').execute(), [])
    })

    t.test('from which site a browser comes back', async (t) => {
      for (const site of ['cross-site', 'same-site', 'none']) {
        const person = browser(app)
        succeeded(t, await person.comeBack(await person.pass(await person.begin()), { 'sec-fetch-site': site }))
      }
    })
  })

  t.test(`${database.name}, without a provider`, async (t) => {
    const app = await testApp(t, database)
    for (const path of ['google', 'google/callback?state=x&code=y']) {
      const response = await fetch(`${app.url}/api/v1/auth/${path}`, { redirect: 'manual' })
      t.equal(response.status, 501)
      t.match(await response.json(), { error: { code: 'NOT_CONFIGURED' } })
      t.same(response.headers.getSetCookie(), [])
    }
  })
}

t.test('cookies that nobody can plant', async (t) => {
  const provider = await realProvider(t)
  provider.claims = workspace(emailOf('employee' satisfies PersonName))
  const app = await testApp(t, databases[0], { ...provider.client.environment, WORKPULSE_HOST_COOKIES: 'true' })
  const person = browser(app)
  const url = await person.begin()
  t.match(person.cookie(person.names()[0]), { name: /^__Host-google_flow_[0-9a-f]{16}$/, path: '/', secure: true, sameSite: 'lax' })
  succeeded(t, await person.comeBack(await person.pass(url)))
  t.same(person.names().sort(), ['__Host-access_token', '__Host-device', '__Host-refresh_token'])
})
