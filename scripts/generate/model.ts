/** The two documents as the emitters see them. */
import {
  type Answer,
  answerOf,
  type Body,
  bodyOf,
  type Credential,
  credentialsOf,
  defaultBodyLimit,
  jsonType,
  untaggedOf
} from './words.ts'

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
  description?: string
  required?: boolean
  schema: Schema
  $ref?: string
}

export interface Content {
  schema: Schema
  example?: unknown
  examples?: Record<string, { value: unknown }>
}

export interface Response {
  content?: Record<string, Content>
  headers?: Record<string, unknown>
}

export interface OpenApiOperation {
  operationId: string
  tags?: string[]
  description?: string
  'x-access': 'public' | 'viewer' | string[]
  'x-errors': Record<string, string[]>
  'x-emits'?: string[]
  'x-answer'?: string
  'x-body'?: string
  'x-body-limit'?: number
  'x-credentials'?: string[]
  'x-etag'?: string[]
  parameters?: Parameter[]
  requestBody?: { required?: boolean, content: Record<string, Content> }
  responses: Record<string, Response | { $ref: string }>
}

export interface OpenApiDocument {
  info: { title: string, version: string }
  paths: Record<string, { parameters?: Parameter[] } & Record<string, OpenApiOperation>>
  components: {
    schemas: Record<string, Schema>,
    parameters?: Record<string, Parameter>,
    responses?: Record<string, Response>,
    headers?: Record<string, unknown>,
    [kind: string]: Record<string, unknown> | undefined
  }
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

/** One operation, resolved: what the emitters write of it. */
export interface Operation {
  id: string
  /** Which file of handlers it is in. */
  tag: string
  method: string
  path: string
  access: 'public' | 'viewer' | string[]
  /** Which it takes; none where it is public. */
  credentials: Credential[]
  answer: Answer
  /** The media types of its success. */
  answerTypes: string[]
  status: number
  /** The status that sends a browser on to `data.url`, where the caller does not ask for JSON. */
  redirect: number | undefined
  params: Parameter[]
  query: Parameter[]
  /** Does the query take any other key too? */
  openQuery: boolean
  takes: Body | undefined
  /** The media types of its body. */
  bodyTypes: string[]
  /** Does it take an Idempotency-Key? */
  idempotent: boolean
  /** Undefined where it takes bytes, or nothing. */
  body: Schema | undefined
  bodyRequired: boolean
  bodyLimit: number
  /** Of the envelope; undefined where the answer is a stream. */
  data: Schema | undefined
  /** The keys of `data` that its ETag leaves out; undefined where it has none. */
  untagged: string[] | undefined
  errors: Record<string, string[]>
  emits: string[]
}

const methods = ['get', 'post', 'put', 'patch', 'delete']

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

/** What a reference points at, or the value itself. */
export function dereferenced<T extends object> (document: OpenApiDocument, value: T | { $ref: string }): T {
  if (!('$ref' in value)) return value
  const [, , kind, name] = String(value.$ref).split('/')
  return document.components[kind]![name] as T
}

function resolve (document: OpenApiDocument, path: string, method: string, shared: Parameter[], operation: OpenApiOperation): Operation {
  const parameters = [...shared, ...(operation.parameters ?? [])]
    .map((parameter) => parameter.$ref ? document.components.parameters![refName(parameter.$ref)] : parameter)
  const { status, redirect, response } = successOf(document, operation)
  const answer = answerOf(operation)
  const takes = bodyOf(operation)
  checkAnswer(operation.operationId, answer, status, response)
  const isOpen = (parameter: Parameter) => parameter.in === 'query' && parameter.schema.type === 'object'
  return {
    id: operation.operationId,
    tag: tagOf(operation),
    method: method.toUpperCase(),
    path,
    access: operation['x-access'],
    credentials: credentialsOf(operation),
    answer,
    answerTypes: Object.keys(response.content ?? {}),
    status,
    redirect,
    params: parameters.filter((parameter) => parameter.in === 'path'),
    query: parameters.filter((parameter) => parameter.in === 'query' && !isOpen(parameter)),
    openQuery: parameters.some(isOpen),
    takes,
    bodyTypes: Object.keys(operation.requestBody?.content ?? {}),
    idempotent: parameters.some((parameter) => parameter.in === 'header' && parameter.name === 'Idempotency-Key'),
    body: takes === 'json' ? jsonBody(operation) : undefined,
    bodyRequired: operation.requestBody?.required ?? false,
    bodyLimit: operation['x-body-limit'] ?? defaultBodyLimit,
    data: answer === 'json' ? dataOf(operation.operationId, response.content?.[jsonType]?.schema) : undefined,
    untagged: untaggedOf(operation),
    errors: operation['x-errors'],
    emits: operation['x-emits'] ?? []
  }
}

function tagOf ({ operationId, tags = [] }: OpenApiOperation): string {
  if (tags.length !== 1) throw new Error(`${operationId}: give it exactly one tag; it says which handlers the operation is among`)
  return tags[0]
}

/** Sends nobody anywhere: the client has it already. */
const notModified = '304'
/** A part of the success, where one was asked for. */
const partial = '206'

function successOf (
  document: OpenApiDocument,
  { operationId, responses }: OpenApiOperation
): { status: number, redirect: number | undefined, response: Response } {
  const successes = Object.keys(responses).filter((status) => Number(status) < 300 && status !== partial)
  const [redirect] = Object.keys(responses).filter((status) => /^3/.test(status) && status !== notModified)
  if (successes.length > 1 || (successes.length === 0 && !redirect)) throw new Error(`${operationId}: declare exactly one success status`)
  const status = successes[0] ?? redirect
  return {
    status: Number(status),
    redirect: redirect === undefined ? undefined : Number(redirect),
    response: dereferenced(document, responses[status])
  }
}

/** @throws Error when what `x-answer` says is not what the success looks like. */
function checkAnswer (operationId: string, answer: Answer, status: number, { content = {} }: Response): void {
  const types = Object.keys(content)
  const fits: Record<Answer, boolean> = {
    json: status < 300 && types.join() === jsonType,
    bytes: status < 300 && types.length > 0 && !types.includes(jsonType),
    stream: status === 200 && types.join() === 'text/event-stream',
    socket: status === 101 && types.length === 0,
    redirect: status >= 300 && types.length === 0
  }
  if (fits[answer]) return
  throw new Error(`${operationId}: x-answer is ${answer}, and its success is ${status} with ${types.join(', ') || 'no content'}`)
}

function jsonBody ({ operationId, requestBody }: OpenApiOperation): Schema {
  const { [jsonType]: json, ...others } = requestBody!.content
  if (json && Object.keys(others).length === 0) return json.schema
  throw new Error(`${operationId}: a body that is not ${jsonType} alone is bytes: say x-body: bytes`)
}

/** The `data` of a success envelope, which has one shape only. */
function dataOf (operationId: string, schema: Schema | undefined): Schema {
  const { ok, data, error, ...others } = schema?.properties ?? {}
  const isEnvelope = schema?.additionalProperties === false && schema.required?.join() === 'ok,data,error' &&
    ok?.const === true && error?.type === 'null' && data !== undefined && Object.keys(others).length === 0
  if (!isEnvelope) throw new Error(`${operationId}: the bundle has put no envelope {ok: true, data, error: null} round its answer`)
  return data
}
