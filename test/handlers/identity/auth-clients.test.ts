/** What browsers and the client of the SDK make of a session. */
import t from 'tap'
import { createClient, type Client, type Tokens } from '../../../generated/sdk/dist/src/sdk/index.js'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { people } from '../../support/people.ts'
import { second, minute, credentials, browser, counting, refresh, sessionIdOf, sessionOf } from './auth-requests.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)

    t.test('in a browser', async (t) => {
      const { fetch, cookies } = browser(app)
      const client = createClient({ baseUrl: app.url, fetch })
      await t.rejects(client.getMe(), { code: 'UNAUTHENTICATED' })
      await client.login(credentials)
      t.same([...cookies.keys()].sort(), ['access_token', 'device', 'refresh_token'])
      t.match(await client.getMe(), { id: people.employee.id })

      const firstRefresh = cookies.get('refresh_token')!.value
      app.clock.advance(10 * minute)
      t.match(await client.getMe(), { id: people.employee.id }, 'the access token is renewed unseen')
      t.not(cookies.get('refresh_token')!.value, firstRefresh)
      t.match(await client.createReport({ reportDate: '2026-11-20', summary: 'By cookie' }), { userId: people.employee.id })

      await client.logout()
      t.same([...cookies.keys()], ['device'], 'the browser is still one that has signed in before')
      await t.rejects(client.getMe(), { code: 'UNAUTHENTICATED' })
      t.match(await refresh(app, firstRefresh), { status: 401 })
    })

    t.test('in a browser that was left alone until the access token was over', async (t) => {
      const { fetch, cookies } = browser(app)
      const client = createClient({ baseUrl: app.url, fetch })
      await client.login(credentials)
      const former = cookies.get('refresh_token')!.value
      app.clock.advance(11 * minute)
      await client.logout()
      t.match(await sessionOf(app, former), { revoked_reason: 'logout' }, 'logging out ends the session by its refresh cookie')

      await client.login(credentials)
      const left = cookies.get('refresh_token')!.value
      app.clock.advance(11 * minute)
      await client.login(credentials)
      t.match(await sessionOf(app, left), { revoked_reason: 'replaced' }, 'so does signing in again')
    })

    t.test('the client: many calls share one refresh', async (t) => {
      for (const mode of ['bearer', 'cookie'] as const) {
        const { fetch, counts, watch } = counting(20, mode === 'cookie' ? browser(app).fetch : undefined)
        const pairs: (Tokens | undefined)[] = []
        let signedOut = 0
        const client = createClient({
          baseUrl: app.url,
          mode,
          fetch,
          onTokens: (tokens) => pairs.push(tokens),
          onSignedOut: () => signedOut++
        })
        await client.login(credentials)
        app.clock.advance(10 * minute + second)
        watch()
        const answers = await Promise.all(Array.from({ length: 20 }, () => client.getMe()))
        t.equal(answers.length, 20)
        t.equal(counts.get('/api/v1/auth/refresh'), 1, mode)
        t.equal(counts.get('/api/v1/auth/me'), 40, 'each call is made again once')
        t.equal(signedOut, 0)
        if (mode === 'bearer') {
          t.match(pairs, [{ accessToken: String, refreshToken: String }, { accessToken: String, refreshToken: String }])
        }
        counts.clear()
        await client.getMe()
        t.same([...counts], [['/api/v1/auth/me', 1]], 'and then it is signed in')
      }
    })

    t.test('the client: a call that was under way meanwhile does not refresh again', async (t) => {
      const late = Promise.withResolvers<void>()
      let calls = 0
      let refreshes = 0
      const client = createClient({
        baseUrl: app.url,
        mode: 'bearer',
        async fetch (input, init) {
          if (String(input).endsWith('/refresh')) refreshes++
          const call = String(input).endsWith('/me') ? ++calls : 0
          const response = await fetch(input, init)
          if (call === 1) await late.promise
          return response
        }
      })
      await client.login(credentials)
      app.clock.advance(10 * minute + second)
      const first = client.getMe()
      t.match(await client.getMe(), { id: people.employee.id })
      late.resolve()
      t.match(await first, { id: people.employee.id })
      t.equal(refreshes, 1)
    })

    t.test('the client: says once that the session is over', async (t) => {
      for (const mode of ['bearer', 'cookie'] as const) {
        const jar = browser(app)
        const { fetch, counts, watch } = counting(20, mode === 'cookie' ? jar.fetch : undefined)
        const pairs: (Tokens | undefined)[] = []
        let signedOut = 0
        const client = createClient({
          baseUrl: app.url,
          mode,
          fetch,
          onTokens: (tokens) => pairs.push(tokens),
          onSignedOut: () => signedOut++
        })
        await client.login(credentials)
        const refreshToken = mode === 'bearer' ? pairs[0]!.refreshToken! : jar.cookies.get('refresh_token')!.value
        await app.deps.db.updateTable('sessions').set({ revoked_at: '2026-11-20 03:00:00.001', revoked_reason: 'test' }).where(
          'id',
          '=',
          sessionIdOf(refreshToken)
        ).execute()
        watch()
        const answers = await Promise.allSettled(Array.from({ length: 20 }, () => client.getMe()))
        for (const answer of answers) t.match(answer, { status: 'rejected', reason: { code: 'UNAUTHENTICATED', status: 401 } })
        t.equal(counts.get('/api/v1/auth/refresh'), 1, mode)
        t.equal(signedOut, 1, `${mode}: onSignedOut`)
        if (mode === 'bearer') t.same(pairs.slice(1), [undefined])
      }
    })

    t.test('the client: a refresh that the service cannot answer just now ends no session', async (t) => {
      let down = false
      let signedOut = 0
      const client: Client = createClient({
        baseUrl: app.url,
        mode: 'bearer',
        onSignedOut: () => signedOut++,
        fetch: async (input, init) => {
          if (!down || !String(input).endsWith('/refresh')) return fetch(input, init)
          const error = { code: 'UNAVAILABLE', message: 'Try again shortly.', requestId: 'x' }
          return Response.json({ ok: false, data: null, error }, { status: 503 })
        }
      })
      await client.login(credentials)
      app.clock.advance(10 * minute + second)
      down = true
      await t.rejects(client.createWsTicket())
      t.equal(signedOut, 0)
      down = false
      t.match(await client.getMe(), { id: people.employee.id }, 'the tokens were kept')
    })

    t.test('the client: tokens from an earlier run', async (t) => {
      let kept: Tokens | undefined
      const before = createClient({
        baseUrl: app.url,
        mode: 'bearer',
        onTokens: (tokens) => {
          kept = tokens
        }
      })
      await before.login(credentials)
      const after = createClient({
        baseUrl: app.url,
        mode: 'bearer',
        tokens: kept,
        onTokens: (tokens) => {
          kept = tokens
        }
      })
      app.clock.advance(10 * minute + second)
      t.match(await after.getMe(), { id: people.employee.id })
      await after.logout()
      t.equal(kept, undefined)
      await t.rejects(before.getMe(), { code: 'UNAUTHENTICATED' })
    })

    t.test('the client: logging out ends the session even when the access token is over', async (t) => {
      let kept: Tokens | undefined
      const client = createClient({
        baseUrl: app.url,
        mode: 'bearer',
        onTokens: (tokens) => {
          kept = tokens
        }
      })
      await client.login(credentials)
      const { refreshToken } = kept!
      app.clock.advance(10 * minute + second)
      await client.logout()
      t.equal(kept, undefined)
      t.match(await refresh(app, refreshToken!), { status: 401 })
    })

    t.test('the client: refreshing by hand in bearer mode keeps a refresh token', async (t) => {
      let kept: Tokens | undefined
      const client = createClient({
        baseUrl: app.url,
        mode: 'bearer',
        onTokens: (tokens) => {
          kept = tokens
        }
      })
      await client.login(credentials)
      const before = kept!.refreshToken
      await client.refreshSession()
      t.type(kept?.refreshToken, 'string')
      t.not(kept!.refreshToken, before)
      app.clock.advance(10 * minute + second)
      t.match(await client.getMe(), { id: people.employee.id }, 'and goes on by itself')
    })
  })
}
