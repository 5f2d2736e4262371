import type { Clock, Deps } from '../../deps.ts'
import type { Database } from '../../database/tables.ts'
import type { Push } from '../../push/push.ts'
import * as subscriptions from '../../repositories/outward/push-subscriptions.ts'
import { isSettled } from '../../repositories/platform/notifications.ts'
import { verdictOn } from '../../rules/outward/push.ts'
import { GiveUpError, LaterError, type Job } from '../job.ts'

/** What one browser is told. */
export interface PushedNotice {
  userId: string
  subscriptionId: string
  /** Null where it does not stand in the app. */
  noticeId: string | null
  /** What the browser reads. */
  text: string
}

export interface PushDeps {
  db: Database
  clock: Clock
  push: Push | undefined
  transaction: Deps['transaction']
}

/**
 * Tells one browser of one notice, unless that was read meanwhile. A push service that is away is asked again for a day, one that wants to
 * be left alone after as long as it says. Who dies between sending and saying so sends it twice, and the browser shows one.
 */
export const pushed: Job<PushedNotice, PushDeps> = {
  kind: 'push',
  atOnce: 8,
  timeout: 30_000,
  retries: { first: 5000, longest: 3_600_000, attempts: 60, within: 86_400_000 },
  async work ({ db, clock, push, transaction }, { userId, subscriptionId: id, noticeId, text }, run) {
    if (!push) throw new GiveUpError('push is not configured any more')
    const [browser] = await subscriptions.listTold(db, { userId, id, serverKey: push.publicKey }, clock.now())
    if (!browser || (noticeId !== null && await isSettled(db, noticeId))) return
    const wait = browser.pausedUntil ? browser.pausedUntil.getTime() - clock.now().getTime() : 0
    if (wait > 0) throw new LaterError('its push service wants to be left alone', wait)
    const reply = await push.send(browser, text, noticeId ?? run.id, clock.now(), run.signal)
    const verdict = verdictOn(reply)
    const { host } = new URL(browser.endpoint)
    const said = `${host}: ${reply.status ?? reply.problem}`
    if (verdict.kind === 'refused') throw new GiveUpError(said)
    if (verdict.kind === 'later') {
      if (verdict.pause === undefined) throw new Error(said)
      await subscriptions.pause(db, id, new Date(clock.now().getTime() + verdict.pause))
      throw new LaterError(said, verdict.pause)
    }
    await transaction(async (tx) => {
      if (verdict.kind === 'gone') await subscriptions.remove(tx, userId, id)
      else await subscriptions.noteUse(tx, id, clock.now())
      await run.complete(tx)
    })
  }
}
