/** Changes of a sample that break it. */
import { deep, number, removed, within, type Breakage } from './changes.ts'
import { brokenNumbers } from './numbers.ts'
import { lastOf, type Samples } from './samples.ts'
import { isOpen, typesOf, type Resolve, type Schema } from './schemas.ts'
import { brokenTexts } from './texts.ts'

/** What is none of the types of a schema, among it what JavaScript would turn into one of them. */
function mistyped (schema: Schema): unknown[] {
  const types = typesOf(schema)
  const is = (...names: string[]) => names.some((name) => types.includes(name))
  return [
    ...(is('null') ? [] : [null]),
    ...(is('boolean') ? [] : [true, false]),
    ...(is('number', 'integer') ? [] : [0, 1, -1.5, number('1e400')]),
    ...(is('string') ? [] : ['', '1', 'true', 'null', '{}']),
    ...(is('array') ? [] : [[], ['x'], [[]], deep(200, [], (inner) => [inner])]),
    ...(is('object') ? [] : [{}, { 0: 'x', length: 1 }, { toString: 1 }, deep(200, {}, (inner) => ({ a: inner }))])
  ]
}

/** Where there are not as many different ones, some are there again. */
const tooLong = (array: unknown[], length: number) => Array.from({ length }, (_, index) => array[index % array.length])

export function breakagesOf (resolve: Resolve, { sample, listOf }: Samples): (schema: Schema) => Breakage[] {
  function breakages (unresolved: Schema): Breakage[] {
    const schema = resolve(unresolved)
    if (schema.anyOf) {
      return schema.anyOf.every((each: Schema) => typesOf(resolve(each)).includes('object') && isOpen(resolve(each)))
        ? []
        : [{ path: [], value: schema.anyOf.some((each: Schema) => isOpen(resolve(each))) ? [{}] : { other: [] }, rules: ['anyOf'] }]
    }
    const types = typesOf(schema)
    const wrongTypes = mistyped(schema).map((value) => ({ path: [], value, rules: ['type'] }))
    if ('const' in schema) {
      return [...wrongTypes, ...(typeof schema.const === 'string' ? [{ path: [], value: `${schema.const}x`, rules: ['const'] }] : [])]
    }
    if (types.includes('object')) return [...wrongTypes, ...brokenObjects(schema)]
    if (types.includes('array')) {
      const [first] = sample(schema)
      const tooMany = schema.maxItems === undefined
        ? []
        : [{
          path: [],
          value: tooLong(listOf(schema, schema.maxItems + 1), schema.maxItems + 1),
          rules: ['maxItems']
        }]
      const tooFew = schema.minItems ? [{ path: [], value: [], rules: ['minItems'] }] : []
      const twice = schema.uniqueItems ? [{ path: [], value: [first, first], rules: ['uniqueItems'] }] : []
      return [...wrongTypes, ...tooFew, ...tooMany, ...twice, ...breakages(schema.items).map(within(lastOf(sample(schema))))]
    }
    if (types.includes('string')) return [...wrongTypes, ...brokenTexts(schema).map((broken) => ({ path: [], ...broken }))]
    if (types.includes('boolean') || types.every((type) => type === 'null')) return wrongTypes
    return [...wrongTypes, ...brokenNumbers(schema).map((broken) => ({ path: [], ...broken }))]
  }

  function brokenObjects (schema: Schema): Breakage[] {
    const { properties = {}, required = [], minProperties = 0, maxProperties, additionalProperties } = schema
    const names = Object.keys(properties)
    const extra = [
      'other',
      ' ',
      '',
      'a/b~1c',
      '0',
      '😀',
      '\u0000',
      '\ud800',
      'valueOf',
      ...names.slice(0, 1).flatMap((name) => [name.toUpperCase(), `${name} `])
    ]
    return [
      ...required.map((name: string) => ({ path: [name], value: removed, rules: ['required'] })),
      ...(minProperties > required.length
        ? [{
          path: [],
          value: Object.fromEntries(required.map((name: string) => [name, sample(properties[name], name)])),
          rules: ['minProperties']
        }]
        : []),
      ...(maxProperties === undefined
        ? []
        : [{
          path: [],
          value: Object.fromEntries(Array.from({ length: maxProperties + 1 }, (_, index) => [`k${index}`, 1])),
          rules: ['maxProperties']
        }]),
      ...(additionalProperties === false ? extra.map((name) => ({ path: [name], value: 1, rules: ['additionalProperties'] })) : []),
      ...(typeof additionalProperties === 'object' ? breakages(additionalProperties).map(within('a')) : []),
      ...names.flatMap((name) => breakages(properties[name]).map(within(name)))
    ]
  }

  return breakages
}
