/** Random valid values of schemas. */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { oddKeys } from './maps.ts'
import { randomNumber } from './numbers.ts'
import type { Samples } from './samples.ts'
import { isNested, isOpen, typesOf, type Resolve, type Schema } from './schemas.ts'
import { randomText } from './texts.ts'

export function randomOf (
  resolve: Resolve,
  live: Record<string, unknown>,
  isLive: Samples['isLive']
): (schema: Schema, key?: string) => fc.Arbitrary<any> {
  function randomMap (schema: Schema): fc.Arbitrary<Record<string, unknown>> {
    const { value } = fc.letrec((tie) => ({
      value: schema.additionalProperties === true
        ? fc.oneof(
          { depthSize: 'small' },
          fc.constantFrom(null, true, false),
          fc.integer(),
          randomText({ maxLength: 8, pattern: '^[^\\u0000\\ud800-\\udfff]*$' }),
          fc.array(tie('value'), { maxLength: 3 }),
          fc.dictionary(fc.constantFrom(...oddKeys), tie('value'), { maxKeys: 3, noNullPrototype: true })
        )
        : random(schema.additionalProperties)
    }))
    return fc.dictionary(fc.constantFrom(...oddKeys), value, { maxKeys: Math.min(schema.maxProperties ?? 6, 6), noNullPrototype: true })
  }

  function random (unresolved: Schema, key?: string): fc.Arbitrary<any> {
    const schema = resolve(unresolved)
    const drawn = draw(schema)
    const wanted = isLive(schema, key) && !isNested(schema)
      ? fc.oneof({ weight: 3, arbitrary: fc.constant(live[key]) }, { weight: 1, arbitrary: drawn })
      : drawn
    return typesOf(schema).includes('null') && typesOf(schema).length > 1
      ? fc.oneof({ weight: 3, arbitrary: wanted }, { weight: 1, arbitrary: fc.constant(null) })
      : wanted
  }

  function draw (schema: Schema): fc.Arbitrary<any> {
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each: Schema) => random(each)))
    if ('const' in schema) return fc.constant(schema.const)
    const [type] = typesOf(schema)
    if (type === 'object') {
      const { properties = {}, required = [], minProperties = 0 } = schema
      if (isOpen(schema)) return randomMap(schema)
      const each = Object.fromEntries(Object.entries<Schema>(properties).map(([name, property]) => [name, random(property, name)]))
      return fc.record(each, { requiredKeys: required, noNullPrototype: true }).filter((value) =>
        Object.keys(value).length >= minProperties
      )
    }
    if (type === 'array') {
      const lengths = { minLength: schema.minItems ?? 0, maxLength: Math.min(4, schema.maxItems ?? 4) }
      return schema.uniqueItems
        ? fc.uniqueArray(random(schema.items), { ...lengths, comparator: isDeepStrictEqual })
        : fc.array(random(schema.items), lengths)
    }
    if (type === 'string') return randomText(schema)
    if (type === 'boolean') return fc.boolean()
    if (type === 'null') return fc.constant(null)
    return randomNumber(schema)
  }

  return random
}
