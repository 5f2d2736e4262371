/** Answers that say what they said before. */
import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'

/** In seconds. */
const aYear = 31_536_000

/**
 * Names the answer, of which it says nothing; a client may keep it, and asks each time whether it still holds.
 * @param immutable what is at the address never changes: nobody need ask.
 */
export function isUnchanged (reply: FastifyReply, etag: string, immutable = false): boolean {
  reply.headers({ etag, 'cache-control': immutable ? `private, max-age=${aYear}, immutable` : 'private, no-cache' })
  return isKnown(reply.request.headers['if-none-match'], etag)
}

/**
 * Weak: the keys in `untagged` may differ. What is another person's is another answer, though it read the same: one browser may serve
 * several people.
 */
export function etagOf (viewerId: string | undefined, data: unknown, untagged: string[]): string {
  const counting = JSON.stringify(data, (key, value) => untagged.includes(key) ? undefined : value)
  return `W/"${createHash('sha256').update(`${viewerId}\n${counting}`).digest('base64url')}"`
}

/** One of a list of tags, weak or strong; `*` is whichever there is. */
function isKnown (known: string | undefined, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '')
  return known?.trim() === '*' || (known?.split(',').some((tag) => opaque(tag) === opaque(etag)) ?? false)
}
