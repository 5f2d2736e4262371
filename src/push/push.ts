import { createECDH, randomBytes } from 'node:crypto'
import { encrypt } from 'http_ece'
import { createGuardedClient, objectionTo, type Reply } from '../runtime/guarded-client.ts'
import type { Networks } from '../runtime/networks.ts'
import { createAuthorization, type PushKey } from './vapid.ts'

/** In seconds: for a browser that is off a push service keeps a message for so long. */
const timeToLive = 86_400

/** Where and with which keys a browser is told. */
export interface Browser {
  endpoint: string
  /** In base64url, both. */
  p256dh: string
  auth: string
}

export interface Push {
  /** Whose messages a browser takes. */
  publicKey: string
  /** Resolves to what is wrong about where an address leads; undefined where nothing is. */
  objectionTo: (url: URL) => Promise<'https' | 'privateAddress' | undefined>
  /**
   * Resolves whatever comes of it.
   * @param topic what waits for the browser under the same one is replaced; 32 letters of base64url at most.
   * @throws what `signal` was aborted with.
   */
  send: (browser: Browser, text: string, topic: string, now: Date, signal?: AbortSignal) => Promise<Reply>
  close: () => void
}

/** @param own networks of the company's own, which may be called. */
export function createPush (key: PushKey, own: Networks): Push {
  const client = createGuardedClient(own)
  const authorization = createAuthorization(key)
  return {
    publicKey: key.publicKey,
    objectionTo: (url) => objectionTo(url, own),
    send ({ endpoint, ...keys }, text, topic, now, signal) {
      const headers = {
        'content-type': 'application/octet-stream',
        'content-encoding': 'aes128gcm',
        authorization: authorization(endpoint, now),
        ttl: timeToLive,
        urgency: 'normal',
        topic
      }
      return client.post(endpoint, { headers, body: encryptFor(keys, text) }, signal)
    },
    close: () => client.close()
  }
}

/** So that nobody but the browser reads it: RFC 8291. */
function encryptFor ({ p256dh, auth }: Omit<Browser, 'endpoint'>, text: string): Buffer {
  const privateKey = createECDH('prime256v1')
  privateKey.generateKeys()
  const salt = randomBytes(16).toString('base64url')
  return encrypt(Buffer.from(text), { version: 'aes128gcm', dh: p256dh, privateKey, authSecret: auth, salt })
}
