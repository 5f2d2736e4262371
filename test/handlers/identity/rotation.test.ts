import t from 'tap'
import { createClient } from '../../../generated/sdk/dist/src/sdk/index.js'
import { testApp, type TestApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { emailOf, password, people } from '../../support/people.ts'

const second = 1000
const minute = 60 * second
const credentials = { email: emailOf('employee'), password }
const phone = { 'user-agent': 'Mozilla/5.0 (Android 15)' }
const elsewhere = { 'user-agent': 'curl/8' }

interface Answer {
  status: number
  data: { accessToken: string, refreshToken: string }
  error: { code: string } | null
}

async function post (app: TestApp, operation: string, body: unknown, headers: Record<string, string> = phone): Promise<Answer> {
  const response = await fetch(`${app.url}/api/v1/auth/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body)
  })
  return { status: response.status, ...await response.json() }
}

const refresh = (app: TestApp, refreshToken: string, headers?: Record<string, string>) =>
  post(app, 'refresh', { refreshToken, tokenDelivery: 'body' }, headers)

async function signIn (app: TestApp): Promise<Answer['data']> {
  return (await post(app, 'login', { ...credentials, tokenDelivery: 'body' })).data
}

async function exchange (app: TestApp, token: string): Promise<string> {
  const { status, data } = await refresh(app, token)
  if (status !== 200) throw new Error(`a refresh was answered ${status}`)
  return data.refreshToken
}

async function isLive (app: TestApp, accessToken: string): Promise<boolean> {
  const { status } = await fetch(`${app.url}/api/v1/auth/me`, { headers: { authorization: `Bearer ${accessToken}` } })
  return status === 200
}

const sessionOf = (app: TestApp, refreshToken: string) =>
  app.deps.db.selectFrom('sessions').selectAll().where('id', '=', refreshToken.split('.')[1]).executeTakeFirstOrThrow()

const refused = { status: 401, error: { code: 'UNAUTHENTICATED' } }
const late = { status: 401, error: { code: 'REFRESH_SUPERSEDED' } }
const stolen = { revoked_at: String, revoked_reason: 'refresh_reuse' }

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)

    t.test('an answer that was lost costs nothing, however late the next refresh is', async (t) => {
      for (const wait of [11 * second, 61 * second, 3 * 24 * 60 * minute]) {
        const { refreshToken, accessToken } = await signIn(app)
        const lost = await exchange(app, refreshToken)
        app.clock.advance(wait)
        if (wait < 10 * minute) t.ok(await isLive(app, accessToken))
        const fresh = await exchange(app, refreshToken)
        t.not(fresh, lost, 'never the same one')
        t.match(await sessionOf(app, refreshToken), { revoked_at: null, refresh_generation: 3, refresh_voided: 1 })
        app.clock.advance(minute)
        const next = await exchange(app, fresh)
        t.match(await sessionOf(app, next), { revoked_at: null, refresh_generation: 4, refresh_voided: 0 })
      }
    })

    t.test('lost again and again', async (t) => {
      const { refreshToken } = await signIn(app)
      const lost = new Set<string>()
      for (let time = 0; time < 5; time++) {
        lost.add(await exchange(app, refreshToken))
        app.clock.advance(11 * second)
      }
      t.equal(lost.size, 5)
      await exchange(app, await exchange(app, refreshToken))
    })

    t.test('the one that was replaced proves that two hold the session', async (t) => {
      const { refreshToken } = await signIn(app)
      const replaced = await refresh(app, refreshToken, elsewhere)
      app.clock.advance(11 * second)
      const fresh = await refresh(app, refreshToken)
      t.ok(await isLive(app, fresh.data.accessToken))
      t.match(await refresh(app, replaced.data.refreshToken), refused)
      t.notOk(await isLive(app, fresh.data.accessToken), 'the access token is dead at once')
      t.match(await refresh(app, fresh.data.refreshToken), refused, 'so is the newest refresh token')
      t.match(await sessionOf(app, refreshToken), stolen)
    })

    t.test('so does one whose successor was used: by another device at once, by the same one after a minute', async (t) => {
      for (const [wait, headers] of [[11 * second, elsewhere], [60 * second + 1, phone]] as const) {
        const { refreshToken } = await signIn(app)
        const newest = await exchange(app, await exchange(app, refreshToken))
        app.clock.advance(wait)
        t.match(await refresh(app, refreshToken, headers), refused)
        t.match(await sessionOf(app, refreshToken), stolen)
        t.match(await refresh(app, newest), refused)
      }
    })

    t.test('one that was in flight for less than a minute is late, and the session goes on', async (t) => {
      const { refreshToken } = await signIn(app)
      const newest = await exchange(app, await exchange(app, refreshToken))
      app.clock.advance(11 * second)
      t.match(await refresh(app, refreshToken), late)
      app.clock.advance(48 * second)
      t.match(await refresh(app, refreshToken), late)
      t.match(await refresh(app, newest), { status: 200 })
    })

    t.test('within ten seconds each gets the newest, generations apart', async (t) => {
      const { refreshToken } = await signIn(app)
      const newest = await exchange(app, await exchange(app, refreshToken))
      app.clock.advance(9 * second)
      t.equal(await exchange(app, refreshToken), newest)
      t.match(await sessionOf(app, newest), { refresh_generation: 3, revoked_at: null })
    })

    t.test('fifty repeats of a lost refresh at once have one successor', async (t) => {
      const { refreshToken } = await signIn(app)
      const lost = await exchange(app, refreshToken)
      app.clock.advance(11 * second)
      const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(app, refreshToken)))
      t.same(answers.filter(({ status }) => status !== 200), [])
      const successors = [...new Set(answers.map(({ data }) => data.refreshToken))]
      t.equal(successors.length, 1)
      t.not(successors[0], lost)
      t.match(await sessionOf(app, refreshToken), { refresh_generation: 3, refresh_voided: 1, revoked_at: null })
      await exchange(app, successors[0])
    })

    t.test('of an owner and a thief who come at once with what both got, no more than one goes on', async (t) => {
      for (let time = 0; time < 10; time++) {
        const { refreshToken } = await signIn(app)
        const thiefs = await exchange(app, refreshToken)
        app.clock.advance(11 * second)
        // Whoever is first makes the other's worthless.
        const answers = await Promise.all([
          ...Array.from({ length: 5 }, () => refresh(app, refreshToken)),
          ...Array.from({ length: 5 }, () => refresh(app, thiefs, elsewhere))
        ])
        t.same(answers.filter(({ status }) => status !== 200 && status !== 401), [])
        const given = new Set(answers.filter(({ status }) => status === 200).map(({ data }) => data.refreshToken))
        app.clock.advance(61 * second)
        const good = []
        for (const token of given) if ((await refresh(app, token)).status === 200) good.push(token)
        t.ok(good.length <= 1, `${good.length} of ${given.size} are good`)
        t.match(await refresh(app, thiefs, elsewhere), { status: 401 })
        t.match(await sessionOf(app, refreshToken), stolen)
      }
    })

    t.test('the client goes on when its refresh was late', async (t) => {
      for (const mode of ['bearer', 'cookie'] as const) {
        const { refreshToken } = await signIn(app)
        let jar = await exchange(app, await exchange(app, refreshToken))
        app.clock.advance(11 * second)
        let refreshes = 0
        let access = ''
        // Its first refresh was sent long ago; another tab has got the newest token meanwhile.
        const browser: typeof fetch = async (input, init) => {
          const isRefresh = String(input).endsWith('/refresh')
          const token = refreshes === 0 ? refreshToken : jar
          if (isRefresh) refreshes++
          const headers = { ...init?.headers as Record<string, string>, ...phone, cookie: isRefresh ? `refresh_token=${token}` : access }
          const response = await fetch(input, { ...init, headers })
          for (const line of response.headers.getSetCookie()) {
            if (line.startsWith('refresh_token=')) jar = line.split(/[=;]/)[1]
            if (line.startsWith('access_token=')) access = line.split(';')[0]
          }
          return response
        }
        const kept = new Map<string, string>()
        const storage = {
          // As another tab writes it: once the first refresh is out.
          getItem: (name: string) =>
            name.startsWith('workpulse.tokens') && refreshes === 1
              ? JSON.stringify({ accessToken: 'x', refreshToken: jar })
              : kept.get(name) ?? null,
          setItem: (name: string, value: string) => void kept.set(name, value),
          removeItem: (name: string) => void kept.delete(name)
        }
        const lost: string[] = []
        const client = createClient({
          baseUrl: app.url,
          mode,
          fetch: browser,
          onSignedOut: () => lost.push(mode),
          ...(mode === 'bearer' && { storage, tokens: { accessToken: 'x', refreshToken } })
        })
        t.match(await client.getMe(), { id: people.employee.id }, mode)
        t.equal(refreshes, 2, mode)
        t.same(lost, [], mode)
      }
    })
  })
}
