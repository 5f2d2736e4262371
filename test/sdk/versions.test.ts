/** A front end is not built anew with each release of the API: its package is older by one minor version, or newer. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Client } from '../../generated/sdk/dist/src/sdk/index.js'
import type { AsyncApiDocument, OpenApiDocument } from '../../scripts/generate/model.ts'
import { testApp, today } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { type Contract, sdkOf } from '../support/other-contract.ts'
import { emailOf, line4, password, people } from '../support/people.ts'
import { until } from '../support/until.ts'

const minute = 60_000

function contractIn (folder: string): Contract {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, '../..', folder, name), 'utf8'))
  return { openapi: read('openapi.json') as OpenApiDocument, asyncapi: read('asyncapi.json') as AsyncApiDocument }
}

/** 0.2.0 as it was released; what the generator asks to be said beside is the same today. */
function lastMinorVersion (): Contract {
  const last = contractIn('test/contract/released')
  const now = contractIn('generated').openapi as unknown as { paths: Record<string, Record<string, Record<string, unknown>>> }
  for (const [path, methods] of Object.entries((last.openapi as unknown as typeof now).paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      for (const key of ['x-answer', 'x-body', 'x-credentials']) operation[key] ??= now.paths[path]?.[method]?.[key]
    }
  }
  return last
}

/** The present one with an operation, a filter and a key of a body more, and another event. */
function nextMinorVersion (): Contract {
  const next = contractIn('generated')
  const { paths, components } = next.openapi as unknown as {
    paths: Record<string, Record<string, { operationId: string, parameters: unknown[] }>>,
    components: { schemas: Record<string, { properties: Record<string, unknown> }> }
  }
  paths['/api/v1/badges'] = { get: { ...structuredClone(paths['/api/v1/teams'].get), operationId: 'listBadges' } }
  paths['/api/v1/reports'].get.parameters.push({ name: 'mood', in: 'query', required: false, schema: { type: 'string' } })
  components.schemas.CreateReport.properties.weather = { type: 'string' }
  const { channels } = next.asyncapi as unknown as { channels: { user: { messages: Record<string, object> } } }
  channels.user.messages['badge.given'] = { ...channels.user.messages['report.created'], name: 'badge.given' }
  return next
}

t.test('the API is newer by one minor version', async (t) => {
  const app = await testApp(t, databases[0])
  const { createClient } = await sdkOf(t, lastMinorVersion())
  const client = createClient({ baseUrl: app.url, mode: 'bearer' })

  t.equal('reviewReports' in client, false, 'this client does not know what came since')
  await client.login({ email: emailOf('lead'), password })
  app.clock.advance(11 * minute)
  t.match(await client.getMe(), { id: people.lead.id }, 'refreshes')

  t.test('keys that it does not know are left as they are', async (t) => {
    const draft = await client.createReport({ reportDate: today, summary: 'Collars' })
    t.match(draft, { summary: 'Collars', commentsCount: 0, filedBy: null })
    t.match(await client.submitReport(draft.id, { version: draft.version }), { state: 'submitted' })
  })

  t.test('values that it does not know are told as they are', async (t) => {
    const { enum: known } = (lastMinorVersion().openapi.components as { schemas: Record<string, { enum: string[] }> }).schemas.AuditAction
    const admin = createClient({ baseUrl: app.url, mode: 'bearer' })
    await admin.login({ email: emailOf('admin'), password })
    await (await app.signIn('admin')).createDivision({ name: 'Dyeing', code: 'DYEING' })
    const { items: [newest] } = await admin.listAuditEntries()
    t.equal(newest.action, 'division.created')
    t.notOk(known.includes(newest.action))
  })

  t.test('events that it does not know are passed over, the others come', async (t) => {
    const realtime = client.connect()
    t.teardown(() => realtime.close())
    const states: string[] = []
    realtime.onState((state) => states.push(state))
    const heard: string[] = []
    realtime.on('report.submitted', ({ data }) => heard.push(data.id))
    await realtime.followTeam(line4.id)
    const employee = await app.signIn('employee')
    const report = await employee.createReport({ reportDate: today, summary: 'Two hundred collars', submit: true })
    await employee.createComment(report.id, { body: 'With buttons' })
    await (await app.signIn('lead')).returnReport(report.id, { version: report.version, note: 'Which?' })
    const { version } = await employee.getReport(report.id)
    await employee.submitReport(report.id, { version })
    await until('both are heard', () => heard.length === 2)
    t.same(heard, [report.id, report.id])
    t.equal(realtime.state, 'open')
    t.notOk(states.includes('waiting'), 'over one connection')
  })
})

t.test('the API is older by one minor version', async (t) => {
  const app = await testApp(t, databases[0])
  const { createClient } = await sdkOf(t, nextMinorVersion())
  const client = createClient({ baseUrl: app.url, mode: 'bearer' }) as Client & { listBadges: () => Promise<unknown> }
  await client.login({ email: emailOf('employee'), password })
  app.clock.advance(11 * minute)
  t.match(await client.getMe(), { id: people.employee.id }, 'refreshes')

  t.test('what it does not have is NOT_FOUND, and signs nobody out', async (t) => {
    await t.rejects(client.listBadges(), { name: 'ApiError', code: 'NOT_FOUND', status: 404, message: /./ })
    t.match(await client.getMe(), { id: people.employee.id })
  })

  t.test('what it does not know is named', async (t) => {
    const input = { reportDate: today, summary: 'Collars', weather: 'rain' }
    await t.rejects(client.createReport(input), { code: 'VALIDATION_FAILED', details: [{ path: '/body/weather' }] })
    t.same((await client.listReports()).items, [], 'and nothing is kept')
    await t.rejects(client.listReports({ mood: 'good' } as never), { code: 'VALIDATION_FAILED', details: [{ path: '/query/mood' }] })
  })

  t.test('realtime goes on', async (t) => {
    const realtime = client.connect()
    t.teardown(() => realtime.close())
    const heard: string[] = []
    realtime.on('badge.given' as never, () => heard.push('badge'))
    realtime.on('report.created', ({ data }) => heard.push(data.id))
    await realtime.ready()
    const { id } = await client.createReport({ reportDate: today, summary: 'Collars' })
    await until('it is heard', () => heard.length > 0)
    t.same(heard, [id])
  })
})
