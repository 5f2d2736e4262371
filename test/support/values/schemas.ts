/** What a schema is, wherever in a document it stands. */
export type Schema = Record<string, any>
export type Resolve = (schema: Schema) => Schema

const knownKeywords = [
  '$ref',
  'type',
  'const',
  'enum',
  'anyOf',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'items',
  'minItems',
  'maxItems',
  'uniqueItems',
  'properties',
  'required',
  'additionalProperties',
  'minProperties',
  'maxProperties'
]
const annotations = ['description', 'default', 'example', 'examples', 'x-catalogue', 'x-open']

export const typesOf = (schema: Schema): string[] => schema.type === undefined ? [] : [schema.type].flat()
export const isNested = (schema: Schema) => typesOf(schema).some((type) => type === 'object' || type === 'array')
export const isOpen = (schema: Schema) => schema.additionalProperties !== undefined && schema.additionalProperties !== false
export const isWhole = (schema: Schema) => typesOf(schema).includes('integer')

/** Of a schema the same each time, and asked for by every value that has one of it within: found out once. */
export function once<R> (find: (schema: Schema) => R): (schema: Schema) => R {
  const found = new WeakMap<Schema, R>()
  return (schema) => {
    if (!found.has(schema)) found.set(schema, find(schema))
    return found.get(schema)!
  }
}

/** Of a document: what a schema refers to. @throws Error where it has a keyword that these values do not know. */
export function resolverOf (document: any): Resolve {
  const resolve: Resolve = once((schema: Schema): Schema => {
    const unknown = Object.keys(schema).filter((keyword) => !knownKeywords.includes(keyword) && !annotations.includes(keyword))
    if (unknown.length > 0) throw new Error(`teach ${import.meta.filename} the keyword ${unknown.join(', ')}`)
    if (!schema.$ref) return schema
    return resolve(
      schema.$ref.slice(2).split('/').reduce(
        (node: any, key: string) => node[decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')],
        document
      )
    )
  })
  return resolve
}
