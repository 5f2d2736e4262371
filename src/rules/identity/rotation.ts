/**
 * Is a refresh token that comes again bad luck or theft?
 *
 * Tokens of a session are numbered in the order in which they were handed out. Presenting the newest hands out the next one, and
 * makes it the predecessor. Age alone proves nothing: the answer with the next one may have been lost on its way. That two
 * hold the session proves it, and is seen when one presents what the other made worthless:
 *
 * - The predecessor within ten seconds of the last hand-out gets the newest again: parallel tabs, a repeat. So does any older one
 *   within ten seconds of its own exchange.
 * - The predecessor later than that, while the newest was never presented: nobody is known to have the newest, so it becomes void
 *   and a fresh one is handed out. Never the same one: with it a thief could follow the owner for ever.
 * - A void one: whoever presents it got it, and somebody else got the fresh one. Theft.
 * - One that is older than the predecessor: its successor was presented, by whoever has that, so two hold the session. Theft, but
 *   for a request that was in flight for long: from the same device, within a minute of the exchange, it is late. It gets nothing.
 *
 * What a thief of one token gains at most, while the owner's page is open and refreshes every ten minutes: twenty minutes. Whoever
 * of the two comes second, at the latest the owner at the second refresh after the theft, presents what the other made worthless, or
 * makes worthless what the other has. While the owner is away it is as long as the session lasts, thirty days. Unnoticed beyond that
 * stays only who comes within the ten seconds after each single refresh of the owner's, and never first.
 *
 * What it costs the honest: a browser is signed out when it sends a void token, that is when a repeat arrived more than ten seconds
 * after what it repeats, and the answer to the repeat has not reached the browser while the other has.
 */
export interface Chain {
  /** The number of the token that was handed out last; the first is 1. */
  newest: number
  /** How many right before it are void. The one before those is the predecessor. */
  voided: number
  /** When the newest was handed out, in milliseconds since 1970. */
  handedOutAt: number
  /** What was exchanged in the last minute, before the predecessor; oldest first. */
  exchanged: Exchange[]
}

export interface Exchange {
  token: number
  /** When its successor was handed out last, in milliseconds since 1970. */
  at: number
}

export type Verdict =
  /** `next` is to be stored, unless another request was faster; its newest is handed out. */
  | { kind: 'advance', next: Chain }
  /** The newest is handed out again. */
  | { kind: 'repeat' }
  /** Refused, and the session stays. */
  | { kind: 'late' }
  | { kind: 'theft' }
  /** No such token has been handed out. */
  | { kind: 'unknown' }

/** In milliseconds. */
export const refreshGrace = 10_000
/** For how long a request may have been in flight, in milliseconds. */
export const longestFlight = 60_000
/** More in a minute is no browser. */
const mostExchanges = 20

/** @param handedOutAt of the first token, in milliseconds since 1970. */
export const newChain = (handedOutAt: number): Chain => ({ newest: 1, voided: 0, handedOutAt, exchanged: [] })

/**
 * @param presented the number of a token whose signature is ours.
 * @param now in milliseconds since 1970.
 * @param sameDevice does it come from where the session was refreshed last?
 */
export function judgeRefresh (chain: Chain, presented: number, now: number, sameDevice: boolean): Verdict {
  const { newest, voided, handedOutAt, exchanged } = chain
  const predecessor = newest - voided - 1
  if (presented > newest) return { kind: 'unknown' }
  if (presented === newest) {
    return { kind: 'advance', next: { newest: newest + 1, voided: 0, handedOutAt: now, exchanged: remembered(chain, predecessor, now) } }
  }
  if (presented === predecessor) {
    if (now - handedOutAt <= refreshGrace) return { kind: 'repeat' }
    return { kind: 'advance', next: { newest: newest + 1, voided: voided + 1, handedOutAt: now, exchanged } }
  }
  const exchange = exchanged.find(({ token }) => token === presented)
  if (!exchange) return { kind: 'theft' }
  const age = now - exchange.at
  if (age <= refreshGrace) return { kind: 'repeat' }
  return { kind: sameDevice && age <= longestFlight ? 'late' : 'theft' }
}

function remembered ({ handedOutAt, exchanged }: Chain, predecessor: number, now: number): Exchange[] {
  const last = predecessor > 0 ? [{ token: predecessor, at: handedOutAt }] : []
  return [...exchanged, ...last].filter(({ at }) => now - at <= longestFlight).slice(-mostExchanges)
}
