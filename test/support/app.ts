import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Test } from 'tap'
import { createClient, type Client, type ClientOptions } from '../../generated/sdk/dist/src/sdk/index.js'
import { buildApp, type AppOptions } from '../../src/app.ts'
import { newId } from '../../src/database/id.ts'
import { loadConfig } from '../../src/config.ts'
import { openDeps, type Deps } from '../../src/deps.ts'
import { createPasswords } from '../../src/security/passwords.ts'
import { testClock, type TestClock } from './clock.ts'
import { judge, type Judge } from './judge.ts'
import type { TestDatabase } from './databases.ts'
import { emailOf, password, quickPasswords, type PersonName } from './people.ts'

export { start, testClock, today, type TestClock } from './clock.ts'

/** A port that was free a moment ago. */
export async function freePort (): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

export interface TestApp {
  app: FastifyInstance
  deps: Deps
  clock: TestClock
  url: string
  /** Of its database. */
  dsn: string
  judge: Judge
  /** A client of the SDK, signed in, in bearer mode. */
  signIn: (person: PersonName, options?: Partial<ClientOptions>) => Promise<Client>
  /** The same of several, in their order. */
  signInEach: <Names extends [PersonName, ...PersonName[]]>(...people: Names) => Promise<{ [Index in keyof Names]: Client }>
  /** A client that is not signed in. */
  anonymous: (options?: Partial<ClientOptions>) => Client
}

/**
 * The real service on a real port, with the small company in a database of its own. When the test ends, everything
 * that it answered must have been as its documents say.
 */
export async function testApp (
  t: Test,
  database: TestDatabase,
  environment: Record<string, string> = {},
  log?: Logger,
  { catchUp, ...options }: Pick<AppOptions, 'arrival'> & Partial<Pick<Deps, 'catchUp'>> = {}
): Promise<TestApp> {
  const { dsn, drop } = await database.copy('company')
  const clock = testClock()
  const filesFolder = join(tmpdir(), `workpulse-files-${newId()}`)
  const config = loadConfig({
    NODE_ENV: 'test',
    WORKPULSE_DATABASE_DSN: dsn,
    WORKPULSE_LOG_LEVEL: 'error',
    WORKPULSE_RATE_LIMIT: '1000000',
    WORKPULSE_FILES_DIR: filesFolder,
    ...environment
  })
  const deps = { ...openDeps(config, clock, log), passwords: quickPasswords(config.passwordPepper), ...catchUp && { catchUp } }
  // With another pepper than the template's nobody could sign in.
  if (environment.WORKPULSE_PASSWORD_PEPPER) {
    await deps.db.updateTable('users').set({ password_hash: await deps.passwords.hash(password) }).execute()
  }
  const contractJudge = judge()
  const app = await buildApp(deps, { ...options, extend: contractJudge.attach })
  // A browser sends an Origin, so its port must be known to the configuration; others take any.
  await app.listen({ host: '127.0.0.1', port: environment.WORKPULSE_API_ADDR ? config.port : 0 })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  t.teardown(async () => {
    await app.close()
    await deps.close()
    await drop()
    await rm(filesFolder, { recursive: true, force: true })
    contractJudge.verdict()
  })

  const anonymous = (options: Partial<ClientOptions> = {}) => createClient({ baseUrl: url, mode: 'bearer', ...options })
  const signIn: TestApp['signIn'] = async (person, options) => {
    const client = anonymous(options)
    await client.login({ email: emailOf(person), password })
    return client
  }
  return {
    app,
    deps,
    clock,
    url,
    dsn,
    judge: contractJudge,
    anonymous,
    signIn,
    async signInEach (...people) {
      const clients: Client[] = []
      for (const person of people) clients.push(await signIn(person))
      return clients as { [Index in keyof typeof people]: Client }
    }
  }
}

/** From now on passwords cost what they cost in the service, where that is what matters. */
export function hashAsTheService ({ deps }: TestApp): void {
  Object.assign(deps.passwords, createPasswords(deps.config.passwordPepper))
}
