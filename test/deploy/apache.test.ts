/** The vhost on a real Apache that serves others too, in front of the real service. */
import { spawnSync } from 'node:child_process'
import { cp, mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { catalogue } from '../../generated/errors.ts'
import { routes as contract, type Route } from '../../generated/routes.ts'
import type { ErrorEnvelope } from '../../generated/schemas.ts'
import { testApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { emailOf, password } from '../support/people.ts'
import { openSocket, refusedUpgrade } from '../support/socket.ts'
import { until } from '../support/until.ts'
import { ask, ask2, visit, type Answer } from './support/client.ts'
import { frontEnd, host, render, root, sharedServer } from './support/shared-server.ts'

const [wsMax, streamMax] = [4, 2]
const server = await sharedServer(t, { WP_WS_MAX: String(wsMax), WP_STREAM_MAX: String(streamMax) }, 24)
const { site, apache, neighbour } = server
const app = await testApp(t, databases.at(-1)!, {
  WORKPULSE_API_ADDR: `127.0.0.1:${site.WP_PORT_1}`,
  WORKPULSE_PUBLIC_URL: `https://${host}:${site.WP_HTTPS_PORT}`,
  WORKPULSE_ALLOWED_ORIGINS: frontEnd
})
visit(server.authority)
/** Connections that stay open end with a reload of Apache. */
const once = { headers: { connection: 'close' } }
const before = await neighbourNow()
const rendered = render(server)
for (const name of [`${host}.conf`, `${host}-ssl.conf`]) await apache.enable(join(rendered, name))
// A release, and the link to it. Apache's own processes may not read where this checkout is.
const release = join(server.folder, 'release')
await cp(join(root, 'deploy/apache'), join(release, 'deploy/apache'), { recursive: true })
await symlink(release, site.WP_CURRENT)
apache.ctl('configtest')
apache.ctl('graceful')
const url = `https://${host}:${site.WP_HTTPS_PORT}`
const get = (path: string, headers: Record<string, string> = {}) => ask(site.WP_HTTPS_PORT, { path, headers })
await until('the service answers through Apache', () => get('/readyz').then(({ status }) => status === 200, () => false))

/** The neighbour's files and answers. */
async function neighbourNow () {
  const { status, headers } = await fetch(neighbour.url, once)
  const files = (await readdir(join(apache.folder, 'sites-enabled'))).filter((name) => !name.startsWith('apiwork.'))
  return {
    status,
    headers: Object.fromEntries([...headers].filter(([name]) => name !== 'date')),
    text: await (await fetch(neighbour.url, once)).text(),
    files: await Promise.all(
      [...files.map((name) => `sites-enabled/${name}`), 'apache2.conf', 'mods-enabled/mpm_event.conf'].map(async (name) => [
        name,
        await readFile(join(apache.folder, name), 'utf8')
      ])
    )
  }
}

t.test('port 80: the challenge, and everything else to https with its question', async (t) => {
  const plain = `http://127.0.0.1:${site.WP_HTTP_PORT}`
  const challenge = join(site.WP_CHALLENGE, '.well-known/acme-challenge')
  await mkdir(challenge, { recursive: true })
  await writeFile(join(challenge, 'token'), 'key')
  const askPlain = (path: string) =>
    new Promise<{ status: number, location?: string, text: string }>((resolve, reject) => {
      request(`${plain}${path}`, { headers: { host } }, (response) => {
        let text = ''
        response.on('data', (chunk) => {
          text += chunk
        }).on('end', () => resolve({ status: response.statusCode!, location: response.headers.location, text }))
      }).on('error', reject).end()
    })
  t.match(await askPlain('/.well-known/acme-challenge/token'), { status: 200, text: 'key' })
  t.match(await askPlain('/api/v1/me?x=1'), { status: 308, location: `https://${host}/api/v1/me?x=1` })
  t.match(await askPlain('/.git/config'), { status: 308 })
})

t.test('requests, sockets and streams get through, over HTTP/1.1 and 2', async (t) => {
  const employee = await app.signIn('employee', { baseUrl: url })
  t.match(await employee.getMySummary(), { today: { reportState: null } })
  t.equal((await ask2(site.WP_HTTPS_PORT, { path: '/healthz' })).status, 200)
  const packed = await get('/openapi.json', { 'accept-encoding': 'gzip' })
  t.equal(packed.headers['content-encoding'], 'gzip')
  t.match(packed.headers['strict-transport-security'] ?? 'of production', /./)

  const { ticket } = await employee.createWsTicket()
  const socket = openSocket(`${url}/api/v1/ws`, ['workpulse.v1', `ticket.${ticket}`])
  await socket.frame('subscribed')
  socket.raw.close()
  await socket.closed()

  const { accessToken } = await login()
  const stream = await fetch(`${url}/api/v1/stream/notifications`, {
    headers: { authorization: `Bearer ${accessToken}`, 'accept-encoding': 'gzip' }
  })
  t.equal(stream.headers.get('content-encoding'), null)
  const reader = stream.body!.getReader()
  let text = ''
  while (!text.includes('event')) text += Buffer.from((await reader.read()).value!).toString()
  await reader.cancel()
  t.match(text, /^event: /m)
})

async function login (): Promise<{ accessToken: string }> {
  let accessToken = ''
  const client = app.anonymous({
    baseUrl: url,
    onTokens: (tokens) => {
      accessToken = tokens?.accessToken ?? ''
    }
  })
  await client.login({ email: emailOf('employee'), password })
  return { accessToken }
}

t.test('a body that is too large gets its 413, whatever its size and route, over HTTP/1.1 and 2', async (t) => {
  const { accessToken } = await login()
  const routes = [
    { method: 'POST', path: '/api/v1/auth/login' },
    { method: 'POST', path: '/api/v1/reports' },
    { method: 'POST', path: '/api/v1/auth/password/forgot' }
  ]
  const sizes = [70_000, 300_000, 1_100_000, 3_000_000, 10 * 1024 * 1024]
  for (const route of routes) {
    for (const size of sizes) {
      const body = JSON.stringify({ email: 'x'.repeat(size), password: 'x' })
      const headers = { 'content-type': 'application/json', origin: frontEnd, authorization: `Bearer ${accessToken}` }
      const outcomes = await Promise.all(
        [ask, ask2].map((way) => way(site.WP_HTTPS_PORT, { ...route, headers, body }).catch((error: Error) => error))
      )
      for (const [index, outcome] of outcomes.entries()) {
        const { status, text } = outcome as Answer
        const allowed = route.path === '/api/v1/reports' && size < 1_048_576 ? [400, 413] : [413]
        t.ok(allowed.includes(status), `${route.path} ${size} bytes HTTP/${index + 1}: ${status ?? outcome}`)
        if (status === 413) t.equal(JSON.parse(text).error.code, 'PAYLOAD_TOO_LARGE')
      }
    }
  }
})

t.test('and so it is with every operation that takes a body, files among them', async (t) => {
  let token = ''
  await app.signIn('admin', {
    onTokens: (tokens) => {
      token = tokens?.accessToken ?? ''
    }
  })
  const routes = Object.entries<Route>(contract).filter(([, { bodyTypes }]) => bodyTypes.length > 0)
  t.ok(routes.some(([name]) => name === 'uploadFile') && routes.length > 50, `${routes.length} operations`)
  for (const [name, { method, url: address, bodyTypes: [type], bodyLimit, query }] of routes) {
    const required = (query as { required?: string[] }).required ?? []
    const question = required.length > 0 ? `?${required.map((key) => `${key}=a`).join('&')}` : ''
    const path = `${address.replaceAll(/:\w+/g, '01J00000000000000000000000')}${question}`
    const headers = { 'content-type': type, origin: frontEnd, authorization: `Bearer ${token}` }
    for (const body of [Buffer.alloc(bodyLimit + 1, 'x'), Buffer.alloc(bodyLimit + 3_000_000, 'x')]) {
      for (const [version, way] of [['1.1', ask], ['2', ask2]] as const) {
        const { status, text } = await way(site.WP_HTTPS_PORT, { method, path, headers, body }).catch((error: Error) => ({
          status: error.message,
          text: ''
        }))
        const told = status === 413 && JSON.parse(text).error.code === 'PAYLOAD_TOO_LARGE'
        if (!told) t.fail(`${name}, ${body.length} bytes, HTTP/${version}: ${status} ${text}`)
      }
    }
  }
})

t.test('the client’s address is the one that Apache saw, whatever the client says', async (t) => {
  const employee = await app.signIn('employee')
  const forged = {
    'x-forwarded-for': '203.0.113.9',
    forwarded: 'for=203.0.113.9',
    'x-forwarded-host': 'evil.test',
    'content-type': 'application/json'
  }
  const answer = await ask(site.WP_HTTPS_PORT, {
    method: 'POST',
    path: '/api/v1/auth/login',
    headers: forged,
    body: JSON.stringify({ email: emailOf('employee'), password }),
    localAddress: '127.0.0.2'
  })
  t.equal(answer.status, 200)
  const addresses = (await employee.listSessions({})).items.map(({ address }) => address)
  t.ok(addresses.includes('127.0.0.2'), addresses.join())
  t.notOk(addresses.includes('203.0.113.9'))
})

t.test('no ticket and no token is in a log of Apache, and its line has the id of the service’s', async (t) => {
  const secret = 'S3cretTicketThatNobodyMayRead'
  const { headers } = await get(`/api/v1/me?access_token=${secret}`)
  await get(`/api/v1/ws?ticket=${secret}`)
  const logs = async () =>
    Promise.all((await readdir(site.WP_APACHE_LOGS)).map((name) => readFile(join(site.WP_APACHE_LOGS, name), 'utf8')))
  await until('the line is written', async () => (await logs()).join().includes(String(headers['x-request-id'])))
  t.notMatch((await logs()).join(), secret)
  t.ok((await readdir(site.WP_APACHE_LOGS)).includes(`${host}_ssl_error.log`))
})

t.test('sockets and streams have a bound, and the neighbour answers as before while they are at it', async (t) => {
  const { accessToken } = await login()
  const headers = { authorization: `Bearer ${accessToken}` }
  const calm = await latency()
  // Apache notices at a heartbeat that a browser has left a stream, and has its thread back then.
  const left = async () => (await app.deps.metrics.streams.get()).values[0].value
  await until('the streams of before are gone', async () => await left() === 0, 100_000)
  await delay(500)
  const streams = await openStreams(6, headers)
  const sockets = Array.from({ length: 9 }, () => openSocket(`${url}/api/v1/ws`, ['workpulse.v1'], {}))
  await until('all sockets have an answer', () => sockets.every(({ raw }) => raw.readyState !== raw.CONNECTING), 15_000)
  const open = sockets.filter(({ raw }) => raw.readyState === raw.OPEN)
  const busy = await latency()
  t.same(streams.statuses.toSorted(), [200, 200, 503, 503, 503, 503], 'streams')
  t.equal(open.length, wsMax, 'sockets')
  t.equal(await refusedUpgrade(`${url}/api/v1/ws`, {}), 503)
  t.equal((await get('/readyz')).status, 200, 'requests go on')
  t.ok(busy < calm + 1000, `the neighbour: ${calm} ms before, ${busy} ms at the bound`)
  t.comment(`neighbour: ${calm} ms before, ${busy} ms with ${open.length} sockets and ${streamMax} streams open`)
  streams.end()
  for (const { raw } of sockets) raw.terminate()
  await until('there is room again', async () => {
    const again = openSocket(`${url}/api/v1/ws`, ['workpulse.v1'], {})
    await until('an answer', () => again.raw.readyState !== again.raw.CONNECTING, 5000)
    const isOpen = again.raw.readyState === again.raw.OPEN
    again.raw.terminate()
    return isOpen
  }, 30_000)
})

async function openStreams (count: number, headers: Record<string, string>) {
  const ending = new AbortController()
  const statuses = await Promise.all(
    Array.from(
      { length: count },
      () => fetch(`${url}/api/v1/stream/notifications`, { headers, signal: ending.signal }).then(({ status }) => status)
    )
  )
  return { statuses, end: () => ending.abort() }
}

async function latency (): Promise<number> {
  const took: number[] = []
  for (let time = 0; time < 10; time++) {
    const began = performance.now()
    await (await fetch(neighbour.url, once)).text()
    took.push(performance.now() - began)
  }
  return Math.round(Math.max(...took))
}

t.test('what Apache answers itself is an answer of the API', async (t) => {
  for (const name of await readdir(join(root, 'deploy/apache/errors'))) {
    const { ok, error } = JSON.parse(await readFile(join(root, 'deploy/apache/errors', name), 'utf8')) as ErrorEnvelope
    t.equal(ok, false)
    t.equal(error.message, catalogue[error.code].en, name)
  }
  await app.app.close()
  const { status, headers, text } = await get('/api/v1/me', { origin: frontEnd })
  t.equal(status, 503)
  t.match(headers, {
    'content-type': 'application/json; charset=utf-8',
    'access-control-allow-origin': frontEnd,
    'access-control-allow-credentials': 'true',
    'retry-after': '5',
    'strict-transport-security': /max-age/
  })
  t.match(JSON.parse(text), { ok: false, data: null, error: { code: 'UNAVAILABLE' } })
  t.equal(await refusedUpgrade(`${url}/api/v1/ws`, {}), 503)
})

t.test('a mistake in the files stops a reload, and what served goes on', async (t) => {
  const file = join(apache.folder, 'sites-enabled/zz-mistake.conf')
  await writeFile(file, 'ProxyPass / nowhere\nNoSuchDirective on\n')
  const hook = spawnSync(join(root, 'deploy/certbot-hook.sh'), { env: { ...process.env, APACHE2CTL: apache.control } })
  t.not(hook.status, 0)
  t.match(await (await fetch(neighbour.url, once)).text(), neighbour.page)
  await rm(file)
  const good = spawnSync(join(root, 'deploy/certbot-hook.sh'), { env: { ...process.env, APACHE2CTL: apache.control } })
  t.equal(good.status, 0)
})

t.test('the neighbour is as it was, and after the removal too', async (t) => {
  t.same(await neighbourNow(), before)
  for (const name of [`${host}.conf`, `${host}-ssl.conf`]) await rm(join(apache.folder, 'sites-enabled', name))
  apache.ctl('configtest')
  apache.ctl('graceful')
  t.same(await neighbourNow(), before)
})
