import { randomUUID } from 'node:crypto'
import { objectionTo } from '../runtime/guarded-client.ts'
import type { Outcome } from '../rules/outward/webhooks.ts'
import type { Networks } from '../runtime/networks.ts'
import { createSecrets, type Sealed } from '../runtime/secrets.ts'
import { type Chat, chatOutcome, chatRequest } from './chats.ts'
import { createSender, type Message, type Sender } from './sender.ts'
import { newWebhookSecret, signatureOf } from './signature.ts'

/** Where a webhook leads, and its secrets, as the database has them. */
export interface Target {
  id: string
  kind: 'program' | Chat['kind']
  url: string
  chat: string | null
  secret: string
  oldSecret: string | null
  oldSecretUntil: Date | null
}

export interface Webhooks {
  /** @returns a new secret, to be shown once, and as it is kept. */
  newSecret: (id: string) => { secret: string, sealed: string }
  /** As it is kept. */
  sealChat: (id: string, chat: Chat) => string
  /** What a chat has to be reachable at. */
  urlOfChat: (chat: Chat) => string
  /**
   * @param body JSON for a program, text for a chat.
   * @throws Error where its secrets were sealed with another pepper.
   */
  messageTo: (target: Target, delivery: { messageId: string, body: string }, now: Date) => Message
  /** What an answer means, by who gave it. */
  outcomeOf: (target: Pick<Target, 'kind'>, outcome: Outcome) => Outcome
  /** Resolves to what is wrong about where an address leads; undefined where nothing is. */
  objectionTo: (url: URL) => Promise<'https' | 'privateAddress' | undefined>
  connect: () => Sender
  /** A program's message that tells of nothing. */
  testMessage: (now: Date) => { messageId: string, body: string }
}

/** @param own networks of the company's own, which may be called. @param telegramUrl of its bots, without a slash at the end. */
export function createWebhooks (pepper: string, own: Networks, telegramUrl: string): Webhooks {
  const secrets = createSecrets(pepper, 'webhooks')

  function open (id: string, sealed: string): string {
    const secret = secrets.open(JSON.parse(sealed) as Sealed, id)
    if (secret === undefined) throw new Error('the secret of a webhook was not sealed with this pepper')
    return secret
  }

  /** What signs now, the newest first. */
  function secretsOf ({ id, secret, oldSecret, oldSecretUntil }: Target, now: Date): string[] {
    const old = oldSecret !== null && oldSecretUntil! > now ? [oldSecret] : []
    return [secret, ...old].map((sealed) => open(id, sealed))
  }

  return {
    newSecret (id) {
      const secret = newWebhookSecret()
      return { secret, sealed: JSON.stringify(secrets.seal(secret, id)) }
    },
    sealChat: (id, chat) => JSON.stringify(secrets.seal(JSON.stringify(chat), id)),
    urlOfChat: (chat) => chat.kind === 'slack' ? chat.url : telegramUrl,
    messageTo (target, { messageId, body }, now) {
      if (target.kind === 'program') return { url: target.url, body, headers: signed(secretsOf(target, now), { messageId, body }, now) }
      const chat = JSON.parse(open(target.id, target.chat!)) as Chat
      return { ...chatRequest(chat, body, telegramUrl), headers: {}, readsRefusal: true }
    },
    outcomeOf: ({ kind }, outcome) => kind === 'program' ? outcome : chatOutcome(kind, outcome),
    objectionTo: (url) => objectionTo(url, own),
    connect: () => createSender(own),
    testMessage: (now) => ({
      messageId: `test-${randomUUID()}`,
      body: JSON.stringify({ type: 'webhook.test', timestamp: now.toISOString(), channel: 'org', data: {} })
    })
  }
}

/** The headers of Standard Webhooks. @param time of this try. */
export function signed (secrets: string[], { messageId, body }: { messageId: string, body: string }, time: Date): Record<string, string> {
  const seconds = Math.floor(time.getTime() / 1000)
  return {
    'webhook-id': messageId,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatureOf(secrets, messageId, seconds, body)
  }
}
