import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Client } from '../../generated/sdk/dist/src/sdk/index.js'
import { createClient } from '../../generated/sdk/dist/src/sdk/index.js'
import { routes } from '../../generated/routes.ts'
import { cleanUp } from '../../src/jobs/platform/retention.ts'
import { complete } from '../../src/repositories/platform/idempotency.ts'
import { testApp, today, type TestApp } from '../support/app.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { everyWorkingDay } from '../support/owing.ts'
import { emailOf, line4, password, type PersonName } from '../support/people.ts'
import { compiled } from '../support/command.ts'

const body = { reportDate: today, summary: 'Attached 180 collars.' }
const second = 1000
const hour = 3_600_000

interface Answer {
  status: number
  replayed: string | null
  body: { data: { id: string } | null, error: { code: string, details?: { path: string, rule: string }[] } | null }
}

/** Sends as scripts do, with the headers that they choose. */
async function sender (app: TestApp, person: PersonName) {
  let token = ''
  await app.signIn(person, {
    onTokens: (tokens) => {
      token = tokens!.accessToken
    }
  })
  return async (key: string | undefined, payload: unknown = body, path = '/api/v1/reports'): Promise<Answer> => {
    const response = await fetch(app.url + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key })
      },
      body: JSON.stringify(payload)
    })
    return {
      status: response.status,
      replayed: response.headers.get('idempotency-replayed'),
      body: await response.json() as Answer['body']
    }
  }
}

const codeOf = ({ body: { error } }: Answer) => error?.code ?? ''

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database, { WORKPULSE_SMTP_URL: 'smtp://127.0.0.1:1', WORKPULSE_MAIL_FROM: 'work@workpulse.test' })
    const { db } = app.deps
    const send = await sender(app, 'employee')
    const reports = () => db.selectFrom('reports').select(['id', 'user_id']).execute()
    const rows = () => db.selectFrom('idempotency_keys').selectAll().execute()
    t.beforeEach(async () => {
      for (const table of ['report_items', 'reports', 'idempotency_keys'] as const) await db.deleteFrom(table).execute()
    })

    t.test('the same request again gets the same answer, and nothing happens twice', async (t) => {
      const first = await send('a key')
      t.equal(codeOf(first), 'VALIDATION_FAILED', 'a space is none of its characters')
      const made = await send('key')
      t.match(made, { status: 201, replayed: null })
      const events = await db.selectFrom('events').select('id').execute()
      const again = await send('key', { summary: body.summary, reportDate: today })
      t.strictSame(again, { ...made, replayed: 'true' }, 'in whichever order its keys are')
      t.equal((await reports()).length, 1)
      t.equal((await db.selectFrom('events').select('id').execute()).length, events.length)
    })

    t.test('what has changed since is not what is answered', async (t) => {
      const made = await send('key')
      await db.updateTable('reports').set({ summary: 'later', version: 2 }).execute()
      t.strictSame((await send('key')).body, made.body)
    })

    t.test('another request with the key is refused', async (t) => {
      await send('key')
      const other = await send('key', { ...body, summary: 'Something else.' })
      t.match(other, {
        status: 422,
        body: { error: { code: 'RULE_REFUSED', details: [{ path: '/headers/Idempotency-Key', rule: 'idempotencyKey' }] } }
      })
      t.match(await send('other-key', { ...body, summary: 'Something else.' }), { status: 409, body: { error: { code: 'DUPLICATE' } } })
    })

    t.test("a key is its person's and its operation's own", async (t) => {
      const [others, hr] = [await sender(app, 'colleague'), await sender(app, 'hr')]
      t.match(await send('key'), { status: 201, replayed: null })
      t.match(await others('key', { ...body, summary: 'Mine.' }), { status: 201, replayed: null })
      const invite = { email: 'rina@workpulse.test' }
      const invited = await hr('key', invite, '/api/v1/invitations')
      t.match(invited, { status: 201, replayed: null })
      t.match(await hr('key', body), { status: 422 }, 'in no team, but it is no other request with the key')
      t.strictSame(await hr('key', invite, '/api/v1/invitations'), { ...invited, replayed: 'true' })
      t.equal((await db.selectFrom('invitations').select('id').execute()).length, 1)
    })

    t.test('of many at once one is carried out; the others hear that it is, or what came of it', async (t) => {
      const answers = await Promise.all(Array.from({ length: 12 }, () => send('key')))
      const made = answers.filter(({ status }) => status === 201)
      t.equal(made.filter(({ replayed }) => replayed === null).length, 1)
      t.equal(new Set(made.map(({ body: { data } }) => data!.id)).size, 1)
      t.same(answers.filter((answer) => answer.status !== 201 && codeOf(answer) !== 'IN_PROGRESS'), [])
      t.equal((await reports()).length, 1)
      t.match(await send('key'), { status: 201, replayed: 'true' })
    })

    t.test('without a key each is a request of its own', async (t) => {
      t.match(await send(undefined), { status: 201, replayed: null })
      t.equal(codeOf(await send(undefined)), 'DUPLICATE')
      t.same(await rows(), [])
    })

    t.test('a refusal uses no key up', async (t) => {
      t.equal(codeOf(await send('key', { ...body, reportDate: '2026-01-01' })), 'RULE_REFUSED')
      t.equal(codeOf(await send('key', { ...body, reportDate: 'never' })), 'VALIDATION_FAILED')
      t.same(await rows(), [])
      t.match(await send('key'), { status: 201, replayed: null })
    })

    t.test('the SDK sends one, and repeats the call when its answer is lost or the service is busy', async (t) => {
      const [lost, keys]: [number[], (string | null)[]] = [[], []]
      const flaky = await app.signIn('employee', {
        async fetch (address, init) {
          const answer = await fetch(address, init)
          if (init?.method !== 'POST' || !String(address).endsWith('/reports')) return answer
          keys.push(new Headers(init.headers).get('idempotency-key'))
          if (lost.push(answer.status) === 1) throw new TypeError('fetch failed')
          const busy = { ok: false, data: null, error: { code: 'UNAVAILABLE', message: '', requestId: '' } }
          return lost.length === 2 ? Response.json(busy, { status: 503 }) : answer
        }
      })
      const report = await flaky.createReport(body)
      t.same(lost, [201, 201, 201])
      t.ok(keys[0]!.length >= 32)
      t.equal(new Set(keys).size, 1, 'one key for all attempts')
      t.same((await reports()).map(({ id }) => id), [report.id])
      await t.rejects(flaky.createReport(body), { code: 'DUPLICATE' }, 'another call is another intention')
      t.equal(new Set(keys).size, 2)
    })

    t.test('what is no key', async (t) => {
      for (const key of ['', 'x'.repeat(256), 'é']) {
        const answer = await send(key)
        t.match(
          answer,
          { status: 400, body: { error: { details: [{ path: '/headers/Idempotency-Key', rule: 'keyForm' }] } } },
          JSON.stringify(key)
        )
      }
      t.match(await send('x'.repeat(255)), { status: 201 })
    })

    t.test('each operation that takes a key answers again, and says while the first is under way', async (t) => {
      const { id, version } = await (await app.signIn('colleague')).createReport({ ...body, submit: true })
      const lead = await sender(app, 'lead')
      await everyWorkingDay(app.deps.db)
      const requests: Record<string, [send: typeof send, payload: object, path: string, other: object]> = {
        createReport: [send, body, '/api/v1/reports', { mood: 3 }],
        createInvitation: [await sender(app, 'hr'), { email: 'under-way@workpulse.test' }, '/api/v1/invitations', { role: 'manager' }],
        reviewReports: [lead, { action: 'approve', reports: [{ id, version }] }, '/api/v1/reports/review-batch', { note: 'Thank you.' }],
        createComment: [lead, { body: 'How many pieces?' }, `/api/v1/reports/${id}/comments`, { body: 'How many?' }],
        createLeave: [
          send,
          { kind: 'annual', startDate: '2026-12-01', endDate: '2026-12-02' },
          '/api/v1/leaves',
          { note: 'To Solo.' }
        ],
        remindObligations: [lead, { date: today, teamId: line4.id }, '/api/v1/obligations/remind', { message: 'Please.' }]
      }
      const keyed = Object.entries(routes).filter(([, { idempotent }]) => idempotent).map(([id]) => id)
      t.same(Object.keys(requests).sort(), keyed.sort(), 'a new one is to be named here')
      for (const [id, [post, payload, path, other]] of Object.entries(requests)) {
        const made = await post('of-each', payload, path)
        t.strictSame(await post('of-each', payload, path), { ...made, replayed: 'true' }, id)
        t.match(await post('of-each', { ...payload, ...other }, path), { status: 422, body: { error: { code: 'RULE_REFUSED' } } }, id)
        await db.updateTable('idempotency_keys').set({ answered_at: null, answer: null }).where('operation', '=', id).execute()
        t.match(await post('of-each', payload, path), { status: 409, body: { error: { code: 'IN_PROGRESS' } } }, id)
      }
    })

    t.test('a request that nobody carries out any more is taken over, by the same one only', async (t) => {
      await send('key')
      const [{ id }] = await reports()
      await db.deleteFrom('reports').where('id', '=', id).execute()
      await db.updateTable('idempotency_keys').set({ answered_at: null, answer: null, holder: 'dead' }).execute()
      t.match(await send('key'), { status: 409, body: { error: { code: 'IN_PROGRESS' } } }, 'while its lease lasts')
      app.clock.advance(61 * second)
      t.match(await send('key', { ...body, summary: 'Something else.' }), { status: 422 })
      const answers = await Promise.all([send('key'), send('key'), send('key')])
      t.equal(answers.filter(({ status, replayed }) => status === 201 && replayed === null).length, 1)
      t.equal((await reports()).length, 1)
      const [row] = await rows()
      const late = { userId: row.user_id, operation: row.operation, keyHash: row.key_hash, requestHash: row.request_hash }
      t.equal(
        await complete(db, late, 'dead', '{}', app.clock.now()),
        false,
        'who was overtaken keeps no answer, so that what they did is undone'
      )
    })

    t.test('after a day the key is a new one, and its row goes', async (t) => {
      await send('key')
      await db.deleteFrom('reports').execute()
      app.clock.advance(25 * hour)
      const again = await sender(app, 'employee')
      const tomorrow = { ...body, reportDate: '2026-11-21' }
      t.match(await again('key', tomorrow), { status: 201, replayed: null }, 'even of another request')
      app.clock.advance(23 * hour)
      await cleanUp(app.deps)
      t.equal((await rows()).length, 1)
      app.clock.advance(2 * hour)
      await cleanUp(app.deps)
      t.same(await rows(), [])
    })
  })

  t.test(`${database.name}: a service that dies`, async (t) => {
    for (const moment of ['within', 'after'] as const) {
      t.test(`${moment} the commit`, async (t) => {
        const { dsn, app } = await appWithDsn(t, database)
        const child = spawn(process.execPath, [join(import.meta.dirname, '../support/dying-process.ts'), dsn, moment], {
          stdio: ['ignore', 'pipe', 'inherit'],
          env: { PATH: process.env.PATH, ...compiled }
        })
        t.teardown(() => child.kill('SIGKILL'))
        const [port] = await once(child.stdout, 'data')
        const key = `dies ${moment}`.replace(' ', '-')
        const dying: Client = createClient({ baseUrl: `http://127.0.0.1:${Number(port)}`, mode: 'bearer' })
        await dying.login({ email: emailOf('employee'), password })
        const exit = once(child, 'exit')
        await t.rejects(dying.createReport(body, { idempotencyKey: key }), { name: 'ConnectionError' })
        t.strictSame(await exit, [null, 'SIGKILL'])
        const before = await app.deps.db.selectFrom('reports').select('id').execute()
        t.equal(before.length, moment === 'after' ? 1 : 0)

        const send = await sender(app, 'employee')
        if (moment === 'after') {
          t.match(await send(key), { status: 201, replayed: 'true', body: { data: { id: before[0].id } } }, 'what was done is known')
        } else {
          t.equal(codeOf(await send(key)), 'IN_PROGRESS', 'nobody knows yet that it died')
          app.clock.advance(61 * second)
          t.match(await send(key), { status: 201, replayed: null })
        }
        t.equal((await app.deps.db.selectFrom('reports').select('id').execute()).length, 1)
      })
    }
  })
}

/** The service on a database that another process may open too. */
async function appWithDsn (t: Test, database: TestDatabase): Promise<{ dsn: string, app: TestApp }> {
  let dsn = ''
  const app = await testApp(t, {
    ...database,
    async copy (template) {
      const taken = await database.copy(template)
      dsn = taken.dsn
      return taken
    }
  })
  return { dsn, app }
}
