/** What the service compiles without a look at it, since that would cost each start: each is a schema. */
import type { TSchema } from '@sinclair/typebox'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { clientFrames } from '../../generated/events.ts'
import { routes } from '../../generated/routes.ts'
import { Environment } from '../../src/runtime/environment.ts'

const compiled: Record<string, TSchema | undefined> = { Environment, ...clientFrames }
for (const [id, { params, query, body, data }] of Object.entries(routes)) {
  for (const [part, schema] of Object.entries({ params, query, body, data })) compiled[`${part} of ${id}`] = schema
}

t.test('whatever the service compiles is a schema of JSON Schema 2020-12', async (t) => {
  const ajv = new Ajv2020()
  const faults = Object.entries(compiled).flatMap(([name, schema]) =>
    schema === undefined || ajv.validateSchema(schema) === true ? [] : [`${name}: ${ajv.errorsText(ajv.errors)}`]
  )
  t.strictSame(faults, [])
  t.equal(ajv.validateSchema({ type: 'string', minLength: '3' }), false, 'and one that is none is seen')
})
