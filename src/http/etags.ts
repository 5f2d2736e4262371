/** Answers that say what they said before. */
import type { FastifyReply, FastifyRequest } from 'fastify'

/** In seconds. */
const aYear = 31_536_000

/**
 * Names the answer, of which it says nothing; a client may keep it, and asks each time whether it still holds.
 * @param immutable what is at the address never changes: nobody need ask.
 */
export function isUnchanged (reply: FastifyReply, etag: string, immutable = false): boolean {
  reply.headers({ etag, 'cache-control': immutable ? `private, max-age=${aYear}, immutable` : 'private, no-cache' })
  return hasAlready(reply.request, etag)
}

/** Does who asks have the answer of this name? */
export function hasAlready ({ headers }: FastifyRequest, etag: string): boolean {
  return isKnown(headers['if-none-match'], etag)
}

/** One of a list of tags, weak or strong; `*` is whichever there is. */
function isKnown (known: string | undefined, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '')
  return known?.trim() === '*' || (known?.split(',').some((tag) => opaque(tag) === opaque(etag)) ?? false)
}
