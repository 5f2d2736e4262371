/** Drafts that are written while there is no network: kept in the browser, and sent once there is one. */
import type { Client } from '../client.ts'
import { add, callEach } from '../listeners.ts'
import { onPageChange } from '../live/page.ts'
import { openDrafts, type Draft, type DraftContent } from './drafts.ts'
import { createPost, type Outcome } from './post.ts'

export type { Draft, DraftContent } from './drafts.ts'
export type { Outcome } from './post.ts'

export interface OutboxOptions {
  /** Whose drafts these are: the id of who is signed in. Those of somebody else wait for them. */
  userId: string
  /** Of the database in the browser, `workpulse.outbox` by default. */
  name?: string
}

export interface Outbox {
  /**
   * Keeps a draft for a day, in the place of one that waits, and resolves once a page that is closed would not lose it. Sending
   * begins at once.
   * @param draft with the version of the report that it goes on from; of a draft that waits already that is known, and this ignored.
   */
  keep: (date: string, draft: DraftContent) => Promise<void>
  /** What waits, in the order in which it will be sent; what was refused among it, with the reason. */
  list: () => Promise<Draft[]>
  /** Lets go of a draft that waits. */
  discard: (date: string) => Promise<void>
  /** Sends what waits, now. Resolves when nothing more can be sent for the time being, and never rejects for want of a network. */
  flush: () => Promise<void>
  /** Told in every tab, whichever of them has sent it. @returns a function that ends it. */
  onOutcome: (listener: (outcome: Outcome) => void) => () => void
  /** Sends nothing any more; what waits goes on to. */
  close: () => void
}

/** In milliseconds: after what passes by itself, the first time and at most. */
const [firstPause, longestPause] = [2000, 300_000]

/** Drafts go to `PUT /reports/by-date/{date}`, one after the other; the tabs of a browser take turns. */
export function createOutbox (client: Pick<Client, 'upsertReportByDate'>, { userId, name = 'workpulse.outbox' }: OutboxOptions): Outbox {
  const drafts = openDrafts(name)
  const listeners = new Set<(outcome: Outcome) => void>()
  const tabs = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(`${name}|${userId}`)
  if (tabs) tabs.onmessage = ({ data }) => callEach(listeners, data as Outcome)
  const closing = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause = firstPause
  let flushing: Promise<void> | undefined
  let again = false
  const post = createPost(client, drafts, { userId, closing: closing.signal, tell })

  const ignorePage = onPageChange({ onWake: () => void flush(), onSleep: () => {}, onReturn: () => {} })

  function tell (outcome: Outcome): void {
    callEach(listeners, outcome)
    if (!closing.signal.aborted) tabs?.postMessage(outcome)
  }

  /** One run at a time; who asks meanwhile gets another one after it. */
  function flush (): Promise<void> {
    again = true
    flushing ??= runs().finally(() => {
      flushing = undefined
    })
    return flushing
  }

  async function runs (): Promise<void> {
    while (again && !closing.signal.aborted) {
      again = false
      clearTimeout(timer)
      if (await inTurn(post)) pause = firstPause
      else later()
    }
  }

  function later (): void {
    if (closing.signal.aborted) return
    timer = setTimeout(() => void flush(), pause * (0.5 + Math.random()))
    pause = Math.min(2 * pause, longestPause)
  }

  /** Only one tab sends at a time. */
  async function inTurn (work: () => Promise<boolean>): Promise<boolean> {
    const { locks } = globalThis.navigator ?? {}
    if (!locks) return work()
    try {
      return await locks.request(`${name}|${userId}`, { signal: closing.signal }, work)
    } catch (error) {
      if (closing.signal.aborted) return false
      throw error
    }
  }

  return {
    async keep (date, draft) {
      const keptAt = Date.now()
      await drafts.change({ userId, date }, (present, nextOrder) => {
        const waiting = present && !present.refused ? present : undefined
        return {
          userId,
          date,
          order: present?.order ?? nextOrder,
          revision: (present?.revision ?? 0) + 1,
          draft: waiting ? { ...draft, baseVersion: waiting.draft.baseVersion } : draft,
          sent: waiting?.sent ?? null,
          refused: null,
          keptAt
        }
      })
      void flush()
    },
    list: () => drafts.list(userId),
    async discard (date) {
      await drafts.change({ userId, date }, () => undefined)
    },
    flush,
    onOutcome: (listener) => add(listeners, listener),
    close () {
      closing.abort()
      clearTimeout(timer)
      ignorePage()
      tabs?.close()
      drafts.close()
    }
  }
}
