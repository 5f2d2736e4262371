/** Files and feeds as they are, in the place of JSON and the envelope. */
import { create as contentDisposition } from 'content-disposition'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Bytes } from '../../generated/operations.ts'
import { jsonType, type Route } from '../../generated/routes.ts'
import { isUnchanged } from './etags.ts'

export function takesBytes ({ body, bodyTypes }: Route): boolean {
  return !body && bodyTypes.length > 0
}

/** Reads bodies of these types whole, up to the route's limit; any other is refused. An empty one counts as none. */
export function readBytes (scope: FastifyInstance, types: string[]): void {
  scope.removeContentTypeParser(jsonType)
  for (const type of types) {
    scope.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body: Buffer, done) => {
      done(null, body.length === 0 ? undefined : body)
    })
  }
}

/** @throws Error when the type is none that the operation declares: a fault of the handler. */
export function sendBytes (reply: FastifyReply, { answerTypes, status }: Route, { type, content, name, etag }: Bytes): FastifyReply {
  if (!answerTypes.includes(type)) throw new Error(`${type} is none of the declared types: ${answerTypes.join(', ')}`)
  if (etag !== undefined && isUnchanged(reply, `"${etag}"`)) return reply.code(304).send()
  if (name !== undefined) reply.header('content-disposition', contentDisposition(name))
  return reply.code(status).type(type.startsWith('text/') ? `${type}; charset=utf-8` : type).send(content)
}
