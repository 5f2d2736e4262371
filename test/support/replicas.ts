import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import { createClient, type Client, type ClientOptions } from '../../generated/sdk/dist/src/sdk/index.js'
import { buildApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { openDeps, type Deps } from '../../src/deps.ts'
import { testClock, type TestClock } from './app.ts'
import { type TestDatabase } from './databases.ts'
import { judge } from './judge.ts'
import { emailOf, password, quickPasswords, type PersonName } from './people.ts'

/** A Redis server that the tests started themselves. Set by `npm test`. */
export const redisUrl = process.env.WORKPULSE_TEST_REDIS

export interface Replica {
  url: string
  deps: Deps
  signIn: (person: PersonName, options?: Partial<ClientOptions>) => Promise<Client>
  /** As it ends in order. */
  close: () => Promise<void>
}

/** Several instances of the service on one database, each with its own connections, as replicas have. */
export async function testReplicas (
  t: Test,
  database: TestDatabase,
  count: number,
  environment: Record<string, string> = {}
): Promise<{ replicas: Replica[], clock: TestClock }> {
  const { dsn, drop } = await database.copy('company')
  const clock = testClock()
  const config = loadConfig({
    NODE_ENV: 'test',
    WORKPULSE_DATABASE_DSN: dsn,
    WORKPULSE_LOG_LEVEL: 'silent',
    WORKPULSE_RATE_LIMIT: '1000000',
    ...environment
  })
  const replicas: Replica[] = []
  for (let index = 0; index < count; index++) {
    const deps = { ...openDeps(config, clock), passwords: quickPasswords(config.passwordPepper) }
    const contractJudge = judge()
    const app = await buildApp(deps, { extend: contractJudge.attach })
    await app.listen({ host: '127.0.0.1', port: 0 })
    const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
    let closed = false
    replicas.push({
      url,
      deps,
      async signIn (person, options) {
        const client = createClient({ baseUrl: url, mode: 'bearer', ...options })
        await client.login({ email: emailOf(person), password })
        return client
      },
      async close () {
        if (closed) return
        closed = true
        await app.close()
        await deps.close()
        contractJudge.verdict()
      }
    })
  }
  t.teardown(async () => {
    for (const { close } of replicas) await close()
    await drop()
  })
  return { replicas, clock }
}
