/** What the service answers at is what the documents say, and the few addresses that show the documents. */
import type { FastifyInstance, RouteOptions } from 'fastify'
import t from 'tap'
import { buildApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { openDeps } from '../../src/deps.ts'
import { databases } from '../support/databases.ts'
import { operations } from '../support/judge.ts'

/** Not operations: they show the contract, or HTTP asks for them. */
const beside = [
  /^(GET|HEAD) \/$/,
  /^(GET|HEAD) \/openapi\.json$/,
  /^(GET|HEAD) \/asyncapi\.json$/,
  /^(GET|HEAD) \/docs(\/.*)?$/,
  /^OPTIONS \*$/
]

const documented = [...operations.values()].map(({ id, method, path }) => ({
  id,
  method: method.toUpperCase(),
  path,
  address: `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`
}))

t.test('routes', async (t) => {
  const registered: { address: string, operationId?: string }[] = []
  const reached: (string | undefined)[] = []
  const operationOf = ({ config }: Pick<RouteOptions, 'config'>) => (config as { operationId?: string } | undefined)?.operationId
  const extend = (app: FastifyInstance) => {
    app.addHook('onRoute', (route) => {
      for (const method of [route.method].flat()) registered.push({ address: `${method} ${route.url}`, operationId: operationOf(route) })
    })
    app.addHook('onRequest', async ({ routeOptions }) => {
      reached.push(operationOf(routeOptions))
    })
  }

  const { dsn, drop } = await databases[0].create()
  const deps = openDeps(loadConfig({ NODE_ENV: 'test', WORKPULSE_DATABASE_DSN: dsn, WORKPULSE_LOG_LEVEL: 'silent' }), {
    now: () => new Date()
  })
  const app = await buildApp(deps, { extend })
  await app.ready()
  t.teardown(async () => {
    await app.close()
    await deps.close()
    await drop()
  })

  t.test('each is an operation, one of a few beside the contract, or refuses the method of another address', async (t) => {
    const strangers = registered.map(({ address }) => address).filter((address) =>
      !documented.some((operation) => operation.address === address.replace(/^HEAD/, 'GET')) && !beside.some((known) => known.test(address))
    )
    const answered = await Promise.all(strangers.map(async (address) => {
      const [method, url] = address.split(' ')
      return (await app.inject({ method: method as 'GET', url })).statusCode === 405 ? [] : [address]
    }))
    t.same(answered.flat(), [], 'registered without being documented: write it in openapi/ and let src/http/contract.ts register it')
  })

  t.test('each operation is one, registered once and by its own name', async (t) => {
    for (const { id, address } of documented) {
      t.same(registered.filter((route) => route.address === address), [{ address, operationId: id }], address)
    }
  })

  t.test('what answers GET answers HEAD, but for what stays open or sends the browser on', async (t) => {
    const withoutHead = documented.filter(({ method, address }) =>
      method === 'GET' && !registered.some((route) => route.address === address.replace(/^GET/, 'HEAD'))
    )
    t.same(withoutHead.map(({ id }) => id).sort(), [
      'connectWebSocket',
      'finishGoogleSignIn',
      'startGoogleSignIn',
      'streamNotifications'
    ])
    for (const { path } of withoutHead) {
      const { statusCode, headers } = await app.inject({ method: 'HEAD', url: path })
      t.match({ statusCode, allow: headers.allow }, { statusCode: 405, allow: 'GET' }, path)
    }
    for (const url of ['/healthz', '/docs', '/docs/realtime', '/openapi.json', '/asyncapi.json', '/', '/api/v1/auth/me']) {
      const [get, head] = [await app.inject({ method: 'GET', url }), await app.inject({ method: 'HEAD', url })]
      t.equal(head.statusCode, get.statusCode, url)
      t.equal(head.body, '', url)
      t.equal(head.headers['content-type'], get.headers['content-type'], url)
      // Of an empty answer, such as a redirect's, there is no length to tell.
      if (!url.startsWith('/api/') && get.body !== '') t.equal(head.headers['content-length'], get.headers['content-length'], url)
    }
    const { headers } = await app.inject({ method: 'POST', url: '/api/v1/auth/me' })
    t.equal(headers.allow, 'GET, HEAD')
  })

  t.test('every answer tells browsers what not to do with it, also of what is no address', async (t) => {
    for (
      const url of ['/healthz', '/nothing', '/api/v1/auth/login', '/api/v1/auth/me', '/%', '/api/v1/reports/%ff', '/api/v1/%c0%af?x=%']
    ) {
      const { headers, statusCode } = await app.inject({ method: 'GET', url, headers: { origin: 'http://localhost:3000' } })
      t.match(headers, {
        'access-control-allow-origin': 'http://localhost:3000',
        'access-control-expose-headers': 'X-Request-Id, X-Realtime-Position, Retry-After, Idempotency-Replayed, ETag',
        'x-content-type-options': 'nosniff',
        'content-security-policy': /default-src 'none'/,
        'referrer-policy': 'no-referrer'
      }, url)
      if (url.startsWith('/api/') || statusCode >= 400) t.equal(headers['cache-control'], 'no-store', url)
    }
  })

  t.test('each operation is what its address reaches', async (t) => {
    for (const { id, method, path } of documented) {
      reached.length = 0
      await app.inject({ method: method as 'GET', url: path.replaceAll(/\{\w+\}/g, 'ID') })
      t.same(reached, [id], `${method} ${path}`)
    }
  })
})
