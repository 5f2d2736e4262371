import type { Outcome } from '../rules/outward/webhooks.ts'
import { createGuardedClient, type GuardedClientOptions, type Reply } from '../runtime/guarded-client.ts'
import type { Networks } from '../runtime/networks.ts'
import { signatureOf } from './signature.ts'

export interface Message {
  id: string
  body: string
  /** Each signs. */
  secrets: string[]
}

/** Sends to one receiver after the other, and keeps their connections until it is closed. */
export interface Sender {
  /** Resolves whatever comes of it. @param time of this try. @throws what `signal` was aborted with. */
  send: (url: string, message: Message, time: Date, signal?: AbortSignal) => Promise<Outcome>
  close: () => void
}

/** @param own networks of the company's own, which may be called. */
export function createSender (own: Networks, options?: GuardedClientOptions): Sender {
  const { post, close } = createGuardedClient(own, options)
  return {
    async send (url, { id, body, secrets }, time, signal) {
      const seconds = Math.floor(time.getTime() / 1000)
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'WorkPulse-Webhooks/1',
        'webhook-id': id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': signatureOf(secrets, id, seconds, body)
      }
      return outcomeOf(await post(url, { headers, body }, signal))
    },
    close
  }
}

function outcomeOf (reply: Reply): Outcome {
  if (reply.status === null) return reply
  const { status } = reply
  if (status >= 200 && status < 300) return { status, problem: null }
  return status >= 300 && status < 400 ? { status, problem: 'redirect' } : { ...reply, problem: 'status' }
}
