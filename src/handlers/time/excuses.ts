import type { FastifyRequest } from 'fastify'
import type { ExcuseItem, ExcuseRequest, ExcuseResult } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import { forbidden, validationFailed } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import { rejudgedEvents } from '../../steps/time/absences.ts'
import { excuse, restore, type Changed, type Unchanged } from '../../steps/time/excuses.ts'
import { notify } from '../../steps/platform/notify.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as events from '../../repositories/platform/events.ts'
import { rightOver, seesToWork } from '../../rules/identity/stand-ins.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { localDate } from '../../rules/time/calendar.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'

/** In days, how far back one excuses. */
const reachOf = ({ role }: Viewer) => role === 'hr' || role === 'admin' ? 366 : 31

const acts = { excuse, restore } as const

export function excuseHandlers ({ db, clock, transaction, audit }: HandlerDeps) {
  /** Each item is a transaction of its own. */
  async function eachItem (kind: keyof typeof acts, { items, note }: ExcuseRequest, viewer: Viewer, request: FastifyRequest) {
    checkItems(items)
    if (!seesToWork(viewer)) throw forbidden()
    const now = clock.now()
    const today = localDate(now, (await readDayRules(db, now)).timeZone)
    const results: ExcuseResult[] = []
    for (const { userId, workDate } of items) {
      const outcome = await transaction(async (tx) => {
        const onBehalfOf = (obligation: Changed['obligation']) => rightOver(viewer, obligation)?.onBehalfOf?.id ?? null
        const asked = { userId, workDate, note, by: viewer.id, onBehalfOf, refuse: refusalFor(viewer), today, reach: reachOf(viewer) }
        const outcome = await acts[kind](tx, asked, now)
        if (!('code' in outcome)) await tell(tx, request, viewer, kind, outcome, note, now)
        return outcome
      })
      results.push({ userId, workDate, ok: !('code' in outcome), error: 'code' in outcome ? outcome : null })
    }
    return { results }
  }

  async function tell (
    tx: Database,
    request: FastifyRequest,
    viewer: Viewer,
    kind: keyof typeof acts,
    changed: Changed,
    note: string,
    now: Date
  ): Promise<void> {
    const { userId, workDate } = changed.obligation
    const restored = kind === 'restore'
    const onBehalfOf = rightOver(viewer, changed.obligation)?.onBehalfOf ?? null
    await events.append(tx, now, request.id, [
      ...await rejudgedEvents(tx, [changed]),
      ...await notify(tx, now, {
        userId,
        type: 'obligation.excused',
        arguments: { date: workDate, by: viewer.name, note, restored },
        target: null,
        actorId: viewer.id
      })
    ])
    await audit(tx, request, {
      action: restored ? 'obligations.restored' : 'obligations.excused',
      targetType: 'user',
      targetId: userId,
      after: { workDate, note, ...(onBehalfOf && { onBehalfOf }) }
    })
  }

  return implement('obligations', {
    async excuseObligations ({ body, viewer, request }) {
      return eachItem('excuse', body, viewer, request)
    },

    async restoreObligations ({ body, viewer, request }) {
      return eachItem('restore', body, viewer, request)
    }
  })
}

/**
 * Each day of a person once. The schema does not say so: what compares objects for it calls their `valueOf`, and that may be of the caller.
 *
 * @throws VALIDATION_FAILED at each that comes again.
 */
function checkItems (items: ExcuseItem[]): void {
  const keys = items.map(({ userId, workDate }) => `${workDate} ${userId}`)
  const faults = keys.flatMap((key, index) => keys.indexOf(key) < index ? [fault(`/body/items/${index}`, 'unique')] : [])
  if (faults.length > 0) throw validationFailed(faults)
}

/** Out of scope is as if nothing were owed; nobody excuses themselves. */
const refusalFor = (viewer: Viewer) => (obligation: Changed['obligation']): Unchanged | undefined => {
  if (obligation.userId === viewer.id) return { code: 'FORBIDDEN', rule: null }
  return rightOver(viewer, obligation) ? undefined : { code: 'NOT_FOUND', rule: null }
}
