/** Signing in and out, and what a session is. */
import t from 'tap'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { emailOf, line4, password, people } from '../../support/people.ts'
import { second, minute, day, credentials, post, signIn, refresh, isLive, sessionIdOf, sessionOf } from './auth-requests.ts'

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
