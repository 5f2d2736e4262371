/** Bad input, of every operation: a 4xx that names every fault, and nothing changes. */
import { readFileSync } from 'node:fs'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { Client } from '../../generated/sdk/dist/src/sdk/index.js'
import type { OperationId, Operations } from '../../generated/operations.ts'
import type { ErrorDetail } from '../../generated/schemas.ts'
import type { ErrorCode } from '../../generated/errors.ts'
import { buildApp } from '../../src/app.ts'
import { newSecret } from '../../src/database/secret.ts'
import * as invitations from '../../src/repositories/identity/invitations.ts'
import * as linkTokens from '../../src/repositories/identity/link-tokens.ts'
import { testApp, today, type TestApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { operations } from '../support/judge.ts'
import { startMailbox } from '../support/mailbox.ts'
import { emailOf, line4, line7, password, people, production, type PersonName } from '../support/people.ts'
import { outcomeOf, outcomeOfCall, refusal, send, sendBytes, success, type Outcome, type RawRequest } from '../support/raw.ts'
import { differences, settled, snapshot } from '../support/snapshot.ts'
import { broken, brokenQuery, resolve, type Schema } from './bad-values.ts'

const openapi = JSON.parse(readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8'))
const [yesterday, dayBefore, tomorrow] = ['2026-11-19', '2026-11-18', '2026-11-21']
const kib = 1024

interface Input {
  params?: string[]
  query?: Record<string, unknown>
  body?: unknown
}

/** A variation that is refused; without a code, for its form. */
interface Refused extends Input {
  code?: ErrorCode
  faults: string[]
}

interface Subject<O extends OperationId> {
  /** Who may call it; without, the employee. */
  by?: Caller
  /** Is taken. What is refused are variations of it, so it names every key that there is. */
  valid: { params?: string[], query?: Operations[O]['query'], body?: Operations[O]['body'] }
  /** Of the body, in bytes; for operations that may be sent one. */
  limit?: number
  /** What is wrong with it beyond its schemas, and what it is told. */
  refused?: Record<string, Refused>
}

const callers = ['employee', 'manager', 'admin'] satisfies PersonName[]
type Caller = typeof callers[number]

/** What the tests are about: reports of the employee, something for each operation that uses it up, and a real cursor of each list. */
interface Company {
  drafts: [string, string]
  refreshTokens: [string, string]
  /** One that the employee has beside hers. */
  session: string
  /** What the links hold, and to whom the first was sent. */
  links: { invited: string, invitation: string, registration: string, reset: string }
  /** That is to be revoked. */
  invitation: string
  cursors: Record<'teams' | 'members' | 'reports' | 'users' | 'invitations' | 'audit', string>
}

const encode = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url')

/** Cursors that are not quite `real`, whose last two parts are what the list is sorted by, and the id. */
function forgedCursors (real: string, another: string, input: Input, sortKeys: Record<string, string>): Record<string, Refused> {
  const key: string[] = JSON.parse(Buffer.from(real, 'base64url').toString())
  const forgeries = {
    'not JSON': 'abc',
    'of nothing': encode([]),
    'of null': encode(null),
    'an object': encode({ ...key }),
    'without its last part': encode(key.slice(0, -1)),
    'with a part more': encode([...key, 'a']),
    'of numbers': encode(key.map(() => 1)),
    'with an id that is none': encode(key.with(-1, '😀')),
    'with a NUL in the id': encode(key.with(-1, 'a\u0000')),
    'with an empty id': encode(key.with(-1, '')),
    'with an id that is an object': encode([...key.slice(0, -1), { a: 1 }]),
    ...Object.fromEntries(Object.entries(sortKeys).map(([name, value]) => [name, encode(key.with(-2, value))])),
    'of another list': another
  }
  return Object.fromEntries(
    Object.entries(forgeries).map((
      [name, cursor]
    ) => [`a forged cursor, ${name}`, { ...input, query: { cursor }, faults: ['/query/cursor cursor'] }])
  )
}
const strangeNames = { 'with an endless name': 'x'.repeat(201), 'with a NUL in the name': 'a\u0000', 'with half a character': '\ud800' }
const strangeDays = {
  'of a day that is none': '2026-02-30',
  'of no day': 'tomorrow',
  'of an empty day': '',
  'of a day and a time': '2026-11-20T00:00:00Z'
}

/** A name, an address and an id that make a person. */
const newcomer = {
  email: 'newcomer@workpulse.test',
  name: people.disabled.name,
  role: 'manager' as const,
  divisionId: production.id,
  teams: [{ id: line4.id, role: 'member' as const }, { id: line7.id, role: 'lead' as const }]
}
const newPassword = 'five orders of blue collars'
const common = ['password1234', 'aaaaaaaaaaaa', 'abababababababab', '123456789012']

/** Where a person cannot be put, `body` being valid otherwise. */
function placesRefused (input: { params?: string[], body: object }): Record<string, Refused> {
  const put = (places: object, ...faults: string[]): Refused => ({
    ...input,
    body: { ...input.body, ...places },
    code: 'RULE_REFUSED',
    faults
  })
  const [first, second] = newcomer.teams
  return {
    'an unknown division': put({ divisionId: 'NONE' }, '/body/divisionId unknownDivision'),
    'a team for a division': put({ divisionId: line4.id }, '/body/divisionId unknownDivision'),
    'an unknown team': put({ teams: [first, { id: 'NONE', role: 'lead' }] }, '/body/teams/1/id unknownTeam'),
    'a team in other letters': put({ teams: [{ ...first, id: first.id.toLowerCase() }] }, '/body/teams/0/id unknownTeam'),
    'a team twice': put({ teams: [first, second, { ...first, role: 'lead' }] }, '/body/teams/2/id unique'),
    'an unknown team twice': put(
      { teams: [{ id: 'NONE', role: 'lead' }, { id: 'NONE', role: 'lead' }] },
      '/body/teams/0/id unknownTeam',
      '/body/teams/1/id unknownTeam',
      '/body/teams/1/id unique'
    ),
    'all of these at once': put(
      { divisionId: 'NONE', teams: [{ id: 'NONE', role: 'lead' }, first, first] },
      '/body/divisionId unknownDivision',
      '/body/teams/0/id unknownTeam',
      '/body/teams/2/id unique'
    )
  }
}

/** Passwords that nobody may have, at `path`. */
const commonRefused = (path: string, passwords: string[], inputOf: (password: string) => Input): Record<string, Refused> =>
  Object.fromEntries(
    passwords.map((
      password
    ) => [`the password ${password}`, { ...inputOf(password), code: 'RULE_REFUSED', faults: [`${path} commonPassword`] }])
  )

const items = (...minutes: number[]) => minutes.map((each) => ({ title: 'Collars', minutes: each }))
const fieldsOf = (bytes: number) => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) })
const content = {
  summary: 'Collars',
  planNext: 'Sleeves',
  mood: 4,
  fields: { shift: 'morning' },
  items: [{
    title: 'Order 2211',
    detail: 'Blue',
    category: 'sewing',
    status: 'done' as const,
    progress: 100,
    minutes: 360,
    quantity: 180,
    unit: 'pcs',
    carriedFromId: null
  }]
}
const contentRefused = (input: { params?: string[], body: object }) => ({
  'more minutes than a day has': { ...input, body: { ...input.body, items: items(1440, 1) }, faults: ['/body/items maxMinutes'] },
  'fields over 32 KB': { ...input, body: { ...input.body, fields: fieldsOf(32 * kib + 1) }, faults: ['/body/fields maxBytes'] },
  'fields over 32 KB in bytes, though not in characters': {
    ...input,
    body: { ...input.body, fields: { a: '😀'.repeat(8 * kib) } },
    faults: ['/body/fields maxBytes']
  },
  'two of these at once': {
    ...input,
    body: { ...input.body, fields: fieldsOf(40 * kib), items: items(1440, 1) },
    faults: ['/body/fields maxBytes', '/body/items maxMinutes']
  }
})

/** A new operation without an entry does not compile. */
const subjectsOf = ({ drafts, refreshTokens, session, links, invitation, cursors }: Company): { [O in OperationId]: Subject<O> } => ({
  getHealth: { valid: {} },
  getReadiness: { valid: {} },
  login: {
    valid: { body: { email: 'employee@workpulse.test', password: 'correct horse battery staple', tokenDelivery: 'cookie' } },
    limit: 4 * kib
  },
  refreshSession: { valid: { body: { refreshToken: refreshTokens[0], tokenDelivery: 'body' } }, limit: 4 * kib },
  logout: { valid: { body: { refreshToken: refreshTokens[1] } }, limit: 4 * kib },
  getMe: { valid: {} },
  getMySummary: { valid: {} },
  listTeams: {
    valid: { query: { cursor: cursors.teams, limit: 10 } },
    refused: forgedCursors(cursors.teams, cursors.reports, {}, strangeNames)
  },
  listTeamMembers: {
    valid: { params: [line4.id], query: { cursor: cursors.members, limit: 10 } },
    refused: forgedCursors(cursors.members, cursors.teams, { params: [line4.id] }, strangeNames)
  },
  listReports: {
    valid: {
      query: {
        from: yesterday,
        to: today,
        divisionId: 'DIVISION',
        teamId: line4.id,
        userId: 'USER',
        state: 'draft',
        cursor: cursors.reports,
        limit: 10
      }
    },
    refused: {
      'a date and a first day': { query: { date: today, from: today }, faults: ['/query/date exclusive'] },
      'a date and a last day': { query: { date: today, to: today }, faults: ['/query/date exclusive'] },
      'a date and a range': { query: { date: today, from: today, to: today }, faults: ['/query/date exclusive'] },
      'a crossed range': { query: { from: today, to: yesterday }, faults: ['/query/to order'] },
      'a range of 93 days': { query: { from: '2026-08-20', to: today }, faults: ['/query/to maxDays'] },
      'a range of centuries': { query: { from: '0001-01-01', to: '9999-12-31' }, faults: ['/query/to maxDays'] },
      'a crossed range and a forged cursor': {
        query: { from: today, to: yesterday, cursor: 'abc' },
        faults: ['/query/to order', '/query/cursor cursor']
      },
      ...forgedCursors(cursors.reports, cursors.teams, {}, strangeDays)
    }
  },
  createReport: {
    valid: { body: { reportDate: dayBefore, ...content, submit: false } },
    limit: 1024 * kib,
    refused: contentRefused({ body: { reportDate: dayBefore, summary: 'Collars' } })
  },
  getReport: { valid: { params: [drafts[0]] } },
  updateReport: {
    valid: { params: [drafts[0]], body: { version: 1, ...content } },
    limit: 1024 * kib,
    refused: contentRefused({ params: [drafts[0]], body: { version: 1 } })
  },
  submitReport: { valid: { params: [drafts[1]], body: { version: 1 } }, limit: 64 * kib },
  listNotifications: { valid: {} },
  markAllNotificationsRead: { valid: {}, limit: 64 * kib },
  markNotificationRead: { valid: { params: ['NOTIFICATION'] }, limit: 64 * kib },
  streamNotifications: { valid: {} },
  createWsTicket: { valid: {}, limit: 64 * kib },
  connectWebSocket: { valid: { query: { ticket: 'T1cket_-' } } },
  register: {
    valid: { body: { email: links.invited, name: newcomer.name, password: newPassword, invitation: links.invitation } },
    limit: 4 * kib,
    refused: {
      'no invitation where one is needed': {
        body: { email: links.invited, name: newcomer.name, password: newPassword },
        code: 'REGISTRATION_CLOSED',
        faults: []
      },
      ...commonRefused(
        '/body/password',
        [...common, links.invited, `${links.invited}!`],
        (password) => ({ body: { email: links.invited, name: newcomer.name, password, invitation: links.invitation } })
      ),
      'the name as the password': {
        body: { email: links.invited, name: 'a name that is long', password: 'A Name That Is Long', invitation: links.invitation },
        code: 'RULE_REFUSED',
        faults: ['/body/password commonPassword']
      }
    }
  },
  forgotPassword: { valid: { body: { email: emailOf('other') } }, limit: 4 * kib },
  resetPassword: {
    valid: { body: { token: links.reset, password: newPassword } },
    limit: 4 * kib,
    refused: {
      ...commonRefused('/body/password', common, (password) => ({ body: { token: links.reset, password } })),
      'a token of another kind': { body: { token: links.registration, password: newPassword }, code: 'INVALID_TOKEN', faults: [] }
    }
  },
  listSessions: { valid: {} },
  revokeSession: {
    valid: { params: [session] },
    limit: 64 * kib,
    refused: Object.fromEntries(
      [['none', 'NONE'], ['in other letters', session.toLowerCase()], ['with a space', `${session}_`]].map((
        [name, id]
      ) => [`a session, ${name}`, { params: [id], code: 'NOT_FOUND', faults: [] }])
    )
  },
  // Ends the other sessions.
  changePassword: {
    valid: { body: { currentPassword: password, newPassword } },
    limit: 4 * kib,
    refused: commonRefused(
      '/body/newPassword',
      [...common, emailOf('employee')],
      (newPassword) => ({ body: { currentPassword: password, newPassword } })
    )
  },
  // Signs out, so it is somebody's who is not asked again.
  revokeAllSessions: { by: 'manager', valid: {}, limit: 64 * kib },
  startGoogleSignIn: { valid: { query: { return_to: '/reports?date=2026-11-20' } } },
  finishGoogleSignIn: { valid: { query: { state: 'state', code: 'code', error: 'access_denied' } } },
  listUsers: {
    by: 'admin',
    valid: {
      query: { q: 'a', role: 'employee', divisionId: production.id, teamId: line4.id, state: 'active', cursor: cursors.users, limit: 10 }
    },
    refused: forgedCursors(cursors.users, cursors.members, {}, strangeNames)
  },
  getUser: { by: 'admin', valid: { params: [people.employee.id] } },
  createUser: { by: 'admin', valid: { body: newcomer }, limit: 64 * kib, refused: placesRefused({ body: newcomer }) },
  updateUser: {
    by: 'admin',
    valid: {
      params: [people.other.id],
      body: { version: 1, name: newcomer.name, role: 'manager', divisionId: production.id, teams: newcomer.teams }
    },
    limit: 64 * kib,
    refused: placesRefused({ params: [people.other.id], body: { version: 1 } })
  },
  disableUser: { by: 'admin', valid: { params: [people.neighbour.id] }, limit: 64 * kib },
  enableUser: { by: 'admin', valid: { params: [people.neighbour.id] }, limit: 64 * kib },
  listInvitations: {
    by: 'admin',
    valid: { query: { state: 'pending', cursor: cursors.invitations, limit: 10 } },
    refused: forgedCursors(cursors.invitations, cursors.users, {}, {})
  },
  createInvitation: {
    by: 'admin',
    valid: { body: { email: 'guest@workpulse.test', role: 'manager', divisionId: production.id, teams: newcomer.teams } },
    limit: 64 * kib,
    refused: placesRefused({ body: { email: 'guest@workpulse.test' } })
  },
  revokeInvitation: { by: 'admin', valid: { params: [invitation] }, limit: 64 * kib },
  getSettings: { by: 'admin', valid: { query: { scope: 'org' } } },
  updateSettings: {
    by: 'admin',
    valid: { body: { scope: 'org', version: 1, registrationMode: 'open', allowedEmailDomains: ['workpulse.test', 'a-b.c0'] } },
    limit: 64 * kib
  },
  // Once the organisation is open.
  verifyEmail: {
    valid: { body: { token: links.registration, password: newPassword } },
    limit: 4 * kib,
    refused: Object.fromEntries(
      [['unknown', 'NONE'], ['of another kind', links.reset], ['in other letters', links.registration.toUpperCase()], [
        'that is longer',
        `${links.registration}a`
      ]]
        .map(([name, token]) => [`a token ${name}`, { body: { token }, code: 'INVALID_TOKEN', faults: [] }])
    )
  },
  listAuditEntries: {
    by: 'admin',
    valid: { query: { action: 'user.created', actorId: people.admin.id, targetId: people.employee.id, cursor: cursors.audit, limit: 10 } },
    refused: {
      ...forgedCursors(cursors.audit, cursors.invitations, {}, {}),
      ...Object.fromEntries(
        ['0', '-1', '1.5', '1e3', '01', ' 1', '٣', '9'.repeat(16), '1 or 1=1'].map((
          id
        ) => [`a forged cursor, of the entry ${id}`, { query: { cursor: encode(['audit', id]) }, faults: ['/query/cursor cursor'] }])
      )
    }
  }
})

const allParametersOf = (id: OperationId): Schema[] =>
  (operations.get(id)!.document.parameters ?? []).map((parameter: Schema) =>
    parameter.$ref ? openapi.components.parameters[parameter.$ref.split('/').at(-1)] : parameter
  )
/** An object stands for whatever other keys there are. */
const isOpenQuery = ({ schema }: Schema) => schema.type === 'object'
const parametersOf = (id: OperationId): Schema[] => allParametersOf(id).filter((parameter) => !isOpenQuery(parameter))
const bodySchemaOf = (id: OperationId): Schema | undefined => operations.get(id)!.document.requestBody?.content['application/json'].schema

/** Every variation that the SDK can say, given a value that its types would refuse. */
function variations (id: OperationId, { valid, refused = {} }: Subject<OperationId>): Record<string, Refused> {
  const schema = bodySchemaOf(id)
  const names = [...operations.get(id)!.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  const ids = ['x'.repeat(37), 'x'.repeat(500), ' ', 'a b', 'a/b', '../a', 'a.b', "a'b", 'ö', '😀', 'a\u0000', 'a%b', 'a?b#c', '%2e']
  return {
    ...Object.fromEntries(
      (schema ? broken(schema, valid.body, '/body') : []).map(({ name, value, faults }) => [name, { ...valid, body: value, faults }])
    ),
    ...Object.fromEntries(
      parametersOf(id).flatMap((parameter) =>
        brokenQuery(parameter).map((
          { text, faults }
        ) => [`/query/${parameter.name} is ${JSON.stringify(text).slice(0, 40)}`, {
          ...valid,
          query: { ...valid.query, [parameter.name]: text },
          faults
        }])
      )
    ),
    ...Object.fromEntries(
      names.flatMap((name, index) =>
        ids.map((
          value
        ) => [`/params/${name} is ${JSON.stringify(value).slice(0, 40)}`, {
          ...valid,
          params: valid.params!.with(index, value),
          faults: [`/params/${name} pattern`]
        }])
      )
    ),
    ...refused
  }
}

const json = { 'content-type': 'application/json' }
/** Tested with a provider in test/handlers/identity/google.test.ts. */
const googleOperations: OperationId[] = ['startGoogleSignIn', 'finishGoogleSignIn']

interface RawCase {
  name: string
  request: RawRequest
  expected: Outcome
}

/** What only bytes, headers and addresses can get wrong. */
function rawCases (id: OperationId, { valid, limit }: Subject<OperationId>): RawCase[] {
  const { method, document: { requestBody } } = operations.get(id)!
  const path = pathOf(id, valid)
  const invalid = (...faults: string[]) => refusal('VALIDATION_FAILED', ...faults)
  const bodyMissing = requestBody?.required ? ['/body required'] : []
  const required = parametersOf(id).filter((parameter) => parameter.required).map(({ name }) => `/query/${name} required`)
  const query = (text: string, ...faults: string[]): RawCase => {
    const missing = required.filter((fault) => !faults.some((other) => other.split(' ')[0] === fault.split(' ')[0]))
    return {
      name: `the query ${text}`,
      request: { method, path: `${path}?${text}` },
      expected: invalid(...faults, ...missing, ...bodyMissing)
    }
  }
  const body = (name: string, text: string | Buffer, expected: Outcome, headers: RawRequest['headers'] = json): RawCase => ({
    name,
    request: { method, path, headers, body: text },
    expected
  })
  const cases = [
    ...(allParametersOf(id).some(isOpenQuery)
      ? []
      : [
        query('other=1', '/query/other additionalProperties'),
        query('other', '/query/other additionalProperties'),
        query('=1', '/query/ additionalProperties'),
        query('other[]=1&a%2Fb=1', '/query/other[] additionalProperties', '/query/a~1b additionalProperties'),
        query(
          '__proto__=1&constructor=1&hasOwnProperty=1',
          '/query/__proto__ additionalProperties',
          '/query/constructor additionalProperties',
          '/query/hasOwnProperty additionalProperties'
        ),
        query('%zz=1', '/query/%zz additionalProperties')
      ]),
    ...parametersOf(id).map(({ name, schema }) =>
      query(`${name}=1&${name}=1`, `/query/${name} type`, ...(resolve(schema).enum ? [`/query/${name} enum`] : []))
    )
  ]
  if (method === 'get') return cases
  if (limit === undefined) throw new Error(`${id} may be sent a body: add its limit to its subject, such as limit: 64 * kib`)

  const unfit = requestBody ? '/body type' : '/body empty'
  const tooLarge = refusal('PAYLOAD_TOO_LARGE')
  return [
    ...cases,
    ...['hello', '{"a":', "{'a':1}", '{}x', '{"a":NaN}', '{"a":01}', '\u0000', '{"a":"\u0001"}'].map((text) =>
      body(`the body ${text}`, text, invalid('/body json'))
    ),
    body('a __proto__ key', '{"__proto__":{"admin":true}}', invalid('/body json')),
    body('a __proto__ key further in', '{"fields":{"a":[{"__proto__":null}]}}', invalid('/body json')),
    body('a constructor with a prototype', '{"constructor":{"prototype":{"admin":true}}}', invalid('/body json')),
    body('UTF-16', Buffer.from('{}', 'utf16le'), invalid('/body json')),
    body('bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), invalid('/body utf8')),
    body('an overlong encoding', Buffer.from([0x22, 0xc0, 0xaf, 0x22]), invalid('/body utf8')),
    body('an encoded surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), invalid('/body utf8')),
    body('JSON of another kind', '"text"', invalid(unfit)),
    body('null', 'null', invalid(unfit)),
    ...(requestBody ? [] : [body('a body where none is declared', '{}', invalid('/body empty'))]),
    ...(requestBody?.required
      ? [
        body('no body', '', invalid('/body required')),
        body('no body, and another content type', '', invalid('/body required'), { 'content-type': 'text/plain' }),
        body('no body, in chunks', '', invalid('/body required'), { ...json, 'transfer-encoding': 'chunked' }),
        { name: 'no body and no headers', request: { method, path }, expected: invalid('/body required') }
      ]
      : []),
    ...[
      'text/plain',
      'text/plain; charset=utf-8',
      'text/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
      'application/json-patch+json',
      'application/xml',
      'json',
      '*/*',
      '',
      ','
    ].map((type) => body(`the content type "${type}"`, '{}', refusal('UNSUPPORTED_MEDIA_TYPE'), { 'content-type': type })),
    body('no content type', '{}', refusal('UNSUPPORTED_MEDIA_TYPE'), {}),
    body('the largest body', '['.padEnd(limit - 1) + ']', invalid(unfit)),
    body('one byte too many', '['.padEnd(limit) + ']', tooLarge),
    body('one byte too many, in chunks', '['.padEnd(limit) + ']', tooLarge, { ...json, 'transfer-encoding': 'chunked' }),
    {
      name: 'a body announced as too large',
      request: { method, path, headers: { ...json, 'content-length': limit + 1 } },
      expected: tooLarge
    }
  ]
}

function pathOf (id: OperationId, { params = [] }: Input): string {
  const rest = [...params]
  return operations.get(id)!.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(rest.shift()!))
}

/** Calls an operation through the SDK. */
function callOf (client: Client, id: OperationId, { params = [], query, body }: Input): Promise<unknown> {
  const payload = bodySchemaOf(id) ? [body] : parametersOf(id).length > 0 ? [query] : []
  return (client[id as keyof Client] as (...given: unknown[]) => Promise<unknown>)(...params, ...payload)
}

/** Checks outcomes, and that none of them changed a row. */
async function checker (t: Test, { deps: { db } }: TestApp) {
  await settled(db)
  let before = await snapshot(db)
  return async (name: string, expected: Outcome, ask: () => Promise<Outcome>) => {
    const outcome = await ask()
    const after = await snapshot(db)
    t.same({ ...outcome, changed: differences(before, after) }, { ...expected, changed: [] }, name)
    before = after
  }
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const mailbox = await startMailbox(t)
    const app = await testApp(t, database, { WORKPULSE_SMTP_URL: mailbox.url })
    const { db, clock } = app.deps
    const clients = {} as Record<Caller, Client>
    const authorizations = {} as Record<Caller, { authorization: string }>
    for (const person of callers) {
      clients[person] = await app.signIn(person, {
        onTokens: (tokens) => {
          if (tokens) authorizations[person] = { authorization: `Bearer ${tokens.accessToken}` }
        }
      })
    }
    const { employee, admin } = clients
    const visitor = app.anonymous({ mode: 'cookie' })
    const signedIn = async () =>
      (await visitor.login({ email: 'colleague@workpulse.test', password: 'correct horse battery staple', tokenDelivery: 'body' }))
        .refreshToken!
    const drafts = [
      await employee.createReport({ reportDate: today, summary: 'Collars' }),
      await employee.createReport({ reportDate: yesterday, summary: 'Sleeves' })
    ]
    const hr = await app.signIn('hr')
    await app.signIn('employee')
    const soon = new Date(clock.now().getTime() + 86_400_000)
    const invite = async (id: string, email: string) => {
      const secret = newSecret()
      await invitations.insert(db, {
        id,
        email,
        role: 'employee',
        divisionId: null,
        teams: [],
        secret,
        invitedBy: people.hr.id,
        now: clock.now(),
        expiresAt: soon
      })
      return secret
    }
    await invite('INVITATION0000000000000001', 'revoked@workpulse.test')
    const invited = 'invited@workpulse.test'
    const subjects = subjectsOf({
      drafts: [drafts[0].id, drafts[1].id],
      refreshTokens: [await signedIn(), await signedIn()],
      session: (await employee.listSessions()).items.find(({ current }) => !current)!.id,
      links: {
        invited,
        invitation: await invite('INVITATION0000000000000002', invited),
        registration: await linkTokens.insertRegistration(
          db,
          { email: 'registered@workpulse.test', name: newcomer.name, passwordHash: await app.deps.passwords.hash(newPassword) },
          soon
        ),
        reset: await linkTokens.insertReset(db, people.otherManager.id, soon)
      },
      invitation: 'INVITATION0000000000000001',
      cursors: {
        teams: (await hr.listTeams({ limit: 1 })).nextCursor!,
        members: (await employee.listTeamMembers(line4.id, { limit: 1 })).nextCursor!,
        reports: (await employee.listReports({ limit: 1 })).nextCursor!,
        users: (await admin.listUsers({ limit: 1 })).nextCursor!,
        invitations: (await admin.listInvitations({ limit: 1 })).nextCursor!,
        audit: (await admin.listAuditEntries({ limit: 1 })).nextCursor!
      }
    })
    const authorization = authorizations.employee
    const raw = (request: RawRequest, by: Caller = 'employee') =>
      send(app.url, { ...request, headers: { ...authorizations[by], ...request.headers } })

    for (const [id, subject] of Object.entries(subjects) as [OperationId, Subject<OperationId>][]) {
      const open = operations.get(id)!.document['x-access'] === 'public'
      const client = open ? visitor : clients[subject.by ?? 'employee']

      t.test(id, async (t) => {
        const check = await checker(t, app)
        for (const [name, { code = 'VALIDATION_FAILED', faults, ...input }] of Object.entries(variations(id, subject))) {
          const expected = refusal(code, ...faults)
          if (id in client) await check(name, expected, () => outcomeOfCall(() => callOf(client, id, input)))
          else {await check(name, expected, async () =>
              outcomeOf(await raw({ path: `${pathOf(id, input)}?${new URLSearchParams(input.query as Record<string, string>)}` })))}
        }
        for (const { name, request, expected } of rawCases(id, subject)) {
          await check(name, expected, async () => outcomeOf(await (open ? send(app.url, request) : raw(request, subject.by))))
        }
      })

      t.test(`${id}, as it should be`, async (t) => {
        const query = new URLSearchParams(subject.valid.query as Record<string, string>)
        if (googleOperations.includes(id)) {
          t.same(
            outcomeOf(await send(app.url, { path: `${pathOf(id, subject.valid)}?${query}` })),
            refusal('NOT_CONFIGURED'),
            'where it is not set up'
          )
        } else if (id in client) t.same(await outcomeOfCall(() => callOf(client, id, subject.valid)), success)
        else if (id === 'connectWebSocket') await t.resolves(opened(employee))
        else await t.resolves(streamed(employee))
      })
    }

    t.test('whatever else a provider adds to its answer is taken', async (t) => {
      for (
        const query of [
          'other=1',
          'scope=openid%20email&authuser=0&hd=workpulse.test&prompt=none&iss=https%3A%2F%2Faccounts.google.com',
          '=',
          '%zz=1',
          'a[]=1&a[]=2',
          '__proto__=1',
          '%F0%9F%98%80=1'
        ]
      ) {
        t.same(outcomeOf(await send(app.url, { path: `/api/v1/auth/google/callback?${query}` })), refusal('NOT_CONFIGURED'), query)
      }
    })

    t.test('a wrong current password changes nothing, and counts as a failed attempt', async (t) => {
      await settled(db)
      const before = await snapshot(db, ['attempts'])
      const attempts = async () => (await db.selectFrom('attempts').select('count').execute()).reduce((sum, { count }) => sum + count, 0)
      const countedBefore = await attempts()
      const wrong = (currentPassword: string) =>
        outcomeOfCall(() => employee.changePassword({ currentPassword, newPassword: 'six orders of blue collars' }))
      for (const currentPassword of [newPassword.toUpperCase(), `${newPassword} `, password]) {
        t.same(await wrong(currentPassword), refusal('RULE_REFUSED', '/body/currentPassword wrongPassword'), currentPassword)
      }
      t.same(differences(before, await snapshot(db, ['attempts'])), [])
      t.equal(await attempts(), countedBefore + 3)
    })

    t.test('where the organisation is open to its own domains, no other registers', async (t) => {
      const set = (registration_mode: 'open' | 'closed' | 'invitation', domains: string[]) =>
        db.updateTable('organisation').set({ registration_mode, allowed_email_domains: JSON.stringify(domains) }).execute()
      const register = (email: string, given = newPassword) =>
        outcomeOfCall(() => visitor.register({ email, name: newcomer.name, password: given }))
      await set('open', ['workpulse.test', 'xn--e1afmkfd.test'])
      const check = await checker(t, app)
      for (
        const email of [
          'a@evil.test',
          'a@sub.workpulse.test',
          'a@workpulse.test.evil.test',
          'a@notworkpulse.test',
          'workpulse.test@evil.test',
          'a@workpulse.tes'
        ]
      ) {
        await check(email, refusal('RULE_REFUSED', '/body/email emailDomain'), () => register(email))
      }
      await check(
        'a common password first',
        refusal('RULE_REFUSED', '/body/password commonPassword'),
        () => register('a@evil.test', 'password1234')
      )
      t.same(await register('Open@WorkPulse.TEST'), success, 'whatever the case of its letters')
      t.match(await mailbox.mailTo('open@workpulse.test'), { subject: /Confirm/ })
      await set('closed', [])
      t.same(await register('b@workpulse.test'), refusal('REGISTRATION_CLOSED'), 'nobody where it is closed')
      await set('open', [])
      t.same(await register('b@any.test'), success, 'anybody where no domain is named')
      await set('invitation', [])
    })

    t.test('every operation is told from other methods', async (t) => {
      const check = await checker(t, app)
      for (const [path, item] of Object.entries<Schema>(openapi.paths)) {
        const allowed = Object.keys(item).filter((key) => /^(get|post|put|patch|delete)$/.test(key)).map((method) => method.toUpperCase())
        for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) => !allowed.includes(method))) {
          await check(`${method} ${path}`, refusal('METHOD_NOT_ALLOWED'), async () => {
            const answer = await raw({ method, path: path.replaceAll(/\{\w+\}/g, 'ID') })
            t.equal(answer.headers.allow, allowed.join(', '), `${method} ${path}: Allow`)
            if (method !== 'HEAD') return outcomeOf(answer)
            t.same([answer.status, answer.text], [405, ''], `${method} ${path} has no body`)
            return refusal('METHOD_NOT_ALLOWED')
          })
        }
      }
    })

    t.test('methods that nobody declares', async (t) => {
      for (const method of ['TRACE', 'PROPFIND', 'QUERY']) {
        const answer = await raw({ method, path: '/api/v1/reports' })
        t.same([outcomeOf(answer), answer.headers.allow], [refusal('METHOD_NOT_ALLOWED'), 'GET, POST'], method)
      }
    })

    t.test('addresses that are none', async (t) => {
      const check = await checker(t, app)
      const paths = [
        '/api/v1',
        '/api/v1/',
        '/api/v1/nothing',
        '/api/v2/reports',
        '/API/v1/reports',
        '/api/v1/Reports',
        '/api/v1/reports/ID/submit/now',
        '/api/v1/reports/ID/',
        '//api/v1/reports',
        '/api/v1//reports',
        '/api/v1/teams/',
        '/healthz/',
        '/api/v1/reports/a/b',
        '/api/v1/%00',
        '/api/v1/notifications/read/'
      ]
      for (const path of paths) await check(`GET ${path}`, refusal('NOT_FOUND'), async () => outcomeOf(await raw({ path })))
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        await check(
          `${method} /api/v1/nothing`,
          refusal('NOT_FOUND'),
          async () => outcomeOf(await raw({ method, path: '/api/v1/nothing' }))
        )
      }
    })

    t.test('addresses that are not addresses', async (t) => {
      const check = await checker(t, app)
      for (
        const path of [
          '/api/v1/reports/%',
          '/api/v1/reports/%zz',
          '/api/v1/reports/%c3%28',
          '/api/v1/reports/%ed%a0%80',
          '/api/v1/%ff',
          '/%'
        ]
      ) {
        await check(path, refusal('VALIDATION_FAILED', '/params url'), async () => outcomeOf(await raw({ path })))
      }
    })

    t.test('dots in an address are no way up', async (t) => {
      for (const id of ['..', '.', '%2e%2e', '..%2f..%2fteams', '']) {
        t.same(outcomeOf(await raw({ path: `/api/v1/reports/${id}` })), refusal('VALIDATION_FAILED', '/params/reportId pattern'), `"${id}"`)
      }
    })

    t.test('an id too long for the router', async (t) => {
      for (const length of [501, 5000]) {
        const outcome = outcomeOf(await raw({ path: `/api/v1/reports/${'x'.repeat(length)}` }))
        t.match(outcome.code, /^(VALIDATION_FAILED|NOT_FOUND)$/, `${length} characters`)
      }
    })

    t.test('what is not HTTP', async (t) => {
      const check = await checker(t, app)
      const post = 'POST /api/v1/auth/logout HTTP/1.1\r\nHost: x\r\n'
      const cases = {
        'no HTTP at all': 'hello\r\n\r\n',
        'another version': 'GET /healthz HTTP/3.0\r\nHost: x\r\n\r\n',
        'a space in the address': 'GET /healthz ? HTTP/1.1\r\nHost: x\r\n\r\n',
        'two lengths': `${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
        'a length and chunks': `${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
        'a negative length': `${post}Content-Length: -1\r\n\r\n`,
        'a chunk that is none': `${post}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
        'headers without end': `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
        'no host': 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'
      }
      for (const [name, bytes] of Object.entries(cases)) {
        await check(name, refusal('VALIDATION_FAILED', '/headers http'), async () => parseAnswer(await sendBytes(app.url, bytes)))
      }
    })

    t.test('an Upgrade to a WebSocket elsewhere, or to something else, changes nothing about the answer', async (t) => {
      const handshake =
        'Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
      const ask = async (bytes: string) => parseAnswer(await sendBytes(app.url, bytes))
      t.same(await ask(`GET /api/v1/auth/me HTTP/1.1\r\n${handshake}`), refusal('UNAUTHENTICATED'), 'without a session')
      t.same(await ask(`GET /nothing HTTP/1.1\r\n${handshake}`), refusal('NOT_FOUND'), 'to nowhere')
      t.same(await ask(`GET /healthz HTTP/1.1\r\n${handshake}`), success, 'to another operation')
      t.same(await ask(`POST /api/v1/auth/logout HTTP/1.1\r\n${handshake}`), success, 'to another method')
      t.same(await ask('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'), success, 'to HTTP/2')
      t.match(
        (await ask(`GET /api/v1/ws HTTP/1.1\r\n${handshake.replace(/Sec-WebSocket-Key.*\r\n/, '')}`)).code,
        /^(UPGRADE_REQUIRED|VALIDATION_FAILED)$/,
        'without a key'
      )
      t.match(
        (await ask(`GET /api/v1/ws HTTP/1.1\r\n${handshake.replace('Version: 13', 'Version: 99')}`)).code,
        /^(UPGRADE_REQUIRED|VALIDATION_FAILED)$/,
        'of another version'
      )
    })

    t.test('an Upgrade to what is no address does not keep its connection for ever', async (t) => {
      const { server, url } = await ownService(t, app)
      const sockets = new Set<Socket>()
      server.on('connection', (socket: Socket) => {
        sockets.add(socket)
        socket.on('close', () => sockets.delete(socket))
      })
      await sendBytes(url, 'GET /api/v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
      await delay(100)
      t.equal(sockets.size, 0, 'the client has left')
      // What stays open keeps the service from closing.
      for (const socket of sockets) socket.destroy()
    })

    t.test('a body of a GET is not read, and not taken for the next request', async (t) => {
      const body = 'GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n'
      const answer = await sendBytes(
        app.url,
        `GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`
      )
      t.same(answer.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 200'])
      t.match(answer, /"status":"ok".*"status":"ready"/s)
    })

    t.test('every refusal carries the id of its request', async (t) => {
      const requests: RawRequest[] = [{ path: '/nothing' }, { method: 'PUT', path: '/healthz' }, { path: '/healthz?a=1' }, {
        path: '/api/v1/%zz'
      }, { method: 'POST', path: '/api/v1/auth/login', headers: json, body: '{' }]
      for (const request of requests) {
        const answer = await raw(request)
        t.equal(answer.headers['x-request-id'], JSON.parse(answer.text).error.requestId, request.path)
      }
    })

    t.test('in Indonesian', async (t) => {
      const catalogue = openapi.components.schemas.ErrorCode['x-catalogue']
      const indonesian = app.anonymous({ mode: 'cookie', locale: 'id-ID,id;q=0.9,en;q=0.8' })
      await t.rejects(indonesian.login({ email: 'a@b.test', password: 'x' }), {
        code: 'INVALID_CREDENTIALS',
        message: catalogue.INVALID_CREDENTIALS.id
      })
      await t.rejects(indonesian.getMe(), { code: 'UNAUTHENTICATED', message: catalogue.UNAUTHENTICATED.id })
      for (
        const [locale, message] of [
          ['id', catalogue.NOT_FOUND.id],
          ['ID', catalogue.NOT_FOUND.id],
          ['fr, id;q=0.5', catalogue.NOT_FOUND.id],
          ['en, id', catalogue.NOT_FOUND.en],
          ['fr', catalogue.NOT_FOUND.en],
          ['', catalogue.NOT_FOUND.en]
        ]
      ) {
        t.equal(JSON.parse((await raw({ path: '/nothing', headers: { 'accept-language': locale } })).text).error.message, message, locale)
      }
      const requests: RawRequest[] = [
        {
          method: 'POST',
          path: '/api/v1/reports',
          headers: json,
          body: JSON.stringify({ other: 1, mood: 9, planNext: 1, items: [{ title: '' }] })
        },
        { method: 'POST', path: '/api/v1/reports', headers: json },
        { path: '/api/v1/reports?limit=0&date=x&state=x' },
        { method: 'POST', path: '/api/v1/ws/ticket', headers: json, body: '{}' }
      ]
      for (const request of requests) await saysInIndonesian(t, request)
    })

    t.test('in Indonesian, what the schemas do not say', async (t) => {
      const create = (body: object): RawRequest => ({
        method: 'POST',
        path: '/api/v1/reports',
        headers: json,
        body: JSON.stringify({ reportDate: dayBefore, summary: 'Collars', ...body })
      })
      const requests: RawRequest[] = [
        { path: '/api/v1/reports?from=2026-11-20&to=2026-11-19' },
        { path: '/api/v1/teams?cursor=abc' },
        create({ items: items(1440, 1) }),
        create({ fields: fieldsOf(40 * kib) }),
        { method: 'POST', path: '/api/v1/reports', headers: json, body: '{' }
      ]
      for (const request of requests) await saysInIndonesian(t, request)
    })

    /** The same details in both languages, in other words. */
    async function saysInIndonesian (t: Test, request: RawRequest): Promise<void> {
      const [en, id] = await Promise.all(
        ['en', 'id'].map(async (locale) =>
          JSON.parse((await raw({ ...request, headers: { ...request.headers, 'accept-language': locale } })).text).error as {
            message: string,
            details: ErrorDetail[]
          }
        )
      )
      t.equal(id.message, openapi.components.schemas.ErrorCode['x-catalogue'].VALIDATION_FAILED.id)
      t.same(id.details.map(({ path, rule }) => [path, rule]), en.details.map(({ path, rule }) => [path, rule]), 'the same faults')
      t.same(
        id.details.filter(({ message }, index) => message === en.details[index].message),
        [],
        `${request.method ?? 'GET'} ${request.path}`
      )
    }

    t.test('letters of every script come back as they were', async (t) => {
      const text = '😀 Kerah — 領 — ي\u202e\u0301 \t\n"\\/ <script>'
      const colleague = await app.signIn('colleague')
      const body = {
        reportDate: today,
        summary: '😀'.repeat(4000),
        planNext: text,
        fields: { [text.replaceAll('\\', '')]: [text, { '😀': text }] },
        submit: true,
        items: [{ title: '😀'.repeat(200), detail: '😀'.repeat(2000), category: '😀'.repeat(40), unit: '😀'.repeat(20) }, {
          title: text,
          detail: text,
          category: text.slice(0, 40),
          unit: '領'
        }]
      }
      const { id } = await colleague.createReport(body)
      const { summary, planNext, fields, items } = await colleague.getReport(id)
      t.same({ summary, planNext, fields }, { summary: body.summary, planNext: text, fields: body.fields })
      t.match(items, body.items)
      t.equal(items.length, body.items.length)
      const lead = await app.signIn('lead')
      const [listed] = (await lead.listReports({ teamId: line4.id, date: today })).items.filter((report) => report.id === id)
      t.match(listed, { summary: body.summary, items: body.items })
      t.match((await lead.listNotifications())[0], { body: `${'😀'.repeat(139)}…` })
    })

    t.test('NUL and lone surrogates stay out of free fields too', async (t) => {
      for (const fields of [{ a: '\u0000' }, { a: ['\ud800'] }, { '\udfff': 1 }, { a: { 'b\u0000': 1 } }]) {
        const { code, faults } = await outcomeOfCall(() => employee.createReport({ reportDate: tomorrow, summary: 'Collars', fields }))
        t.same([code, faults[0]?.startsWith('/body/fields')], ['VALIDATION_FAILED', true], JSON.stringify(fields))
      }
    })

    t.test('fields nested too deep', async (t) => {
      const check = await checker(t, app)
      // Where the judge is not, since it writes requests down as JSON, which overflows its stack.
      const { url } = await ownService(t, app)
      for (const depth of [5_000, 15_000, 400_000]) {
        const body = `{"reportDate":"${tomorrow}","summary":"Collars","fields":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}`
        await check(`${depth} levels`, refusal('VALIDATION_FAILED', '/body/fields'), async () => {
          const { faults, ...outcome } = outcomeOf(
            await send(url, { method: 'POST', path: '/api/v1/reports', headers: { ...authorization, ...json }, body })
          )
          return { ...outcome, faults: faults.map((fault) => fault.split(' ')[0]) }
        })
      }
    })

    t.test('the largest report is taken', async (t) => {
      const other = await app.signIn('other')
      const item = {
        title: 'x'.repeat(200),
        detail: 'x'.repeat(2000),
        category: 'x'.repeat(40),
        unit: 'x'.repeat(20),
        quantity: 1_000_000_000,
        progress: 100
      }
      const report = await other.createReport({
        reportDate: today,
        summary: 'x'.repeat(4000),
        planNext: 'x'.repeat(4000),
        mood: 5,
        fields: fieldsOf(32 * kib),
        items: Array.from({ length: 50 }, (_, index) => ({ ...item, minutes: index === 0 ? 1440 : 0 }))
      })
      t.equal(report.items.length, 50)
      t.equal(JSON.stringify(report.fields).length, 32 * kib)
    })

    t.test('a range of 92 days is taken, and so are the ends of the calendar', async (t) => {
      for (
        const query of [
          { from: '2026-08-21', to: today },
          { from: '9999-12-31' },
          { to: '9999-12-31' },
          { date: '9999-12-31' },
          { from: '0050-01-01' },
          { to: '0001-02-01' },
          { date: '0001-01-01' }
        ]
      ) {
        t.same(await outcomeOfCall(() => employee.listReports(query)), success, JSON.stringify(query))
      }
    })
  })
}

/** The same service once more, on the same database; without the judge. */
async function ownService (t: Test, { deps }: TestApp) {
  const app = await buildApp(deps)
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(() => app.close())
  return { server: app.server, url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` }
}

/** The first answer of a connection. */
function parseAnswer (text: string): Outcome {
  const [head, body] = text.split('\r\n\r\n', 2)
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1])
  if (!/^content-type: application\/json/im.test(head)) return { status, code: null, faults: [`not JSON: ${body}`] }
  return outcomeOf({ status, headers: {}, text: body })
}

async function opened (client: Client): Promise<void> {
  const connection = client.connect()
  await connection.ready()
  connection.close()
}

async function streamed (client: Client): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const stop = client.followUnread({ onUnread: resolve })
  await promise
  stop()
}
