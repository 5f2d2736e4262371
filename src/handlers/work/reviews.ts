import type { FastifyRequest } from 'fastify'
import type { Report, ReportDetail } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import * as events from '../../repositories/platform/events.ts'
import * as history from '../../repositories/work/report-history.ts'
import * as reports from '../../repositories/work/reports.ts'
import * as transitions from '../../repositories/work/report-transitions.ts'
import type { SessionViewer } from '../../rules/identity/viewer.ts'
import { climb, type Rungs } from '../../rules/ladder.ts'
import { canSee, isAuthor } from '../../rules/work/reports.ts'
import { decision, reopening, withdrawal } from '../../rules/work/reviews.ts'
import { circumstancesOf } from '../circumstances.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'
import { reportChanged, takeBackNotice, tellAuthor } from '../reviews.ts'
import { detailOf } from '../views.ts'

interface Asked {
  params: { reportId: string }
  body: { version: number, note?: string | null }
  viewer: SessionViewer
  request: FastifyRequest
}

export function reviewHandlers ({ db, clock, transaction }: HandlerDeps) {
  const detail = async (tx: Database, viewer: SessionViewer, report: Report) =>
    detailOf(viewer, report, await circumstancesOf(tx, report, clock.now()))

  async function decide ({ params, body, viewer, request }: Asked, action: 'approved' | 'returned' | 'reopened', rungs: Rungs<Report>) {
    return transaction(async (tx): Promise<ReportDetail> => {
      const now = clock.now()
      const report = climb(await reports.findLocked(tx, params.reportId), rungs)
      const decided = await transitions.decide(tx, report, { action, actorId: viewer.id, note: body.note ?? null }, now)
      await events.append(tx, now, request.id, [...reportChanged(decided), ...await tellAuthor(tx, decided, now)])
      return detail(tx, viewer, decided)
    })
  }

  return implement('reviews', {
    async withdrawReport ({ params, body, viewer, request }) {
      return transaction(async (tx) => {
        const now = clock.now()
        const found = await reports.findLocked(tx, params.reportId)
        const report = climb(found, withdrawal(viewer, body.version, await circumstancesOf(tx, found, now)))
        const draft = await transitions.withdraw(tx, report, now)
        await events.append(tx, now, request.id, [...reportChanged(draft), ...await takeBackNotice(tx, draft)])
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

    async listReportHistory ({ params, query, viewer }) {
      const page = pageAsked(query, history.newestFirst)
      const report = climb(await reports.findById(db, params.reportId), { sees: (report) => canSee(viewer, report) })
      return history.list(db, report.id, isAuthor(viewer, report), page)
    }
  })
}
