/** From where a request may come, and whose tokens are taken. */
import { createHmac } from 'node:crypto'
import t from 'tap'
import type { OperationId } from '../../generated/operations.ts'
import { databases } from '../support/databases.ts'
import { isPublic, operations } from '../support/document.ts'
import { line4, people } from '../support/people.ts'
import { outcomeOf, refusal, send, success, type Outcome, type RawRequest } from '../support/raw.ts'
import { foreign, frontEnd } from './order.ts'
import { openStage } from './stage.ts'

const keys = { new: 'n'.repeat(32), old: 'o'.repeat(32), unknown: 'u'.repeat(32) }
const environment = { WORKPULSE_JWT_SECRET: `new:${keys.new},old:${keys.old}`, WORKPULSE_PUBLIC_URL: 'https://api.test' }

const unsafe = [...operations.values()].filter((operation) => !isPublic(operation) && operation.method !== 'get')
const addressOf = (path: string, id = 'ID') => path.replaceAll(/\{\w+\}/g, id)

/** Those that a browser is sent to from wherever, so that nothing can be told from where it comes. */
const fromAnywhere = ['startGoogleSignIn', 'finishGoogleSignIn'] satisfies OperationId[]
/** Those under `auth/` that sign in, or change what one signs in with. */
const signInPaths = ['login', 'refresh', 'logout', 'register', 'verify-email', 'password/forgot', 'password/reset']

const posting = (path: string, headers: RawRequest['headers'], body: unknown): RawRequest => ({
  method: 'POST',
  path: `/api/v1/auth/${path}`,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body)
})

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { app, tokens, clients: { employee } } = await openStage(t, database, environment)
    const ask = async (request: RawRequest): Promise<Outcome> => outcomeOf(await send(app.url, request))
    const cookies = (person: 'employee') => ({ cookie: `access_token=${tokens[person]}` })

    t.test('where the browser comes back from, another site, is no reason to refuse it', async (t) => {
      for (const id of fromAnywhere) {
        for (
          const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'none' }, {
            'sec-fetch-site': 'same-site',
            'sec-fetch-mode': 'navigate'
          }]
        ) {
          t.same(await ask({ path: operations.get(id)!.path, headers }), refusal('NOT_CONFIGURED'), `${id}, ${headers['sec-fetch-site']}`)
        }
      }
    })
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
        t.same(
          await ask({ path: '/api/v1/stream/notifications', headers: { ...cookie, ...headers } }),
          refusal('FORBIDDEN'),
          `${name}, for a stream`
        )
        t.same(await ask({ path: '/api/v1/ws', headers }), refusal('FORBIDDEN'), `${name}, for a WebSocket`)
        t.same(
          await ticket({ authorization: `Bearer ${tokens.employee}`, ...headers }),
          success,
          `${name}, with a bearer token, which nobody can forge`
        )
      }
      for (const operation of signInPaths) {
        for (const [name, headers] of Object.entries(refused)) {
          t.same(await ask(posting(operation, headers, {})), refusal('FORBIDDEN'), `${name}, for ${operation}`)
        }
      }
    })

    t.test('an Authorization header does not open login and the like to other sites', async (t) => {
      for (const operation of signInPaths) {
        t.same(await ask(posting(operation, { origin: foreign, authorization: 'Bearer x' }, {})), refusal('FORBIDDEN'), operation)
      }
    })

    t.test('another site may read nothing', async (t) => {
      const read = async (origin: string) =>
        (await send(app.url, { path: '/api/v1/auth/me', headers: { ...cookies('employee'), origin } })).headers
      t.match(await read(frontEnd), { 'access-control-allow-origin': frontEnd, 'access-control-allow-credentials': 'true' })
      for (const origin of [foreign, 'null']) t.notOk((await read(origin))['access-control-allow-origin'], origin)
    })

    t.test('any Authorization header disables the cookie', async (t) => {
      const me = (authorization: string) => ask({ path: '/api/v1/auth/me', headers: { ...cookies('employee'), authorization } })
      for (
        const header of [
          '',
          'Basic c2FyaTp4',
          'Bearer',
          'Bearer x',
          'Bearer a.b.c',
          `Token ${tokens.employee}`,
          tokens.employee,
          `Bearer ${tokens.employee} `.trim() + 'x',
          `Bearer ${tokens.employee}, Bearer x`
        ]
      ) {
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
      t.same(
        await me({ cookie: `${cookie}; access_token=x`, authorization: `Bearer ${tokens.employee}` }),
        success,
        'they are not looked at'
      )
      t.same(await me({ cookie: `my_access_token=x; ${cookie}; access_token_2=x; a="access_token=x"` }), success, 'others have other names')
    })

    t.test('tokens that are not ours', async (t) => {
      const [, claims] = tokens.employee.split('.').map((part) => {
        try {
          return JSON.parse(Buffer.from(part, 'base64url').toString())
        } catch {
          return undefined
        }
      })
      const seconds = Math.floor(app.clock.now().getTime() / 1000)
      const header = { alg: 'HS256', typ: 'at+jwt', kid: 'new' }
      const forge = (changes: { header?: object, claims?: object, secret?: string, hash?: string }) => {
        const signed = [{ ...header, ...changes.header }, { ...claims, ...changes.claims }].map((part) =>
          Buffer.from(JSON.stringify(part)).toString('base64url')
        ).join('.')
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
      t.same(
        await me({ authorization: `Bearer ${forge({ header: { kid: 'old' }, secret: keys.old })}` }),
        success,
        'and so is one of the key before'
      )
      for (const [name, token] of Object.entries(bad)) {
        t.same(await me({ authorization: `Bearer ${token}` }), refusal('UNAUTHENTICATED'), name)
        t.same(await me({ cookie: `access_token=${token}` }), refusal('UNAUTHENTICATED'), `${name}, as a cookie`)
      }
    })

    t.test('a token ends with its session and with its time', async (t) => {
      const me = (token: string) => ask({ path: '/api/v1/auth/me', headers: { authorization: `Bearer ${token}` } })
      let token = ''
      const hr = await app.signIn('hr', {
        onTokens: (tokens) => {
          token = tokens?.accessToken ?? token
        }
      })
      t.same(await me(token), success)
      await hr.logout()
      t.same(await me(token), refusal('UNAUTHENTICATED'), 'signed out')

      let fresh = ''
      await app.signIn('employee', {
        onTokens: (given) => {
          fresh = given?.accessToken ?? fresh
        }
      })
      app.clock.advance(540_000)
      t.same(await me(fresh), success, 'still')
      app.clock.advance(61_000)
      t.same(await me(fresh), refusal('UNAUTHENTICATED'), 'no more')
      for (const { id, method, path } of unsafe) {
        t.same(
          await ask({ method: method.toUpperCase(), path: addressOf(path), headers: { cookie: `access_token=${fresh}` } }),
          refusal('UNAUTHENTICATED'),
          id
        )
      }
      t.match(await employee.getMe(), { teams: [{ id: line4.id }] }, 'the SDK has got another')
    })
  })
}
