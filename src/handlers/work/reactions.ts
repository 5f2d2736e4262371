import type { Database } from '../../database/tables.ts'
import * as events from '../../repositories/platform/events.ts'
import * as reactions from '../../repositories/work/reactions.ts'
import * as reads from '../../repositories/work/report-reads.ts'
import * as reports from '../../repositories/work/reports.ts'
import { climb } from '../../rules/ladder.ts'
import { commenting, reading } from '../../rules/work/comments.ts'
import { canSee } from '../../rules/work/reports.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'
import { reportActivity, type Activity } from '../../steps/work/readers.ts'

export function reactionHandlers ({ db, clock, transaction }: HandlerDeps) {
  async function tell (tx: Database, cause: string, reportId: string, activity: Activity, by: string): Promise<void> {
    await events.append(tx, clock.now(), cause, await reportActivity(tx, reportId, activity, clock.now(), by))
  }

  return implement('reactions', {
    async listReactions ({ params, query, viewer }) {
      const page = pageAsked(query, reactions.oldestFirst)
      const report = climb(await reports.findById(db, params.reportId), { sees: (report) => canSee(viewer, report) })
      return reactions.list(db, report.id, page)
    },

    async addReaction ({ params: { reportId, kind }, viewer, request }) {
      return transaction(async (tx) => {
        climb(await reports.findLocked(tx, reportId), commenting(viewer))
        const key = { reportId, userId: viewer.id, kind }
        const present = await reactions.find(tx, key)
        if (present) return present
        const added = await reactions.insert(tx, key, clock.now())
        await tell(tx, request.id, reportId, { kind: 'reaction', action: 'created', id: added.id }, viewer.id)
        return added
      })
    },

    async removeReaction ({ params: { reportId, kind }, viewer, request }) {
      await transaction(async (tx) => {
        climb(await reports.findLocked(tx, reportId), commenting(viewer))
        const present = await reactions.find(tx, { reportId, userId: viewer.id, kind })
        if (!present || !await reactions.remove(tx, present.id)) return
        await tell(tx, request.id, reportId, { kind: 'reaction', action: 'deleted', id: present.id }, viewer.id)
      })
      return null
    },

    async markReportRead ({ params: { reportId }, viewer, request }) {
      return transaction(async (tx) => {
        const { version } = climb(await reports.findLocked(tx, reportId), reading(viewer))
        const before = await reads.find(tx, reportId, viewer.id)
        if (before?.version === version) return before
        await (before ? reads.update : reads.insert)(tx, reportId, viewer.id, version, clock.now())
        await tell(tx, request.id, reportId, { kind: 'read', action: before ? 'edited' : 'created', id: viewer.id }, viewer.id)
        return (await reads.find(tx, reportId, viewer.id))!
      })
    },

    async listReportReads ({ params, query, viewer }) {
      const page = pageAsked(query, reads.firstReaderFirst)
      const report = climb(await reports.findById(db, params.reportId), { sees: (report) => canSee(viewer, report) })
      return reads.list(db, report.id, page)
    }
  })
}
