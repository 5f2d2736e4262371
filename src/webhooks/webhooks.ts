import { randomUUID } from 'node:crypto'
import { objectionTo } from '../runtime/guarded-client.ts'
import type { Networks } from '../runtime/networks.ts'
import { createSecrets, type Sealed } from '../runtime/secrets.ts'
import { createSender, type Sender } from './sender.ts'
import { newWebhookSecret } from './signature.ts'

/** A webhook's secrets, as the database has them. */
export interface SealedSecrets {
  id: string
  secret: string
  oldSecret: string | null
  oldSecretUntil: Date | null
}

export interface Webhooks {
  /** @returns a new secret, to be shown once, and as it is kept. */
  newSecret: (id: string) => { secret: string, sealed: string }
  /** What signs now, the newest first. @throws Error where they were sealed with another pepper. */
  secretsOf: (webhook: SealedSecrets, now: Date) => string[]
  /** Resolves to what is wrong about where an address leads; undefined where nothing is. */
  objectionTo: (url: URL) => Promise<'https' | 'privateAddress' | undefined>
  connect: () => Sender
  /** A message that tells of nothing. */
  testMessage: (now: Date) => { id: string, body: string }
}

/** @param own networks of the company's own, which may be called. */
export function createWebhooks (pepper: string, own: Networks): Webhooks {
  const secrets = createSecrets(pepper, 'webhooks')

  function open (id: string, sealed: string): string {
    const secret = secrets.open(JSON.parse(sealed) as Sealed, id)
    if (secret === undefined) throw new Error('the secret of a webhook was not sealed with this pepper')
    return secret
  }

  return {
    newSecret (id) {
      const secret = newWebhookSecret()
      return { secret, sealed: JSON.stringify(secrets.seal(secret, id)) }
    },
    secretsOf ({ id, secret, oldSecret, oldSecretUntil }, now) {
      const old = oldSecret !== null && oldSecretUntil! > now ? [oldSecret] : []
      return [secret, ...old].map((sealed) => open(id, sealed))
    },
    objectionTo: (url) => objectionTo(url, own),
    connect: () => createSender(own),
    testMessage: (now) => ({
      id: `test-${randomUUID()}`,
      body: JSON.stringify({ type: 'webhook.test', timestamp: now.toISOString(), channel: 'org', data: {} })
    })
  }
}
