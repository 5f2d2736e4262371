import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { unavailable } from '../http/errors.ts'
import { createTurns } from '../runtime/turns.ts'

const derive = promisify(argon2)

/** OWASP's second recommendation for argon2id: 19 MiB, two passes, one lane. */
const recommended = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 16 }
const saltLength = 16
/** More at once starve the thread pool, and with it every file access of the process. */
const mostAtOnce = 2
const mostWaiting = 32

export interface Passwords {
  /** A PHC string. */
  hash: (password: string) => Promise<string>
  /** Takes as long for a person without a password as for a wrong one. */
  verify: (hash: string | null, password: string) => Promise<boolean>
  /** Was it made with other parameters or another pepper than today's? */
  isOutdated: (hash: string) => boolean
}

/**
 * argon2id with a pepper, in PHC form (`$argon2id$v=19$m=…,t=…,p=…,keyid=…$salt$tag`).
 * Past two at once callers wait; past 32 waiting they get UNAVAILABLE.
 * @param parameters others than the recommended ones: `memory` in KiB, `tagLength` in bytes.
 */
export function createPasswords (pepper: string, parameters = recommended): Passwords {
  const keyId = createHash('sha256').update(`pepper-id:${pepper}`).digest('base64url').slice(0, 8)
  const { memory, passes, parallelism } = parameters
  const prefix = `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism},keyid=${keyId}$`
  const limit = createTurns({ atOnce: mostAtOnce, mostWaiting, refusal: () => unavailable(1) })

  const tag = (password: string, nonce: Buffer, options = parameters): Promise<Buffer> =>
    limit(async () => await derive('argon2id', { message: password.normalize('NFKC'), nonce, secret: pepper, ...options }) as Buffer)

  async function hash (password: string): Promise<string> {
    const salt = randomBytes(saltLength)
    return `${prefix}${unpadded(salt)}$${unpadded(await tag(password, salt))}`
  }

  async function verify (stored: string | null, password: string): Promise<boolean> {
    const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+),keyid=[\w-]+\$([^$]+)\$([^$]+)$/.exec(stored ?? '')
    if (!match) {
      await tag(password, Buffer.alloc(saltLength))
      return false
    }
    const [, m, t, p, salt, expected] = match
    const wanted = Buffer.from(expected, 'base64')
    const actual = await tag(password, Buffer.from(salt, 'base64'), {
      memory: Number(m),
      passes: Number(t),
      parallelism: Number(p),
      tagLength: wanted.length
    })
    return timingSafeEqual(actual, wanted)
  }

  return { hash, verify, isOutdated: (stored) => !stored.startsWith(prefix) }
}

function unpadded (bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
