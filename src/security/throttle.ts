import { createHash } from 'node:crypto'
import type { Networks } from '../runtime/networks.ts'
import { networkOf } from '../runtime/networks.ts'
import type { Database } from '../database/tables.ts'
import { rateLimited } from '../http/errors.ts'
import * as attempts from '../repositories/identity/attempts.ts'
import {
  accountsWindow,
  counterWindows,
  emailChangeWindow,
  isTooManyOfNetwork,
  mailWindow,
  mostEmailChanges,
  mostMail,
  newsWindow,
  pauseAfter,
  triesManyAccounts,
  usesUp,
  type CounterKind
} from '../rules/identity/throttle.ts'

/** An attempt that was let through. One of these is called once its end is known; each runs in a transaction. */
export interface Attempt {
  /** Has the account had its last one without a pause? */
  exhausted: boolean
  /** Only failures add up. */
  succeed: (tx: Database) => Promise<void>
  /** Now the network counts it too: only what has failed, or an office that signs in at once would be taken for an attack. */
  fail: (tx: Database) => Promise<void>
  /** It was not carried out: it counts neither way. */
  takeBack: (tx: Database) => Promise<void>
}

export interface AttemptOptions {
  /** Normalised; whether there is such an account makes no difference. */
  account: string
  address: string
  /** The id of a device that signed in to this account before: what others try does not hold it up. */
  device: string | undefined
  now: Date
}

export interface Throttle {
  /** Counts an attempt to prove who one is. Runs in a transaction, which a refusal rolls back. @throws RATE_LIMITED. */
  attempt: (tx: Database, options: AttemptOptions) => Promise<Attempt>
  /** May one more message be sent to the address? */
  mayWriteTo: (tx: Database, email: string, now: Date) => Promise<boolean>
  /** Counts that a person asks for another address. @throws RATE_LIMITED. */
  askForEmail: (tx: Database, userId: string, now: Date) => Promise<void>
  /** Does it happen for the first time in a day? */
  isFirst: (tx: Database, what: string, now: Date) => Promise<boolean>
}

/** Counts in the database, so that every replica counts with the others. */
export function createThrottle (trustedNetworks: Networks): Throttle {
  async function attempt (tx: Database, { account, address, device, now }: AttemptOptions): Promise<Attempt> {
    const network = networkOf(address)
    const name = digest(account)
    const counter = (kind: CounterKind, id: string) => ({ kind, id: `${kind}:${id}`, window: counterWindows[kind] })
    const ofNetwork = counter('network', network)
    // Before the password is looked at, so that of many at once no more than these go on.
    const counters = device !== undefined
      ? [counter('device', `${device}:${name}`)]
      : [counter('account', name), counter('pair', `${name}:${network}`)]
    const pair = counters.find(({ kind }) => kind === 'pair')

    if (pair) await refuseNetwork(tx, { failures: ofNetwork.id, pair: pair.id, network }, trustedNetworks(address), now)
    const counts = await attempts.add(tx, counters, now)
    const kinds = new Map(counters.map(({ id, kind }) => [id, kind]))
    const until = Math.max(...counts.map(({ blockedUntil }) => blockedUntil?.getTime() ?? 0))
    if (until > now.getTime()) throw rateLimited(secondsUntil(until, now))
    for (const { id, count } of counts) {
      const pause = pauseAfter(kinds.get(id)!, count)
      if (pause > 0) await attempts.block(tx, id, new Date(now.getTime() + pause))
    }

    const idsOf = (...wanted: CounterKind[]) => counters.filter(({ kind }) => wanted.includes(kind)).map(({ id }) => id)
    return {
      exhausted: counts.some(({ id, count }) => usesUp(kinds.get(id)!, count)),
      async succeed (tx) {
        await attempts.subtract(tx, idsOf('account'))
        await attempts.clear(tx, idsOf('pair', 'device'))
      },
      async fail (tx) {
        if (!pair) return
        await attempts.add(tx, [ofNetwork], now)
        await attempts.assign(tx, pair.id, network)
      },
      takeBack: (tx) => attempts.subtract(tx, counters.map(({ id }) => id))
    }
  }

  /** @throws RATE_LIMITED when too much has failed from there, or with too many other accounts. */
  async function refuseNetwork (
    tx: Database,
    { failures, pair, network }: { failures: string, pair: string, network: string },
    trusted: boolean,
    now: Date
  ): Promise<void> {
    const failed = await attempts.find(tx, failures)
    const windowEnds = failed ? failed.windowStartedAt.getTime() + counterWindows.network : 0
    if (failed && windowEnds > now.getTime() && isTooManyOfNetwork(failed.count, trusted)) throw rateLimited(secondsUntil(windowEnds, now))
    const accounts = await attempts.countOfNetwork(tx, network, new Date(now.getTime() - accountsWindow), pair)
    if (triesManyAccounts(accounts, trusted)) throw rateLimited(accountsWindow / 1000)
  }

  async function mayWriteTo (tx: Database, email: string, now: Date): Promise<boolean> {
    const [{ count }] = await attempts.add(tx, [{ id: `mail:${digest(email)}`, window: mailWindow }], now)
    return count <= mostMail
  }

  async function askForEmail (tx: Database, userId: string, now: Date): Promise<void> {
    const [{ count, windowStartedAt }] = await attempts.add(tx, [{ id: `email-change:${userId}`, window: emailChangeWindow }], now)
    if (count > mostEmailChanges) throw rateLimited(secondsUntil(windowStartedAt.getTime() + emailChangeWindow, now))
  }

  async function isFirst (tx: Database, what: string, now: Date): Promise<boolean> {
    const [{ count }] = await attempts.add(tx, [{ id: `first:${digest(what)}`, window: newsWindow }], now)
    return count === 1
  }

  return { attempt, mayWriteTo, askForEmail, isFirst }
}

function digest (text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function secondsUntil (time: number, now: Date): number {
  return Math.ceil((time - now.getTime()) / 1000)
}
