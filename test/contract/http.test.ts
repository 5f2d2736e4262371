/** What HTTP itself can ask wrongly: methods, addresses, upgrades, bodies, headers. */
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { databases } from '../support/databases.ts'
import { openapi, type Schema } from '../support/document.ts'
import { outcomeOf, refusal, send, sendBytes, success, type RawRequest } from '../support/raw.ts'
import { json, without, checker, ownService, parseAnswer, openHttp } from './http-answers.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { stage, app, raw } = await openHttp(t, database)

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
  })
}
