/** Signing in with Google: the whole way, and what is not it. */
import t from 'tap'
import { testApp } from '../../support/app.ts'
import { browser, frontEnd, parseCookie } from '../../support/cookie-browser.ts'
import { databases } from '../../support/databases.ts'
import { realProvider } from '../../support/identity-provider.ts'
import { emailOf, people, type PersonName } from '../../support/people.ts'
import { workspace, signIn, whoIs, succeeded, refused, identitiesOf } from './google-visits.ts'

for (const database of databases) {
  t.test(`${database.name}, with a real provider`, async (t) => {
    const provider = await realProvider(t)
    const app = await testApp(t, database, provider.client.environment)
    const { db } = app.deps

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
