/** Ways to break what a schema describes, each with the fault that it is to be told. */
import { readFileSync } from 'node:fs'

const openapi = JSON.parse(readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8'))

/** A way to break a value, and what it is told. */
interface Fault {
  name: string
  value: unknown
  faults: string[]
}
export type Schema = Record<string, any>

/** What a test must know of to break it. */
const knownKeywords = [
  'type',
  'enum',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'items',
  'maxItems',
  'uniqueItems',
  'properties',
  'required',
  'additionalProperties',
  'minProperties',
  'maxProperties'
]
const annotations = ['description', 'default', 'example', 'examples']

export function resolve (schema: Schema): Schema {
  const resolved = schema.$ref ? schema.$ref.slice(2).split('/').reduce((node: any, key: string) => node[key], openapi) : schema
  const unknown = Object.keys(resolved).filter((keyword) => ![...knownKeywords, ...annotations].includes(keyword))
  if (unknown.length > 0) throw new Error(`teach broken() in ${import.meta.filename} what breaks the keyword ${unknown.join(', ')}`)
  return resolved
}

const typeOf = (value: unknown) => value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

/** Every way to break `valid` against its schema: one fault each, then all of them at once. */
export function broken (unresolved: Schema, valid: any, path: string): Fault[] {
  const schema = resolve(unresolved)
  const types = [schema.type].flat()
  const mistyped = ['1', 1.5, true, {}, ['x'], null].filter((value) => !types.includes(typeOf(value))).map((value) => ({
    name: `${path} is ${JSON.stringify(value)}`,
    value,
    faults: [`${path} type`, ...(schema.enum ? [`${path} enum`] : [])]
  }))
  if (types.includes('object')) return [...mistyped, ...brokenObject(schema, valid ?? {}, path)]
  if (types.includes('array')) return [...mistyped, ...brokenArray(schema, valid, path)]
  if (types.includes('string')) return [...mistyped, ...brokenText(schema, path)]
  return [...mistyped, ...brokenNumber(schema, path)]
}

function brokenText (schema: Schema, path: string): Fault[] {
  const texts = schema.enum
    ? ['', 'no such value', schema.enum[0].toUpperCase()]
    : [
      '',
      '\u0000',
      'a\u0000',
      '\ud800',
      'a\udfff',
      'a b',
      'ö',
      '../a',
      '2026-02-30',
      '2026-13-01',
      '2026-1-1',
      '2026-11-20T00:00:00Z',
      ' 2026-11-20',
      'sari',
      'sari@',
      '@b.test',
      'a b@c.test',
      (schema.format === 'email' ? 'x@y.test'.padStart : 'x'.padEnd).call(
        schema.format === 'email' ? 'x@y.test' : '',
        (schema.maxLength ?? 600) + 1,
        'x'
      )
    ]
  return texts.map((value) => ({
    name: `${path} is ${JSON.stringify(value).slice(0, 40)}`,
    value,
    faults: textFaults(schema, value, path)
  })).filter(({ faults }) => faults.length > 0)
}

function textFaults (schema: Schema, text: string, path: string): string[] {
  const length = [...text].length
  const isDate = (date: string) =>
    /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date)
  const wrong = {
    enum: schema.enum && !schema.enum.includes(text),
    minLength: length < (schema.minLength ?? 0),
    maxLength: length > (schema.maxLength ?? Infinity),
    pattern: schema.pattern && !new RegExp(schema.pattern, 'u').test(text),
    format: (schema.format === 'date' && !isDate(text)) || (schema.format === 'email' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text))
  }
  return Object.entries(wrong).filter(([, fault]) => fault).map(([rule]) => `${path} ${rule}`)
}

function brokenNumber ({ minimum, maximum }: Schema, path: string): Fault[] {
  return [
    ...(minimum === undefined ? [] : [{ name: `${path} is too small`, value: minimum - 1, faults: [`${path} minimum`] }]),
    ...(maximum === undefined ? [] : [{ name: `${path} is too large`, value: maximum + 1, faults: [`${path} maximum`] }])
  ]
}

function brokenArray (schema: Schema, [first]: unknown[], path: string): Fault[] {
  const twice = schema.uniqueItems ? [`${path} uniqueItems`] : []
  return [
    { name: `${path} has too many`, value: Array(schema.maxItems + 1).fill(first), faults: [`${path} maxItems`, ...twice] },
    ...(schema.uniqueItems ? [{ name: `${path} has one twice`, value: [first, first], faults: twice }] : []),
    ...broken(schema.items, first, `${path}/1`).map((fault) => ({ ...fault, value: [first, fault.value] }))
  ]
}

function brokenObject (schema: Schema, valid: Record<string, unknown>, path: string): Fault[] {
  const { properties = {}, required = [], additionalProperties, minProperties = 0, maxProperties } = schema
  const tooFew = (count: number) => count < minProperties ? [`${path} minProperties`] : []
  const closed = additionalProperties === false
  const within = Object.entries<Schema>(properties).map(([key, property]) => [key, broken(property, valid[key], `${path}/${key}`)] as const)
  const faults: Fault[] = [
    ...required.map((key: string) => {
      const { [key]: _, ...value } = valid
      return { name: `${path} is without ${key}`, value, faults: [`${path}/${key} required`, ...tooFew(Object.keys(value).length)] }
    }),
    { name: `${path} is empty`, value: {}, faults: [...required.map((key: string) => `${path}/${key} required`), ...tooFew(0)] },
    ...(minProperties > required.length
      ? [{
        name: `${path} has too few keys`,
        value: Object.fromEntries(required.map((key: string) => [key, valid[key]])),
        faults: tooFew(required.length)
      }]
      : []),
    ...(maxProperties
      ? [{
        name: `${path} has too many keys`,
        value: Object.fromEntries(Array.from({ length: maxProperties + 1 }, (_, index) => [`key${index}`, 1])),
        faults: [`${path} maxProperties`]
      }]
      : []),
    ...(closed
      ? ['other', 'a/b~c', 'constructor', 'toString', ''].map((key) => ({
        name: `${path} has the extra key "${key}"`,
        value: { ...valid, [key]: 1 },
        faults: [`${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')} additionalProperties`]
      }))
      : []),
    ...within.flatMap(([key, each]) => each.map((fault) => ({ ...fault, value: { ...valid, [key]: fault.value } })))
  ].filter((fault) => fault.faults.length > 0)
  if (within.length < 2) return faults
  const everything = within.map(([key, [first]]) => [key, first] as const)
  return [...faults, {
    name: `every key of ${path} is wrong`,
    value: Object.fromEntries([...everything.map(([key, fault]) => [key, fault.value]), ['other', 1]]),
    faults: [...everything.flatMap(([, fault]) => fault.faults), `${path}/other additionalProperties`]
  }]
}

/** Numbers in an address are text; only what is no number at all is mistyped. */
export function brokenQuery (parameter: Schema): { text: string, faults: string[] }[] {
  const schema = resolve(parameter.schema)
  const path = `/query/${parameter.name}`
  if (schema.type !== 'integer') {
    return brokenText(schema, path).filter(({ value }) => String(value).isWellFormed()).map(({ value, faults }) => ({
      text: String(value),
      faults
    }))
  }
  return [
    ...['', 'abc', '1.5', 'null', 'true', '1,2', '[1]'].map((text) => ({ text, faults: [`${path} type`] })),
    ...brokenNumber(schema, path).map(({ value, faults }) => ({ text: String(value), faults }))
  ]
}
