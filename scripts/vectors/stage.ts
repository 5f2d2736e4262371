/** The service itself, with a clock that stands where it is put, for vectors that are played through it. */
import type { AddressInfo } from 'node:net'
import { buildApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { migrateToLatest } from '../../src/database/migration/migrate.ts'
import { openDeps, type Deps } from '../../src/deps.ts'
import { emailOf, insertPeople, password, type PersonName } from '../../test/support/people.ts'

export interface Answer {
  data: any
  /** Null where it was taken. */
  error: { code: string, details?: { rule: string }[] } | null
}

export interface Stage {
  deps: Deps
  /** Puts the clock somewhere: milliseconds since 1970. */
  turnTo: (instant: number) => void
  /** A request of somebody of the small company, at the moment that the clock shows. */
  ask: (who: PersonName, method: string, path: string, body?: object) => Promise<Answer>
  /** The same of whoever has the address. */
  askBy: (email: string, method: string, path: string, body?: object) => Promise<Answer>
  close: () => Promise<void>
}

const smallCompany = ({ db, passwords }: Deps) => insertPeople(db, passwords)

/** In milliseconds, well below that of an access token. */
const tokenLife = 300_000

/** @param dsn of an empty database. @param found puts the people into it, each with `password`. */
export async function openStage (dsn: string, found: (deps: Deps) => Promise<void> = smallCompany): Promise<Stage> {
  let instant = Date.parse('2026-01-01T00:00:00Z')
  const config = loadConfig({
    NODE_ENV: 'test',
    WORKPULSE_DATABASE_DSN: dsn,
    WORKPULSE_LOG_LEVEL: 'silent',
    WORKPULSE_RATE_LIMIT: '1000000'
  })
  const deps = openDeps(config, { now: () => new Date(instant) })
  await migrateToLatest(deps.db)
  await found(deps)
  // A job that saw one story of the clock would go on in the next: whoever plays runs them, at their moment.
  const app = await buildApp({ ...deps, jobs: { ...deps.jobs, start () {} } })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/v1`

  async function send (method: string, path: string, body: object | undefined, token?: string): Promise<Answer> {
    const answer = await fetch(url + path, {
      method,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) })
    })
    return await answer.json() as Answer
  }

  /** Valid for some minutes of the clock. */
  const tokens = new Map<string, { token: string, since: number }>()

  async function tokenOf (email: string): Promise<string> {
    const kept = tokens.get(email)
    if (kept && Math.abs(instant - kept.since) < tokenLife) return kept.token
    await deps.db.deleteFrom('attempts').execute()
    const { data, error } = await send('POST', '/auth/login', { email, password })
    if (error) throw new Error(`${email} cannot sign in: ${error.code}`)
    tokens.set(email, { token: data.accessToken, since: instant })
    return data.accessToken
  }

  return {
    deps,
    turnTo (time) {
      instant = time
    },
    ask: async (who, method, path, body) => send(method, path, body, await tokenOf(emailOf(who))),
    askBy: async (email, method, path, body) => send(method, path, body, await tokenOf(email)),
    async close () {
      await app.close()
      await deps.close()
    }
  }
}
