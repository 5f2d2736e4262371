/** How often somebody may try to sign in. */

const second = 1000
const minute = 60 * second

/** What is counted: an account from a network, a known device, an account, a network. */
export type CounterKind = 'pair' | 'device' | 'account' | 'network'

/** In milliseconds: when counting begins anew. */
export const counterWindows: Record<CounterKind, number> = {
  pair: 24 * 60 * minute,
  device: 24 * 60 * minute,
  account: 24 * 60 * minute,
  network: 15 * minute
}

/**
 * The attempts of a counter that cost nothing, and the longest of the pauses that follow them, each twice as long as the one before.
 *
 * Of an account, from wherever it is tried, on devices that it does not know: a pause, and no wall. Whoever guesses from everywhere
 * gets 20 attempts and then, soon, one in 45 s, 1,943 in a day; with a wall of a quarter of an hour after each 20 it would be 1,920.
 * A password that is none of the common ones, and one of a million, falls to that in nine months on average, and the first 20
 * failures are in the audit log. The owner waits 45 s where it would be 15 minutes; and if the guesser takes each turn before the
 * owner does, there are a device that has signed in, a link by mail and Google, which wait for nobody: what they prove makes a
 * browser known.
 */
const pauses: Partial<Record<CounterKind, { free: number, longest: number }>> = {
  pair: { free: 4, longest: 900 * second },
  device: { free: 4, longest: 900 * second },
  account: { free: 19, longest: 45 * second }
}
const mostOfNetwork = 30
/** How many accounts one network may try, and within what time, in milliseconds. */
const mostAccounts = 10
export const accountsWindow = 10 * minute
/** A network that many people share may fail so many times as often. */
const trustedFactor = 20

/** How many messages go to one address, and within what time, in milliseconds. */
export const mostMail = 3
export const mailWindow = 60 * minute

/** How often a person may ask for another address, and within what time, in milliseconds. */
export const mostEmailChanges = 5
export const emailChangeWindow = 60 * minute

/** Within what time the same is news once, in milliseconds. */
export const newsWindow = 24 * 60 * minute

/** @returns until when nobody may try again after attempt number `count`, in milliseconds from now; 0 for at once. */
export function pauseAfter (kind: CounterKind, count: number): number {
  const { free, longest } = pauses[kind] ?? { free: Infinity, longest: 0 }
  return count <= free ? 0 : Math.min(longest, 2 ** (count - free) * second)
}

/** Have so many failures been enough? */
export function isTooManyOfNetwork (failures: number, trusted: boolean): boolean {
  return failures >= mostOfNetwork * (trusted ? trustedFactor : 1)
}

/** Is attempt number `count` the one after which the account has pauses? */
export function usesUp (kind: CounterKind, count: number): boolean {
  return kind === 'account' && count === pauses.account!.free + 1
}

/** Has the network failed with so many other accounts that it tries its way through them? */
export function triesManyAccounts (accounts: number, trusted: boolean): boolean {
  return accounts >= mostAccounts * (trusted ? trustedFactor : 1)
}
