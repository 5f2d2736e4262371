/** The service as it is asked over HTTP, and what its answers come to. */
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import { buildApp } from '../../src/app.ts'
import type { TestApp } from '../support/app.ts'
import { outcomeOf, send, type Outcome, type RawRequest } from '../support/raw.ts'
import { bearer, openStage, type Stage } from './stage.ts'
import type { TestDatabase } from '../support/databases.ts'

export const [dayBefore, tomorrow] = ['2026-11-18', '2026-11-21']
export const kib = 1024
export const json = { 'content-type': 'application/json' }
export const items = (...minutes: number[]) => minutes.map((each) => ({ title: 'Collars', minutes: each }))
export const fieldsOf = (bytes: number) => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) })

/** GET operations that have no HEAD. */
export const without = ['connectWebSocket', 'streamNotifications', 'startGoogleSignIn', 'finishGoogleSignIn']

/** Checks outcomes, and that none of them changed a row. */
export async function checker (t: Test, { state, idle }: Stage) {
  await idle()
  await state.touched()
  return async (name: string, expected: Outcome, ask: () => Promise<Outcome>) => {
    const outcome = await ask()
    t.same({ ...outcome, changed: await state.touched() }, { ...expected, changed: false }, name)
  }
}

/** The same service once more, on the same database; without the judge. */
export async function ownService (t: Test, { deps }: TestApp) {
  const app = await buildApp(deps)
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(() => app.close())
  return { server: app.server, url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` }
}

/** The first answer of a connection. */
export function parseAnswer (text: string): Outcome {
  const [head, body] = text.split('\r\n\r\n', 2)
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1])
  if (!/^content-type: application\/json/im.test(head)) return { status, code: null, faults: [`not JSON: ${body}`] }
  return outcomeOf({ status, headers: {}, text: body })
}

export async function openHttp (t: Test, database: TestDatabase) {
  const stage = await openStage(t, database)
  const { app, mailbox, clients: { employee } } = stage
  const { db } = app.deps
  const visitor = app.anonymous({ mode: 'cookie' })
  const authorization = bearer(stage.tokens.employee)
  const raw = (request: RawRequest) => send(app.url, { ...request, headers: { ...authorization, ...request.headers } })
  return { stage, app, mailbox, employee, db, visitor, authorization, raw }
}
