import { randomBytes } from 'node:crypto'
import t from 'tap'
import { testApp, type TestApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { emailOf, password } from '../support/people.ts'
import { send } from '../support/raw.ts'

const production = {
  NODE_ENV: 'production',
  WORKPULSE_API_ADDR: '127.0.0.1:3040',
  WORKPULSE_JWT_SECRET: `2026:${randomBytes(48).toString('base64')}`,
  WORKPULSE_PASSWORD_PEPPER: randomBytes(48).toString('base64'),
  WORKPULSE_ALLOWED_ORIGINS: 'https://work.rycroftapparel.com',
  WORKPULSE_PUBLIC_URL: 'https://apiwork.rycroftapparel.com',
  WORKPULSE_FILES_DIR: '/var/lib/workpulse/files'
}

interface SetCookie {
  name: string
  value: string
  attributes: Record<string, string | true>
}

function parseCookie (line: string): SetCookie {
  const [[name, value], ...attributes] = line.split('; ').map((part) => part.split(/=(.*)/s) as [string, string?])
  return { name, value: value!, attributes: Object.fromEntries(attributes.map(([key, text]) => [key, text ?? true])) }
}

function post (app: TestApp, operation: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${app.url}/api/v1/auth/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body)
  })
}

const cookiesOf = (response: Response) =>
  response.headers.getSetCookie().map(parseCookie).sort((one, another) => one.name < another.name ? -1 : 1)
const credentials = { email: emailOf('employee'), password }

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)

    t.test('in development', async (t) => {
      const response = await post(app, 'login', credentials)
      const { data } = await response.json()
      const [access, device, refresh, ...others] = cookiesOf(response)
      t.same(others, [])
      t.same(access, {
        name: 'access_token',
        value: data.accessToken,
        attributes: { 'Max-Age': '600', Path: '/', HttpOnly: true, SameSite: 'Strict' }
      })
      const { Expires, ...rest } = refresh.attributes
      t.same(rest, { Path: '/api/v1/auth', HttpOnly: true, SameSite: 'Strict' })
      const lifetime = Date.parse(String(Expires)) - app.clock.now().getTime()
      t.ok(Math.abs(lifetime - 7 * 86_400_000) < 10_000, 'the refresh token lives as long as an idle session')
      t.match(device, { name: 'device', value: /^1\.[\w-]{22}\.[\w-]{43}\.development\.[\w-]{43}$/ })
      t.same(
        device.attributes,
        { 'Max-Age': String(180 * 86_400), Path: '/api/v1/auth', HttpOnly: true, SameSite: 'Strict' },
        'a device is known for half a year'
      )

      const renewed = await post(app, 'refresh', {}, { cookie: `refresh_token=${refresh.value}` })
      t.same(cookiesOf(renewed).map(({ name, attributes: { Expires, ...attributes } }) => ({ name, attributes })), [
        { name: 'access_token', attributes: access.attributes },
        { name: 'refresh_token', attributes: rest }
      ])

      const ended = cookiesOf(await post(app, 'logout', {}, { cookie: `access_token=${access.value}` }))
      t.same(ended.map(({ name, value, attributes: { Path, HttpOnly, SameSite } }) => ({ name, value, Path, HttpOnly, SameSite })), [
        { name: 'access_token', value: '', Path: '/', HttpOnly: true, SameSite: 'Strict' },
        { name: 'refresh_token', value: '', Path: '/api/v1/auth', HttpOnly: true, SameSite: 'Strict' }
      ])
      for (const { attributes } of ended) {
        t.ok(attributes['Max-Age'] === '0' || Date.parse(String(attributes.Expires)) <= 0, 'they are deleted')
      }
    })

    t.test('in production they travel over HTTPS only', async (t) => {
      const app = await testApp(t, database, production)
      const signedIn = await post(app, 'login', credentials)
      t.equal(signedIn.status, 200)
      const [access, , refresh] = cookiesOf(signedIn)
      const renewed = await post(app, 'refresh', {}, { cookie: `refresh_token=${refresh.value}` })
      const ended = await post(app, 'logout', {}, { cookie: `access_token=${access.value}` })
      for (
        const [response, ...names] of [[signedIn, 'access_token', 'device', 'refresh_token'], [renewed, 'access_token', 'refresh_token'], [
          ended,
          'access_token',
          'refresh_token'
        ]] as const
      ) {
        t.equal(response.status, 200)
        t.same(
          cookiesOf(response).map(({ name, attributes: { Secure, HttpOnly, SameSite, Domain } }) => ({
            name,
            Secure,
            HttpOnly,
            SameSite,
            Domain
          })),
          names.map((name) => ({ name, Secure: true, HttpOnly: true, SameSite: 'Strict', Domain: undefined }))
        )
      }
    })

    t.test('with __Host- no sibling can plant them', async (t) => {
      const app = await testApp(t, database, { WORKPULSE_HOST_COOKIES: 'true' })
      const signedIn = await post(app, 'login', credentials)
      const cookies = cookiesOf(signedIn)
      t.same(
        cookies.map(({ name, attributes: { Path, Secure, HttpOnly, SameSite, Domain } }) => ({
          name,
          Path,
          Secure,
          HttpOnly,
          SameSite,
          Domain
        })),
        ['access_token', 'device', 'refresh_token'].map((name) => ({
          name: `__Host-${name}`,
          Path: '/',
          Secure: true,
          HttpOnly: true,
          SameSite: 'Strict',
          Domain: undefined
        }))
      )
      const [access, , refresh] = cookies
      const status = async (cookie: string) => (await fetch(`${app.url}/api/v1/auth/me`, { headers: { cookie } })).status
      t.equal(await status(`__Host-access_token=${access.value}`), 200)
      t.equal(await status(`access_token=${access.value}`), 401, 'the plain name is not ours')
      t.equal(await status(`access_token=planted; __Host-access_token=${access.value}`), 200, 'nor in the way')
      t.equal(await status(`__Host-access_token=${access.value}; __Host-access_token=x`), 400)
      t.equal((await post(app, 'refresh', {}, { cookie: `refresh_token=${refresh.value}` })).status, 401)
      t.equal((await post(app, 'refresh', {}, { cookie: `__Host-refresh_token=${refresh.value}` })).status, 200)
      const ended = cookiesOf(await post(app, 'logout', {}, { cookie: `__Host-access_token=${access.value}` }))
      t.same(
        ended.map(({ name, value, attributes: { Path, Secure } }) => ({ name, value, Path, Secure })),
        ['access_token', 'refresh_token'].map((name) => ({ name: `__Host-${name}`, value: '', Path: '/', Secure: true }))
      )
    })

    t.test('a cookie signs in, and what contradicts it does not', async (t) => {
      const [access] = cookiesOf(await post(app, 'login', credentials))
      const me = async (headers: Record<string, string>) => {
        const response = await fetch(`${app.url}/api/v1/auth/me`, { headers })
        const { error } = await response.json()
        return error ? { status: response.status, ...error } : { status: response.status }
      }
      const cookie = `access_token=${access.value}`
      t.match(await me({ cookie }), { status: 200 })
      t.match(await me({ cookie: `theme=dark; ${cookie}; x=y` }), { status: 200 })
      t.match(await me({ cookie: `x_access_token=1; ${cookie}` }), { status: 200 }, 'another name that ends alike')
      t.match(await me({ cookie, authorization: 'Basic c2FyaTpwdw==' }), { status: 401, code: 'UNAUTHENTICATED' })
      t.match(await me({ cookie, authorization: '' }), { status: 401, code: 'UNAUTHENTICATED' })
      t.match(await me({ cookie: `${cookie}; ${cookie}` }), {
        status: 400,
        code: 'VALIDATION_FAILED',
        details: [{ path: '/cookies/access_token', rule: 'unique' }]
      })
      t.match(await me({ cookie: `access_token=planted; ${cookie}` }), { status: 400 })
      t.match(await me({ cookie: `refresh_token=${access.value}` }), { status: 401 })
      t.match(await me({}), { status: 401 })
    })

    t.test('of two cookies of a name none is taken, and both are taken away', async (t) => {
      const [access, device, refresh] = cookiesOf(await post(app, 'login', credentials))
      const own = { access_token: access.value, refresh_token: refresh.value, device: device.value }
      const planted = async (operation: string, body: unknown, name: keyof typeof own, host = 'localhost') => {
        const { headers, text, status } = await send(app.url, {
          method: 'POST',
          path: `/api/v1/auth/${operation}`,
          headers: { host, 'content-type': 'application/json', cookie: `${name}=planted; ${name}=${own[name]}` },
          body: JSON.stringify(body)
        })
        return { status, error: JSON.parse(text).error, lines: headers['set-cookie'] ?? [] }
      }
      for (
        const [operation, body, name] of [
          ['login', credentials, 'access_token'],
          ['login', credentials, 'refresh_token'],
          ['login', credentials, 'device'],
          ['refresh', {}, 'refresh_token'],
          ['logout', {}, 'access_token'],
          ['logout', {}, 'refresh_token']
        ] as const
      ) {
        const { status, error, lines } = await planted(operation, body, name, 'apiwork.rycroftapparel.com')
        t.match(
          { status, error },
          { status: 400, error: { details: [{ path: `/cookies/${name}`, rule: 'unique' }] } },
          `${operation} ${name}`
        )
        const cleared = lines.map(parseCookie)
        t.ok(cleared.every((cookie) => cookie.name === name && cookie.value === '' && cookie.attributes['Max-Age'] === '0'))
        const places = cleared.map(({ attributes }) => `${String(attributes.Domain ?? '')} ${String(attributes.Path)}`)
        for (const domain of ['', 'apiwork.rycroftapparel.com', 'rycroftapparel.com']) {
          for (const path of ['/', '/api', '/api/v1', '/api/v1/auth']) t.ok(places.includes(`${domain} ${path}`), `${domain} ${path}`)
        }
        t.equal(new Set(places).size, 12)
      }
      t.equal((await planted('login', credentials, 'device', '127.0.0.1')).lines.length, 4, 'an address has no domains above it')
      t.equal((await planted('refresh', { refreshToken: refresh.value }, 'refresh_token')).status, 200, 'where the cookie is not asked')
    })

    t.test('a refused refresh takes away what is dead, and nothing that is not', async (t) => {
      const cleared = (response: Response) => cookiesOf(response).filter(({ value }) => value === '').map(({ name }) => name)
      const both = ['access_token', 'refresh_token']
      t.same(cleared(await post(app, 'refresh', {}, { cookie: 'refresh_token=x' })), both)
      const first = cookiesOf(await post(app, 'login', credentials)).find(({ name }) => name === 'refresh_token')!.value
      const refreshed = await post(app, 'refresh', {}, { cookie: `refresh_token=${first}` })
      const second = cookiesOf(refreshed).find(({ name }) => name === 'refresh_token')!.value
      await post(app, 'refresh', {}, { cookie: `refresh_token=${second}` })
      app.clock.advance(11_000)
      const late = await post(app, 'refresh', {}, { cookie: `refresh_token=${first}` })
      t.equal(late.status, 401)
      t.same(cleared(late), [], 'a faster request has got newer ones')
      t.same(cleared(await post(app, 'refresh', { refreshToken: first })), [], 'nor where the token came in the body')
      t.same(cleared(await post(app, 'refresh', {})), [], 'nor where there was none')
      app.clock.advance(60_000)
      t.same(cleared(await post(app, 'refresh', {}, { cookie: `refresh_token=${first}` })), both, 'a theft')
    })

    t.test('a cookie changes something from our own origins only', async (t) => {
      const [access] = cookiesOf(await post(app, 'login', credentials))
      const change = async (headers: Record<string, string>) =>
        (await fetch(`${app.url}/api/v1/notifications/read`, {
          method: 'PATCH',
          headers: { cookie: `access_token=${access.value}`, ...headers }
        })).status
      t.equal(await change({ origin: 'http://localhost:3000' }), 200)
      t.equal(await change({ 'sec-fetch-site': 'same-origin' }), 200)
      t.equal(await change({}), 200, 'neither: no browser')
      for (
        const headers of [
          { origin: 'https://evil.test' },
          { origin: 'null' },
          { origin: '' },
          { origin: 'http://localhost:3000.evil.test' },
          { origin: 'http://localhost:3001' },
          { origin: 'HTTP://LOCALHOST:3000' },
          { 'sec-fetch-site': 'cross-site' },
          { 'sec-fetch-site': 'same-site' },
          { 'sec-fetch-site': 'none' },
          { origin: 'https://evil.test', 'sec-fetch-site': 'same-origin' }
        ] as Record<string, string>[]
      ) t.equal(await change(headers), 403, JSON.stringify(headers))
      for (const operation of ['login', 'refresh', 'logout']) {
        t.equal(
          (await post(app, operation, operation === 'login' ? credentials : {}, { origin: 'https://evil.test' })).status,
          403,
          operation
        )
      }
    })
  })
}
