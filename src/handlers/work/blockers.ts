import type { NewEvent } from '../../../generated/events.ts'
import type { BlockerChange, Report } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import { ruleRefused } from '../../http/errors.ts'
import * as events from '../../repositories/platform/events.ts'
import * as blockers from '../../repositories/work/blockers.ts'
import * as reports from '../../repositories/work/reports.ts'
import { workScope } from '../../rules/identity/stand-ins.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { climb } from '../../rules/ladder.ts'
import { aboutBlocker } from '../../rules/platform/notices.ts'
import { blockerAt, blockerChange, seesBlocker } from '../../rules/work/blockers.ts'
import { notify } from '../../steps/platform/notify.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'
import { readersAmong, reportActivity } from '../../steps/work/readers.ts'

export function blockerHandlers ({ db, clock, transaction }: HandlerDeps) {
  const shown = (blocker: blockers.StoredBlocker) => blockerAt(clock.now().getTime(), blocker)
  const visible = (viewer: Viewer) => ({ sees: (blocker: blockers.StoredBlocker) => seesBlocker(viewer, blocker) })

  return implement('blockers', {
    async listBlockers ({ query: { cursor, limit, ...filter }, viewer }) {
      const page = pageAsked({ cursor, limit }, blockers.oldestFirst)
      const { items, nextCursor } = await blockers.list(db, { ...filter, viewerId: viewer.id, scope: workScope(viewer) }, page)
      return { items: items.map(shown), nextCursor }
    },

    async getBlocker ({ params, viewer }) {
      return shown(climb(await blockers.find(db, params.blockerId), visible(viewer)))
    },

    async updateBlocker ({ params: { blockerId }, body: { version, ...changes }, viewer, request }) {
      return transaction(async (tx) => {
        const { reportId } = climb(await blockers.find(tx, blockerId), visible(viewer))
        // As hand-ins do: the report first.
        const report = (await reports.findLocked(tx, reportId))!
        const before = climb(await blockers.findLocked(tx, blockerId), blockerChange(viewer, version))
        const now = clock.now()
        await refuseStranger(tx, report, changes, now)
        const after = await blockers.update(tx, before, changes, now)
        const concerned = [before.owner, after.owner].flatMap((owner) => owner?.id ?? [])
        await events.append(tx, now, request.id, [
          ...await reportActivity(tx, after.reportId, { kind: 'blocker', action: 'edited', id: after.id }, now, viewer.id, ...concerned),
          ...await tellOwner(tx, viewer, before, after)
        ])
        return shown(after)
      })
    }
  })

  /** Of what somebody else has done. */
  async function tellOwner (
    tx: Database,
    by: Viewer,
    before: blockers.StoredBlocker,
    { owner, ...after }: blockers.StoredBlocker
  ): Promise<NewEvent[]> {
    if (owner === null || owner.id === by.id) return []
    const isNew = owner.id !== before.owner?.id && after.status === 'open'
    if (!isNew && after.status === before.status) return []
    return notify(tx, clock.now(), aboutBlocker(after, { userId: owner.id, by, change: isNew ? 'assigned' : after.status }))
  }
}

/** Only who may read the report can be asked to clear what it tells of. */
async function refuseStranger (tx: Database, report: Report, { ownerId }: Pick<BlockerChange, 'ownerId'>, now: Date): Promise<void> {
  if (!ownerId || (await readersAmong(tx, report, [ownerId], now)).length > 0) return
  throw ruleRefused('/body/ownerId', 'ownerScope')
}
