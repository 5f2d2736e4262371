/** Files and feeds as they are, in the place of JSON and the envelope. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { create as contentDisposition } from 'content-disposition'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Bytes } from '../../generated/operations.ts'
import { jsonType, type Route } from '../../generated/routes.ts'
import { isUnchanged } from './etags.ts'
import { ApiError, invalid, payloadTooLarge } from './errors.ts'

export function takesBytes ({ body, bodyTypes }: Route): boolean {
  return !body && bodyTypes.length > 0
}

/** Reads bodies of the route's types, whole or as they come, up to its limit; any other is refused. An empty one counts as none. */
export function readBytes (scope: FastifyInstance, { bodyTypes, bodyStreams, bodyLimit }: Route): void {
  scope.removeContentTypeParser(jsonType)
  for (const type of bodyTypes) {
    if (bodyStreams) {
      scope.addContentTypeParser(type, ({ headers: { 'content-length': length } }, payload, done) => {
        if (Number(length) > bodyLimit) return done(payloadTooLarge(), undefined)
        done(null, length === '0' ? undefined : bounded(payload, bodyLimit))
      })
    } else {
      scope.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body: Buffer, done) => {
        done(null, body.length === 0 ? undefined : body)
      })
    }
  }
}

/** A body as it comes. @throws PAYLOAD_TOO_LARGE from there, and VALIDATION_FAILED where it breaks off. */
async function* bounded (payload: Readable, most: number): AsyncGenerator<Buffer> {
  let size = 0
  try {
    // Whoever stops in the middle leaves the rest to be read on: the answer comes over the same connection.
    for await (const chunk of payload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > most) throw payloadTooLarge()
      yield chunk
    }
  } catch (error) {
    throw error instanceof ApiError ? error : invalid('/body', 'http')
  }
}

/** Nothing in it runs or loads, should a browser show it as a page; of one that is a page, the style sheet that stands in it counts. */
const policyOf = (style: string | undefined) =>
  `default-src 'none'; ${style === undefined ? '' : `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; `}` +
  "frame-ancestors 'none'; sandbox"

/** @throws Error when the type is none that the operation declares: a fault of the handler. */
export function sendBytes (reply: FastifyReply, { answerTypes, status }: Route, bytes: Bytes): FastifyReply {
  const { type, content, name, etag, immutable, size, part, style } = bytes
  if (!answerTypes.includes(type)) throw new Error(`${type} is none of the declared types: ${answerTypes.join(', ')}`)
  const { range, 'if-range': only } = reply.request.headers
  reply.header('content-security-policy', policyOf(style))
  if (etag !== undefined && isUnchanged(reply, `"${etag}"`, immutable)) return reply.code(304).send()
  if (name !== undefined) reply.header('content-disposition', contentDisposition(name))
  reply.type(type.startsWith('text/') ? `${type}; charset=utf-8` : type)
  const whole = () => reply.code(status).send(sent(reply, content))
  if (size === undefined || part === undefined) return whole()
  const wanted = only === undefined || only === `"${etag}"` ? rangeOf(range, size) : undefined
  reply.headers({ 'accept-ranges': 'bytes', 'content-length': wanted ? wanted.end - wanted.start + 1 : size })
  if (!wanted) return whole()
  return reply.code(206).header('content-range', `bytes ${wanted.start}-${wanted.end}/${size}`).send(part(wanted))
}

/** Of who asks for the headers alone, nothing is read. */
function sent (reply: FastifyReply, content: Bytes['content']): Buffer | Readable | undefined {
  const bare = reply.request.method === 'HEAD'
  if (typeof content === 'function') return bare ? undefined : content()
  if (!bare || !(content instanceof Readable)) return content
  content.destroy()
  return undefined
}

/** The one range that is asked for; undefined, so that the whole is sent, for none, for several, and for what is not there. */
function rangeOf (header: string | undefined, size: number): { start: number, end: number } | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === undefined || (from === '' && to === '')) return undefined
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return start <= end && start < size ? { start, end } : undefined
}
