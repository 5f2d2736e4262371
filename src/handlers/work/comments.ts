import type { Comment, Report } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import { rulesRefused } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import { notify } from '../../steps/platform/notify.ts'
import * as events from '../../repositories/platform/events.ts'
import * as comments from '../../repositories/work/comments.ts'
import * as reports from '../../repositories/work/reports.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { climb } from '../../rules/ladder.ts'
import { aboutComment } from '../../rules/platform/notices.ts'
import { commentDeletion, commentEdit, commenting } from '../../rules/work/comments.ts'
import { canSee } from '../../rules/work/reports.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'
import { readersAmong, reportActivity } from '../../steps/work/readers.ts'

export function commentHandlers ({ db, clock, transaction, once }: HandlerDeps) {
  async function refuseStrangers (tx: Database, report: Report, mentions: string[]): Promise<void> {
    const readers = await readersAmong(tx, report, mentions, clock.now())
    const faults = mentions.flatMap((id, index) => readers.includes(id) ? [] : [fault(`/body/mentions/${index}`, 'mentionScope')])
    if (faults.length > 0) throw rulesRefused(faults)
  }

  /** Each once, and never the writer. */
  async function tell (tx: Database, report: Report, comment: Comment, mentioned: string[], others: string[]) {
    const writer = comment.author.id
    const told = (ids: string[], mention: boolean) =>
      [...new Set(ids)].filter((id) => id !== writer).map((userId) => aboutComment(report, comment, { userId, mention }))
    return notify(tx, clock.now(), ...told(mentioned, true), ...told(others.filter((id) => !mentioned.includes(id)), false))
  }

  async function findOne (tx: Database, viewer: Viewer, { reportId, commentId }: { reportId: string, commentId: string }) {
    const report = climb(await reports.findLocked(tx, reportId), { sees: (report) => canSee(viewer, report) })
    const comment = climb(await comments.find(tx, reportId, commentId), {})
    return { report, comment }
  }

  return implement('comments', {
    async listComments ({ params, query, viewer }) {
      const page = pageAsked(query, comments.oldestFirst)
      const report = climb(await reports.findById(db, params.reportId), { sees: (report) => canSee(viewer, report) })
      return comments.list(db, report.id, page)
    },

    async createComment ({ params, body: { body, mentions = [] }, viewer, request }) {
      return once(request, async (tx) => {
        const report = climb(await reports.findLocked(tx, params.reportId), commenting(viewer))
        await refuseStrangers(tx, report, mentions)
        const participants = await readersAmong(tx, report, [report.userId, ...await comments.listWriters(tx, report.id)], clock.now())
        const comment = await comments.insert(tx, { reportId: report.id, authorId: viewer.id, body, mentions }, clock.now())
        await events.append(tx, clock.now(), request.id, [
          ...await reportActivity(tx, report.id, { kind: 'comment', action: 'created', id: comment.id }, clock.now()),
          ...await tell(tx, report, comment, mentions, participants)
        ])
        return comment
      })
    },

    async updateComment ({ params, body: { version, body, mentions }, viewer, request }) {
      return transaction(async (tx) => {
        const { report, comment } = await findOne(tx, viewer, params)
        climb(comment, { ...commentEdit(viewer, version), state: ({ deletedAt }) => deletedAt === null && report.state !== 'draft' })
        const mentioned = mentions ?? comment.mentions
        const added = mentioned.filter((id) => !comment.mentions.includes(id))
        if (mentions) await refuseStrangers(tx, report, mentions)
        const changed = await comments.update(tx, comment, body, mentioned, clock.now())
        await events.append(tx, clock.now(), request.id, [
          ...await reportActivity(tx, report.id, { kind: 'comment', action: 'edited', id: comment.id }, clock.now()),
          ...await tell(tx, report, changed, added, [])
        ])
        return changed
      })
    },

    async deleteComment ({ params, query, viewer, request }) {
      await transaction(async (tx) => {
        const { report, comment } = await findOne(tx, viewer, params)
        climb(comment, commentDeletion(viewer, query.version))
        await comments.remove(tx, comment, clock.now())
        // Whoever it was of hears of it, too.
        const activity = { kind: 'comment', action: 'deleted', id: comment.id } as const
        await events.append(
          tx,
          clock.now(),
          request.id,
          await reportActivity(tx, report.id, activity, clock.now(), comment.author.id, viewer.id)
        )
      })
      return null
    }
  })
}
