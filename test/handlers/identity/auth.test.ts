import t from 'tap'
import { createClient, type Client, type Tokens } from '../../../generated/sdk/dist/src/sdk/index.js'
import { testApp, type TestApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { emailOf, line4, password, people } from '../../support/people.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const credentials = { email: emailOf('employee'), password }
const origin = 'http://localhost:3000'

interface Cookie {
  value: string
  path: string
  expires: number
}

/** A browser as far as cookies go: keeps what it is sent, by the clock of the service, and says where its page is from. */
function browser (app: TestApp): { fetch: typeof fetch, cookies: Map<string, Cookie> } {
  const cookies = new Map<string, Cookie>()

  function keep (line: string): void {
    const [[name, value], ...attributes] = line.split('; ').map((part) => part.split(/=(.*)/s))
    const attribute = (wanted: string) => attributes.find(([key]) => key.toLowerCase() === wanted)?.[1]
    const now = app.clock.now().getTime()
    const maxAge = attribute('max-age')
    const expires = maxAge !== undefined ? now + Number(maxAge) * second : Date.parse(attribute('expires')!)
    if (expires <= now) cookies.delete(name)
    else cookies.set(name, { value, path: attribute('path')!, expires })
  }

  return {
    cookies,
    async fetch (input, init) {
      const headers = new Headers(init?.headers)
      const { pathname } = new URL(String(input))
      const sent = [...cookies].filter(([, { path, expires }]) => pathname.startsWith(path) && expires > app.clock.now().getTime())
      if (init?.credentials === 'include' && sent.length > 0) {
        headers.set(
          'cookie',
          sent.map(([name, { value }]) => `${name}=${value}`).join('; ')
        )
      }
      headers.set('origin', origin)
      const response = await fetch(input, { ...init, headers })
      for (const line of response.headers.getSetCookie()) keep(line)
      return response
    }
  }
}

/** Counts requests by path, and holds each refresh back until `waiting` other answers have come. */
function counting (waiting: number, inner: typeof fetch = fetch): { fetch: typeof fetch, counts: Map<string, number>, watch: () => void } {
  const counts = new Map<string, number>()
  const all = Promise.withResolvers<void>()
  let watching = false
  let answers = 0
  return {
    counts,
    watch () {
      watching = true
      counts.clear()
    },
    async fetch (input, init) {
      const { pathname } = new URL(String(input))
      counts.set(pathname, (counts.get(pathname) ?? 0) + 1)
      if (watching && pathname.endsWith('/refresh')) await all.promise
      const response = await inner(input, init)
      if (watching && ++answers === waiting) all.resolve()
      return response
    }
  }
}

interface Answer {
  status: number
  headers: Headers
  data: any
  error: any
}

async function post (app: TestApp, operation: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${app.url}/api/v1/auth/${operation}`, {
    method: 'POST',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) })
  })
  return { status: response.status, headers: response.headers, ...await response.json() }
}

/** A session of employee's, with both tokens in hand. */
async function signIn (app: TestApp): Promise<{ accessToken: string, refreshToken: string }> {
  const { data } = await post(app, 'login', { ...credentials, tokenDelivery: 'body' })
  return data
}

const refresh = (app: TestApp, refreshToken: string) => post(app, 'refresh', { refreshToken, tokenDelivery: 'body' })

async function isLive (app: TestApp, accessToken: string): Promise<boolean> {
  const { status } = await fetch(`${app.url}/api/v1/auth/me`, { headers: { authorization: `Bearer ${accessToken}` } })
  return status === 200
}

const sessionIdOf = (refreshToken: string) => refreshToken.split('.')[1]

async function sessionOf (app: TestApp, refreshToken: string) {
  return app.deps.db.selectFrom('sessions').selectAll().where('id', '=', sessionIdOf(refreshToken)).executeTakeFirstOrThrow()
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)

    t.test('signing in answers who one is, and the refresh token only where it is asked for', async (t) => {
      const user = {
        id: people.employee.id,
        email: credentials.email,
        name: 'Sari',
        role: 'employee',
        divisionId: people.employee.divisionId,
        teams: [{ id: line4.id, name: 'Line 4', role: 'member' }]
      }
      for (const body of [credentials, { ...credentials, tokenDelivery: 'cookie' }]) {
        const { status, data } = await post(app, 'login', body)
        t.equal(status, 200)
        t.same(Object.keys(data).sort(), ['accessToken', 'expiresIn', 'user'])
        t.match(data, { accessToken: String, expiresIn: 600 })
        t.same(data.user, user)
      }
      const { data, headers } = await post(app, 'login', { ...credentials, tokenDelivery: 'body' })
      t.same(Object.keys(data).sort(), ['accessToken', 'expiresIn', 'refreshToken', 'user'])
      t.same(headers.getSetCookie().map((line) => line.split('=')[0]).sort(), ['access_token', 'device', 'refresh_token'])
      t.ok(await isLive(app, data.accessToken))
      t.same(await (await app.signIn('employee')).getMe(), user)
      t.same(await (await app.signIn('hr')).getMe(), {
        id: people.hr.id,
        email: emailOf('hr'),
        name: 'Maya',
        role: 'hr',
        divisionId: null,
        teams: []
      })
    })

    t.test('the spelling of the address does not matter, that of the password does', async (t) => {
      t.equal((await post(app, 'login', { email: 'EMPLOYEE@WorkPulse.Test', password })).status, 200)
      for (const wrong of [password.toUpperCase(), `${password} `, ` ${password}`]) {
        t.equal((await post(app, 'login', { ...credentials, password: wrong })).status, 401)
      }
    })

    t.test('an unknown address, a wrong password and a disabled person are answered alike', async (t) => {
      const answers = await Promise.all([
        post(app, 'login', { ...credentials, password: 'wrong' }),
        post(app, 'login', { email: 'nobody@workpulse.test', password }),
        post(app, 'login', { email: emailOf('disabled'), password }),
        post(app, 'login', { email: emailOf('disabled'), password: 'wrong' })
      ])
      for (const { status, headers, error, data } of answers) {
        t.equal(status, 401)
        t.equal(data, null)
        t.same(error, {
          code: 'INVALID_CREDENTIALS',
          message: 'The e-mail address or the password is wrong.',
          requestId: headers.get('x-request-id')
        })
        t.same(headers.getSetCookie(), [])
        t.equal(headers.get('content-length'), answers[0].headers.get('content-length'))
      }
    })

    t.test('what is no address never gets near the database', async (t) => {
      for (
        const email of [0, true, null, '', 'nobody', 'vìctim@workpulse.test', `${credentials.email} `, ` ${credentials.email}`, [
          'a@b.test'
        ], { $ne: '' }]
      ) {
        t.match(await post(app, 'login', { email, password }), {
          status: 400,
          error: { code: 'VALIDATION_FAILED', details: [{ path: '/body/email' }] }
        }, JSON.stringify(email))
      }
    })

    t.test('a disabled person is out at once', async (t) => {
      const { accessToken, refreshToken } = await signIn(app)
      const disable = (disabled_at: string | null) =>
        app.deps.db.updateTable('users').set({ disabled_at }).where('id', '=', people.employee.id).execute()
      await disable('2026-11-20 03:00:00.000')
      t.notOk(await isLive(app, accessToken))
      t.match(await refresh(app, refreshToken), { status: 401, error: { code: 'UNAUTHENTICATED' } })
      await disable(null)
    })

    t.test('fifty refreshes of one token at once have one successor', async (t) => {
      const { refreshToken } = await signIn(app)
      const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(app, refreshToken)))
      t.same(answers.filter(({ status }) => status !== 200), [])
      const successors = new Set<string>(answers.map(({ data }) => data.refreshToken))
      t.equal(successors.size, 1)
      const [successor] = successors
      t.not(successor, refreshToken)
      t.match(await sessionOf(app, refreshToken), { refresh_generation: 2, revoked_at: null })
      t.ok((await Promise.all(answers.slice(0, 5).map(({ data }) => isLive(app, data.accessToken)))).every(Boolean))
      t.match(await refresh(app, successor), { status: 200, data: { expiresIn: 600, user: { id: people.employee.id } } })
    })

    t.test('a tab that lost the race gets the same successor for ten seconds', async (t) => {
      const { refreshToken } = await signIn(app)
      const winner = await refresh(app, refreshToken)
      app.clock.advance(9 * second)
      const loser = await refresh(app, refreshToken)
      t.match(loser, { status: 200, data: { refreshToken: winner.data.refreshToken } })
      t.match(await refresh(app, loser.data.refreshToken), { status: 200 })
      t.match(await sessionOf(app, refreshToken), { refresh_generation: 3, revoked_at: null })
    })

    t.test('the end of one session leaves the others of the person alone', async (t) => {
      const [one, another] = [await signIn(app), await signIn(app)]
      t.not(sessionIdOf(one.refreshToken), sessionIdOf(another.refreshToken))
      t.match(await post(app, 'logout', undefined, { authorization: `Bearer ${one.accessToken}` }), { status: 200, data: null })
      t.notOk(await isLive(app, one.accessToken))
      t.ok(await isLive(app, another.accessToken))
    })

    t.test('a refresh token that is none', async (t) => {
      const { refreshToken } = await signIn(app)
      const [version, sid, generation, kid, tag] = refreshToken.split('.')
      for (
        const token of [
          'x',
          `${refreshToken}x`,
          [version, sid, '2', kid, tag].join('.'),
          [version, sid, generation, 'other', tag].join('.'),
          [version, '01JD2V6M7Q8R9S0T1V2W3X4Y5Z', generation, kid, tag].join('.')
        ]
      ) t.match(await refresh(app, token), { status: 401, error: { code: 'UNAUTHENTICATED' } }, token)
      t.match(await post(app, 'refresh'), { status: 401 }, 'none at all')
      t.match(await post(app, 'refresh', {}), { status: 401 })
      t.match(await post(app, 'refresh', { refreshToken: '' }), { status: 400 })
      t.match(await post(app, 'refresh', { refreshToken: 7 }), { status: 400 })
      t.match(await sessionOf(app, refreshToken), { revoked_at: null }, 'a forgery ends nothing')
      t.match(await refresh(app, refreshToken), { status: 200 })
    })

    t.test('logging out by access token', async (t) => {
      const { accessToken, refreshToken } = await signIn(app)
      const answer = await post(app, 'logout', undefined, { authorization: `Bearer ${accessToken}` })
      t.match(answer, { status: 200, data: null, error: null })
      t.notOk(await isLive(app, accessToken))
      t.match(await refresh(app, refreshToken), { status: 401 })
      t.match(await sessionOf(app, refreshToken), { revoked_reason: 'logout' })
      t.match(
        await post(app, 'logout', undefined, { authorization: `Bearer ${accessToken}` }),
        { status: 200, data: null },
        'twice is as good'
      )
    })

    t.test('logging out by refresh token alone', async (t) => {
      for (
        const logout of [
          (token: string) => post(app, 'logout', undefined, { cookie: `refresh_token=${token}` }),
          (token: string) => post(app, 'logout', {}, { cookie: `refresh_token=${token}; access_token=${'x'.repeat(20)}` }),
          (token: string) => post(app, 'logout', { refreshToken: token })
        ]
      ) {
        const { accessToken, refreshToken } = await signIn(app)
        t.match(await logout(refreshToken), { status: 200, data: null })
        t.notOk(await isLive(app, accessToken))
        t.match(await refresh(app, refreshToken), { status: 401 })
      }
    })

    t.test('logging out without a session says the same and clears the cookies', async (t) => {
      for (
        const headers of [{}, { cookie: 'refresh_token=x; access_token=y' }, { authorization: 'Bearer a.b.c' }] as Record<string, string>[]
      ) {
        const answer = await post(app, 'logout', undefined, headers)
        t.match(answer, { status: 200, data: null, error: null })
        t.same(answer.headers.getSetCookie().map((line) => line.split(';')[0]), ['access_token=', 'refresh_token='])
      }
    })

    t.test('signing in while signed in ends the former session', async (t) => {
      const former = await signIn(app)
      const next = await post(app, 'login', { ...credentials, tokenDelivery: 'body' }, { authorization: `Bearer ${former.accessToken}` })
      t.notOk(await isLive(app, former.accessToken))
      t.match(await refresh(app, former.refreshToken), { status: 401 })
      t.match(await sessionOf(app, former.refreshToken), { revoked_reason: 'replaced' })
      t.ok(await isLive(app, next.data.accessToken))

      const asAnother = await post(app, 'login', { email: emailOf('colleague'), password }, {
        cookie: `access_token=${next.data.accessToken}`
      })
      t.match(asAnother, { status: 200, data: { user: { id: people.colleague.id } } })
      t.notOk(await isLive(app, next.data.accessToken), 'whoever signs in')
    })

    t.test('a sign-in that fails ends nothing', async (t) => {
      const { accessToken } = await signIn(app)
      t.match(await post(app, 'login', { ...credentials, password: 'wrong' }, { authorization: `Bearer ${accessToken}` }), { status: 401 })
      t.ok(await isLive(app, accessToken))
    })

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

    t.test('signing in, out and again is written down', async (t) => {
      const since = async () =>
        (await app.deps.db.selectFrom('audit_entries').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst())?.id ?? 0
      const before = await since()
      const { accessToken, refreshToken } = await signIn(app)
      const next = await post(app, 'login', { ...credentials, tokenDelivery: 'body' }, { authorization: `Bearer ${accessToken}` })
      await post(app, 'login', { ...credentials, password: 'wrong' })
      const ended = await post(app, 'logout', { refreshToken: next.data.refreshToken })
      await post(app, 'logout', { refreshToken: next.data.refreshToken })
      const stolen = await signIn(app)
      await refresh(app, (await refresh(app, stolen.refreshToken)).data.refreshToken)
      app.clock.advance(minute + second)
      await refresh(app, stolen.refreshToken)
      const entries = await app.deps.db.selectFrom('audit_entries').selectAll().where('id', '>', before).orderBy('id').execute()
      const [one, two, three] = [refreshToken, next.data.refreshToken, stolen.refreshToken].map(sessionIdOf)
      t.same(
        entries.map((
          { action, actor_id, target_type, target_id, after }
        ) => [action, actor_id, target_type, target_id, JSON.parse(after!)]),
        [
          ['session.created', people.employee.id, 'session', one, { method: 'password' }],
          ['session.revoked', people.employee.id, 'session', one, { reason: 'replaced' }],
          ['session.created', people.employee.id, 'session', two, { method: 'password' }],
          ['session.revoked', people.employee.id, 'session', two, { reason: 'logout' }],
          ['session.created', people.employee.id, 'session', three, { method: 'password' }],
          ['session.revoked', null, 'session', three, { reason: 'refresh_reuse' }]
        ]
      )
      t.equal(entries[3].request_id, ended.headers.get('x-request-id'), 'by which request')
      t.same([...new Set(entries.map(({ address }) => address))], ['127.0.0.1'])
    })

    t.test('seven days without use end a session', async (t) => {
      const [used, left] = [await signIn(app), await signIn(app)]
      app.clock.advance(7 * day - minute)
      const { data } = await refresh(app, used.refreshToken)
      app.clock.advance(minute)
      t.match(await refresh(app, left.refreshToken), { status: 401, error: { code: 'UNAUTHENTICATED' } })
      app.clock.advance(7 * day - 2 * minute)
      t.match(await refresh(app, data.refreshToken), { status: 200 }, 'use begins them anew')
    })

    t.test('thirty days end it in any case', async (t) => {
      let { refreshToken } = await signIn(app)
      for (let week = 0; week < 4; week++) {
        app.clock.advance(6 * day)
        const { data } = await refresh(app, refreshToken)
        refreshToken = data.refreshToken
      }
      app.clock.advance(6 * day - minute)
      const last = await refresh(app, refreshToken)
      t.equal(last.status, 200)
      t.ok(await isLive(app, last.data.accessToken))
      app.clock.advance(minute)
      t.notOk(await isLive(app, last.data.accessToken), 'an access token does not outlive its session')
      t.match(await refresh(app, last.data.refreshToken), { status: 401, error: { code: 'UNAUTHENTICATED' } })
    })
  })
}

for (const database of databases) {
  t.test(`too many failures, ${database.name}`, async (t) => {
    const app = await testApp(t, database)
    const from = (address: string, more: Record<string, string> = {}) => ({ 'x-forwarded-for': address, ...more })
    const wrong = { ...credentials, password: 'wrong' }
    const outcomes = async (times: number, body: object, headers?: Record<string, string>) => {
      const answers: (string | undefined)[] = []
      for (let time = 0; time < times; time++) answers.push((await post(app, 'login', body, headers)).error?.code)
      return answers
    }
    const failed = (times: number) => Array(times).fill('INVALID_CREDENTIALS')

    t.test('the sixth has to wait, and the right password with it', async (t) => {
      t.same(await outcomes(5, wrong), failed(5))
      const answer = await post(app, 'login', wrong)
      t.match(answer, { status: 429, data: null, error: { code: 'RATE_LIMITED' } })
      t.match(answer.headers.get('retry-after'), /^[12]$/)
      t.same(answer.headers.getSetCookie(), [])
      t.match(await post(app, 'login', credentials), { status: 429 }, 'it says nothing about the password')
      t.equal((await post(app, 'login', { email: emailOf('colleague'), password })).status, 200, 'others are not held up')
      t.equal((await post(app, 'login', credentials, from('203.0.113.7'))).status, 200, 'nor is the person elsewhere')
    })

    t.test('each failure after that doubles the wait', async (t) => {
      const time = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`)
      for (const pause of [2, 4, 8, 16]) {
        const { last_at: last, blocked_until: until } = await app.deps.db.selectFrom('attempts').select(['last_at', 'blocked_until']).where(
          'blocked_until',
          'is not',
          null
        ).orderBy('blocked_until', 'desc').limit(1).executeTakeFirstOrThrow()
        t.equal(time(until!) - time(last), pause * second, `${pause} seconds`)
        t.match(await post(app, 'login', wrong), { status: 429 })
        app.clock.advance(pause * second)
        t.match(await post(app, 'login', wrong), { status: 401 }, `after ${pause} seconds`)
      }
      app.clock.advance(32 * second)
      t.equal((await post(app, 'login', credentials)).status, 200)
      t.same(await outcomes(5, wrong), failed(5), 'a success begins anew')
      app.clock.advance(2 * second)
      t.equal((await post(app, 'login', credentials)).status, 200)
    })

    t.test('an address that nobody has is answered alike', async (t) => {
      const nobody = { email: 'nobody@workpulse.test', password: 'wrong' }
      t.same(await outcomes(6, nobody, from('203.0.113.10')), [...failed(5), 'RATE_LIMITED'])
      t.same(
        await outcomes(1, { ...nobody, email: 'NOBODY@workpulse.test' }, from('203.0.113.10')),
        ['RATE_LIMITED'],
        'whatever its spelling'
      )
    })

    t.test('parallel ones all count', async (t) => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => post(app, 'login', { email: emailOf('lead'), password: 'wrong' }, from('203.0.113.11')))
      )
      t.same(Map.groupBy(answers, ({ status }) => status).get(401)?.length, 5)
      t.same([...new Set(answers.map(({ status }) => status))].sort(), [401, 429])
    })

    t.test('twenty of one account pause it everywhere, but for its own devices', async (t) => {
      const person = { email: emailOf('other'), password }
      const known = browser(app)
      const client = createClient({ baseUrl: app.url, fetch: known.fetch })
      await client.login(person)
      await client.logout()
      for (let index = 0; index < 20; index++) {
        t.match(await post(app, 'login', { ...person, password: 'wrong' }, from(`198.51.100.${index}`)), { status: 401 })
      }
      for (const pause of [2, 4, 8, 16, 32]) {
        app.clock.advance(pause * second)
        t.match(await post(app, 'login', { ...person, password: 'wrong' }, from(`198.51.100.1${pause}`)), { status: 401 })
      }
      const paused = await post(app, 'login', person, from('192.0.2.1'))
      t.match(paused, { status: 429, error: { code: 'RATE_LIMITED' } })
      const seconds = Number(paused.headers.get('retry-after'))
      t.ok(seconds > 0 && seconds <= 45, 'for three quarters of a minute at most')
      await t.resolves(client.login(person), 'from a browser that signed in before')
      await client.logout()
      t.same(await app.deps.db.selectFrom('audit_entries').select('target_id').where('action', '=', 'sign_in.paused').execute(), [{
        target_id: people.other.id
      }], 'it is written down, once')

      const device = known.cookies.get('device')!.value
      t.match(await post(app, 'login', { email: emailOf('hr'), password: 'wrong' }, from('192.0.2.2', { cookie: `device=${device}` })), {
        status: 401
      })
      t.match(
        await post(app, 'login', person, from('192.0.2.3', { cookie: `device=${device.slice(0, -2)}xx` })),
        { status: 429 },
        'a forged one opens nothing'
      )
      const guesses = Array.from({ length: 6 }, () => ({ ...person, password: 'wrong' }))
      const answers: number[] = []
      for (const guess of guesses) answers.push((await post(app, 'login', guess, from('192.0.2.4', { cookie: `device=${device}` }))).status)
      t.same(answers, [401, 401, 401, 401, 401, 429], 'and a device has five as well')
      app.clock.advance(900 * second)
      t.equal((await post(app, 'login', person, from('192.0.2.1'))).status, 200)
    })

    t.test('a network that tries many accounts', async (t) => {
      const guess = (index: number, address: string) =>
        post(app, 'login', { email: `guess-${index}@workpulse.test`, password: 'wrong' }, from(address))
      for (let index = 0; index < 10; index++) t.match(await guess(index, '203.0.113.20'), { status: 401 })
      const answer = await guess(10, '203.0.113.20')
      t.match(answer, { status: 429, error: { code: 'RATE_LIMITED' } })
      t.ok(Number(answer.headers.get('retry-after')) >= 1)
      t.match(await guess(10, '203.0.113.21'), { status: 401 }, 'the next is another')
    })

    t.test('changing a password can be tried as often as signing in', async (t) => {
      const { accessToken } = (await post(app, 'login', { email: emailOf('neighbour'), password }, from('203.0.113.30'))).data
      const change = async (currentPassword: string) => {
        const response = await fetch(`${app.url}/api/v1/auth/password`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
          body: JSON.stringify({ currentPassword, newPassword: 'five orders of blue collars' })
        })
        return response.status
      }
      for (let index = 0; index < 5; index++) t.equal(await change('wrong'), 422)
      t.equal(await change('wrong'), 429)
      t.equal(await change(password), 429)
      app.clock.advance(2 * second)
      t.equal(await change(password), 200)
    })
  })
}
