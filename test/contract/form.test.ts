/** What only bytes, headers and addresses can get wrong, of every operation: a 4xx that names every fault, and nothing changes. */
import t from 'tap'
import { databasesOfForm } from '../support/databases.ts'
import { bodyLimitOf, bytesTypeOf, queryParametersOf, resolved, takesAnyQuery, takesFile, type Operation } from '../support/document.ts'
import { outcomeOf, refusal, send, type Outcome, type RawRequest } from '../support/raw.ts'
import { bearer, eachTag, openStage, requestOf } from './stage.ts'
import type { Asked } from './subject.ts'

const json = { 'content-type': 'application/json' }

interface Case {
  name: string
  request: RawRequest
  expected: Outcome
}

for (const database of databasesOfForm) {
  t.test(database.name, async (t) => {
    const stage = await openStage(t, database)
    const { state, app, tokens } = stage
    await eachTag(t, stage, async (t, tag, sceneOf) => {
      for (const operation of tag.operations.values()) {
        await t.test(operation.id, async (t) => {
          const { valid, caller, begin } = sceneOf(operation.id)
          await begin()
          const before = await state.keep()
          await state.touched()
          for (const { name, request, expected } of casesOf(operation, valid)) {
            const outcome = outcomeOf(await send(app.url, { ...request, headers: { ...bearer(tokens[caller]), ...request.headers } }))
            t.same({ ...outcome, changed: await state.touched() }, { ...expected, changed: false }, name)
          }
          t.same(await state.differences(before), [], 'nothing changed')
        })
      }
    })
  })
}

/** What only bytes, headers and addresses can get wrong. */
function casesOf (operation: Operation, valid: Asked): Case[] {
  const { method, document: { requestBody } } = operation
  const limit = bodyLimitOf(operation)
  const { path } = requestOf(operation, { params: valid.params })
  // What is wrong with a body is told alone where nothing is wrong with the query.
  const { path: asked } = requestOf(operation, { params: valid.params, query: valid.query })
  const invalid = (...faults: string[]) => refusal('VALIDATION_FAILED', ...faults)
  const bodyMissing = requestBody?.required ? ['/body required'] : []
  const required = queryParametersOf(operation).filter((parameter) => parameter.required).map(({ name }) => `/query/${name} required`)
  const query = (text: string, ...faults: string[]): Case => {
    const missing = required.filter((fault) => !faults.some((other) => other.split(' ')[0] === fault.split(' ')[0]))
    return {
      name: `the query ${text}`,
      request: { method, path: `${path}?${text}` },
      expected: invalid(...faults, ...missing, ...bodyMissing)
    }
  }
  const body = (name: string, text: string | Buffer, expected: Outcome, headers: RawRequest['headers'] = json): Case => ({
    name,
    request: { method, path: asked, headers, body: text },
    expected
  })
  const cases = [
    ...(takesAnyQuery(operation)
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
    ...queryParametersOf(operation).map(({ name, schema }) =>
      query(`${name}=1&${name}=1`, `/query/${name} type`, ...(resolved(schema).enum ? [`/query/${name} enum`] : []))
    )
  ]
  if (method === 'get') return cases
  if (takesFile(operation)) return [...cases, ...fileCasesOf(operation, path)]

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
    body('a key twice', String.raw`{"a":1,"\u0061":1}`, invalid('/body/a duplicateKey')),
    body('numbers that would come back as others', '{"a":[1e400,12345678901234567890]}', invalid('/body/a/0 number', '/body/a/1 number')),
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
        { name: 'no body and no headers', request: { method, path: asked }, expected: invalid('/body required') }
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
      request: { method, path: asked, headers: { ...json, 'content-length': limit + 1 } },
      expected: tooLarge
    }
  ]
}

/** The same of a file, which is taken as it is. */
function fileCasesOf (operation: Operation, path: string): Case[] {
  const { method } = operation
  const limit = bodyLimitOf(operation)
  const required = queryParametersOf(operation).filter((parameter) => parameter.required).map(({ name }) => `/query/${name} required`)
  const own = { 'content-type': bytesTypeOf(operation) }
  const body = (name: string, bytes: Buffer, expected: Outcome, headers: RawRequest['headers'] = own): Case => ({
    name,
    request: { method, path, headers, body: bytes },
    expected
  })
  const missing = refusal('VALIDATION_FAILED', ...required, '/body required')
  const tooLarge = refusal('PAYLOAD_TOO_LARGE')
  return [
    body('no body', Buffer.alloc(0), missing),
    { name: 'no body and no headers', request: { method, path }, expected: missing },
    ...['application/json', 'text/html', 'image/svg+xml', 'multipart/form-data; boundary=x', '*/*', '', ','].map((type) =>
      body(`the content type "${type}"`, Buffer.from('{}'), refusal('UNSUPPORTED_MEDIA_TYPE'), { 'content-type': type })
    ),
    body('no content type', Buffer.from('{}'), refusal('UNSUPPORTED_MEDIA_TYPE'), {}),
    {
      name: 'a file announced as too large',
      request: { method, path, headers: { ...own, 'content-length': limit + 1 } },
      expected: tooLarge
    }
  ]
}
