/**
 * A browser's push service, and the browser's half of the keys: what arrives is decrypted by RFC 8291 and RFC 8188, and who sent it is
 * checked by RFC 8292, with nothing but the primitives of node:crypto.
 */
import { createDecipheriv, createECDH, createHmac, createPublicKey, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import { until } from './until.ts'

export interface BrowserKeys {
  privateKey: Buffer
  auth: Buffer
}

/** What a browser hands to the page, with what it keeps to itself. */
export function newSubscription (endpoint: string) {
  const pair = createECDH('prime256v1')
  const p256dh = pair.generateKeys('base64url')
  const auth = randomBytes(16)
  return {
    asked: { endpoint, keys: { p256dh, auth: auth.toString('base64url') } },
    keys: { privateKey: pair.getPrivateKey(), auth } satisfies BrowserKeys
  }
}

const hmac = (key: Buffer, ...parts: (Buffer | string)[]) => {
  const made = createHmac('sha256', key)
  for (const part of parts) made.update(part)
  return made.digest()
}
/** HKDF of one block, RFC 5869. */
const derive = (salt: Buffer, secret: Buffer, info: Buffer | string, length: number) =>
  hmac(hmac(salt, secret), info, Buffer.of(1)).subarray(0, length)

/** A message of one record. */
export function decrypt (body: Buffer, { privateKey, auth }: BrowserKeys): string {
  const salt = body.subarray(0, 16)
  const keyLength = body[20]
  const sender = body.subarray(21, 21 + keyLength)
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(privateKey)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), sender])
  const secret = derive(auth, pair.computeSecret(sender), info, 32)
  const key = derive(salt, secret, 'Content-Encoding: aes128gcm\0', 16)
  const nonce = derive(salt, secret, 'Content-Encoding: nonce\0', 12)
  const record = body.subarray(21 + keyLength)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  return padded.subarray(0, padded.lastIndexOf(2)).toString()
}

/** What the header says, once its signature holds. @throws Error where it does not. */
export function claimsOf (authorization: string): { claims: { aud: string, exp: number, sub: string }, key: string } {
  const [, token, key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(authorization)!
  const point = Buffer.from(key, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } })
  const [head, claims, signature] = token.split('.')
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url')
  )
  if (!signed) throw new Error('the signature does not hold')
  return { claims: JSON.parse(Buffer.from(claims, 'base64url').toString()), key }
}

export interface Arrived {
  path: string
  headers: IncomingMessage['headers']
  body: Buffer
}

/** On loopback, until the test ends. It answers 201, or what `answers` says next for a path. */
export async function startPushService (t: Test) {
  const arrived: Arrived[] = []
  const answers = new Map<string, ((answer: ServerResponse) => void)[]>()
  const server = createServer(async (request, answer) => {
    const path = request.url!
    arrived.push({ path, headers: request.headers, body: Buffer.concat(await request.toArray()) })
    const next = answers.get(path)?.shift()
    if (next) next(answer)
    else answer.writeHead(201).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let made = 0
  return {
    origin,
    arrived,
    answers,
    /** A browser that it serves. */
    newBrowser () {
      const path = `/send/${++made}`
      return { path, ...newSubscription(origin + path) }
    },
    /** What came for a browser, once there are so many. */
    async received (path: string, count = 1): Promise<Arrived[]> {
      const found = () => arrived.filter((one) => one.path === path)
      await until(`${count} came to ${path}`, () => found().length >= count)
      return found()
    }
  }
}
