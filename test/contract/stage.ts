/** The service, with everybody of the small company signed in, and the state that each test of an operation begins with. */
import type { Test } from 'tap'
import { createClient, type Client } from '../../generated/sdk/dist/src/sdk/index.js'
import { newPushKey } from '../../src/push/vapid.ts'
import { testApp, type TestApp } from '../support/app.ts'
import type { TestDatabase } from '../support/databases.ts'
import { bytesTypeOf, isPublic, pathParametersOf, rolesOf, type Operation } from '../support/document.ts'
import { startMailbox, type Mailbox } from '../support/mailbox.ts'
import { people } from '../support/people.ts'
import { send, type RawAnswer, type RawRequest } from '../support/raw.ts'
import { openState, type Kept, type State } from '../support/state.ts'
import { everybody, type Asked, type Caller, type Subject, type Who } from './subject.ts'
import { tags, type Tag } from './tags.ts'

export interface Stage {
  app: TestApp
  mailbox: Mailbox
  state: State
  clients: Caller['clients']
  tokens: Record<Who, string>
  /** Waits until nothing is under way that would change a row of its own accord. */
  idle: () => Promise<void>
  /** A client of its own for whoever it is: what one test does to it, such as signing out, is not the next one's. */
  clientOf: (who: Who) => Client
  ask: (operation: Operation, who: Who, asked: Asked) => Promise<RawAnswer>
}

export async function openStage (t: Test, database: TestDatabase, environment: Record<string, string> = {}): Promise<Stage> {
  const mailbox = await startMailbox(t)
  const app = await testApp(t, database, {
    WORKPULSE_SMTP_URL: mailbox.url,
    WORKPULSE_WEBHOOK_NETWORKS: '127.0.0.0/8',
    WORKPULSE_PUSH_PRIVATE_KEY: newPushKey(),
    WORKPULSE_PUSH_NETWORKS: '127.0.0.0/8',
    ...environment
  })
  // However long the machine takes, no job that comes again and again is due, and nobody's token expires.
  app.clock.countQuestions()
  const state = await openState(app.deps.db)
  const tokens = { anonymous: '' } as Record<Who, string>
  const clients = {} as Caller['clients']
  // One after the other: each costs a password hash.
  for (const name of everybody) {
    clients[name] = await app.signIn(name, {
      onTokens: (given) => {
        tokens[name] = given?.accessToken ?? tokens[name]
      }
    })
  }
  return {
    app,
    mailbox,
    state,
    clients,
    tokens,
    idle: state.settled,
    clientOf: (who) =>
      who === 'anonymous' ? app.anonymous() : createClient({ baseUrl: app.url, mode: 'bearer', tokens: { accessToken: tokens[who] } }),
    ask: (operation, who, asked) => send(app.url, requestOf(operation, asked, bearer(tokens[who])))
  }
}

export const bearer = (token: string): RawRequest['headers'] => token ? { authorization: `Bearer ${token}` } : {}

export function requestOf (
  operation: Operation,
  { params = {}, query = {}, body, bytes }: Asked,
  headers: RawRequest['headers'] = {}
): RawRequest {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name]))
  const search = new URLSearchParams(query as Record<string, string>).toString()
  return {
    method: operation.method.toUpperCase(),
    path: search ? `${path}?${search}` : path,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(bytes && { body: bytes, headers: { 'content-type': bytesTypeOf(operation), ...headers } })
  }
}

/** The valid request with something other about it. */
export function varied (valid: Asked, { params, query, body, bytes = valid.bytes }: Asked = {}): Asked {
  return {
    params: { ...valid.params, ...params },
    query: query ?? valid.query,
    ...(bytes && { bytes }),
    ...((valid.body ?? body) !== undefined && { body: body === undefined ? valid.body : { ...valid.body, ...body } })
  }
}

function callerOf (operation: Operation, { by }: { by?: Who }): Who {
  if (by) return by
  const roles = rolesOf(operation)
  if (isPublic(operation)) return 'anonymous'
  return roles ? everybody.findLast((name) => roles.includes(people[name].role))! : 'employee'
}

/** What the answer is about, whatever the request was called and when it came. */
export const plain = ({ status, headers: { date, 'x-request-id': requestId, ...headers }, text }: RawAnswer) => ({
  status,
  headers,
  text: text.replace(String(requestId), 'ID')
})

/** The same about nothing: each id is that of no object. */
export function aboutNothing (asked: Asked): Asked {
  const { bytes, ...said } = asked
  return { ...JSON.parse(JSON.stringify(said).replaceAll(/"[0-9A-Z]{26}"/g, '"01JD2V6M7Q8R9S0T1V2W3X4Y5Z"')), ...(bytes && { bytes }) }
}

export const unknownIds = (operation: Operation): Record<string, string> =>
  Object.fromEntries(pathParametersOf(operation).filter(({ schema }) => isId(schema)).map(({ name }) => [name, 'NONE']))

const isId = ({ $ref }: { $ref?: string }) => $ref === '#/components/schemas/Id'

export interface Scene {
  subject: Subject<any, unknown>
  valid: Asked
  fixture: unknown
  caller: Who
  /** Puts everything back. */
  begin: () => Promise<void>
}

/** Each tag with what its operations are about. */
export async function eachTag (
  t: Test,
  stage: Stage,
  test: (t: Test, tag: Tag, sceneOf: (id: string) => Scene) => Promise<void>
): Promise<void> {
  await stage.idle()
  const empty = await stage.state.keep()
  for (const tag of await tags()) {
    await t.test(tag.name, async (t) => {
      await stage.state.restore(empty)
      const fixture = await tag.fixture(stage)
      await stage.idle()
      const kept: Kept = await stage.state.keep()
      const sceneOf = (id: string): Scene => {
        const subject = tag.subjects[id as keyof typeof tag.subjects] as Subject<any, unknown>
        const begin = async () => {
          await stage.idle()
          await stage.state.restore(kept)
          await subject.given?.(stage)
        }
        return { subject, fixture, valid: subject.valid(fixture) as Asked, caller: callerOf(tag.operations.get(id)!, subject), begin }
      }
      await test(t, tag, sceneOf)
    })
  }
}
