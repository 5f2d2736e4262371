import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, for a link, a ticket, a flow. Only its hash is kept, so that who reads the table can use none. */
export function newSecret (): string {
  return randomBytes(32).toString('base64url')
}

/** SHA-256, in hexadecimal. What is that long and random needs no salt. */
export function hashOf (secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
