/** How often somebody may try to sign in. */

const second = 1000
const minute = 60 * second

/** What is counted: an account from a network, a known device, an account, a network. */
export type CounterKind = 'pair' | 'device' | 'account' | 'network'

/** In milliseconds: when counting begins anew. */
export const counterWindows: Record<CounterKind, number> = {
  pair: 24 * 60 * minute,
  device: 24 * 60 * minute,
  account: 15 * minute,
  network: 15 * minute
}

const freeAttempts = 5
const longestPause = 900 * second
const mostOfAccount = 20
const mostOfNetwork = 30
/** How many accounts one network may try, and within what time, in milliseconds. */
const mostAccounts = 10
export const accountsWindow = 10 * minute
/** A network that many people share may fail so many times as often. */
const trustedFactor = 20

/** How many messages go to one address, and within what time, in milliseconds. */
export const mostMail = 3
export const mailWindow = 60 * minute

/** Within what time the same is news once, in milliseconds. */
export const newsWindow = 24 * 60 * minute

/** @returns until when nobody may try again after attempt number `count`, in milliseconds from now; 0 for at once. */
export function pauseAfter (kind: CounterKind, count: number): number {
  if (kind !== 'pair' && kind !== 'device') return 0
  return count < freeAttempts ? 0 : Math.min(longestPause, 2 ** (count + 1 - freeAttempts) * second)
}

/** Is attempt number `count` of the window one too many? Then all wait for the window's end. */
export function isTooMany (kind: CounterKind, count: number): boolean {
  return kind === 'account' && count > mostOfAccount
}

/** Have so many failures been enough? */
export function isTooManyOfNetwork (failures: number, trusted: boolean): boolean {
  return failures >= mostOfNetwork * (trusted ? trustedFactor : 1)
}

/** Does attempt number `count` use up what an account has? */
export function usesUp (kind: CounterKind, count: number): boolean {
  return kind === 'account' && count === mostOfAccount
}

/** Has the network failed with so many other accounts that it tries its way through them? */
export function triesManyAccounts (accounts: number, trusted: boolean): boolean {
  return accounts >= mostAccounts * (trusted ? trustedFactor : 1)
}
