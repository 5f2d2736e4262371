import type { Outcome } from '../rules/outward/webhooks.ts'
import { createGuardedClient, type GuardedClientOptions, type Reply } from '../runtime/guarded-client.ts'
import type { Networks } from '../runtime/networks.ts'

export interface Message {
  url: string
  /** JSON. */
  body: string
  /** Beside those that each has. */
  headers: Record<string, string>
  /** Is a refusal read? */
  readsRefusal?: boolean
}

/** Sends to one receiver after the other, and keeps their connections until it is closed. */
export interface Sender {
  /** Resolves whatever comes of it. @throws what `signal` was aborted with. */
  send: (message: Message, signal?: AbortSignal) => Promise<Outcome>
  close: () => void
}

/** @param own networks of the company's own, which may be called. */
export function createSender (own: Networks, options?: GuardedClientOptions): Sender {
  const client = createGuardedClient(own, options)
  return {
    async send ({ url, headers, ...post }, signal) {
      const own = { 'content-type': 'application/json', 'user-agent': 'WorkPulse-Webhooks/1' }
      return outcomeOf(await client.post(url, { ...post, headers: { ...own, ...headers } }, signal))
    },
    close: client.close
  }
}

function outcomeOf (reply: Reply): Outcome {
  if (reply.status === null) return reply
  const { status } = reply
  if (status >= 200 && status < 300) return { status, problem: null }
  return status >= 300 && status < 400 ? { status, problem: 'redirect' } : { ...reply, problem: 'status' }
}
