/** Requests that no operation's form speaks of: addresses, methods, bytes, languages, letters, and sizes. */
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { ErrorDetail } from '../../generated/schemas.ts'
import { buildApp } from '../../src/app.ts'
import { today, type TestApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { openapi, type Schema } from '../support/document.ts'
import { line4, password } from '../support/people.ts'
import { outcomeOf, outcomeOfCall, refusal, send, sendBytes, success, type Outcome, type RawRequest } from '../support/raw.ts'
import { newName, newPassword } from './places.ts'
import { bearer, openStage, type Stage } from './stage.ts'

const [dayBefore, tomorrow] = ['2026-11-18', '2026-11-21']
const kib = 1024
const json = { 'content-type': 'application/json' }
const items = (...minutes: number[]) => minutes.map((each) => ({ title: 'Collars', minutes: each }))
const fieldsOf = (bytes: number) => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) })

/** GET operations that have no HEAD. */
const without = ['connectWebSocket', 'streamNotifications', 'startGoogleSignIn', 'finishGoogleSignIn']

for (const database of databases) {
  t.test(database.name, async (t) => {
    const stage = await openStage(t, database)
    const { app, mailbox, clients: { employee } } = stage
    const { db } = app.deps
    const visitor = app.anonymous({ mode: 'cookie' })
    const authorization = bearer(stage.tokens.employee)
    const raw = (request: RawRequest) => send(app.url, { ...request, headers: { ...authorization, ...request.headers } })

    t.test('whatever else a provider adds to its answer is taken', async (t) => {
      for (
        const query of [
          'other=1',
          'scope=openid%20email&authuser=0&hd=workpulse.test&prompt=none&iss=https%3A%2F%2Faccounts.google.com',
          '=',
          '%zz=1',
          'a[]=1&a[]=2',
          '__proto__=1',
          '%F0%9F%98%80=1'
        ]
      ) {
        t.same(outcomeOf(await send(app.url, { path: `/api/v1/auth/google/callback?${query}` })), refusal('NOT_CONFIGURED'), query)
      }
    })

    t.test('a wrong current password changes nothing, and counts as a failed attempt', async (t) => {
      await stage.idle()
      const before = await stage.state.keep()
      const attempts = async () => (await db.selectFrom('attempts').select('count').execute()).reduce((sum, { count }) => sum + count, 0)
      const countedBefore = await attempts()
      const wrong = (currentPassword: string) =>
        outcomeOfCall(() => employee.changePassword({ currentPassword, newPassword: 'six orders of blue collars' }))
      for (const currentPassword of [password.toUpperCase(), `${password} `, newPassword]) {
        t.same(await wrong(currentPassword), refusal('RULE_REFUSED', '/body/currentPassword wrongPassword'), currentPassword)
      }
      t.same(await stage.state.differences(before, ['attempts']), [])
      t.equal(await attempts(), countedBefore + 3)
    })

    t.test('where the organisation is open to its own domains, no other registers', async (t) => {
      const set = (registration_mode: 'open' | 'closed' | 'invitation', domains: string[]) =>
        db.updateTable('organisation').set({ registration_mode, allowed_email_domains: JSON.stringify(domains) }).execute()
      const register = (email: string, given = newPassword) =>
        outcomeOfCall(() => visitor.register({ email, name: newName, password: given }))
      await set('open', ['workpulse.test', 'xn--e1afmkfd.test'])
      const check = await checker(t, stage)
      for (
        const email of [
          'a@evil.test',
          'a@sub.workpulse.test',
          'a@workpulse.test.evil.test',
          'a@notworkpulse.test',
          'workpulse.test@evil.test',
          'a@workpulse.tes'
        ]
      ) {
        await check(email, refusal('RULE_REFUSED', '/body/email emailDomain'), () => register(email))
      }
      await check(
        'a common password first',
        refusal('RULE_REFUSED', '/body/password commonPassword'),
        () => register('a@evil.test', 'password1234')
      )
      t.same(await register('Open@WorkPulse.TEST'), success, 'whatever the case of its letters')
      t.match(await mailbox.mailTo('open@workpulse.test'), { subject: /Confirm/ })
      await set('closed', [])
      t.same(await register('b@workpulse.test'), refusal('REGISTRATION_CLOSED'), 'nobody where it is closed')
      await set('open', [])
      t.same(await register('b@any.test'), success, 'anybody where no domain is named')
      await set('invitation', [])
    })

    t.test('every operation is told from other methods', async (t) => {
      const check = await checker(t, stage)
      for (const [path, item] of Object.entries<Schema>(openapi.paths)) {
        const declared = Object.keys(item).filter((key) => /^(get|post|put|patch|delete)$/.test(key)).map((method) => method.toUpperCase())
        // What answers GET answers HEAD too, but for what stays open, and what sends the browser on.
        const answersHead = declared.includes('GET') && !without.includes(item.get.operationId)
        const allowed = declared.flatMap((method) => method === 'GET' && answersHead ? ['GET', 'HEAD'] : [method])
        for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) => !allowed.includes(method))) {
          await check(`${method} ${path}`, refusal('METHOD_NOT_ALLOWED'), async () => {
            const answer = await raw({ method, path: path.replaceAll(/\{\w+\}/g, 'ID') })
            t.equal(answer.headers.allow, allowed.join(', '), `${method} ${path}: Allow`)
            if (method !== 'HEAD') return outcomeOf(answer)
            t.same([answer.status, answer.text], [405, ''], `${method} ${path} has no body`)
            return refusal('METHOD_NOT_ALLOWED')
          })
        }
      }
    })

    t.test('methods that nobody declares', async (t) => {
      for (const method of ['TRACE', 'PROPFIND', 'QUERY']) {
        const answer = await raw({ method, path: '/api/v1/reports' })
        t.same([outcomeOf(answer), answer.headers.allow], [refusal('METHOD_NOT_ALLOWED'), 'GET, HEAD, POST'], method)
      }
    })

    t.test('addresses that are none', async (t) => {
      const check = await checker(t, stage)
      const paths = [
        '/api/v1',
        '/api/v1/',
        '/api/v1/nothing',
        '/api/v2/reports',
        '/API/v1/reports',
        '/api/v1/Reports',
        '/api/v1/reports/ID/submit/now',
        '/api/v1/reports/ID/',
        '//api/v1/reports',
        '/api/v1//reports',
        '/api/v1/auth/',
        '/healthz/',
        '/api/v1/reports/a/b',
        '/api/v1/%00',
        '/api/v1/notifications/read/'
      ]
      for (const path of paths) await check(`GET ${path}`, refusal('NOT_FOUND'), async () => outcomeOf(await raw({ path })))
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        await check(
          `${method} /api/v1/nothing`,
          refusal('NOT_FOUND'),
          async () => outcomeOf(await raw({ method, path: '/api/v1/nothing' }))
        )
      }
    })

    t.test('addresses that are not addresses', async (t) => {
      const check = await checker(t, stage)
      for (
        const path of [
          '/api/v1/reports/%',
          '/api/v1/reports/%zz',
          '/api/v1/reports/%c3%28',
          '/api/v1/reports/%ed%a0%80',
          '/api/v1/%ff',
          '/%'
        ]
      ) {
        await check(path, refusal('VALIDATION_FAILED', '/params url'), async () => outcomeOf(await raw({ path })))
      }
    })

    t.test('dots in an address are no way up', async (t) => {
      for (const id of ['..', '.', '%2e%2e', '..%2f..%2fteams', '']) {
        t.same(outcomeOf(await raw({ path: `/api/v1/reports/${id}` })), refusal('VALIDATION_FAILED', '/params/reportId pattern'), `"${id}"`)
      }
    })

    t.test('an id too long for the router', async (t) => {
      for (const length of [501, 5000]) {
        const outcome = outcomeOf(await raw({ path: `/api/v1/reports/${'x'.repeat(length)}` }))
        t.match(outcome.code, /^(VALIDATION_FAILED|NOT_FOUND)$/, `${length} characters`)
      }
    })

    t.test('what is not HTTP', async (t) => {
      const check = await checker(t, stage)
      const post = 'POST /api/v1/auth/logout HTTP/1.1\r\nHost: x\r\n'
      const cases = {
        'no HTTP at all': 'hello\r\n\r\n',
        'another version': 'GET /healthz HTTP/3.0\r\nHost: x\r\n\r\n',
        'a space in the address': 'GET /healthz ? HTTP/1.1\r\nHost: x\r\n\r\n',
        'two lengths': `${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
        'a length and chunks': `${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
        'a negative length': `${post}Content-Length: -1\r\n\r\n`,
        'a chunk that is none': `${post}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
        'headers without end': `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(70_000)}\r\n\r\n`,
        'no host': 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'
      }
      for (const [name, bytes] of Object.entries(cases)) {
        await check(name, refusal('VALIDATION_FAILED', '/headers http'), async () => parseAnswer(await sendBytes(app.url, bytes)))
      }
    })

    t.test('an Upgrade to a WebSocket elsewhere, or to something else, changes nothing about the answer', async (t) => {
      const handshake =
        'Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
      const ask = async (bytes: string) => parseAnswer(await sendBytes(app.url, bytes))
      t.same(await ask(`GET /api/v1/auth/me HTTP/1.1\r\n${handshake}`), refusal('UNAUTHENTICATED'), 'without a session')
      t.same(await ask(`GET /nothing HTTP/1.1\r\n${handshake}`), refusal('NOT_FOUND'), 'to nowhere')
      t.same(await ask(`GET /healthz HTTP/1.1\r\n${handshake}`), success, 'to another operation')
      t.same(await ask(`POST /api/v1/auth/logout HTTP/1.1\r\n${handshake}`), success, 'to another method')
      t.same(await ask('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'), success, 'to HTTP/2')
      t.match(
        (await ask(`GET /api/v1/ws HTTP/1.1\r\n${handshake.replace(/Sec-WebSocket-Key.*\r\n/, '')}`)).code,
        /^(UPGRADE_REQUIRED|VALIDATION_FAILED)$/,
        'without a key'
      )
      t.match(
        (await ask(`GET /api/v1/ws HTTP/1.1\r\n${handshake.replace('Version: 13', 'Version: 99')}`)).code,
        /^(UPGRADE_REQUIRED|VALIDATION_FAILED)$/,
        'of another version'
      )
    })

    t.test('an Upgrade to what is no address does not keep its connection for ever', async (t) => {
      const { server, url } = await ownService(t, app)
      const sockets = new Set<Socket>()
      server.on('connection', (socket: Socket) => {
        sockets.add(socket)
        socket.on('close', () => sockets.delete(socket))
      })
      await sendBytes(url, 'GET /api/v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
      await delay(100)
      t.equal(sockets.size, 0, 'the client has left')
      // What stays open keeps the service from closing.
      for (const socket of sockets) socket.destroy()
    })

    t.test('a body of a GET is not read, and not taken for the next request', async (t) => {
      const body = 'GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n'
      const answer = await sendBytes(
        app.url,
        `GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`
      )
      t.same(answer.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 200'])
      t.match(answer, /"status":"ok".*"status":"ready"/s)
    })

    t.test('every refusal carries the id of its request', async (t) => {
      const requests: RawRequest[] = [{ path: '/nothing' }, { method: 'PUT', path: '/healthz' }, { path: '/healthz?a=1' }, {
        path: '/api/v1/%zz'
      }, { method: 'POST', path: '/api/v1/auth/login', headers: json, body: '{' }]
      for (const request of requests) {
        const answer = await raw(request)
        t.equal(answer.headers['x-request-id'], JSON.parse(answer.text).error.requestId, request.path)
      }
    })

    t.test('a long cookie of somebody else changes nothing', async (t) => {
      const origin = app.deps.config.allowedOrigins[0]
      for (const length of [20_000, 60_000]) {
        const { status, headers } = await raw({ path: '/api/v1/auth/me', headers: { origin, cookie: `other=${'x'.repeat(length)}` } })
        t.same([status, headers['access-control-allow-origin']], [200, origin], `${length} bytes`)
      }
    })

    t.test('a 401 says how to sign in, and a 426 what to upgrade to', async (t) => {
      const told = async (request: RawRequest) => (await send(app.url, request)).headers['www-authenticate']
      const realm = 'Bearer realm="WorkPulse"'
      t.equal(await told({ path: '/api/v1/auth/me' }), realm)
      t.equal(await told({ path: '/api/v1/auth/me', headers: { authorization: 'Bearer x' } }), `${realm}, error="invalid_token"`)
      const body = JSON.stringify({ email: 'a@b.test', password: 'x' })
      t.equal(await told({ method: 'POST', path: '/api/v1/auth/login', headers: json, body }), realm)
      t.equal(await told({ path: '/healthz' }), undefined)
      t.match((await raw({ path: '/api/v1/ws' })).headers, { upgrade: 'websocket', connection: 'upgrade' })
    })

    t.test('in Indonesian', async (t) => {
      const catalogue = openapi.components.schemas.ErrorCode['x-catalogue']
      const indonesian = app.anonymous({ mode: 'cookie', locale: 'id-ID,id;q=0.9,en;q=0.8' })
      await t.rejects(indonesian.login({ email: 'a@b.test', password: 'x' }), {
        code: 'INVALID_CREDENTIALS',
        message: catalogue.INVALID_CREDENTIALS.id
      })
      await t.rejects(indonesian.getMe(), { code: 'UNAUTHENTICATED', message: catalogue.UNAUTHENTICATED.id })
      for (
        const [locale, message] of [
          ['id', catalogue.NOT_FOUND.id],
          ['ID', catalogue.NOT_FOUND.id],
          ['fr, id;q=0.5', catalogue.NOT_FOUND.id],
          ['en, id', catalogue.NOT_FOUND.en],
          ['fr', catalogue.NOT_FOUND.en],
          ['', catalogue.NOT_FOUND.en]
        ]
      ) {
        t.equal(JSON.parse((await raw({ path: '/nothing', headers: { 'accept-language': locale } })).text).error.message, message, locale)
      }
      const requests: RawRequest[] = [
        {
          method: 'POST',
          path: '/api/v1/reports',
          headers: json,
          body: JSON.stringify({ other: 1, mood: 9, planNext: 1, items: [{ title: '' }] })
        },
        { method: 'POST', path: '/api/v1/reports', headers: json },
        { path: '/api/v1/reports?limit=0&date=x&state=x' },
        { method: 'POST', path: '/api/v1/ws/ticket', headers: json, body: '{}' }
      ]
      for (const request of requests) await saysInIndonesian(t, request)
    })

    t.test('in Indonesian, what the schemas do not say', async (t) => {
      const create = (body: object): RawRequest => ({
        method: 'POST',
        path: '/api/v1/reports',
        headers: json,
        body: JSON.stringify({ reportDate: dayBefore, summary: 'Collars', ...body })
      })
      const requests: RawRequest[] = [
        { path: '/api/v1/reports?from=2026-11-20&to=2026-11-19' },
        { path: '/api/v1/teams?cursor=abc' },
        create({ items: items(1440, 1) }),
        create({ fields: fieldsOf(40 * kib) }),
        { method: 'POST', path: '/api/v1/reports', headers: json, body: '{' }
      ]
      for (const request of requests) await saysInIndonesian(t, request)
    })

    /** The same details in both languages, in other words. */
    async function saysInIndonesian (t: Test, request: RawRequest): Promise<void> {
      const [en, id] = await Promise.all(
        ['en', 'id'].map(async (locale) =>
          JSON.parse((await raw({ ...request, headers: { ...request.headers, 'accept-language': locale } })).text).error as {
            message: string,
            details: ErrorDetail[]
          }
        )
      )
      t.equal(id.message, openapi.components.schemas.ErrorCode['x-catalogue'].VALIDATION_FAILED.id)
      t.same(id.details.map(({ path, rule }) => [path, rule]), en.details.map(({ path, rule }) => [path, rule]), 'the same faults')
      t.same(
        id.details.filter(({ message }, index) => message === en.details[index].message),
        [],
        `${request.method ?? 'GET'} ${request.path}`
      )
    }

    t.test('letters of every script come back as they were', async (t) => {
      const text = '😀 Kerah — 領 — ي\u202e\u0301 \t\n"\\/ <script>'
      const colleague = await app.signIn('colleague')
      const body = {
        reportDate: today,
        summary: '😀'.repeat(4000),
        planNext: text,
        fields: { [text.replaceAll('\\', '')]: [text, { '😀': text }] },
        submit: true,
        items: [{ title: '😀'.repeat(200), detail: '😀'.repeat(2000), category: '😀'.repeat(40), unit: '😀'.repeat(20) }, {
          title: text,
          detail: text,
          category: text.slice(0, 40),
          unit: '領'
        }]
      }
      const { id } = await colleague.createReport(body)
      const { summary, planNext, fields, items } = await colleague.getReport(id)
      t.same({ summary, planNext, fields }, { summary: body.summary, planNext: text, fields: body.fields })
      t.match(items, body.items)
      t.equal(items.length, body.items.length)
      const lead = await app.signIn('lead')
      const [listed] = (await lead.listReports({ teamId: line4.id, date: today })).items.filter((report) => report.id === id)
      t.match(listed, { summary: body.summary, items: body.items })
      t.match((await lead.listNotifications())[0], { body: `${'😀'.repeat(139)}…` })
    })

    t.test('numbers come back as they were, or are refused', async (t) => {
      const numbers = [0.1, 0.1 + 0.2, 1 / 3, 5e-324, Number.MAX_VALUE, 2 ** 53, 123_456_789.123_456_78]
      const quantities = [1 / 3, 1e9, 999_999_999.999_999_9, 5e-324, 0.1 + 0.2]
      const other = await app.signIn('manager')
      const { id } = await app.signIn('neighbour').then((neighbour) =>
        neighbour.createReport({
          reportDate: today,
          summary: 'Collars',
          fields: { numbers },
          items: quantities.map((quantity) => ({ title: 'Collars', quantity })),
          submit: true
        })
      )
      const { fields, items } = await other.getReport(id)
      t.same([fields, items.map(({ quantity }) => quantity)], [{ numbers }, quantities])
      const report = `{"reportDate":"${tomorrow}","summary":"Collars","fields":`
      for (
        const [name, fields, fault] of [
          ['too large', '{"a":1e400}', '/body/fields/a number'],
          ['more digits than a double has', '{"a":{"b":[0,12345678901234567890]}}', '/body/fields/a/b/1 number'],
          ['a key twice', '{"a":1,"b":{"c":1,"c":1}}', '/body/fields/b/c duplicateKey']
        ]
      ) {
        const answer = await raw({ method: 'POST', path: '/api/v1/reports', headers: json, body: `${report}${fields}}` })
        t.same(outcomeOf(answer), refusal('VALIDATION_FAILED', fault), name)
      }
    })

    t.test('NUL and lone surrogates stay out of free fields too', async (t) => {
      for (const fields of [{ a: '\u0000' }, { a: ['\ud800'] }, { '\udfff': 1 }, { a: { 'b\u0000': 1 } }]) {
        const { code, faults } = await outcomeOfCall(() => employee.createReport({ reportDate: tomorrow, summary: 'Collars', fields }))
        t.same([code, faults[0]?.startsWith('/body/fields')], ['VALIDATION_FAILED', true], JSON.stringify(fields))
      }
    })

    t.test('fields nested too deep', async (t) => {
      const check = await checker(t, stage)
      // Where the judge is not, since it writes requests down as JSON, which overflows its stack.
      const { url } = await ownService(t, app)
      for (const depth of [5_000, 15_000, 400_000]) {
        const body = `{"reportDate":"${tomorrow}","summary":"Collars","fields":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}`
        await check(`${depth} levels`, refusal('VALIDATION_FAILED', '/body/fields'), async () => {
          const { faults, ...outcome } = outcomeOf(
            await send(url, { method: 'POST', path: '/api/v1/reports', headers: { ...authorization, ...json }, body })
          )
          return { ...outcome, faults: faults.map((fault) => fault.split(' ')[0]) }
        })
      }
    })

    t.test('the largest report is taken', async (t) => {
      const other = await app.signIn('other')
      const item = {
        title: 'x'.repeat(200),
        detail: 'x'.repeat(2000),
        category: 'x'.repeat(40),
        unit: 'x'.repeat(20),
        quantity: 1_000_000_000,
        progress: 100
      }
      const report = await other.createReport({
        reportDate: today,
        summary: 'x'.repeat(4000),
        planNext: 'x'.repeat(4000),
        mood: 5,
        fields: fieldsOf(32 * kib),
        items: Array.from({ length: 50 }, (_, index) => ({ ...item, minutes: index === 0 ? 1440 : 0 }))
      })
      t.equal(report.items.length, 50)
      t.equal(JSON.stringify(report.fields).length, 32 * kib)
    })

    t.test('a range of 92 days is taken, and so are the ends of the calendar', async (t) => {
      for (
        const query of [
          { from: '2026-08-21', to: today },
          { from: '9999-12-31' },
          { to: '9999-12-31' },
          { date: '9999-12-31' },
          { from: '0050-01-01' },
          { to: '0001-02-01' },
          { date: '0001-01-01' }
        ]
      ) {
        t.same(await outcomeOfCall(() => employee.listReports(query)), success, JSON.stringify(query))
      }
    })
  })
}

/** Checks outcomes, and that none of them changed a row. */
async function checker (t: Test, { state, idle }: Stage) {
  await idle()
  await state.touched()
  return async (name: string, expected: Outcome, ask: () => Promise<Outcome>) => {
    const outcome = await ask()
    t.same({ ...outcome, changed: await state.touched() }, { ...expected, changed: false }, name)
  }
}

/** The same service once more, on the same database; without the judge. */
async function ownService (t: Test, { deps }: TestApp) {
  const app = await buildApp(deps)
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(() => app.close())
  return { server: app.server, url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` }
}

/** The first answer of a connection. */
function parseAnswer (text: string): Outcome {
  const [head, body] = text.split('\r\n\r\n', 2)
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1])
  if (!/^content-type: application\/json/im.test(head)) return { status, code: null, faults: [`not JSON: ${body}`] }
  return outcomeOf({ status, headers: {}, text: body })
}
