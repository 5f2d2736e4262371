import type { FastifyRequest } from 'fastify'
import type { HistoryEntry, Report, ReportDetail, ReviewResult } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import { forbidden, notFound, validationFailed } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import * as events from '../../repositories/platform/events.ts'
import * as history from '../../repositories/work/report-history.ts'
import * as reports from '../../repositories/work/reports.ts'
import * as revisions from '../../repositories/work/report-revisions.ts'
import * as transitions from '../../repositories/work/report-transitions.ts'
import { seesToWork } from '../../rules/identity/stand-ins.ts'
import type { SessionViewer } from '../../rules/identity/viewer.ts'
import { climb, Refusal, type Rungs } from '../../rules/ladder.ts'
import { takeBack } from '../../steps/time/hand-ins.ts'
import { canSee, isAuthor } from '../../rules/work/reports.ts'
import { reportChanged } from '../../rules/work/report-events.ts'
import { decision, reopening, rightToReview, withdrawal } from '../../rules/work/reviews.ts'
import { changesBetween } from '../../rules/work/revisions.ts'
import { takeBackBlockers } from '../shared/work/blockers.ts'
import { circumstancesOf, detailOf } from '../shared/work/circumstances.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'
import { takeBackNotices, tellAuthor } from '../shared/work/reviews.ts'

interface Asked {
  params: { reportId: string }
  body: { version: number, note?: string | null }
  viewer: SessionViewer
  request: FastifyRequest
}

type Action = 'approved' | 'returned' | 'reopened'
const actions = { approve: 'approved', return: 'returned' } as const

export function reviewHandlers ({ db, clock, transaction, onceEach }: HandlerDeps) {
  const detail = async (tx: Database, viewer: SessionViewer, report: Report) =>
    detailOf(viewer, report, await circumstancesOf(tx, report, clock.now()))

  async function decideIn (tx: Database, { params, body, viewer, request }: Asked, action: Action, rungs: Rungs<Report>): Promise<Report> {
    const now = clock.now()
    const report = climb(await reports.findLocked(tx, params.reportId), rungs)
    const onBehalfOfId = rightToReview(viewer, report)?.onBehalfOf?.id ?? null
    const decided = await transitions.decide(tx, report, { action, actorId: viewer.id, onBehalfOfId, note: body.note ?? null }, now)
    await events.append(tx, now, request.id, [...reportChanged(decided), ...await tellAuthor(tx, decided, now)])
    return decided
  }

  async function decide (asked: Asked, action: Action, rungs: Rungs<Report>): Promise<ReportDetail> {
    return transaction(async (tx) => detail(tx, asked.viewer, await decideIn(tx, asked, action, rungs)))
  }

  const revisionsWithThoseBefore = (reportId: string, numbers: number[]) =>
    revisions.list(db, reportId, [...new Set(numbers.flatMap((number) => [number - 1, number]))])

  /** @throws what is no refusal: then the batch breaks off. */
  async function refusedResult (viewer: SessionViewer, reportId: string, error: unknown): Promise<ReviewResult> {
    if (!(error instanceof Refusal)) throw error
    const { code, meta } = error
    const found = await reports.findById(db, reportId)
    const { state, version } = found && canSee(viewer, found) ? found : { state: null, version: null }
    return { id: reportId, ok: false, state, version, error: { code, meta: meta ?? null } }
  }

  return implement('reviews', {
    async withdrawReport ({ params, body, viewer, request }) {
      return transaction(async (tx) => {
        const now = clock.now()
        const found = await reports.findLocked(tx, params.reportId)
        const report = climb(found, withdrawal(viewer, body.version, await circumstancesOf(tx, found, now)))
        const draft = await transitions.withdraw(tx, report, now)
        await takeBack(tx, report, now)
        await events.append(tx, now, request.id, [
          ...reportChanged(draft),
          ...await takeBackNotices(tx, draft),
          ...await takeBackBlockers(tx, draft, now)
        ])
        return detail(tx, viewer, draft)
      })
    },

    async approveReport (asked) {
      return decide(asked, 'approved', decision(asked.viewer, asked.body.version))
    },

    async returnReport (asked) {
      return decide(asked, 'returned', decision(asked.viewer, asked.body.version))
    },

    async reopenReport (asked) {
      return decide(asked, 'reopened', reopening(asked.viewer, asked.body.version, clock.now().getTime()))
    },

    async reviewReports ({ body: { action, note = null, reports: asked }, viewer, request }) {
      const faults = [
        ...(action === 'return' && note === null ? [fault('/body/note', 'required')] : []),
        ...repeated(asked).map((index) => fault(`/body/reports/${index}/id`, 'unique'))
      ]
      if (faults.length > 0) throw validationFailed(faults)
      if (!seesToWork(viewer)) throw forbidden()
      return onceEach(
        request,
        asked,
        async (tx, { id: reportId, version }): Promise<ReviewResult> => {
          const one = { params: { reportId }, body: { version, note }, viewer, request }
          const { id, state, version: after } = await decideIn(tx, one, actions[action], decision(viewer, version))
          return { id, ok: true, state, version: after, error: null }
        },
        ({ id }, error) => refusedResult(viewer, id, error),
        (results) => ({ results })
      )
    },

    async listReportHistory ({ params, query, viewer }) {
      const page = pageAsked(query, history.newestFirst)
      const report = climb(await reports.findById(db, params.reportId), { sees: (report) => canSee(viewer, report) })
      const { items, nextCursor } = await history.list(db, report.id, isAuthor(viewer, report), page)
      const handedIn = await revisionsWithThoseBefore(report.id, items.flatMap(({ revision }) => revision ?? []))
      return { items: items.map((entry) => entryOf(entry, handedIn)), nextCursor }
    },

    async getReportRevision ({ params, viewer }) {
      const report = climb(await reports.findById(db, params.reportId), { sees: (report) => canSee(viewer, report) })
      const number = Number(params.number)
      const handedIn = await revisionsWithThoseBefore(report.id, [number])
      const revision = handedIn.get(number)
      if (!revision) throw notFound()
      return { reportId: report.id, ...revision, changed: changesBetween(handedIn.get(number - 1)?.content, revision.content) }
    }
  })
}

/** The places of those that were named before. */
function repeated (reports: { id: string }[]): number[] {
  const ids = reports.map(({ id }) => id)
  return ids.flatMap((id, index) => ids.indexOf(id) < index ? [index] : [])
}

/** With what an edit changed, by its keys, and what a hand-in changed since the one before. */
function entryOf ({ edited, ...entry }: history.StoredEntry, handedIn: Map<number, revisions.Revision>): HistoryEntry {
  const revision = entry.revision === null ? undefined : handedIn.get(entry.revision)
  const before = revision && handedIn.get(revision.number - 1)
  const changed = revision ? changesBetween(before?.content, revision.content) : edited.map((key) => ({ path: `/${key}` }))
  return { ...entry, changed }
}
