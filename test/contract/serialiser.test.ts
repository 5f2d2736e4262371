/** Nothing that the documents call valid is lost on its way out: what a handler means is what is sent. */
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { Type, type TSchema } from '@sinclair/typebox'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import Fastify from 'fastify'
import t, { type Test } from 'tap'
import * as events from '../../generated/events.ts'
import { routes, type Route } from '../../generated/routes.ts'
import * as schemas from '../../generated/schemas.ts'
import { buildApp } from '../../src/app.ts'
import { testApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { takesFile } from '../support/document.ts'
import { operations, type Operation } from '../support/judge.ts'
import { change } from '../support/values/changes.ts'
import type { Schema } from '../support/values/schemas.ts'
import { valuesOf } from '../support/values/values.ts'

type Serialise = (value: unknown) => string

const [openapi, asyncapi] = ['openapi', 'asyncapi'].map((name) =>
  JSON.parse(readFileSync(new URL(`../../generated/${name}.json`, import.meta.url), 'utf8'))
)
const seed = Number(process.env.DERIVED_SEED ?? 20_261_120)
const randomRuns = process.env.WORKPULSE_TEST_EVERY ? 60 : 20

/** By what the documents say. */
const declared = new Ajv2020({ allErrors: true, strict: false })
/** By what is generated from them, as strictly as the service reads it. */
const generated = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true })
for (const ajv of [declared, generated]) addFormats.default(ajv)
declared.addSchema(openapi, 'openapi')
declared.addSchema(asyncapi, 'asyncapi')

const refOf = (document: string, ...segments: string[]) => ({
  $ref: `${document}#/${segments.map((segment) => encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`
})
const envelopeOf = (data: unknown) => ({ ok: true, data, error: null })
const short = (value: unknown) => JSON.stringify(value).replace(/(?<=^.{300}).+$/, ' …')

/** What becomes of a value between a handler and its caller, if anything does. */
function lossOf (validate: ValidateFunction, serialise: Serialise, value: unknown): string | undefined {
  if (!validate(value)) return `not valid, ${declared.errorsText(validate.errors)}: ${short(value)}`
  let text = ''
  try {
    text = serialise(value)
    const received = JSON.parse(text)
    if (!isDeepStrictEqual(received, value)) return `sent as ${text.slice(0, 300)}: ${short(value)}`
    if (!validate(received)) return `no longer valid: ${short(value)}`
  } catch (error) {
    return `${error}, sent as ${text.slice(0, 300)}: ${short(value)}`
  }
}

/** Values at every bound and random ones, each of which must come through. */
function survives (t: Test, schema: Schema, document: unknown, lossOfValue: (value: any) => string | undefined): void {
  const values = valuesOf(document)
  const sample = values.sample(schema)
  const variants = [sample, ...values.variants(schema).map((variant) => change(sample, variant))].map(parsed)
  t.same(variants.map(lossOfValue).filter((loss) => loss !== undefined), [], `each of ${variants.length} at the bounds`)
  const { failed, errorInstance, counterexamplePath } = fc.check(
    fc.property(values.random(schema), (value) => {
      const loss = lossOfValue(value)
      if (loss !== undefined) throw new Error(loss)
    }),
    { seed, numRuns: randomRuns }
  )
  t.notOk(failed, 'any', failed ? { counterexample: (errorInstance as Error | null)?.message, seed, path: counterexamplePath } : {})
}

/** As it arrives; what only text can say, such as `1.0`, becomes what it is. JSON has no -0 to send back. */
function parsed (value: unknown): unknown {
  if (value === undefined) return undefined
  const text = JSON.stringify(value)
  // Asking each value what it is takes four times as long.
  return /(^|[[:,])-0/.test(text) ? JSON.parse(text, (_, inner) => inner === 0 ? 0 : inner) : JSON.parse(text)
}

const successOf = ({ document }: Operation): [string, Schema] | undefined => {
  const [status, response] = Object.entries<Schema>(document.responses).find(([status]) => status.startsWith('2')) ?? []
  const json = response?.content['application/json']
  return json && [status!, json]
}
const examplesOf = (
  { example, examples }: { example?: unknown, examples?: Record<string, { value: unknown }> }
): unknown[] => [...(example === undefined ? [] : [example]), ...Object.values(examples ?? {}).map(({ value }) => value)]

t.test('the answers of the service', async (t) => {
  const { deps } = await testApp(t, databases[0])
  const serialisers = new Map<string, Serialise>()
  const served = await buildApp(deps, {
    // Answers every route before anything else looks at it, with what the request asks for, through the route's own serialiser.
    extend: (app) =>
      app.addHook('onRequest', async (request, reply) => {
        const { operationId } = request.routeOptions.config as { operationId?: string }
        const operation = operations.get(operationId ?? '')
        const [status, { example }] = (operation && successOf(operation)) ?? ['', {}]
        const serialise = status && reply.getSerializationFunction(status)
        if (serialise) serialisers.set(operation!.id, serialise as Serialise)
        if (status) return reply.code(Number(status)).send(example)
      })
  })
  t.teardown(() => served.close())

  for (const operation of operations.values()) {
    const success = successOf(operation)
    const route: Route = routes[operation.id as keyof typeof routes]
    if (!success) {
      t.not(route.answer, 'json', `${operation.id} answers with a stream`)
      continue
    }
    const [status, { example, examples }] = success
    t.test(operation.id, async (t) => {
      const answer = await served.inject({
        method: operation.method.toUpperCase() as 'GET',
        url: operation.path.replaceAll(/\{\w+\}/g, 'ID')
      })
      t.same([answer.statusCode, answer.json()], [Number(status), example], 'its example, as Fastify sends it')
      const serialise = serialisers.get(operation.id)
      if (!serialise) return t.fail('Fastify compiled no serialiser for it')
      const schema = refOf(
        'openapi',
        'paths',
        operation.path,
        operation.method,
        'responses',
        status,
        'content',
        'application/json',
        'schema'
      )
      const validate = declared.compile(schema)
      const given = examplesOf({ example, examples })
      t.ok(given.length > 0, 'there is an example')
      t.same(given.map((value) => lossOf(validate, serialise, value)).filter((loss) => loss !== undefined), [], 'every example')
      const { data } = openapi.paths[operation.path][operation.method].responses[status].content['application/json'].schema.properties
      survives(t, data, openapi, (value) => lossOf(validate, serialise, envelopeOf(value)))
    })
  }
})

t.test('a serialiser that loses something is told', async (t) => {
  const serialise = await serialiserOf(Type.Object({ a: Type.Optional(Type.String()) }, { additionalProperties: false }))
  const validate = declared.compile({})
  t.match(lossOf(validate, serialise, envelopeOf({ a: null })), /^sent as/)
  t.match(lossOf(validate, serialise, envelopeOf({ a: 'x', b: 1 })), /^sent as/)
  t.equal(lossOf(validate, serialise, envelopeOf({ a: 'x' })), undefined)
})

/** The serialiser that Fastify compiles for a route which answers `data`, as src/http/contract.ts has it. */
async function serialiserOf (data: TSchema): Promise<Serialise> {
  const app = Fastify()
  let serialise: Serialise | undefined
  const response = { 200: Type.Object({ ok: Type.Literal(true), data, error: Type.Null() }, { additionalProperties: false }) }
  app.get('/', { schema: { response } }, async (_request, reply) => {
    serialise = reply.getSerializationFunction('200') as Serialise
  })
  await app.inject('/')
  await app.close()
  return serialise!
}

t.test('the components', async (t) => {
  for (const [name, component] of Object.entries<Schema>(openapi.components.schemas)) {
    t.test(name, async (t) => {
      const typebox = schemas[name as keyof typeof schemas] as TSchema
      const serialise = await serialiserOf(typebox)
      const validate = declared.compile({ type: 'object', properties: { data: refOf('openapi', 'components', 'schemas', name) } })
      const survivor = (value: unknown) => lossOf(validate, serialise, envelopeOf(value))
      t.same((component.examples ?? []).map(survivor).filter((loss: unknown) => loss !== undefined), [], 'its examples')
      survives(t, component, openapi, survivor)
      agree(t, refOf('openapi', 'components', 'schemas', name), typebox, component, openapi)
    })
  }
})

/** What is generated from a schema takes and refuses the same values as the schema. */
function agree (t: Test, ref: Schema, typebox: TSchema, schema: Schema, document: unknown): void {
  const [byDocument, byTypebox] = [declared.compile(ref), generated.compile(typebox)]
  const values = valuesOf(document)
  const sample = values.sample(schema)
  const judged = (value: unknown) =>
    `${byDocument(value) ? 'valid' : 'broken'} by the document, ${byTypebox(value) ? 'valid' : 'broken'} as generated: ${short(value)}`
  const variants = values.variants(schema).map((variant) => parsed(change(sample, variant)))
  t.same(variants.filter((value) => !byDocument(value) || !byTypebox(value)).map(judged), [], `${variants.length} valid values`)
  const broken = values.breakages(schema).map((breakage) => parsed(change(sample, breakage)))
  t.ok(broken.length > 0, 'it can be broken')
  t.same(broken.filter((value) => byDocument(value) || byTypebox(value)).map(judged), [], `${broken.length} broken values`)
}

t.test('the examples of requests and refusals are valid as generated', async (t) => {
  for (const operation of operations.values()) {
    const { document, id } = operation
    const route: Route = routes[id as keyof typeof routes]
    // A file has none: it is told by its type.
    const isJson = document.requestBody !== undefined && !takesFile(operation)
    const bodies = isJson ? examplesOf(document.requestBody.content['application/json']) : []
    if (isJson) t.ok(bodies.length > 0, `${id} has an example`)
    for (const body of bodies) t.ok(generated.validate(route.body!, body), `${id} ${short(body)}: ${generated.errorsText()}`)
    for (const [status, response] of Object.entries<Schema>(document.responses).filter(([status]) => status >= '400')) {
      for (const example of examplesOf(response.content['application/json'])) {
        t.ok(generated.validate(schemas.ErrorEnvelope, example), `${id} ${status}: ${generated.errorsText()}`)
      }
    }
  }
})

t.test('the frames', async (t) => {
  const eventFrames: Record<string, Record<string, TSchema>> = events.eventFrames
  const connectionFrames: Record<string, TSchema> = { ...events.serverFrames, ...events.clientFrames }
  const ephemeral = events as unknown as Record<string, TSchema>
  for (const [channel, { messages }] of Object.entries<Schema>(asyncapi.channels)) {
    for (const [key, { name, payload, examples }] of Object.entries<Schema>(messages)) {
      t.test(`${channel} ${name}`, async (t) => {
        // What is sent and not kept is in neither table.
        const typebox = channel === 'connection'
          ? connectionFrames[name]
          : eventFrames[channel][name] ?? ephemeral[`${key[0].toUpperCase()}${key.slice(1)}Frame`]
        const validate = generated.compile(typebox)
        t.ok(examples?.length > 0, 'there is an example')
        for (const example of examples ?? []) {
          t.ok(validate(example.payload), `${short(example.payload)}: ${generated.errorsText(validate.errors)}`)
        }
        agree(t, refOf('asyncapi', 'channels', channel, 'messages', key, 'payload'), typebox, payload, asyncapi)
      })
    }
  }
})
