/** What is dear to answer must not be cheap to ask. */
import t from 'tap'
import { today } from '../support/app.ts'
import { databasesOfForm } from '../support/databases.ts'
import { refusal, outcomeOf, send } from '../support/raw.ts'
import { bearer, openStage } from './stage.ts'

const most = 20
const json = { 'content-type': 'application/json' }

for (const database of databasesOfForm) {
  t.test(database.name, async (t) => {
    const { app, tokens } = await openStage(t, database)
    const ask = (method: string, path: string, body?: unknown) =>
      send(app.url, {
        method,
        path,
        headers: { ...bearer(tokens.employee), ...json },
        ...(body !== undefined && { body: JSON.stringify(body) })
      })
    const report = { reportDate: today, summary: 'Collars' }
    const cases = {
      'unknown keys': { ...report, ...Object.fromEntries(Array.from({ length: 25_000 }, (_, index) => [`k${index}`, 0])) },
      'unknown keys of one item': {
        ...report,
        items: [Object.fromEntries(Array.from({ length: 25_000 }, (_, index) => [`k${index}`, 0]))]
      },
      'items that are none': { ...report, items: Array.from({ length: 100_000 }, () => 0) },
      'items without anything': { ...report, items: Array.from({ length: 80_000 }, () => ({})) }
    }
    for (const [name, body] of Object.entries(cases)) {
      const { status, text } = await ask('POST', '/api/v1/reports', body)
      const { code, details } = JSON.parse(text).error
      t.same([status, code, details.length], [400, 'VALIDATION_FAILED', most], name)
      t.ok(text.length < 5000, `${name}: ${text.length} bytes`)
    }

    t.test('as many faults as are told are all told', async (t) => {
      const body = { ...report, ...Object.fromEntries(Array.from({ length: most }, (_, index) => [`k${index}`, 0])) }
      const faults = Array.from({ length: most }, (_, index) => `/body/k${index} additionalProperties`)
      t.same(outcomeOf(await ask('POST', '/api/v1/reports', body)), refusal('VALIDATION_FAILED', ...faults))
    })

    t.test('in an address too', async (t) => {
      const { status, text } = await ask('GET', `/api/v1/reports?${Array.from({ length: 500 }, (_, index) => `k${index}=1`).join('&')}`)
      t.same([status, JSON.parse(text).error.details.length], [400, most])
    })

    t.test('in Indonesian too', async (t) => {
      const { text } = await send(app.url, {
        method: 'POST',
        path: '/api/v1/reports',
        headers: { ...bearer(tokens.employee), ...json, 'accept-language': 'id' },
        body: JSON.stringify(cases['unknown keys'])
      })
      t.same(JSON.parse(text).error.details.length, most)
    })
  })
}
