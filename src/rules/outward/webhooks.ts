/** When what a webhook is told is tried again, and when nobody believes in its receiver any more. */
import type { WebhookDelivery, WebhookProblem } from '../../../generated/schemas.ts'
import { parseChannel } from '../platform/channels.ts'

const second = 1000
const hour = 3600 * second

/** In milliseconds, after each failed try but the last: seven tries in 17 hours and 35 minutes, as Standard Webhooks proposes. */
const pauses = [5 * second, 300 * second, hour / 2, 2 * hour, 5 * hour, 10 * hour]
/** In milliseconds: how long a receiver may ask not to be called. */
const longestPause = 24 * hour
/** In milliseconds: a receiver that has taken nothing for so long is not called any more. */
const patience = 72 * hour
/** So many an organisation has at most; each can be sent to at the same time as all others. */
export const mostWebhooks = 100
/** In milliseconds: how long the secret before the last one signs too. */
export const oldSecretKept = 24 * hour

/** What came of one try. */
export interface Outcome {
  /** Of the answer; null where there was none. */
  status: number | null
  /** Null where it was delivered. */
  problem: WebhookProblem | null
  /** In milliseconds: not to be called before, as the answer says. */
  retryAfter?: number
  /** Its beginning, where it was asked for and is no delivery. */
  said?: string
  /** The receiver says that it is there no more; where nothing is said, 410 does. */
  gone?: boolean
}

/** What becomes of a delivery, and of its webhook. */
export interface Verdict extends Pick<WebhookDelivery, 'state'> {
  /** Null where there is no other try, or it is not for a time. */
  nextTryAt: Date | null
  stop: 'gone' | 'given_up' | null
}

/**
 * @param attempts this one among them.
 * @param failingSince when the webhook's first failure was since anything was delivered; undefined for now.
 */
export function verdictOn (outcome: Outcome, attempts: number, failingSince: Date | undefined, now: Date, random: number): Verdict {
  if (outcome.problem === null) return { state: 'delivered', nextTryAt: null, stop: null }
  if (outcome.gone ?? outcome.status === 410) return { state: 'waiting', nextTryAt: null, stop: 'gone' }
  if (failingSince && now.getTime() - failingSince.getTime() >= patience) return { state: 'waiting', nextTryAt: null, stop: 'given_up' }
  if (attempts > pauses.length) return { state: 'failed', nextTryAt: null, stop: null }
  // Some more, so that many receivers of one host are not called at once.
  const pause = Math.max(pauses[attempts - 1] * (1 + random / 10), Math.min(outcome.retryAfter ?? 0, longestPause))
  return { state: 'waiting', nextTryAt: new Date(now.getTime() + pause), stop: null }
}

/** May other programs be told? Of what everybody of a team, or of the organisation, could see; never of what is said to one person. */
export function isToldOutside ({ channel }: { channel: string }): boolean {
  const kind = parseChannel(channel)?.kind
  return kind === 'team' || kind === 'org'
}
