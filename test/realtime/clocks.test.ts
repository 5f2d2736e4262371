/** Replicas whose machines have not the same time. */
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { buildApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { openDeps } from '../../src/deps.ts'
import { databases, mariadbAlone, type TestDatabase } from '../support/databases.ts'
import { emailOf, password } from '../support/people.ts'
import { send } from '../support/raw.ts'

const json = { 'content-type': 'application/json' }

async function replica (t: Test, dsn: string, skew: number) {
  const config = loadConfig({ NODE_ENV: 'test', WORKPULSE_DATABASE_DSN: dsn, WORKPULSE_LOG_LEVEL: 'silent' })
  const deps = openDeps(config, undefined, undefined, () => Date.now() + skew)
  const app = await buildApp(deps)
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => {
    await app.close()
    await deps.close()
  })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  return async (method: string, path: string, body?: object, headers = {}) => {
    const { status, text } = await send(url, {
      method,
      path,
      headers: { ...json, ...headers },
      ...(body && { body: JSON.stringify(body) })
    })
    return { status, ...JSON.parse(text) }
  }
}

async function two (t: Test, database: TestDatabase, skew: number) {
  const { dsn, drop } = await database.copy('company')
  t.teardown(drop)
  return [await replica(t, dsn, 0), await replica(t, dsn, skew)]
}

const signIn = { email: emailOf('employee'), password, tokenDelivery: 'body' }

for (const database of mariadbAlone(t)) {
  for (const skew of [12_000, -12_000, 40_000, -180_000, 180_000, 3_600_000]) {
    t.test(`${skew / 1000} s apart`, async (t) => {
      const [here, there] = await two(t, database, skew)
      const { data: { clockDifference } } = await there('GET', '/readyz')
      t.ok(Math.abs(clockDifference + skew) < 1000, `the difference is told: ${clockDifference} ms`)
      const { data: { accessToken, refreshToken } } = await here('POST', '/api/v1/auth/login', signIn)
      const authorization = `Bearer ${accessToken}`
      t.equal((await there('GET', '/api/v1/auth/me', undefined, { authorization })).status, 200, 'a session that has just begun')

      const first = await here('POST', '/api/v1/auth/refresh', { refreshToken, tokenDelivery: 'body' })
      const second = await there('POST', '/api/v1/auth/refresh', { refreshToken, tokenDelivery: 'body' })
      t.same([first.status, second.status], [200, 200], 'one refresh token at both')
      t.type(first.data.refreshToken, 'string')
      t.equal(second.data.refreshToken, first.data.refreshToken, 'is no theft, but two tabs')
      t.equal((await there('GET', '/api/v1/auth/me', undefined, { authorization: `Bearer ${first.data.accessToken}` })).status, 200)

      const { data: { ticket } } = await here('POST', '/api/v1/ws/ticket', undefined, { authorization })
      const { status } = await there('GET', `/api/v1/stream/notifications?ticket=${ticket}`).catch(() => ({ status: 200 }))
      t.equal(status, 200, 'a ticket')
    })
  }
}

t.test('who has the database on the same machine has its time', async (t) => {
  const [here] = await two(t, databases[0], 0)
  const { data: { clockDifference } } = await here('GET', '/readyz')
  t.ok(Math.abs(clockDifference) < 500, `${clockDifference} ms`)
})
