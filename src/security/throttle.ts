import { createHash } from 'node:crypto'
import type { Networks } from '../networks.ts'
import { networkOf } from '../networks.ts'
import type { Database } from '../database/tables.ts'
import { rateLimited } from '../errors.ts'
import * as attempts from '../repositories/attempts.ts'
import { accountsWindow, counterWindows, isTooMany, mailWindow, mostMail, pauseAfter, triesManyAccounts, usesUp, type CounterKind } from '../rules/throttle.ts'

/** An attempt that was let through. */
export interface Attempt {
  /** Has the account had its last one for now? */
  exhausted: boolean
  /** It succeeded: only failures add up. */
  succeed: (tx: Database) => Promise<void>
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
}

/** Counts in the database, so that every replica counts with the others. */
export function createThrottle (trustedNetworks: Networks): Throttle {
  async function attempt (tx: Database, { account, address, device, now }: AttemptOptions): Promise<Attempt> {
    const network = networkOf(address)
    const trusted = trustedNetworks(address)
    const name = digest(account)
    const counters = (device !== undefined
      ? [{ kind: 'device', id: `device:${device}:${name}`, network: null }]
      : [
          { kind: 'network', id: `network:${network}`, network: null },
          { kind: 'account', id: `account:${name}`, network: null },
          { kind: 'pair', id: `pair:${name}:${network}`, network }
        ]
    ).map((counter) => ({ ...counter, kind: counter.kind as CounterKind, window: counterWindows[counter.kind as CounterKind] }))

    const kindOf = new Map(counters.map(({ id, kind }) => [id, kind]))
    const counts = (await attempts.add(tx, counters, now)).map((count) => ({ ...count, kind: kindOf.get(count.id)! }))
    const until = Math.max(0, ...counts.map(({ kind, count, windowStartedAt, blockedUntil }) =>
      isTooMany(kind, count, trusted) ? windowStartedAt.getTime() + counterWindows[kind] : blockedUntil?.getTime() ?? 0))
    if (until > now.getTime()) throw rateLimited(secondsUntil(until, now))

    if (device === undefined && triesManyAccounts(await attempts.countOfNetwork(tx, network, new Date(now.getTime() - accountsWindow)), trusted)) {
      throw rateLimited(accountsWindow / 1000)
    }
    for (const { kind, id, count } of counts) {
      const pause = pauseAfter(kind, count)
      if (pause > 0) await attempts.block(tx, id, new Date(now.getTime() + pause))
    }
    const idsOf = (...kinds: CounterKind[]) => counters.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id)
    return {
      exhausted: counts.some(({ kind, count }) => usesUp(kind, count)),
      async succeed (tx) {
        await attempts.subtract(tx, idsOf('network', 'account'))
        await attempts.clear(tx, idsOf('pair', 'device'))
      },
      takeBack: (tx) => attempts.subtract(tx, counters.map(({ id }) => id))
    }
  }

  async function mayWriteTo (tx: Database, email: string, now: Date): Promise<boolean> {
    const [{ count }] = await attempts.add(tx, [{ id: `mail:${digest(email)}`, network: null, window: mailWindow }], now)
    return count <= mostMail
  }

  return { attempt, mayWriteTo }
}

function digest (text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function secondsUntil (time: number, now: Date): number {
  return Math.ceil((time - now.getTime()) / 1000)
}
