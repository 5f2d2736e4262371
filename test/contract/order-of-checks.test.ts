/** Of several things that are wrong with a request, the first is told: route, who, from where and which role, form, object, may this viewer, state, version, policy. */
import { createHmac } from 'node:crypto'
import t from 'tap'
import type { OperationId } from '../../generated/operations.ts'
import { testApp, today, type TestApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { operations } from '../support/judge.ts'
import { emailOf, line4, password, people, type PersonName } from '../support/people.ts'
import { outcomeOf, refusal, send, success, type Outcome, type RawRequest } from '../support/raw.ts'
import { differences, settled, snapshot } from '../support/snapshot.ts'

const [yesterday, dayBefore, tomorrow] = ['2026-11-19', '2026-11-18', '2026-11-21']
const frontEnd = 'http://localhost:3000'
const foreign = 'https://evil.example'
const json = { 'content-type': 'application/json' }
const text = { 'content-type': 'text/plain' }
const tooLong = { 'content-length': 2 ** 21 }
const keys = { new: 'n'.repeat(32), old: 'o'.repeat(32), unknown: 'u'.repeat(32) }
const environment = { WORKPULSE_JWT_SECRET: `new:${keys.new},old:${keys.old}`, WORKPULSE_PUBLIC_URL: 'https://api.test' }

const viewerOperations = [...operations.values()].filter(({ document }) => document['x-access'] !== 'public')
const unsafe = viewerOperations.filter(({ method }) => method !== 'get')
const addressOf = (path: string, id = 'ID') => path.replaceAll(/\{\w+\}/g, id)

/** The access token of a person, as the SDK got it. */
async function tokenOf (app: TestApp, person: PersonName): Promise<string> {
  let token = ''
  await app.signIn(person, { onTokens: (tokens) => { token = tokens!.accessToken } })
  return token
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database, environment)
    const { db } = app.deps
    const ask = async (request: RawRequest): Promise<Outcome> => outcomeOf(await send(app.url, request))
    const employee = await app.signIn('employee')
    const colleague = await app.signIn('colleague')
    const tokens = { employee: await tokenOf(app, 'employee'), lead: await tokenOf(app, 'lead'), other: await tokenOf(app, 'other') }
    const cookies = (person: keyof typeof tokens) => ({ cookie: `access_token=${tokens[person]}` })

    const draft = await employee.createReport({ reportDate: today, summary: 'Collars', items: [{ title: 'Order 2211' }] })
    const submitted = await employee.createReport({ reportDate: yesterday, summary: 'Sleeves', submit: true })
    const tomorrows = await employee.createReport({ reportDate: tomorrow, summary: 'Cuffs' })
    const theirs = await colleague.createReport({ reportDate: today, summary: 'Buttons', items: [{ title: 'Order 2212' }] })
    const foreignItem = [{ title: 'Order 2212', carriedFromId: theirs.items[0].id }]

    interface Rung { name: string, request: RawRequest, expected: Outcome }

    /** Each request repairs what the one before was told of, and keeps the rest that is wrong; none changes a row. */
    const climb = (name: string, rungs: Rung[]) => t.test(name, async (t) => {
      await settled(db)
      const before = await snapshot(db)
      for (const { name, request, expected } of rungs) t.same(await ask(request), expected, name)
      t.same(differences(before, await snapshot(db)), [], 'nothing changed')
    })

    const updating = (id: string, body: object, person: 'employee' | 'lead' = 'employee'): RawRequest =>
      ({ method: 'PATCH', path: `/api/v1/reports/${id}`, headers: { ...cookies(person), origin: frontEnd, ...json }, body: JSON.stringify(body) })
    const hostile = { origin: foreign, ...text, ...tooLong }
    await climb('updateReport', [
      { name: 'route', request: { method: 'PATCH', path: '/api/v1/report/none', headers: hostile }, expected: refusal('NOT_FOUND') },
      { name: 'method', request: { method: 'PUT', path: '/api/v1/reports/no%20id', headers: hostile }, expected: refusal('METHOD_NOT_ALLOWED') },
      { name: 'who', request: { method: 'PATCH', path: '/api/v1/reports/no%20id', headers: hostile }, expected: refusal('UNAUTHENTICATED') },
      { name: 'origin', request: { method: 'PATCH', path: '/api/v1/reports/no%20id', headers: { ...hostile, ...cookies('employee') } }, expected: refusal('FORBIDDEN') },
      { name: 'media type', request: { method: 'PATCH', path: '/api/v1/reports/no%20id', headers: { ...hostile, ...cookies('employee'), origin: frontEnd } }, expected: refusal('UNSUPPORTED_MEDIA_TYPE') },
      { name: 'size', request: { method: 'PATCH', path: '/api/v1/reports/no%20id', headers: { ...tooLong, ...json, ...cookies('employee'), origin: frontEnd } }, expected: refusal('PAYLOAD_TOO_LARGE') },
      { name: 'JSON', request: { ...updating('no%20id', {}), body: '{' }, expected: refusal('VALIDATION_FAILED', '/body json') },
      { name: 'schema', request: updating('no%20id', { version: 0, items: [] }), expected: refusal('VALIDATION_FAILED', '/params/reportId pattern', '/body/version minimum') },
      { name: 'form beyond the schema', request: updating('NONE', { version: 9, items: [{ title: 'x', minutes: 1440 }, { title: 'y', minutes: 1 }] }), expected: refusal('VALIDATION_FAILED', '/body/items maxMinutes') },
      { name: 'no such object', request: updating('NONE', { version: 9, items: foreignItem }), expected: refusal('NOT_FOUND') },
      { name: 'an object out of scope', request: updating(theirs.id, { version: 9, items: foreignItem }), expected: refusal('NOT_FOUND') },
      { name: 'may', request: updating(submitted.id, { version: 9, items: foreignItem }, 'lead'), expected: refusal('FORBIDDEN') },
      { name: 'state', request: updating(submitted.id, { version: 9, items: foreignItem }), expected: refusal('STATE_CONFLICT') },
      { name: 'version', request: updating(draft.id, { version: 9, items: foreignItem }), expected: refusal('VERSION_CONFLICT') },
      { name: 'policy', request: updating(draft.id, { version: 1, items: foreignItem }), expected: refusal('RULE_REFUSED', '/body/items carriedFrom') }
    ])

    const submitting = (id: string, version: unknown, person: 'employee' | 'lead' = 'employee'): RawRequest =>
      ({ method: 'POST', path: `/api/v1/reports/${id}/submit`, headers: { ...cookies(person), ...json }, body: JSON.stringify({ version }) })
    await climb('submitReport', [
      { name: 'form', request: submitting('NONE', '9'), expected: refusal('VALIDATION_FAILED', '/body/version type') },
      { name: 'no such object', request: submitting('NONE', 9), expected: refusal('NOT_FOUND') },
      { name: 'an object out of scope', request: submitting(theirs.id, 9), expected: refusal('NOT_FOUND') },
      { name: "somebody's draft", request: submitting(draft.id, 9, 'lead'), expected: refusal('NOT_FOUND') },
      { name: 'may', request: submitting(submitted.id, 9, 'lead'), expected: refusal('FORBIDDEN') },
      { name: 'state', request: submitting(submitted.id, 9), expected: refusal('STATE_CONFLICT') },
      { name: 'version', request: submitting(tomorrows.id, 9), expected: refusal('VERSION_CONFLICT') },
      { name: 'policy', request: submitting(tomorrows.id, 1), expected: refusal('RULE_REFUSED', '/body future') }
    ])

    const creating = (person: keyof typeof tokens, body: object): RawRequest =>
      ({ method: 'POST', path: '/api/v1/reports', headers: { ...cookies(person), ...json }, body: JSON.stringify({ summary: 'Hems', ...body }) })
    const lastMonth = '2026-10-20'
    await db.updateTable('reports').set({ report_date: lastMonth }).where('id', '=', (await employee.createReport({ reportDate: dayBefore, summary: 'Hems' })).id).execute()
    await climb('createReport', [
      { name: 'form', request: creating('employee', { reportDate: lastMonth, items: [{ title: 'x', minutes: 1440 }, { title: 'y', minutes: 1 }] }), expected: refusal('VALIDATION_FAILED', '/body/items maxMinutes') },
      { name: 'state', request: creating('employee', { reportDate: lastMonth, items: foreignItem }), expected: refusal('DUPLICATE') },
      { name: 'policy: the date', request: creating('employee', { reportDate: '2026-11-16', items: foreignItem }), expected: refusal('RULE_REFUSED', '/body/reportDate tooOld') },
      { name: 'policy: the items', request: creating('employee', { reportDate: dayBefore, items: foreignItem }), expected: refusal('RULE_REFUSED', '/body/items carriedFrom') },
      { name: 'policy: too early to hand in', request: creating('other', { reportDate: tomorrow, submit: true }), expected: refusal('RULE_REFUSED', '/body future') }
    ])

    for (const { id, method, path } of viewerOperations) {
      const request = (headers: RawRequest['headers'], query = '?other=1') => ({ method: method.toUpperCase(), path: addressOf(path, 'no%20id') + query, headers })
      await climb(`${id}: who, then where from, then form`, [
        { name: 'who', request: request({ origin: foreign, ...(method !== 'get' && { ...text, ...tooLong }) }), expected: refusal('UNAUTHENTICATED') },
        ...(method === 'get' && id !== 'streamNotifications' ? [] : [{ name: 'origin', request: request({ ...cookies('employee'), origin: foreign, ...(method !== 'get' && { ...text, ...tooLong }) }), expected: refusal('FORBIDDEN') }]),
        ...(method === 'get'
          ? [{ name: 'form', request: request(cookies('employee')), expected: refusal('VALIDATION_FAILED', '/query/other additionalProperties', ...(path.match(/\{\w+\}/g) ?? []).map((name) => `/params/${name.slice(1, -1)} pattern`)) }]
          : [
              { name: 'media type', request: request({ ...cookies('employee'), ...text, ...tooLong }), expected: refusal('UNSUPPORTED_MEDIA_TYPE') },
              { name: 'size', request: request({ ...cookies('employee'), ...json, ...tooLong }), expected: refusal('PAYLOAD_TOO_LARGE') }
            ])
      ])
    }

    await climb('connectWebSocket', [
      { name: 'origin', request: { path: '/api/v1/ws?ticket=%20', headers: { origin: foreign } }, expected: refusal('FORBIDDEN') },
      { name: 'form', request: { path: '/api/v1/ws?ticket=%20' }, expected: refusal('VALIDATION_FAILED', '/query/ticket pattern') },
      { name: 'state', request: { path: '/api/v1/ws' }, expected: refusal('UPGRADE_REQUIRED') }
    ])

    const posting = (path: string, headers: RawRequest['headers'], body: unknown): RawRequest => ({ method: 'POST', path: `/api/v1/auth/${path}`, headers: { ...json, ...headers }, body: JSON.stringify(body) })
    await climb('login: origin, form, credentials', [
      { name: 'origin', request: posting('login', { origin: foreign, ...text }, {}), expected: refusal('FORBIDDEN') },
      { name: 'media type', request: posting('login', text, {}), expected: refusal('UNSUPPORTED_MEDIA_TYPE') },
      { name: 'schema', request: posting('login', {}, { email: emailOf('employee'), password, other: 1 }), expected: refusal('VALIDATION_FAILED', '/body/other additionalProperties') },
      { name: 'credentials', request: posting('login', {}, { email: emailOf('employee'), password: 'wrong' }), expected: refusal('INVALID_CREDENTIALS') }
    ])
    await climb('login: two access_token cookies are a fault of form', [
      { name: 'form', request: posting('login', { cookie: 'access_token=a; access_token=b' }, { email: emailOf('employee'), password: 'wrong' }), expected: refusal('VALIDATION_FAILED', '/cookies/access_token unique') }
    ])
    await climb('refreshSession: origin, form, credentials', [
      { name: 'origin', request: posting('refresh', { origin: foreign }, { other: 1 }), expected: refusal('FORBIDDEN') },
      { name: 'schema', request: posting('refresh', {}, { refreshToken: 'wrong', other: 1 }), expected: refusal('VALIDATION_FAILED', '/body/other additionalProperties') },
      { name: 'credentials', request: posting('refresh', {}, { refreshToken: 'wrong' }), expected: refusal('UNAUTHENTICATED') }
    ])
    await climb('logout: origin, form', [
      { name: 'origin', request: posting('logout', { origin: foreign, ...cookies('employee') }, { other: 1 }), expected: refusal('FORBIDDEN') },
      { name: 'schema', request: posting('logout', cookies('employee'), { other: 1 }), expected: refusal('VALIDATION_FAILED', '/body/other additionalProperties') }
    ])

    for (const body of ['{', 'x'.repeat(100_000)]) {
      for (const headers of [json, text]) {
        await climb(`a route that is none, with a body of ${body.length} as ${headers['content-type']}`, [
          { name: 'route', request: { method: 'POST', path: '/api/v1/nothing', headers: { ...headers, origin: foreign }, body }, expected: refusal('NOT_FOUND') }
        ])
      }
    }

    t.test('where a request may come from', async (t) => {
      const ticket = (headers: RawRequest['headers']) => ask({ method: 'POST', path: '/api/v1/ws/ticket', headers })
      const cookie = cookies('employee')
      const trusted: Record<string, RawRequest['headers']> = {
        'the front end': { origin: frontEnd },
        'the front end, whatever else the browser says': { origin: frontEnd, 'sec-fetch-site': 'cross-site' },
        'the API itself': { origin: environment.WORKPULSE_PUBLIC_URL },
        'the API itself, without an Origin': { 'sec-fetch-site': 'same-origin' },
        'no browser': {}
      }
      const refused: Record<string, RawRequest['headers']> = {
        'another site': { origin: foreign },
        'another site that says it is the same': { origin: foreign, 'sec-fetch-site': 'same-origin' },
        'an opaque origin': { origin: 'null' },
        'an empty origin': { origin: '' },
        'another scheme': { origin: 'https://localhost:3000' },
        'another port': { origin: 'http://localhost:3001' },
        'a name that begins alike': { origin: 'http://localhost:3000.evil.example' },
        'a name that ends alike': { origin: 'https://evil-api.test' },
        'a sibling': { origin: 'https://www.api.test' },
        'more than an origin': { origin: `${frontEnd}/` },
        'two origins': { origin: `${frontEnd}, ${foreign}` },
        'cross-site, without an Origin': { 'sec-fetch-site': 'cross-site' },
        'same-site, without an Origin': { 'sec-fetch-site': 'same-site' },
        'none, without an Origin': { 'sec-fetch-site': 'none' }
      }
      for (const [name, headers] of Object.entries(trusted)) t.same(await ticket({ ...cookie, ...headers }), success, name)
      for (const [name, headers] of Object.entries(refused)) {
        t.same(await ticket({ ...cookie, ...headers }), refusal('FORBIDDEN'), name)
        t.same(await ask({ path: '/api/v1/stream/notifications', headers: { ...cookie, ...headers } }), refusal('FORBIDDEN'), `${name}, for a stream`)
        t.same(await ask({ path: '/api/v1/ws', headers }), refusal('FORBIDDEN'), `${name}, for a WebSocket`)
        t.same(await ticket({ authorization: `Bearer ${tokens.employee}`, ...headers }), success, `${name}, with a bearer token, which nobody can forge`)
      }
      for (const operation of ['login', 'refresh', 'logout']) {
        for (const [name, headers] of Object.entries(refused)) t.same(await ask(posting(operation, headers, {})), refusal('FORBIDDEN'), `${name}, for ${operation}`)
      }
    })

    t.test('an Authorization header does not open login, refresh and logout to other sites', async (t) => {
      for (const operation of ['login', 'refresh', 'logout']) {
        t.same(await ask(posting(operation, { origin: foreign, authorization: 'Bearer x' }, {})), refusal('FORBIDDEN'), operation)
      }
    })

    t.test('another site may read nothing', async (t) => {
      const read = async (origin: string) => (await send(app.url, { path: '/api/v1/auth/me', headers: { ...cookies('employee'), origin } })).headers
      t.match(await read(frontEnd), { 'access-control-allow-origin': frontEnd, 'access-control-allow-credentials': 'true' })
      for (const origin of [foreign, 'null']) t.notOk((await read(origin))['access-control-allow-origin'], origin)
    })

    t.test('any Authorization header disables the cookie', async (t) => {
      const me = (authorization: string) => ask({ path: '/api/v1/auth/me', headers: { ...cookies('employee'), authorization } })
      for (const header of ['', 'Basic c2FyaTp4', 'Bearer', 'Bearer x', 'Bearer a.b.c', `Token ${tokens.employee}`, tokens.employee, `Bearer ${tokens.employee} `.trim() + 'x', `Bearer ${tokens.employee}, Bearer x`]) {
        t.same(await me(header), refusal('UNAUTHENTICATED'), `"${header.slice(0, 20)}"`)
      }
      t.same(await me(`Bearer ${tokens.employee}`), success)
      t.same(await me(`bearer ${tokens.employee}`), success, 'schemes have no case')
    })

    t.test('two access_token cookies', async (t) => {
      const twice = refusal('VALIDATION_FAILED', '/cookies/access_token unique')
      const me = (headers: RawRequest['headers']) => ask({ path: '/api/v1/auth/me', headers })
      const { cookie } = cookies('employee')
      t.same(await me({ cookie: `${cookie}; access_token=x` }), twice)
      t.same(await me({ cookie: `access_token=x;${cookie}` }), twice)
      t.same(await me({ cookie: [cookie, 'a=b', cookie] }), twice, 'in several headers')
      t.same(await me({ cookie: `${cookie}; access_token=` }), twice, 'one of them empty')
      t.same(await ask(posting('logout', { cookie: `${cookie}; access_token=x` }, {})), twice, 'to sign out')
      t.same(await me({ cookie: `${cookie}; access_token=x`, authorization: `Bearer ${tokens.employee}` }), success, 'they are not looked at')
      t.same(await me({ cookie: `my_access_token=x; ${cookie}; access_token_2=x; a="access_token=x"` }), success, 'others have other names')
    })

    t.test('tokens that are not ours', async (t) => {
      const [, claims] = tokens.employee.split('.').map((part) => { try { return JSON.parse(Buffer.from(part, 'base64url').toString()) } catch { return undefined } })
      const seconds = Math.floor(app.clock.now().getTime() / 1000)
      const header = { alg: 'HS256', typ: 'at+jwt', kid: 'new' }
      const forge = (changes: { header?: object, claims?: object, secret?: string, hash?: string }) => {
        const signed = [{ ...header, ...changes.header }, { ...claims, ...changes.claims }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
        return `${signed}.${createHmac(changes.hash ?? 'sha256', changes.secret ?? keys.new).update(signed).digest('base64url')}`
      }
      const [head, payload, signature] = tokens.employee.split('.')
      const bad = {
        'another signature': `${head}.${payload}.${Buffer.alloc(32).toString('base64url')}`,
        'a shorter signature': `${head}.${payload}.${signature.slice(0, -4)}`,
        'no signature': `${head}.${payload}.`,
        'another payload': `${head}.${forge({ claims: { sub: people.admin.id } }).split('.')[1]}.${signature}`,
        'another secret': forge({ secret: keys.unknown }),
        'the secret of another key': forge({ header: { kid: 'old' } }),
        'alg none': forge({ header: { alg: 'none' } }),
        'alg none, unsigned': `${forge({ header: { alg: 'none' } }).split('.').slice(0, 2).join('.')}.`,
        'alg NONE': forge({ header: { alg: 'NONE' } }),
        'another algorithm': forge({ header: { alg: 'HS512' }, hash: 'sha512' }),
        'an asymmetric algorithm': forge({ header: { alg: 'RS256' } }),
        'no algorithm': forge({ header: { alg: undefined } }),
        'another type': forge({ header: { typ: 'JWT' } }),
        'no type': forge({ header: { typ: undefined } }),
        'an unknown kid': forge({ header: { kid: 'unknown' }, secret: keys.unknown }),
        'an array of kids': forge({ header: { kid: ['new'] } }),
        'an empty kid': forge({ header: { kid: '' } }),
        'no kid': forge({ header: { kid: undefined } }),
        'the kid __proto__': forge({ header: { kid: '__proto__' } }),
        'a kid that is a number': forge({ header: { kid: 0 } }),
        'another issuer': forge({ claims: { iss: foreign } }),
        'no issuer': forge({ claims: { iss: undefined } }),
        'another audience': forge({ claims: { aud: foreign } }),
        'no audience': forge({ claims: { aud: undefined } }),
        'issued in the future': forge({ claims: { iat: seconds + 300, exp: seconds + 600 } }),
        expired: forge({ claims: { iat: seconds - 600, exp: seconds - 1 } }),
        'valid for too long': forge({ claims: { exp: seconds + 3600 } }),
        'valid for ever': forge({ claims: { exp: undefined } }),
        'expiring as text': forge({ claims: { exp: String(seconds + 60) } }),
        'without a beginning': forge({ claims: { iat: undefined } }),
        'of an object': forge({ claims: { sub: { id: people.employee.id } } }),
        'of somebody else': forge({ claims: { sub: people.lead.id } }),
        'of nobody': forge({ claims: { sub: undefined } }),
        'of no session': forge({ claims: { sid: undefined } }),
        'of an unknown session': forge({ claims: { sid: '01JD2V6M7Q8R9S0T1V2W3X4Y5Z' } }),
        'of a session in other letters': forge({ claims: { sid: claims.sid.toLowerCase() } }),
        'of a session that is no text': forge({ claims: { sid: [claims.sid] } }),
        'of a session with strange letters': forge({ claims: { sid: '😀' } }),
        'no JSON': `${Buffer.from('x').toString('base64url')}.${payload}.${signature}`,
        'a null header': `${Buffer.from('null').toString('base64url')}.${payload}.${signature}`
      }
      const me = (headers: RawRequest['headers']) => ask({ path: '/api/v1/auth/me', headers })
      t.same(await me({ authorization: `Bearer ${forge({})}` }), success, 'one that is made like ours is taken')
      t.same(await me({ authorization: `Bearer ${forge({ header: { kid: 'old' }, secret: keys.old })}` }), success, 'and so is one of the key before')
      for (const [name, token] of Object.entries(bad)) {
        t.same(await me({ authorization: `Bearer ${token}` }), refusal('UNAUTHENTICATED'), name)
        t.same(await me({ cookie: `access_token=${token}` }), refusal('UNAUTHENTICATED'), `${name}, as a cookie`)
      }
    })

    t.test('a token ends with its session and with its time', async (t) => {
      const me = (token: string) => ask({ path: '/api/v1/auth/me', headers: { authorization: `Bearer ${token}` } })
      let token = ''
      const hr = await app.signIn('hr', { onTokens: (tokens) => { token = tokens?.accessToken ?? token } })
      t.same(await me(token), success)
      await hr.logout()
      t.same(await me(token), refusal('UNAUTHENTICATED'), 'signed out')

      app.clock.advance(590_000)
      t.same(await me(tokens.employee), success, 'still')
      app.clock.advance(11_000)
      t.same(await me(tokens.employee), refusal('UNAUTHENTICATED'), 'no more')
      for (const { id, method, path } of unsafe) {
        t.same(await ask({ method: method.toUpperCase(), path: addressOf(path), headers: cookies('employee') }), refusal('UNAUTHENTICATED'), id)
      }
      t.match(await employee.getMe(), { teams: [{ id: line4.id }] }, 'the SDK has got another')
    })

    t.test('no operation is left out', async (t) => {
      const those = ['login', 'refreshSession', 'logout', 'connectWebSocket', 'getHealth', 'getReadiness'] satisfies OperationId[]
      t.same([...viewerOperations.map(({ id }) => id), ...those].sort(), [...operations.keys()].sort())
    })
  })
}
