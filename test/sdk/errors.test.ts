/** What the SDK's errors are to pages, forms and frameworks. */
import t from 'tap'
import { ApiError, apiErrorOf, ConnectionError, createClient, faultsOf, isApiError } from '../../generated/sdk/dist/src/sdk/index.js'
import { testApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'

const conflict = new ApiError(409, { code: 'DUPLICATE', message: 'There is one', requestId: 'r', meta: { reportId: 'x' } }, 3)

t.test('an error survives what frameworks do to it', async (t) => {
  const json = JSON.parse(JSON.stringify(conflict))
  t.match(json, { name: 'ApiError', status: 409, code: 'DUPLICATE', message: 'There is one', requestId: 'r', retryAfter: 3 })
  t.match(apiErrorOf(json), { code: 'DUPLICATE', meta: { reportId: 'x' }, retryAfter: 3 })
  // As Nuxt and h3 make one: what was thrown is the cause, on the server; its data is what reaches the browser.
  for (
    const wrapper of [new Error('wrapped', { cause: conflict }), Object.assign(new Error('wrapped'), { data: json }), {
      cause: { cause: conflict }
    }]
  ) {
    t.ok(isApiError(wrapper, 'createReport') && wrapper.code === 'DUPLICATE' && wrapper.meta.reportId === 'x')
  }
  t.same(JSON.parse(JSON.stringify(conflict.data)), json)
  t.notOk(isApiError(Object.freeze({ cause: conflict })), 'what cannot be lent anything is not called one')
  const loop: { cause?: unknown } = {}
  loop.cause = loop
  for (const other of [new Error('other'), loop, undefined, null, 'text', new ConnectionError('x'), { cause: { code: 'DUPLICATE' } }]) {
    t.notOk(isApiError(other))
  }
  t.same(JSON.parse(JSON.stringify(new ConnectionError('x', { kind: 'timeout' }))), {
    name: 'ConnectionError',
    kind: 'timeout',
    message: 'x'
  })
})

t.test('a missing address is named', async (t) => {
  t.throws(() => createClient({ baseUrl: undefined as never }), /baseUrl is missing/)
})

t.test('the faults of a form, in the language of the person', async (t) => {
  const app = await testApp(t, databases[0])
  const client = await app.signIn('employee')
  const refused = await client.createReport({ reportDate: 'never', summary: '', items: [{ title: '' }] } as never).catch((error) => error)
  const english = faultsOf(refused, 'en-GB')
  t.equal(english.summary, 'Please fill this in.')
  t.equal(english.reportDate, 'This is not a date.')
  t.ok(Object.keys(english).some((field) => field.startsWith('items.0.')), Object.keys(english).join())
  t.equal(faultsOf(refused, 'id').summary, 'Wajib diisi.')
  t.equal(faultsOf(new Error('wrapped', { cause: refused }), 'id').reportDate, 'Ini bukan tanggal.')
  const indonesian = await app.signIn('employee', { locale: 'id' })
  const early = await indonesian.createReport({ reportDate: '2026-01-01', summary: 'x' }).catch((error) => error)
  t.same(faultsOf(early, 'id'), { reportDate: 'Lebih dari 3 hari yang lalu.' }, 'a rule of the service speaks for itself')
  t.same(faultsOf(conflict), {})
  t.same(faultsOf(undefined), {})
})
