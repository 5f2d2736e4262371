/**
 * A JSON Schema of our dialect as a TypeBox expression.
 *
 * Enumerations and nullable types become `Type.Unsafe` over the very JSON Schema of the document: a
 * union of literals would make Ajv report one fault per literal, and the serialiser validate each branch.
 */
import { refName, type Schema } from './model.ts'

const annotations = new Set(['description', 'title', 'example', 'examples', 'default', 'deprecated'])
const constraints = new Set([
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties'
])
const structure = new Set(['type', 'const', 'enum', 'anyOf', 'properties', 'required', 'additionalProperties', 'items', '$ref'])

/** @throws Error naming `where` when the schema leaves the dialect. */
export function typebox (schema: Schema, where: string, components: Record<string, Schema>): string {
  checkDialect(schema, where)
  if (schema.$ref) return refName(schema.$ref)
  if (schema.anyOf) return isTagged(schema, components) ? tagged(schema) : nullable(schema, where, components)
  if (schema.const !== undefined) return `Type.Literal(${json(schema.const)})`
  if (schema.enum || Array.isArray(schema.type)) return `Type.Unsafe<${typescript(schema)}>(${json(plain(schema))})`
  const options = constraintsOf(schema)
  switch (schema.type) {
    case 'string':
      return `Type.String(${argument(options)})`
    case 'integer':
      return `Type.Integer(${argument(options)})`
    case 'number':
      return `Type.Number(${argument(options)})`
    case 'boolean':
      return 'Type.Boolean()'
    case 'null':
      return 'Type.Null()'
    case 'array':
      return `Type.Array(${[typebox(schema.items!, `${where}/items`, components), ...list(options)].join(', ')})`
    case 'object':
      return object(schema, options, where, components)
    default:
      throw new Error(`${where}: no type`)
  }
}

function object (schema: Schema, options: Record<string, unknown>, where: string, components: Record<string, Schema>): string {
  if (schema.additionalProperties === undefined) throw new Error(`${where}: say additionalProperties, true or false`)
  if (schema.additionalProperties) {
    if (schema.properties) throw new Error(`${where}: an object is either open (additionalProperties: true) or has properties`)
    return `Type.Unsafe<Record<string, unknown>>(${json(plain(schema))})`
  }
  const required = new Set(schema.required)
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const expression = typebox(property, `${where}/${name}`, components)
    return `${json(name)}: ${required.has(name) ? expression : `Type.Optional(${expression})`}`
  })
  return `Type.Object({ ${properties.join(', ')} }, ${json({ additionalProperties: false, ...options })})`
}

/** Objects that a constant of the same name tells apart, such as `scope`: so each value is of one of them, for every validator. */
function isTagged (schema: Schema, components: Record<string, Schema>): boolean {
  const members = schema.anyOf!.map(({ $ref }) => $ref === undefined ? undefined : components[refName($ref)])
  const [first] = members
  return Object.keys(first?.properties ?? {}).some((name) => {
    const constants = members.map((member) => member?.required?.includes(name) ? member.properties?.[name].const : undefined)
    return !constants.includes(undefined) && new Set(constants).size === members.length
  })
}

function tagged (schema: Schema): string {
  return `Type.Union([${schema.anyOf!.map(({ $ref }) => refName($ref!)).join(', ')}])`
}

/** `anyOf: [{$ref}, {type: null}]`, the other union of the dialect. */
function nullable (schema: Schema, where: string, components: Record<string, Schema>): string {
  const [first, second] = schema.anyOf!
  if (schema.anyOf!.length !== 2 || !first.$ref || second.type !== 'null') {
    throw new Error(`${where}: anyOf is for [{$ref}, {type: 'null'}], and for objects that a required constant tells apart`)
  }
  const name = refName(first.$ref)
  const target = components[name]
  if (typeof target.type === 'string' && target.type !== 'object' && target.type !== 'array') {
    const merged = { ...plain(target), type: [target.type, 'null'], ...(target.enum && { enum: [...target.enum, null] }) }
    return `Type.Unsafe<Static<typeof ${name}> | null>(${json(merged)})`
  }
  return `Type.Union([${name}, Type.Null()])`
}

function typescript (schema: Schema): string {
  if (schema.enum) return schema.enum.map(json).join(' | ')
  const names: Record<string, string> = {
    string: 'string',
    integer: 'number',
    number: 'number',
    boolean: 'boolean',
    object: 'Record<string, unknown>',
    null: 'null'
  }
  return (schema.type as string[]).map((type) => names[type]).join(' | ')
}

function constraintsOf (schema: Schema): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => constraints.has(keyword)))
}

/** Without what is only for readers: `default` above all, with which the serialiser would fill in absent keys. */
function plain (schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => constraints.has(keyword) || structure.has(keyword)))
}

function checkDialect (schema: Schema, where: string): void {
  for (const keyword of Object.keys(schema)) {
    if (!annotations.has(keyword) && !constraints.has(keyword) && !structure.has(keyword) && !keyword.startsWith('x-')) {
      throw new Error(`${where}: the keyword ${keyword} is outside the dialect that OpenAPI, AsyncAPI, Ajv and TypeBox share here`)
    }
  }
  if (schema.$ref && Object.keys(schema).length > 1) throw new Error(`${where}: $ref stands alone`)
}

const json = (value: unknown): string => JSON.stringify(value)
const list = (options: Record<string, unknown>): string[] => Object.keys(options).length > 0 ? [json(options)] : []
const argument = (options: Record<string, unknown>): string => list(options).join('')
