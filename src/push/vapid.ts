/** How a push service knows us: VAPID, RFC 8292. */
import { createECDH, createPrivateKey, sign, type KeyObject } from 'node:crypto'

const curve = 'prime256v1'
/** In seconds; a day is the most that push services take. */
const lifetime = 43_200

/** @returns a new key, 32 bytes in base64url. */
export function newPushKey (): string {
  const pair = createECDH(curve)
  pair.generateKeys()
  // Leading zeros count.
  return Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32).toString('base64url')
}

/** @param privateKey 32 bytes in base64url. @returns the point in base64url, 65 bytes. @throws Error without the key in it. */
export function publicKeyOf (privateKey: string): string {
  const bytes = Buffer.from(privateKey, 'base64url')
  const pair = createECDH(curve)
  try {
    if (bytes.length !== 32 || bytes.toString('base64url') !== privateKey) throw new Error()
    pair.setPrivateKey(bytes)
  } catch {
    throw new Error('not a private key of P-256, 32 bytes in base64url')
  }
  return pair.getPublicKey('base64url')
}

/** Is it a point that something can be encrypted for? */
export function isPublicKey (point: string): boolean {
  try {
    const pair = createECDH(curve)
    pair.generateKeys()
    pair.computeSecret(point, 'base64url')
    return true
  } catch {
    return false
  }
}

export interface PushKey {
  /** In base64url, both. */
  privateKey: string
  publicKey: string
  /** Whom a push service may write to: `mailto:` or `https:`. */
  subject: string
}

/** @returns what says, in the header Authorization, that a message is ours; of its push service alone, for half a day. */
export function createAuthorization ({ privateKey, publicKey, subject }: PushKey): (endpoint: string, now: Date) => string {
  const key = signingKeyOf(privateKey, publicKey)
  return (endpoint, now) => {
    const exp = Math.floor(now.getTime() / 1000) + lifetime
    const claims = [{ typ: 'JWT', alg: 'ES256' }, { aud: new URL(endpoint).origin, exp, sub: subject }]
    const text = claims.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
    return `vapid t=${text}.${signature}, k=${publicKey}`
  }
}

function signingKeyOf (d: string, publicKey: string): KeyObject {
  const point = Buffer.from(publicKey, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  return createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', d, x, y } })
}
