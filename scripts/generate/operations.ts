import { refName, type Operation, type Schema } from './model.ts'
import { banner } from './schemas.ts'

/** For each operation the types of what its handler gets and returns. */
export function emitOperations (operations: Operation[]): string {
  const entries = [...operations].sort((a, b) => a.id.localeCompare(b.id)).map((operation) =>
    `  ${operation.id}: {
    viewer: ${viewerKind(operation)}
    answer: '${operation.answer}'
    params: ${operation.params.length > 0 ? `operations['${operation.id}']['parameters']['path']` : 'Nothing'}
    query: ${operation.query.length > 0 ? `NonNullable<operations['${operation.id}']['parameters']['query']>` : 'Nothing'}
    body: ${bodyType(operation)}
    data: ${dataType(operation)}${operation.idempotent ? '\n    idempotent: true' : ''}
    errors: ${[...new Set(Object.values(operation.errors).flat())].sort().map((code) => `'${code}'`).join(' | ')}
  }`
  )
  return `${banner}import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import type { components, operations } from './types.ts'

type Schemas = components['schemas']
type Nothing = Record<never, never>

export interface Operations {
${entries.join('\n')}
}

export type OperationId = keyof Operations

/** The operations of each tag. */
export interface Tags {
${tagsOf(operations)}
}

export type Tag = keyof Tags

/** A file or a feed as it is. */
export interface Bytes {
  /** One of the media types that the operation declares. */
  type: string
  content: Buffer | Readable | (() => Readable)
  /** What to call the file where it is saved; shown by the browser, where there is none. */
  name?: string
  /** Names what the content says: whoever has that already is told so, with 304. */
  etag?: string
  /** With an etag: what is at the address never changes. */
  immutable?: boolean
  /** Of content that stays the same, in bytes: with it a part can be asked for. */
  size?: number
  part?: (range: { start: number, end: number }) => Readable
  /** Of a page: the style sheet that stands in it. Nothing else in it acts. */
  style?: string
}

/** What a handler is given. @typeParam Viewer the person of a session. */
export interface Context<O extends OperationId, Viewer> {
  params: Operations[O]['params']
  query: Operations[O]['query']
  body: Operations[O]['body']
  viewer: ViewerOf<Operations[O]['viewer'], Viewer>
  request: FastifyRequest
  reply: FastifyReply
}

/** Who comes with a token or a secret address has no session; a public operation has a viewer only when somebody is signed in. */
type ViewerOf<Kind, Viewer> = Kind extends 'session' ? Viewer : Kind extends 'any' ? Omit<Viewer, 'sessionId'> : Viewer | undefined

declare const kept: unique symbol

/** An answer that \`once\` has kept under the Idempotency-Key of its request: it is given again, and nothing is done again. */
export type Kept<Answer> = Answer & { readonly [kept]: true }

/** What a handler answers. Where the document names the header Idempotency-Key, it comes from \`once\` or \`onceEach\`. */
export type AnswerOf<O extends OperationId> = Operations[O] extends { idempotent: true }
  ? Kept<Operations[O]['data']>
  : Operations[O]['data']

/** Answers the operation's \`data\`, or the address that it redirects to; a stream writes to \`reply.raw\` or to the socket instead. */
export type Handler<O extends OperationId, Viewer> = Operations[O]['answer'] extends 'socket'
  ? (context: Context<O, Viewer> & { socket: WebSocket }) => void
  : (context: Context<O, Viewer>) => Promise<AnswerOf<O>>

/** A tag's handlers; one of another tag's operation is none of them. */
export type TagHandlers<T extends Tag, Viewer> = { [O in Tags[T]]: Handler<O, Viewer> }

/** Every operation's handler, under its tag; a missing or misspelt one does not compile. */
export type Handlers<Viewer> = { [T in Tag]: TagHandlers<T, Viewer> }
`
}

function tagsOf (operations: Operation[]): string {
  const byTag = [...Map.groupBy(operations, ({ tag }) => tag)].sort(([a], [b]) => a.localeCompare(b))
  return byTag.map(([tag, those]) => `  ${tag}: ${those.map(({ id }) => `'${id}'`).sort().join(' | ')}`).join('\n')
}

function viewerKind ({ credentials }: Operation): string {
  if (credentials.length === 0) return "'perhaps'"
  return credentials.join() === 'session' ? "'session'" : "'any'"
}

function dataType ({ answer, data }: Operation): string {
  switch (answer) {
    case 'json':
      return reference(data!)
    case 'bytes':
      return 'Bytes'
    case 'redirect':
      return 'string'
    default:
      return 'void'
  }
}

function bodyType (operation: Operation): string {
  if (operation.takes === 'bytes') return operation.bodyRequired ? 'Buffer' : 'Buffer | undefined'
  if (operation.takes === 'stream') return 'AsyncIterable<Uint8Array>'
  if (!operation.body) return 'undefined'
  return reference(operation.body) + (operation.bodyRequired ? '' : ' | undefined')
}

function reference (schema: Schema): string {
  if (schema.$ref) return `Schemas['${refName(schema.$ref)}']`
  if (schema.type === 'null') return 'null'
  if (schema.type === 'array' && schema.items?.$ref) return `${reference(schema.items)}[]`
  throw new Error('the body and the data of an operation are a component, an array of one, or null: give the schema a name under `schemas`')
}
