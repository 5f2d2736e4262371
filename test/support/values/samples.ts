/** Valid values of schemas: one with every key, one with no more than needed, and lists of different ones. */
import { openMaps } from './maps.ts'
import { distinctNumbers, numbers } from './numbers.ts'
import { isOpen, typesOf, type Resolve, type Schema } from './schemas.ts'
import { distinctTexts, texts } from './texts.ts'

/** The last of two, so that an index that is wrong shows. */
export const lastOf = (array: unknown[]) => array.length - 1

export interface Samples {
  sample: (schema: Schema, key?: string) => any
  bare: (schema: Schema, key?: string) => any
  listOf: (schema: Schema, count: number, each?: (schema: Schema) => unknown) => unknown[]
  isLive: (schema: Schema, key: string | undefined) => key is string
}

export function samplesOf (resolve: Resolve, live: Record<string, unknown>): Samples {
  /** So many values of a schema in which none is twice, the plainest first; fewer where it has no more. */
  function distinct (unresolved: Schema, count: number): unknown[] {
    const schema = resolve(unresolved)
    const [type] = typesOf(schema)
    const values = type === 'object'
      ? distinctObjects(schema, count)
      : type === 'integer'
      ? distinctNumbers(schema, count)
      : type === 'string'
      ? distinctTexts(schema, count)
      : []
    if (count > 0 && values.length === 0) throw new Error(`teach ${import.meta.filename} distinct values of ${JSON.stringify(schema)}`)
    return values.slice(0, count)
  }

  /** They differ in one key, of which there are the most values. */
  function distinctObjects (schema: Schema, count: number): unknown[] {
    const plain = sample(schema)
    const series = Object.entries<Schema>(schema.properties).filter(([, property]) => resolve(property).type === 'string')
      .map(([name, property]) =>
        distinct(property, count).filter((value) => value !== plain[name]).map((value) => ({ ...plain, [name]: value }))
      )
    return [plain, ...series.sort((one, other) => other.length - one.length)[0] ?? []]
  }

  /** The items of a list that is valid, if there are as many values. */
  const listOf = (schema: Schema, count: number, each = sample): unknown[] =>
    schema.uniqueItems ? distinct(schema.items, count) : Array(count).fill(count > 0 ? each(schema.items) : undefined)

  /** Another key of the same name may be of another type. */
  function isLive (schema: Schema, key: string | undefined): key is string {
    if (key === undefined || !(key in live)) return false
    const types = typesOf(schema)
    const value = live[key]
    const type = value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value
    return types.length === 0 || types.includes(type)
  }

  function sample (unresolved: Schema, key?: string): any {
    const schema = resolve(unresolved)
    if (isLive(schema, key)) return live[key]
    if (schema.anyOf) return sample(schema.anyOf[0])
    if ('const' in schema) return schema.const
    const [type] = typesOf(schema)
    if (type === 'object') {
      return isOpen(schema)
        ? openMaps(schema, sample)[0]
        : Object.fromEntries(Object.entries<Schema>(schema.properties ?? {}).map(([name, property]) => [name, sample(property, name)]))
    }
    if (type === 'array') {
      return listOf(schema, Math.min(2, schema.maxItems ?? 2))
    }
    if (type === 'string') return texts(schema)[0]
    if (type === 'boolean') return true
    if (type === 'null') return null
    return numbers(schema)[0]
  }

  function bare (unresolved: Schema, key?: string): any {
    const schema = resolve(unresolved)
    if (isLive(schema, key)) return live[key]
    if (typesOf(schema)[0] === 'array') return listOf(schema, schema.minItems ?? 0, bare)
    if (typesOf(schema)[0] !== 'object') return sample(schema, key)
    const { properties = {}, required = [], minProperties = 0 } = schema
    const optional = Object.keys(properties).filter((name) => !required.includes(name)).slice(
      0,
      Math.max(0, minProperties - required.length)
    )
    return Object.fromEntries([...required, ...optional].map((name: string) => [name, bare(properties[name], name)]))
  }

  return { sample, bare, listOf, isLive }
}
