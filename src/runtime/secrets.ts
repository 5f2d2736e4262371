import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/** A text that only the service can read: with which key, and the bytes in base64url. */
export interface Sealed {
  key: string
  text: string
}

export interface Secrets {
  /** @param about what the text belongs to: elsewhere it does not open. */
  seal: (text: string, about: string) => Sealed
  /** Undefined where the key is another one, or the bytes are not the ones that were sealed about that. */
  open: (sealed: Sealed, about: string) => string | undefined
}

const algorithm = 'aes-256-gcm'
const ivLength = 12
const tagLength = 16

/**
 * For what the database keeps and who reads a table must not use: links that sign in, keys that sign. AES-256-GCM under a key of the
 * pepper's.
 * @param purpose each has a key of its own.
 */
export function createSecrets (pepper: string, purpose: 'mail' | 'webhooks'): Secrets {
  const key = Buffer.from(hkdfSync('sha256', pepper, '', `workpulse ${purpose}`, 32))
  const keyId = createHash('sha256').update(key).digest('base64url').slice(0, 8)
  return {
    seal (text, about) {
      const iv = randomBytes(ivLength)
      const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(about))
      const sealed = Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()])
      return { key: keyId, text: sealed.toString('base64url') }
    },
    open (sealed, about) {
      if (sealed.key !== keyId) return undefined
      try {
        const bytes = Buffer.from(sealed.text, 'base64url')
        const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivLength), { authTagLength: tagLength })
        decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-tagLength))
        return decipher.update(bytes.subarray(ivLength, -tagLength), undefined, 'utf8') + decipher.final('utf8')
      } catch {
        return undefined
      }
    }
  }
}
