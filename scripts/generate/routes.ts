import type { Operation, Parameter, Schema } from './model.ts'
import { refName } from './model.ts'
import { banner } from './schemas.ts'
import { jsonType } from './words.ts'
import { typebox } from './typebox.ts'

/** The table from which the routes are registered. */
export function emitRoutes (operations: Operation[]): string {
  const rows = operations.map((operation) =>
    `  ${operation.id}: {
    tag: '${operation.tag}',
    method: '${operation.method}',
    url: '${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}',
    access: ${JSON.stringify(operation.access)},
    credentials: ${JSON.stringify(operation.credentials)},
    answer: '${operation.answer}',
    answerTypes: ${JSON.stringify(operation.answerTypes)},
    status: ${operation.status},
    redirect: ${operation.redirect},
    params: ${parameters(operation.params, operation.id)},
    query: ${parameters(operation.query, operation.id, operation.openQuery)},
    bodyTypes: ${JSON.stringify(operation.bodyTypes)},
    bodyStreams: ${operation.takes === 'stream'},
    body: ${operation.body ? expression(operation.body) : 'undefined'},
    bodyRequired: ${operation.bodyRequired},
    bodyLimit: ${operation.bodyLimit},
    idempotent: ${operation.idempotent},
    data: ${operation.data ? expression(operation.data) : 'undefined'},
    untagged: ${JSON.stringify(operation.untagged)},
    errors: ${JSON.stringify(operation.errors)},
    emits: ${JSON.stringify(operation.emits)}
  }`
  )
  return `${banner}import { Type, type TSchema } from '@sinclair/typebox'
import type { OperationId, Tag } from './operations.ts'
import * as schemas from './schemas.ts'

export interface Route {
  tag: Tag
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** In Fastify's form: \`/reports/:reportId\`. */
  url: string
  /** Anybody, anybody signed in, or the roles that may. */
  access: 'public' | 'viewer' | string[]
  /** Which it takes; none where it is public. */
  credentials: ('session' | 'address' | \`token:\${string}\`)[]
  /** The envelope; a file or a feed as it is; what the handler writes itself; a socket; nothing but an address. */
  answer: 'json' | 'bytes' | 'stream' | 'socket' | 'redirect'
  /** The media types of the successful answer. */
  answerTypes: string[]
  /** Of the successful answer. */
  status: number
  /** What sends a browser on to \`data.url\`, where the caller does not ask for JSON. */
  redirect: number | undefined
  params: TSchema
  query: TSchema
  /** The media types of the body; those of bytes where there is no schema, and none where there is no body. */
  bodyTypes: string[]
  /** Is it read as it comes? */
  bodyStreams: boolean
  body: TSchema | undefined
  bodyRequired: boolean
  /** In bytes. */
  bodyLimit: number
  /** Does it take an Idempotency-Key? */
  idempotent: boolean
  /** Of the envelope; undefined where the answer is none. */
  data: TSchema | undefined
  /** The keys of the data that its ETag leaves out; undefined where it has none. */
  untagged: string[] | undefined
  /** The codes that the operation can answer, per status. */
  errors: Record<string, string[]>
  /** The realtime events that it can cause. */
  emits: string[]
}

/** The media type of whatever is not bytes, a stream or a socket. */
export const jsonType = '${jsonType}'

/** Static paths stand before parametric ones. */
export const routes: Record<OperationId, Route> = {
${rows.join(',\n')}
}
`
}

function parameters (list: Parameter[], operationId: string, open = false): string {
  const schema: Schema = {
    type: 'object',
    additionalProperties: false,
    required: list.filter((parameter) => parameter.required).map((parameter) => parameter.name),
    properties: Object.fromEntries(list.map((parameter) => [parameter.name, parameter.schema]))
  }
  const expression = qualified(typebox(schema, operationId, {}), list.map((parameter) => parameter.schema))
  return open ? `{ ...${expression}, additionalProperties: true }` : expression
}

function expression (schema: Schema): string {
  return qualified(typebox(schema, 'operation', {}), [schema, schema.items ?? {}])
}

/** References are local names in schemas.ts; here they come from the import. */
function qualified (text: string, schemas: Schema[]): string {
  const names = schemas.flatMap((schema) => schema.$ref ? [refName(schema.$ref)] : [])
  return [...new Set(names)].reduce(
    (result, name) => result.replaceAll(new RegExp(`(?<=[ (])${name}(?=[ ),])|^${name}$`, 'g'), `schemas.${name}`),
    text
  )
}
