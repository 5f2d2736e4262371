import type { components } from '../../../generated/types.ts'
import type { Client } from '../client.ts'
import { ApiError } from '../errors.ts'
import type { Draft, DraftContent, Drafts } from './drafts.ts'

type UpsertedReport = components['schemas']['UpsertedReport']

/** What became of a draft. */
export type Outcome =
  /** It is at the API, and `report` is what is there. */
  | { kind: 'sent', date: string, report: UpsertedReport['report'], created: boolean }
  /**
   * It was refused, and waits: there is a newer version (`VERSION_CONFLICT`, whose `meta` says which), it was handed in meanwhile
   * (`STATE_CONFLICT`), or a rule says no. Keep it anew, with the version that is there now, or discard it.
   */
  | { kind: 'refused', date: string, draft: Draft }

interface PostDeps {
  userId: string
  closing: AbortSignal
  tell: (outcome: Outcome) => void
}

/** Sends what waits, one after the other, and says what became of each. */
export function createPost (
  client: Pick<Client, 'upsertReportByDate'>,
  drafts: Drafts,
  { userId, closing, tell }: PostDeps
): () => Promise<boolean> {
  /** Resolves to false where it may be tried again. */
  async function send (entry: Draft): Promise<boolean> {
    const { date } = entry
    try {
      const draft = await nextOf(entry)
      await drafts.change(entry, (present) => present && { ...present, sent: draft })
      const answer = await put(date, draft)
      await drafts.change(entry, (present) => present?.revision === entry.revision ? undefined : present && goingOn(present, answer))
      tell({ kind: 'sent', date, ...answer })
      return true
    } catch (error) {
      if (!isFinal(error)) return false
      const refused = await drafts.change(
        entry,
        (present) =>
          present?.revision === entry.revision ? { ...present, sent: null, refused: error.toJSON() } : present && { ...present, sent: null }
      )
      if (refused?.refused) tell({ kind: 'refused', date, draft: refused })
      return true
    }
  }

  /** What may have arrived goes first: it tells which version the newer one goes on from. The same can be sent again as it was. */
  async function nextOf ({ date, draft, sent }: Draft): Promise<DraftContent> {
    if (sent === null) return draft
    return JSON.stringify(sent.content) === JSON.stringify(draft.content) ? sent : rebased(draft, await put(date, sent))
  }

  const put = (date: string, draft: DraftContent) => client.upsertReportByDate(date, draft, { signal: closing })

  /** Resolves to false where some wait for better times. */
  return async function sendAll (): Promise<boolean> {
    const tried = new Set<string>()
    for (;;) {
      // What was never on its way cannot have arrived.
      if (globalThis.navigator?.onLine === false) return false
      const next = (await drafts.list(userId)).find(({ date, revision, refused }) => !refused && !tried.has(`${date} ${revision}`))
      if (!next || closing.aborted) return true
      tried.add(`${next.date} ${next.revision}`)
      if (!await send(next)) return false
    }
  }
}

/** @param base what is at the API of the draft before it. */
function rebased (draft: DraftContent, { report }: UpsertedReport): DraftContent {
  return { ...draft, baseVersion: report.version }
}

/** One that was kept while the one before was on its way. */
function goingOn (present: Draft, base: UpsertedReport): Draft {
  return { ...present, draft: rebased(present.draft, base), sent: null }
}

/** What time, a network or signing in again mends. */
const passing = ['UNAUTHENTICATED', 'UNAVAILABLE', 'RATE_LIMITED', 'IN_PROGRESS', 'REQUEST_TIMEOUT', 'INTERNAL']

function isFinal (error: unknown): error is ApiError {
  return error instanceof ApiError && error.status < 500 && !passing.includes(error.code)
}
