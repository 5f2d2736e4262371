/**
 * Of several things that are wrong with a request, the first is told: route, who, from where and which role, form, object,
 * may this viewer, state, version, policy.
 */
import { createHmac } from 'node:crypto'
import t from 'tap'
import type { OperationId } from '../../generated/operations.ts'
import type { Tables } from '../../src/database/tables.ts'
import * as invitations from '../../src/repositories/identity/invitations.ts'
import { testApp, today, type TestApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { operations } from '../support/judge.ts'
import { startMailbox } from '../support/mailbox.ts'
import { emailOf, line4, password, people, type PersonName } from '../support/people.ts'
import { outcomeOf, refusal, send, success, type Outcome, type RawRequest } from '../support/raw.ts'
import { differences, settled, snapshot } from '../support/snapshot.ts'

const [yesterday, dayBefore, tomorrow] = ['2026-11-19', '2026-11-18', '2026-11-21']
const frontEnd = 'http://localhost:3000'
const foreign = 'https://evil.example'
const json = { 'content-type': 'application/json' }
const text = { 'content-type': 'text/plain' }
const tooLong = { 'content-length': 2 ** 21 }
const keys = { new: 'n'.repeat(32), old: 'o'.repeat(32), unknown: 'u'.repeat(32) }
const environment = { WORKPULSE_JWT_SECRET: `new:${keys.new},old:${keys.old}`, WORKPULSE_PUBLIC_URL: 'https://api.test' }

const viewerOperations = [...operations.values()].filter(({ document }) => document['x-access'] !== 'public')
const unsafe = viewerOperations.filter(({ method }) => method !== 'get')
const addressOf = (path: string, id = 'ID') => path.replaceAll(/\{\w+\}/g, id)

/** Those that a browser is sent to from wherever, so that nothing can be told from where it comes. */
const fromAnywhere = ['startGoogleSignIn', 'finishGoogleSignIn'] satisfies OperationId[]
/** Those under `auth/` that sign in, or change what one signs in with. */
const signInPaths = ['login', 'refresh', 'logout', 'register', 'verify-email', 'password/forgot', 'password/reset']

/** The access token of a person, as the SDK got it. */
async function tokenOf (app: TestApp, person: PersonName): Promise<string> {
  let token = ''
  await app.signIn(person, {
    onTokens: (tokens) => {
      token = tokens!.accessToken
    }
  })
  return token
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const mailbox = await startMailbox(t)
    const app = await testApp(t, database, { ...environment, WORKPULSE_SMTP_URL: mailbox.url })
    const { db } = app.deps
    const ask = async (request: RawRequest): Promise<Outcome> => outcomeOf(await send(app.url, request))
    const employee = await app.signIn('employee')
    const colleague = await app.signIn('colleague')
    const tokens = {
      employee: await tokenOf(app, 'employee'),
      lead: await tokenOf(app, 'lead'),
      other: await tokenOf(app, 'other'),
      hr: await tokenOf(app, 'hr'),
      admin: await tokenOf(app, 'admin')
    }
    const cookies = (person: keyof typeof tokens) => ({ cookie: `access_token=${tokens[person]}` })

    const draft = await employee.createReport({ reportDate: today, summary: 'Collars', items: [{ title: 'Order 2211' }] })
    const submitted = await employee.createReport({ reportDate: yesterday, summary: 'Sleeves', submit: true })
    const tomorrows = await employee.createReport({ reportDate: tomorrow, summary: 'Cuffs' })
    const theirs = await colleague.createReport({ reportDate: today, summary: 'Buttons', items: [{ title: 'Order 2212' }] })
    const foreignItem = [{ title: 'Order 2212', carriedFromId: theirs.items[0].id }]

    interface Rung {
      name: string
      request: RawRequest
      expected: Outcome
    }

    /** Each request repairs what the one before was told of, and keeps the rest that is wrong; none changes a row. */
    const climb = (name: string, rungs: Rung[], except: (keyof Tables)[] = []) =>
      t.test(name, async (t) => {
        await settled(db)
        const before = await snapshot(db, except)
        for (const { name, request, expected } of rungs) t.same(await ask(request), expected, name)
        t.same(differences(before, await snapshot(db, except)), [], 'nothing changed')
      })

    const updating = (id: string, body: object, person: 'employee' | 'lead' = 'employee'): RawRequest => ({
      method: 'PATCH',
      path: `/api/v1/reports/${id}`,
      headers: { ...cookies(person), origin: frontEnd, ...json },
      body: JSON.stringify(body)
    })
    const hostile = { origin: foreign, ...text, ...tooLong }
    await climb('updateReport', [
      { name: 'route', request: { method: 'PATCH', path: '/api/v1/report/none', headers: hostile }, expected: refusal('NOT_FOUND') },
      {
        name: 'method',
        request: { method: 'PUT', path: '/api/v1/reports/no%20id', headers: hostile },
        expected: refusal('METHOD_NOT_ALLOWED')
      },
      {
        name: 'who',
        request: { method: 'PATCH', path: '/api/v1/reports/no%20id', headers: hostile },
        expected: refusal('UNAUTHENTICATED')
      },
      {
        name: 'origin',
        request: { method: 'PATCH', path: '/api/v1/reports/no%20id', headers: { ...hostile, ...cookies('employee') } },
        expected: refusal('FORBIDDEN')
      },
      {
        name: 'media type',
        request: { method: 'PATCH', path: '/api/v1/reports/no%20id', headers: { ...hostile, ...cookies('employee'), origin: frontEnd } },
        expected: refusal('UNSUPPORTED_MEDIA_TYPE')
      },
      {
        name: 'size',
        request: {
          method: 'PATCH',
          path: '/api/v1/reports/no%20id',
          headers: { ...tooLong, ...json, ...cookies('employee'), origin: frontEnd }
        },
        expected: refusal('PAYLOAD_TOO_LARGE')
      },
      { name: 'JSON', request: { ...updating('no%20id', {}), body: '{' }, expected: refusal('VALIDATION_FAILED', '/body json') },
      {
        name: 'schema',
        request: updating('no%20id', { version: 0, items: [] }),
        expected: refusal('VALIDATION_FAILED', '/params/reportId pattern', '/body/version minimum')
      },
      {
        name: 'form beyond the schema',
        request: updating('NONE', { version: 9, items: [{ title: 'x', minutes: 1440 }, { title: 'y', minutes: 1 }] }),
        expected: refusal('VALIDATION_FAILED', '/body/items maxMinutes')
      },
      { name: 'no such object', request: updating('NONE', { version: 9, items: foreignItem }), expected: refusal('NOT_FOUND') },
      { name: 'an object out of scope', request: updating(theirs.id, { version: 9, items: foreignItem }), expected: refusal('NOT_FOUND') },
      { name: 'may', request: updating(submitted.id, { version: 9, items: foreignItem }, 'lead'), expected: refusal('FORBIDDEN') },
      { name: 'state', request: updating(submitted.id, { version: 9, items: foreignItem }), expected: refusal('STATE_CONFLICT') },
      { name: 'version', request: updating(draft.id, { version: 9, items: foreignItem }), expected: refusal('VERSION_CONFLICT') },
      {
        name: 'policy',
        request: updating(draft.id, { version: 1, items: foreignItem }),
        expected: refusal('RULE_REFUSED', '/body/items carriedFrom')
      }
    ])

    const submitting = (id: string, version: unknown, person: 'employee' | 'lead' = 'employee'): RawRequest => ({
      method: 'POST',
      path: `/api/v1/reports/${id}/submit`,
      headers: { ...cookies(person), ...json },
      body: JSON.stringify({ version })
    })
    await climb('submitReport', [
      { name: 'form', request: submitting('NONE', '9'), expected: refusal('VALIDATION_FAILED', '/body/version type') },
      { name: 'no such object', request: submitting('NONE', 9), expected: refusal('NOT_FOUND') },
      { name: 'an object out of scope', request: submitting(theirs.id, 9), expected: refusal('NOT_FOUND') },
      { name: "somebody's draft", request: submitting(draft.id, 9, 'lead'), expected: refusal('NOT_FOUND') },
      { name: 'may', request: submitting(submitted.id, 9, 'lead'), expected: refusal('FORBIDDEN') },
      { name: 'state', request: submitting(submitted.id, 9), expected: refusal('STATE_CONFLICT') },
      { name: 'version', request: submitting(tomorrows.id, 9), expected: refusal('VERSION_CONFLICT') },
      { name: 'policy', request: submitting(tomorrows.id, 1), expected: refusal('RULE_REFUSED', '/body future') }
    ])

    const creating = (person: keyof typeof tokens, body: object): RawRequest => ({
      method: 'POST',
      path: '/api/v1/reports',
      headers: { ...cookies(person), ...json },
      body: JSON.stringify({ summary: 'Hems', ...body })
    })
    const lastMonth = '2026-10-20'
    await db.updateTable('reports').set({ report_date: lastMonth }).where(
      'id',
      '=',
      (await employee.createReport({ reportDate: dayBefore, summary: 'Hems' })).id
    ).execute()
    await climb('createReport', [
      {
        name: 'form',
        request: creating('employee', { reportDate: lastMonth, items: [{ title: 'x', minutes: 1440 }, { title: 'y', minutes: 1 }] }),
        expected: refusal('VALIDATION_FAILED', '/body/items maxMinutes')
      },
      { name: 'state', request: creating('employee', { reportDate: lastMonth, items: foreignItem }), expected: refusal('DUPLICATE') },
      {
        name: 'policy: the date',
        request: creating('employee', { reportDate: '2026-11-16', items: foreignItem }),
        expected: refusal('RULE_REFUSED', '/body/reportDate tooOld')
      },
      {
        name: 'policy: the items',
        request: creating('employee', { reportDate: dayBefore, items: foreignItem }),
        expected: refusal('RULE_REFUSED', '/body/items carriedFrom')
      },
      {
        name: 'policy: too early to hand in',
        request: creating('other', { reportDate: tomorrow, submit: true }),
        expected: refusal('RULE_REFUSED', '/body future')
      }
    ])

    const sending = (person: keyof typeof tokens, method: string, path: string, body?: object): RawRequest => ({
      method,
      path: `/api/v1${path}`,
      headers: { ...cookies(person), ...(body && json) },
      ...(body && { body: JSON.stringify(body) })
    })
    const unknownPlaces = {
      divisionId: 'NONE',
      teams: [{ id: 'NONE', role: 'member' }, { id: line4.id, role: 'member' }, { id: line4.id, role: 'lead' }]
    }
    const policy = refusal('RULE_REFUSED', '/body/divisionId unknownDivision', '/body/teams/0/id unknownTeam', '/body/teams/2/id unique')
    await climb('updateUser', [
      { name: 'role', request: sending('lead', 'PATCH', '/users/no%20id', { version: 0 }), expected: refusal('FORBIDDEN') },
      {
        name: 'form',
        request: sending('hr', 'PATCH', '/users/no%20id', { version: 0, role: 'chief' }),
        expected: refusal('VALIDATION_FAILED', '/params/userId pattern', '/body/version minimum', '/body/role enum')
      },
      {
        name: 'no such object',
        request: sending('hr', 'PATCH', '/users/NONE', { version: 9, role: 'admin', ...unknownPlaces }),
        expected: refusal('NOT_FOUND')
      },
      {
        name: 'may: whom',
        request: sending('hr', 'PATCH', `/users/${people.admin.id}`, { version: 9, role: 'employee', ...unknownPlaces }),
        expected: refusal('FORBIDDEN')
      },
      {
        name: 'may: to what',
        request: sending('hr', 'PATCH', `/users/${people.employee.id}`, { version: 9, role: 'admin', ...unknownPlaces }),
        expected: refusal('FORBIDDEN')
      },
      {
        name: 'state',
        request: sending('admin', 'PATCH', `/users/${people.admin.id}`, { version: 9, role: 'employee', ...unknownPlaces }),
        expected: refusal('LAST_ADMIN')
      },
      {
        name: 'version',
        request: sending('admin', 'PATCH', `/users/${people.employee.id}`, { version: 9, role: 'admin', ...unknownPlaces }),
        expected: refusal('VERSION_CONFLICT')
      },
      {
        name: 'policy',
        request: sending('admin', 'PATCH', `/users/${people.employee.id}`, { version: 1, role: 'admin', ...unknownPlaces }),
        expected: policy
      }
    ])
    for (const operation of ['disable', 'enable']) {
      await climb(`${operation}User`, [
        { name: 'role', request: sending('lead', 'POST', `/users/no%20id/${operation}`), expected: refusal('FORBIDDEN') },
        {
          name: 'form',
          request: sending('hr', 'POST', `/users/no%20id/${operation}`),
          expected: refusal('VALIDATION_FAILED', '/params/userId pattern')
        },
        { name: 'no such object', request: sending('hr', 'POST', `/users/NONE/${operation}`), expected: refusal('NOT_FOUND') },
        { name: 'may', request: sending('hr', 'POST', `/users/${people.admin.id}/${operation}`), expected: refusal('FORBIDDEN') },
        ...(operation === 'disable'
          ? [{ name: 'state', request: sending('admin', 'POST', `/users/${people.admin.id}/disable`), expected: refusal('LAST_ADMIN') }]
          : [])
      ])
    }
    for (const [operation, path, more] of [['createUser', '/users', { name: 'x' }], ['createInvitation', '/invitations', {}]] as const) {
      const inviting = (person: keyof typeof tokens, email: string, role: string): RawRequest =>
        sending(person, 'POST', path, { email, role, ...more, ...unknownPlaces })
      await climb(operation, [
        { name: 'role', request: inviting('lead', 'nobody', 'admin'), expected: refusal('FORBIDDEN') },
        { name: 'form', request: inviting('hr', 'nobody', 'admin'), expected: refusal('VALIDATION_FAILED', '/body/email format') },
        { name: 'may', request: inviting('hr', emailOf('employee'), 'admin'), expected: refusal('FORBIDDEN') },
        { name: 'state', request: inviting('hr', emailOf('employee').toUpperCase(), 'hr'), expected: refusal('DUPLICATE') },
        { name: 'policy', request: inviting('hr', 'nobody@workpulse.test', 'hr'), expected: policy }
      ])
    }
    const secret = 'secret-of-an-invitation'
    const [now, earlier] = [app.clock.now(), new Date(app.clock.now().getTime() - 1000)]
    for (const [id, role, expiresAt] of [['INVITATIONADMIN', 'admin', now], ['INVITATIONOVER', 'hr', earlier]] as const) {
      await invitations.insert(db, {
        id,
        email: `${id.toLowerCase()}@workpulse.test`,
        role,
        divisionId: null,
        teams: [],
        secret: secret + id,
        invitedBy: people.admin.id,
        now,
        expiresAt
      })
    }
    await climb('revokeInvitation', [
      { name: 'role', request: sending('lead', 'DELETE', '/invitations/no%20id'), expected: refusal('FORBIDDEN') },
      {
        name: 'form',
        request: sending('hr', 'DELETE', '/invitations/no%20id'),
        expected: refusal('VALIDATION_FAILED', '/params/invitationId pattern')
      },
      { name: 'no such object', request: sending('hr', 'DELETE', '/invitations/NONE'), expected: refusal('NOT_FOUND') },
      { name: 'may', request: sending('hr', 'DELETE', '/invitations/INVITATIONADMIN'), expected: refusal('FORBIDDEN') },
      { name: 'state', request: sending('hr', 'DELETE', '/invitations/INVITATIONOVER'), expected: refusal('STATE_CONFLICT') }
    ])
    await climb('updateSettings', [
      { name: 'role', request: sending('hr', 'PATCH', '/settings', { scope: 'mine' }), expected: refusal('FORBIDDEN') },
      {
        name: 'form',
        request: sending('admin', 'PATCH', '/settings', { scope: 'mine', version: 9 }),
        expected: refusal('VALIDATION_FAILED', '/body minProperties', '/body/scope enum')
      },
      {
        name: 'version',
        request: sending('admin', 'PATCH', '/settings', { scope: 'org', version: 9, registrationMode: 'open' }),
        expected: refusal('VERSION_CONFLICT')
      }
    ])
    await climb('revokeSession', [
      {
        name: 'form',
        request: sending('employee', 'DELETE', '/auth/sessions/no%20id'),
        expected: refusal('VALIDATION_FAILED', '/params/sessionId pattern')
      },
      { name: 'no such object', request: sending('employee', 'DELETE', '/auth/sessions/NONE'), expected: refusal('NOT_FOUND') },
      {
        name: 'an object out of scope',
        request: sending('employee', 'DELETE', `/auth/sessions/${(await colleague.listSessions()).items[0].id}`),
        expected: refusal('NOT_FOUND')
      }
    ])
    await climb('changePassword', [
      {
        name: 'form',
        request: sending('employee', 'PUT', '/auth/password', { currentPassword: 'wrong', newPassword: 'short' }),
        expected: refusal('VALIDATION_FAILED', '/body/newPassword minLength')
      },
      {
        name: 'policy: the new one',
        request: sending('employee', 'PUT', '/auth/password', { currentPassword: 'wrong', newPassword: 'password1234' }),
        expected: refusal('RULE_REFUSED', '/body/newPassword commonPassword')
      },
      {
        name: 'policy: the one before',
        request: sending('employee', 'PUT', '/auth/password', { currentPassword: 'wrong', newPassword: 'five orders of blue collars' }),
        expected: refusal('RULE_REFUSED', '/body/currentPassword wrongPassword')
      }
    ], ['attempts'])

    for (const { id, method, path, document } of viewerOperations) {
      const person = Array.isArray(document['x-access']) ? 'admin' : 'employee'
      const required = (document.parameters ?? []).filter((parameter: { required?: boolean }) => parameter.required).map((
        { name }: { name: string }
      ) => `/query/${name} required`)
      const request = (headers: RawRequest['headers'], query = '?other=1') => ({
        method: method.toUpperCase(),
        path: addressOf(path, 'no%20id') + query,
        headers
      })
      await climb(`${id}: who, then where from and which role, then form`, [
        {
          name: 'who',
          request: request({ origin: foreign, ...(method !== 'get' && { ...text, ...tooLong }) }),
          expected: refusal('UNAUTHENTICATED')
        },
        ...(method === 'get' && id !== 'streamNotifications'
          ? []
          : [{
            name: 'origin',
            request: request({ ...cookies(person), origin: foreign, ...(method !== 'get' && { ...text, ...tooLong }) }),
            expected: refusal('FORBIDDEN')
          }]),
        ...(person === 'employee'
          ? []
          : [{
            name: 'role',
            request: request({ ...cookies('employee'), ...(method !== 'get' && { ...text, ...tooLong }) }),
            expected: refusal('FORBIDDEN')
          }]),
        ...(method === 'get'
          ? [{
            name: 'form',
            request: request(cookies(person)),
            expected: refusal(
              'VALIDATION_FAILED',
              '/query/other additionalProperties',
              ...required,
              ...(path.match(/\{\w+\}/g) ?? []).map((name) => `/params/${name.slice(1, -1)} pattern`)
            )
          }]
          : [
            {
              name: 'media type',
              request: request({ ...cookies(person), ...text, ...tooLong }),
              expected: refusal('UNSUPPORTED_MEDIA_TYPE')
            },
            { name: 'size', request: request({ ...cookies(person), ...json, ...tooLong }), expected: refusal('PAYLOAD_TOO_LARGE') }
          ])
      ])
    }

    await climb('connectWebSocket', [
      { name: 'origin', request: { path: '/api/v1/ws?ticket=%20', headers: { origin: foreign } }, expected: refusal('FORBIDDEN') },
      { name: 'form', request: { path: '/api/v1/ws?ticket=%20' }, expected: refusal('VALIDATION_FAILED', '/query/ticket pattern') },
      { name: 'state', request: { path: '/api/v1/ws' }, expected: refusal('UPGRADE_REQUIRED') }
    ])

    const posting = (path: string, headers: RawRequest['headers'], body: unknown): RawRequest => ({
      method: 'POST',
      path: `/api/v1/auth/${path}`,
      headers: { ...json, ...headers },
      body: JSON.stringify(body)
    })
    await climb('login: origin, form, credentials', [
      { name: 'origin', request: posting('login', { origin: foreign, ...text }, {}), expected: refusal('FORBIDDEN') },
      { name: 'media type', request: posting('login', text, {}), expected: refusal('UNSUPPORTED_MEDIA_TYPE') },
      {
        name: 'schema',
        request: posting('login', {}, { email: emailOf('employee'), password, other: 1 }),
        expected: refusal('VALIDATION_FAILED', '/body/other additionalProperties')
      },
      {
        name: 'credentials',
        request: posting('login', {}, { email: emailOf('employee'), password: 'wrong' }),
        expected: refusal('INVALID_CREDENTIALS')
      }
    ], ['attempts'])
    await climb('login: two access_token cookies are a fault of form', [
      {
        name: 'form',
        request: posting('login', { cookie: 'access_token=a; access_token=b' }, { email: emailOf('employee'), password: 'wrong' }),
        expected: refusal('VALIDATION_FAILED', '/cookies/access_token unique')
      }
    ])
    await climb('refreshSession: origin, form, credentials', [
      { name: 'origin', request: posting('refresh', { origin: foreign }, { other: 1 }), expected: refusal('FORBIDDEN') },
      {
        name: 'schema',
        request: posting('refresh', {}, { refreshToken: 'wrong', other: 1 }),
        expected: refusal('VALIDATION_FAILED', '/body/other additionalProperties')
      },
      { name: 'credentials', request: posting('refresh', {}, { refreshToken: 'wrong' }), expected: refusal('UNAUTHENTICATED') }
    ])
    await climb('logout: origin, form', [
      {
        name: 'origin',
        request: posting('logout', { origin: foreign, ...cookies('employee') }, { other: 1 }),
        expected: refusal('FORBIDDEN')
      },
      {
        name: 'schema',
        request: posting('logout', cookies('employee'), { other: 1 }),
        expected: refusal('VALIDATION_FAILED', '/body/other additionalProperties')
      }
    ])

    const registering = (body: object): RawRequest =>
      posting('register', {}, { email: 'invitationover@workpulse.test', name: 'x', password: 'password1234', ...body })
    await climb('register: origin, form, state, policy, credentials', [
      { name: 'origin', request: posting('register', { origin: foreign }, { other: 1 }), expected: refusal('FORBIDDEN') },
      { name: 'schema', request: registering({ other: 1 }), expected: refusal('VALIDATION_FAILED', '/body/other additionalProperties') },
      { name: 'state', request: registering({}), expected: refusal('REGISTRATION_CLOSED') },
      {
        name: 'policy',
        request: registering({ invitation: `${secret}INVITATIONOVER` }),
        expected: refusal('RULE_REFUSED', '/body/password commonPassword')
      },
      {
        name: 'credentials',
        request: registering({ invitation: `${secret}INVITATIONOVER`, password: 'five orders of blue collars' }),
        expected: refusal('INVALID_TOKEN')
      }
    ], ['attempts'])
    await climb('resetPassword: origin, form, policy, credentials', [
      { name: 'origin', request: posting('password/reset', { origin: foreign }, { other: 1 }), expected: refusal('FORBIDDEN') },
      {
        name: 'schema',
        request: posting('password/reset', {}, { token: 'NONE', password: 'password1234', other: 1 }),
        expected: refusal('VALIDATION_FAILED', '/body/other additionalProperties')
      },
      {
        name: 'policy',
        request: posting('password/reset', {}, { token: 'NONE', password: 'password1234' }),
        expected: refusal('RULE_REFUSED', '/body/password commonPassword')
      },
      {
        name: 'credentials',
        request: posting('password/reset', {}, { token: 'NONE', password: 'five orders of blue collars' }),
        expected: refusal('INVALID_TOKEN')
      }
    ])
    await climb('verifyEmail: origin, form, credentials', [
      { name: 'origin', request: posting('verify-email', { origin: foreign }, { other: 1 }), expected: refusal('FORBIDDEN') },
      {
        name: 'schema',
        request: posting('verify-email', {}, { token: 'NONE', other: 1 }),
        expected: refusal('VALIDATION_FAILED', '/body/other additionalProperties')
      },
      { name: 'credentials', request: posting('verify-email', {}, { token: 'NONE' }), expected: refusal('INVALID_TOKEN') }
    ])
    await climb('forgotPassword: origin, form', [
      { name: 'origin', request: posting('password/forgot', { origin: foreign }, { other: 1 }), expected: refusal('FORBIDDEN') },
      {
        name: 'schema',
        request: posting('password/forgot', {}, { email: emailOf('employee'), other: 1 }),
        expected: refusal('VALIDATION_FAILED', '/body/other additionalProperties')
      }
    ])

    t.test('where the browser comes back from, another site, is no reason to refuse it', async (t) => {
      for (const id of fromAnywhere) {
        for (
          const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'none' }, {
            'sec-fetch-site': 'same-site',
            'sec-fetch-mode': 'navigate'
          }]
        ) {
          t.same(await ask({ path: operations.get(id)!.path, headers }), refusal('NOT_CONFIGURED'), `${id}, ${headers['sec-fetch-site']}`)
        }
      }
    })
    await climb('startGoogleSignIn: form, state', [
      {
        name: 'form',
        request: { path: '/api/v1/auth/google?return_to=//evil.test&other=1' },
        expected: refusal('VALIDATION_FAILED', '/query/return_to pattern', '/query/other additionalProperties')
      },
      { name: 'state', request: { path: '/api/v1/auth/google?return_to=/reports' }, expected: refusal('NOT_CONFIGURED') }
    ])

    for (const body of ['{', 'x'.repeat(100_000)]) {
      for (const headers of [json, text]) {
        await climb(`a route that is none, with a body of ${body.length} as ${headers['content-type']}`, [
          {
            name: 'route',
            request: { method: 'POST', path: '/api/v1/nothing', headers: { ...headers, origin: foreign }, body },
            expected: refusal('NOT_FOUND')
          }
        ])
      }
    }

    t.test('where a request may come from', async (t) => {
      const ticket = (headers: RawRequest['headers']) => ask({ method: 'POST', path: '/api/v1/ws/ticket', headers })
      const cookie = cookies('employee')
      const trusted: Record<string, RawRequest['headers']> = {
        'the front end': { origin: frontEnd },
        'the front end, whatever else the browser says': { origin: frontEnd, 'sec-fetch-site': 'cross-site' },
        'the API itself': { origin: environment.WORKPULSE_PUBLIC_URL },
        'the API itself, without an Origin': { 'sec-fetch-site': 'same-origin' },
        'no browser': {}
      }
      const refused: Record<string, RawRequest['headers']> = {
        'another site': { origin: foreign },
        'another site that says it is the same': { origin: foreign, 'sec-fetch-site': 'same-origin' },
        'an opaque origin': { origin: 'null' },
        'an empty origin': { origin: '' },
        'another scheme': { origin: 'https://localhost:3000' },
        'another port': { origin: 'http://localhost:3001' },
        'a name that begins alike': { origin: 'http://localhost:3000.evil.example' },
        'a name that ends alike': { origin: 'https://evil-api.test' },
        'a sibling': { origin: 'https://www.api.test' },
        'more than an origin': { origin: `${frontEnd}/` },
        'two origins': { origin: `${frontEnd}, ${foreign}` },
        'cross-site, without an Origin': { 'sec-fetch-site': 'cross-site' },
        'same-site, without an Origin': { 'sec-fetch-site': 'same-site' },
        'none, without an Origin': { 'sec-fetch-site': 'none' }
      }
      for (const [name, headers] of Object.entries(trusted)) t.same(await ticket({ ...cookie, ...headers }), success, name)
      for (const [name, headers] of Object.entries(refused)) {
        t.same(await ticket({ ...cookie, ...headers }), refusal('FORBIDDEN'), name)
        t.same(
          await ask({ path: '/api/v1/stream/notifications', headers: { ...cookie, ...headers } }),
          refusal('FORBIDDEN'),
          `${name}, for a stream`
        )
        t.same(await ask({ path: '/api/v1/ws', headers }), refusal('FORBIDDEN'), `${name}, for a WebSocket`)
        t.same(
          await ticket({ authorization: `Bearer ${tokens.employee}`, ...headers }),
          success,
          `${name}, with a bearer token, which nobody can forge`
        )
      }
      for (const operation of signInPaths) {
        for (const [name, headers] of Object.entries(refused)) {
          t.same(await ask(posting(operation, headers, {})), refusal('FORBIDDEN'), `${name}, for ${operation}`)
        }
      }
    })

    t.test('an Authorization header does not open login and the like to other sites', async (t) => {
      for (const operation of signInPaths) {
        t.same(await ask(posting(operation, { origin: foreign, authorization: 'Bearer x' }, {})), refusal('FORBIDDEN'), operation)
      }
    })

    t.test('another site may read nothing', async (t) => {
      const read = async (origin: string) =>
        (await send(app.url, { path: '/api/v1/auth/me', headers: { ...cookies('employee'), origin } })).headers
      t.match(await read(frontEnd), { 'access-control-allow-origin': frontEnd, 'access-control-allow-credentials': 'true' })
      for (const origin of [foreign, 'null']) t.notOk((await read(origin))['access-control-allow-origin'], origin)
    })

    t.test('any Authorization header disables the cookie', async (t) => {
      const me = (authorization: string) => ask({ path: '/api/v1/auth/me', headers: { ...cookies('employee'), authorization } })
      for (
        const header of [
          '',
          'Basic c2FyaTp4',
          'Bearer',
          'Bearer x',
          'Bearer a.b.c',
          `Token ${tokens.employee}`,
          tokens.employee,
          `Bearer ${tokens.employee} `.trim() + 'x',
          `Bearer ${tokens.employee}, Bearer x`
        ]
      ) {
        t.same(await me(header), refusal('UNAUTHENTICATED'), `"${header.slice(0, 20)}"`)
      }
      t.same(await me(`Bearer ${tokens.employee}`), success)
      t.same(await me(`bearer ${tokens.employee}`), success, 'schemes have no case')
    })

    t.test('two access_token cookies', async (t) => {
      const twice = refusal('VALIDATION_FAILED', '/cookies/access_token unique')
      const me = (headers: RawRequest['headers']) => ask({ path: '/api/v1/auth/me', headers })
      const { cookie } = cookies('employee')
      t.same(await me({ cookie: `${cookie}; access_token=x` }), twice)
      t.same(await me({ cookie: `access_token=x;${cookie}` }), twice)
      t.same(await me({ cookie: [cookie, 'a=b', cookie] }), twice, 'in several headers')
      t.same(await me({ cookie: `${cookie}; access_token=` }), twice, 'one of them empty')
      t.same(await ask(posting('logout', { cookie: `${cookie}; access_token=x` }, {})), twice, 'to sign out')
      t.same(
        await me({ cookie: `${cookie}; access_token=x`, authorization: `Bearer ${tokens.employee}` }),
        success,
        'they are not looked at'
      )
      t.same(await me({ cookie: `my_access_token=x; ${cookie}; access_token_2=x; a="access_token=x"` }), success, 'others have other names')
    })

    t.test('tokens that are not ours', async (t) => {
      const [, claims] = tokens.employee.split('.').map((part) => {
        try {
          return JSON.parse(Buffer.from(part, 'base64url').toString())
        } catch {
          return undefined
        }
      })
      const seconds = Math.floor(app.clock.now().getTime() / 1000)
      const header = { alg: 'HS256', typ: 'at+jwt', kid: 'new' }
      const forge = (changes: { header?: object, claims?: object, secret?: string, hash?: string }) => {
        const signed = [{ ...header, ...changes.header }, { ...claims, ...changes.claims }].map((part) =>
          Buffer.from(JSON.stringify(part)).toString('base64url')
        ).join('.')
        return `${signed}.${createHmac(changes.hash ?? 'sha256', changes.secret ?? keys.new).update(signed).digest('base64url')}`
      }
      const [head, payload, signature] = tokens.employee.split('.')
      const bad = {
        'another signature': `${head}.${payload}.${Buffer.alloc(32).toString('base64url')}`,
        'a shorter signature': `${head}.${payload}.${signature.slice(0, -4)}`,
        'no signature': `${head}.${payload}.`,
        'another payload': `${head}.${forge({ claims: { sub: people.admin.id } }).split('.')[1]}.${signature}`,
        'another secret': forge({ secret: keys.unknown }),
        'the secret of another key': forge({ header: { kid: 'old' } }),
        'alg none': forge({ header: { alg: 'none' } }),
        'alg none, unsigned': `${forge({ header: { alg: 'none' } }).split('.').slice(0, 2).join('.')}.`,
        'alg NONE': forge({ header: { alg: 'NONE' } }),
        'another algorithm': forge({ header: { alg: 'HS512' }, hash: 'sha512' }),
        'an asymmetric algorithm': forge({ header: { alg: 'RS256' } }),
        'no algorithm': forge({ header: { alg: undefined } }),
        'another type': forge({ header: { typ: 'JWT' } }),
        'no type': forge({ header: { typ: undefined } }),
        'an unknown kid': forge({ header: { kid: 'unknown' }, secret: keys.unknown }),
        'an array of kids': forge({ header: { kid: ['new'] } }),
        'an empty kid': forge({ header: { kid: '' } }),
        'no kid': forge({ header: { kid: undefined } }),
        'the kid __proto__': forge({ header: { kid: '__proto__' } }),
        'a kid that is a number': forge({ header: { kid: 0 } }),
        'another issuer': forge({ claims: { iss: foreign } }),
        'no issuer': forge({ claims: { iss: undefined } }),
        'another audience': forge({ claims: { aud: foreign } }),
        'no audience': forge({ claims: { aud: undefined } }),
        'issued in the future': forge({ claims: { iat: seconds + 300, exp: seconds + 600 } }),
        expired: forge({ claims: { iat: seconds - 600, exp: seconds - 1 } }),
        'valid for too long': forge({ claims: { exp: seconds + 3600 } }),
        'valid for ever': forge({ claims: { exp: undefined } }),
        'expiring as text': forge({ claims: { exp: String(seconds + 60) } }),
        'without a beginning': forge({ claims: { iat: undefined } }),
        'of an object': forge({ claims: { sub: { id: people.employee.id } } }),
        'of somebody else': forge({ claims: { sub: people.lead.id } }),
        'of nobody': forge({ claims: { sub: undefined } }),
        'of no session': forge({ claims: { sid: undefined } }),
        'of an unknown session': forge({ claims: { sid: '01JD2V6M7Q8R9S0T1V2W3X4Y5Z' } }),
        'of a session in other letters': forge({ claims: { sid: claims.sid.toLowerCase() } }),
        'of a session that is no text': forge({ claims: { sid: [claims.sid] } }),
        'of a session with strange letters': forge({ claims: { sid: '😀' } }),
        'no JSON': `${Buffer.from('x').toString('base64url')}.${payload}.${signature}`,
        'a null header': `${Buffer.from('null').toString('base64url')}.${payload}.${signature}`
      }
      const me = (headers: RawRequest['headers']) => ask({ path: '/api/v1/auth/me', headers })
      t.same(await me({ authorization: `Bearer ${forge({})}` }), success, 'one that is made like ours is taken')
      t.same(
        await me({ authorization: `Bearer ${forge({ header: { kid: 'old' }, secret: keys.old })}` }),
        success,
        'and so is one of the key before'
      )
      for (const [name, token] of Object.entries(bad)) {
        t.same(await me({ authorization: `Bearer ${token}` }), refusal('UNAUTHENTICATED'), name)
        t.same(await me({ cookie: `access_token=${token}` }), refusal('UNAUTHENTICATED'), `${name}, as a cookie`)
      }
    })

    t.test('a token ends with its session and with its time', async (t) => {
      const me = (token: string) => ask({ path: '/api/v1/auth/me', headers: { authorization: `Bearer ${token}` } })
      let token = ''
      const hr = await app.signIn('hr', {
        onTokens: (tokens) => {
          token = tokens?.accessToken ?? token
        }
      })
      t.same(await me(token), success)
      await hr.logout()
      t.same(await me(token), refusal('UNAUTHENTICATED'), 'signed out')

      app.clock.advance(590_000)
      t.same(await me(tokens.employee), success, 'still')
      app.clock.advance(11_000)
      t.same(await me(tokens.employee), refusal('UNAUTHENTICATED'), 'no more')
      for (const { id, method, path } of unsafe) {
        t.same(
          await ask({ method: method.toUpperCase(), path: addressOf(path), headers: cookies('employee') }),
          refusal('UNAUTHENTICATED'),
          id
        )
      }
      t.match(await employee.getMe(), { teams: [{ id: line4.id }] }, 'the SDK has got another')
    })

    t.test('no operation is left out', async (t) => {
      const those = [
        'login',
        'refreshSession',
        'logout',
        'register',
        'verifyEmail',
        'forgotPassword',
        'resetPassword',
        ...fromAnywhere,
        'connectWebSocket',
        'getHealth',
        'getReadiness'
      ] satisfies OperationId[]
      t.same([...viewerOperations.map(({ id }) => id), ...those].sort(), [...operations.keys()].sort())
    })
  })
}
