/** The two documents as the emitters see them. */

export interface Schema {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean
  items?: Schema
  [keyword: string]: unknown
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema: Schema
  $ref?: string
}

interface Content {
  schema: Schema
  example?: unknown
  examples?: Record<string, { value: unknown }>
}

export interface OpenApiOperation {
  operationId: string
  tags?: string[]
  'x-access': 'public' | 'viewer' | string[]
  'x-errors': Record<string, string[]>
  'x-emits'?: string[]
  'x-body-limit'?: number
  parameters?: Parameter[]
  requestBody?: { required?: boolean, content: Record<string, Content> }
  responses: Record<string, { content?: Record<string, Content>, headers?: Record<string, unknown> }>
}

export interface OpenApiDocument {
  info: { title: string, version: string }
  paths: Record<string, { parameters?: Parameter[] } & Record<string, OpenApiOperation>>
  components: { schemas: Record<string, Schema>, parameters?: Record<string, Parameter> }
}

export interface AsyncApiMessage {
  name: string
  payload: Schema
  examples?: { payload: unknown }[]
}

export interface AsyncApiDocument {
  info: { title: string, version: string }
  channels: Record<string, { address: string, messages: Record<string, AsyncApiMessage>, parameters?: Record<string, unknown> }>
  operations: Record<string, { action: 'send' | 'receive', channel: { $ref: string }, messages: { $ref: string }[] }>
  components: { schemas: Record<string, Schema> }
}

/** `redirect` answers nothing but an address. */
export type Protocol = 'json' | 'sse' | 'websocket' | 'redirect'

/** One operation, resolved: what the emitters write of it. */
export interface Operation {
  id: string
  /** Which file of handlers it is in. */
  tag: string
  method: string
  path: string
  access: 'public' | 'viewer' | string[]
  protocol: Protocol
  status: number
  /** The status that sends a browser on to `data.url`, where the caller does not ask for JSON. */
  redirect: number | undefined
  params: Parameter[]
  query: Parameter[]
  /** Does the query take any other key too? */
  openQuery: boolean
  body: Schema | undefined
  bodyRequired: boolean
  bodyLimit: number
  /** Of the envelope; undefined where the answer is a stream. */
  data: Schema | undefined
  errors: Record<string, string[]>
  emits: string[]
}

const methods = ['get', 'post', 'put', 'patch', 'delete']
const defaultBodyLimit = 65_536

export function refName (ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1)
}

/** Every operation of the document, static paths before parametric ones, else in the order of the document. */
export function operationsOf (document: OpenApiDocument): Operation[] {
  const operations: Operation[] = []
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = item[method]
      if (operation) operations.push(resolve(document, path, method, item.parameters ?? [], operation))
    }
  }
  return operations.sort((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')))
}

function resolve (document: OpenApiDocument, path: string, method: string, shared: Parameter[], operation: OpenApiOperation): Operation {
  const parameters = [...shared, ...(operation.parameters ?? [])]
    .map((parameter) => parameter.$ref ? document.components.parameters![refName(parameter.$ref)] : parameter)
  const successes = Object.entries(operation.responses).filter(([status]) => Number(status) < 300)
  const [redirect] = Object.keys(operation.responses).filter((status) => /^3/.test(status))
  if (successes.length > 1 || (successes.length === 0 && !redirect)) {
    throw new Error(`${operation.operationId}: declare exactly one success status`)
  }
  const [status, response] = successes[0] ?? [redirect, operation.responses[redirect]]
  const protocol = protocolOf(status, response.content)
  const isOpen = (parameter: Parameter) => parameter.in === 'query' && parameter.schema.type === 'object'
  return {
    id: operation.operationId,
    tag: tagOf(operation),
    method: method.toUpperCase(),
    path,
    access: operation['x-access'],
    protocol,
    status: Number(status),
    redirect: redirect === undefined ? undefined : Number(redirect),
    params: parameters.filter((parameter) => parameter.in === 'path'),
    query: parameters.filter((parameter) => parameter.in === 'query' && !isOpen(parameter)),
    openQuery: parameters.some(isOpen),
    body: operation.requestBody?.content['application/json'].schema,
    bodyRequired: operation.requestBody?.required ?? false,
    bodyLimit: operation['x-body-limit'] ?? defaultBodyLimit,
    data: protocol === 'json' ? dataOf(operation.operationId, response.content?.['application/json']?.schema) : undefined,
    errors: operation['x-errors'],
    emits: operation['x-emits'] ?? []
  }
}

function tagOf ({ operationId, tags = [] }: OpenApiOperation): string {
  if (tags.length !== 1) throw new Error(`${operationId}: give it exactly one tag; it says which handlers the operation is among`)
  return tags[0]
}

function protocolOf (status: string, content: Record<string, Content> | undefined): Protocol {
  if (status === '101') return 'websocket'
  if (Number(status) >= 300) return 'redirect'
  return content?.['text/event-stream'] ? 'sse' : 'json'
}

/** The `data` of a success envelope, which has one shape only. */
function dataOf (operationId: string, schema: Schema | undefined): Schema {
  const { ok, data, error, ...others } = schema?.properties ?? {}
  const isEnvelope = schema?.additionalProperties === false && schema.required?.join() === 'ok,data,error' &&
    ok?.const === true && error?.type === 'null' && data !== undefined && Object.keys(others).length === 0
  if (!isEnvelope) {
    throw new Error(
      `${operationId}: the success response is not the envelope {ok: true, data, error: null}; copy it from another operation`
    )
  }
  return data
}
