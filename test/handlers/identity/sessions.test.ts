import t, { type Test } from 'tap'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { startMailbox } from '../../support/mailbox.ts'
import { emailOf, line4, line7, password, people, warehouse, type PersonName } from '../../support/people.ts'
import { send } from '../../support/raw.ts'
import { openSocket } from '../../support/socket.ts'
import { until } from '../../support/until.ts'

const minute = 60_000
const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36'
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const mailbox = await startMailbox(t)
    const app = await testApp(t, database, { WORKPULSE_SMTP_URL: mailbox.url })
    const { db } = app.deps
    t.beforeEach(async () => {
      await db.deleteFrom('attempts').execute()
    })

    async function call (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const answer = await send(app.url, {
        method,
        path: `/api/v1${path}`,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) })
      })
      return { status: answer.status, cookies: answer.headers['set-cookie'] ?? [], ...JSON.parse(answer.text) }
    }

    interface Pair {
      accessToken: string
      refreshToken: string
    }
    const bearer = ({ accessToken }: Pair) => ({ authorization: `Bearer ${accessToken}` })
    const signIn = async (person: PersonName, headers: Record<string, string> = {}): Promise<Pair> =>
      (await call('POST', '/auth/login', { email: emailOf(person), password, tokenDelivery: 'body' }, headers)).data
    const refresh = (refreshToken: string, headers: Record<string, string> = {}) =>
      call('POST', '/auth/refresh', { refreshToken, tokenDelivery: 'body' }, headers)
    const idOf = ({ refreshToken }: Pair) => refreshToken.split('.')[1]
    const isLive = async (pair: Pair) => (await call('GET', '/auth/me', undefined, bearer(pair))).status === 200
    const reasonOf = async (pair: Pair) =>
      (await db.selectFrom('sessions').select('revoked_reason').where('id', '=', idOf(pair)).executeTakeFirstOrThrow()).revoked_reason

    /** A session with both live connections open. */
    async function open (t: Test, person: PersonName) {
      const pair = await signIn(person)
      const { ticket } = (await call('POST', '/ws/ticket', undefined, bearer(pair))).data
      const socket = openSocket(`${app.url}/api/v1/ws?ticket=${ticket}`)
      const stop = new AbortController()
      t.teardown(() => {
        socket.raw.terminate()
        stop.abort()
      })
      await socket.frame('subscribed')
      const response = await fetch(`${app.url}/api/v1/stream/notifications`, { headers: bearer(pair), signal: stop.signal })
      const stream = { text: '', ended: false }
      void (async () => {
        for await (const chunk of response.body!.pipeThrough(new TextDecoderStream() as never) as AsyncIterable<string>) {
          stream.text += chunk
        }
        stream.ended = true
      })().catch(() => {})
      await until('the stream is open', () => stream.text.includes('unread'))
      return { pair, socket, stream }
    }

    t.test('the list says where one is signed in, last used first', async (t) => {
      const [first, latest] = [
        await signIn('employee', { 'user-agent': chrome, 'x-forwarded-for': '198.51.100.7' }),
        await signIn('employee')
      ]
      await signIn('colleague')
      app.clock.advance(minute)
      const { data } = await refresh(first.refreshToken, { 'user-agent': safari, 'x-forwarded-for': '2001:db8::7' })
      const { items } = (await call('GET', '/auth/sessions', undefined, bearer(latest))).data
      t.match(items, [
        { id: idOf(first), current: false, userAgent: safari, device: 'Safari on iOS', address: '2001:db8::7' },
        { id: idOf(latest), current: true, userAgent: '', device: '', address: '127.0.0.1' }
      ])
      t.equal(items.length, 2, 'one’s own only')
      const [{ createdAt, lastUsedAt, expiresAt }] = items
      t.ok(Date.parse(lastUsedAt) - Date.parse(createdAt) >= minute)
      t.equal(Date.parse(expiresAt) - Date.parse(lastUsedAt), 7 * 24 * 60 * minute)
      t.notMatch(JSON.stringify(items), data.refreshToken.split('.').at(-1))
      t.match(
        (await call('GET', '/auth/sessions', undefined, bearer(data))).data.items.map(({ current }: { current: boolean }) => current),
        [true, false]
      )
    })

    t.test('a user agent of any length or form is one', async (t) => {
      for (const agent of ['x'.repeat(9000), '<script>', '(((((((((', 'curl/8.5.0', 'Mozilla/5.0 ()']) {
        const pair = await signIn('manager', { 'user-agent': agent })
        const { items } = (await call('GET', '/auth/sessions', undefined, bearer(pair))).data
        t.equal(items[0].userAgent, agent.slice(0, 255))
        t.type(items[0].device, 'string')
      }
    })

    t.test('one’s own are ended one by one or all at once; somebody else’s are not there', async (t) => {
      const [asking, other, third] = [await signIn('lead'), await signIn('lead'), await signIn('lead')]
      const foreign = await signIn('neighbour')
      for (const id of [idOf(foreign), '01JD2V6M7Q8R9S0T1V2W3X4Y5Z', 'x', '%25']) {
        t.match(await call('DELETE', `/auth/sessions/${id}`, undefined, bearer(asking)), { status: id === '%25' ? 400 : 404 }, id)
      }
      t.ok(await isLive(foreign))
      t.match(await call('DELETE', `/auth/sessions/${idOf(other)}`, undefined, bearer(asking)), {
        status: 200,
        data: { revoked: 1 },
        cookies: []
      })
      t.match(await call('DELETE', `/auth/sessions/${idOf(other)}`, undefined, bearer(asking)), { status: 404 }, 'it is over')
      t.same([await isLive(other), await isLive(third)], [false, true])
      t.same((await call('GET', '/auth/sessions', undefined, bearer(asking))).data.items.length, 2)

      const self = await call('DELETE', `/auth/sessions/${idOf(asking)}`, undefined, bearer(asking))
      t.match(
        self.cookies.map((line: string) => line.split(';')[0]),
        ['access_token=', 'refresh_token='],
        'ending the one that asks clears the cookies'
      )
      const again = await signIn('lead')
      const everywhere = await call('DELETE', '/auth/sessions', undefined, bearer(again))
      t.match(everywhere, { status: 200, data: { revoked: 2 } })
      t.match(everywhere.cookies.map((line: string) => line.split(';')[0]), ['access_token=', 'refresh_token='])
      t.same([await isLive(third), await isLive(again), await isLive(foreign)], [false, false, true])
    })

    t.test('two hundred refreshes of one token at once are one rotation', async (t) => {
      const pair = await signIn('employee')
      const answers = await Promise.all(Array.from({ length: 200 }, () => refresh(pair.refreshToken)))
      t.same([...new Set(answers.map(({ status }) => status))], [200])
      t.equal(new Set(answers.map(({ data }) => data.refreshToken)).size, 1)
      t.match(await db.selectFrom('sessions').select('refresh_generation').where('id', '=', idOf(pair)).execute(), [{
        refresh_generation: 2
      }])
    })

    t.test('who signs in while being shut out is not in once let in again', async (t) => {
      const admin = await app.signIn('admin')
      const { verify } = app.deps.passwords
      app.deps.passwords.verify = async (...given) => {
        const correct = await verify(...given)
        app.deps.passwords.verify = verify
        await admin.disableUser(people.other.id)
        return correct
      }
      const other = app.anonymous()
      await t.rejects(other.login({ email: emailOf('other'), password }), { code: 'INVALID_CREDENTIALS' })
      await admin.enableUser(people.other.id)
      t.same(
        await db.selectFrom('sessions').select('id').where('user_id', '=', people.other.id).where('revoked_at', 'is', null).execute(),
        []
      )
    })

    const admin = await signIn('admin')
    const update = async (person: PersonName, change: object) => {
      const { version } = (await call('GET', `/users/${people[person].id}`, undefined, bearer(admin))).data
      return call('PATCH', `/users/${people[person].id}`, { version, ...change }, bearer(admin))
    }
    const person = 'colleague'
    const endings: Record<string, { reason: string | null, act: (pair: Pair) => Promise<unknown> }> = {
      'logging out': { reason: 'logout', act: (pair) => call('POST', '/auth/logout', {}, bearer(pair)) },
      'ending it from another': {
        reason: 'revoked',
        act: async (pair) => call('DELETE', `/auth/sessions/${idOf(pair)}`, undefined, bearer(await signIn(person)))
      },
      'signing out everywhere': {
        reason: 'revoked',
        act: async () => call('DELETE', '/auth/sessions', undefined, bearer(await signIn(person)))
      },
      'signing in again': { reason: 'replaced', act: (pair) => signIn(person, bearer(pair)) },
      'somebody else signing in there': {
        reason: 'replaced',
        act: (pair) => signIn('lead', { cookie: `refresh_token=${pair.refreshToken}` })
      },
      'changing the password elsewhere': {
        reason: 'password_changed',
        async act () {
          const asking = await signIn(person)
          const change = (currentPassword: string, newPassword: string) =>
            call('PUT', '/auth/password', { currentPassword, newPassword }, bearer(asking))
          t.match([await change(password, 'five orders of blue collars'), await change('five orders of blue collars', password)], [{
            status: 200
          }, { status: 200 }])
          t.ok(await isLive(asking), 'this one stays')
        }
      },
      'a reset of the password': {
        reason: 'password_reset',
        async act () {
          await call('POST', '/auth/password/forgot', { email: emailOf(person) })
          return call('POST', '/auth/password/reset', { token: await mailbox.linkTo(emailOf(person), /Set a new/), password })
        }
      },
      'being shut out': {
        reason: 'disabled',
        act: async () => call('POST', `/users/${people[person].id}/disable`, undefined, bearer(admin))
      },
      'an older token in other hands': {
        reason: 'refresh_reuse',
        async act (pair) {
          await refresh((await refresh(pair.refreshToken)).data.refreshToken)
          app.clock.advance(61_000)
          return refresh(pair.refreshToken)
        }
      },
      'another role': { reason: null, act: () => update(person, { role: 'manager' }) },
      'another division': { reason: null, act: () => update(person, { divisionId: warehouse.id }) },
      'another team': { reason: null, act: () => update(person, { teams: [{ id: line7.id, role: 'lead' }] }) }
    }
    for (const [name, { reason, act }] of Object.entries(endings)) {
      t.test(`${name} reaches the open connections`, async (t) => {
        const { pair, socket, stream } = await open(t, person)
        await act(pair)
        const since = Date.now()
        t.equal(await socket.closed(), 4401)
        await until('the stream ends', () => stream.ended)
        t.ok(Date.now() - since < 2000, `after ${Date.now() - since} ms`)
        t.equal(/session_revoked/.test(stream.text), reason !== null, 'which says whether to sign in again')
        t.equal(await isLive(pair), reason === null)
        t.equal(await reasonOf(pair), reason)
        if (reason === null) return
        t.match(await refresh(pair.refreshToken), { status: 401 })
        await call('POST', `/users/${people[person].id}/enable`, undefined, bearer(admin))
        t.notOk(await isLive(pair), 'and nothing brings it back')
      })
    }

    t.test('a change of place acts on the next request', async (t) => {
      const pair = await signIn('neighbour')
      const me = async () => (await call('GET', '/auth/me', undefined, bearer(pair))).data
      const seen = async () => (await call('GET', `/teams/${line4.id}/members`, undefined, bearer(pair))).status
      t.equal(await seen(), 404)
      t.equal((await call('GET', '/users', undefined, bearer(pair))).status, 403)
      await update('neighbour', { teams: [{ id: line4.id, role: 'lead' }], role: 'hr', divisionId: null })
      t.match(await me(), { role: 'hr', divisionId: null, teams: [{ id: line4.id, role: 'lead' }] })
      t.equal(await seen(), 200)
      t.equal((await call('GET', '/users', undefined, bearer(pair))).status, 200)
      await update('neighbour', { teams: [], role: 'employee' })
      t.same([await seen(), (await call('GET', '/users', undefined, bearer(pair))).status], [404, 403])
    })
  })
}
