import type { FastifyRequest } from 'fastify'
import type { ExcuseItem, ExcuseRequest, ExcuseResult } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import { forbidden, ruleRefused, validationFailed } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import { rejudgedEvents } from '../../steps/time/absences.ts'
import { excuse, extend, restore, type Changed, type Unchanged } from '../../steps/time/excuses.ts'
import { notify } from '../../steps/platform/notify.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as events from '../../repositories/platform/events.ts'
import * as requests from '../../repositories/time/obligation-requests.ts'
import { rightOver, seesToWork } from '../../rules/identity/stand-ins.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { addDays, localDate } from '../../rules/time/calendar.ts'
import { localDateTime, startOfDay } from '../../rules/time/zone.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'

/** In days, how far back one excuses. */
const reachOf = ({ role }: Viewer) => role === 'hr' || role === 'admin' ? 366 : 31

/** In days: for how long more something is taken at most. */
const longestExtension = 14

type Kind = 'excuse' | 'restore' | 'extend'
const actions = { excuse: 'obligations.excused', restore: 'obligations.restored', extend: 'obligations.extended' } as const

interface Asked extends ExcuseRequest {
  /** When what is extended closes, in milliseconds since 1970. */
  closesAt?: number
}

export function excuseHandlers ({ db, clock, transaction, audit }: HandlerDeps) {
  /** Each item is a transaction of its own. */
  async function eachItem (kind: Kind, { items, ...asked }: Asked, viewer: Viewer, request: FastifyRequest) {
    const now = clock.now()
    const { timeZone } = await readDayRules(db, now)
    const onBehalfOf = (obligation: Changed['obligation']) => rightOver(viewer, obligation)?.onBehalfOf?.id ?? null
    const by = { by: viewer.id, onBehalfOf, refuse: refusalFor(viewer), today: localDate(now, timeZone), reach: reachOf(viewer) }
    const results: ExcuseResult[] = []
    for (const { userId, workDate } of items) {
      const outcome = await transaction(async (tx) => {
        const outcome = await act(kind, tx, { userId, workDate, ...asked, ...by }, now)
        if ('code' in outcome) return outcome
        if (kind !== 'restore') await requests.grant(tx, outcome.obligation, { by: viewer.id, note: asked.note }, now)
        await tell(tx, request, viewer, kind, outcome, { ...asked, now, timeZone })
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
    kind: Kind,
    changed: Changed,
    { note, closesAt, now, timeZone }: Omit<Asked, 'items'> & { now: Date, timeZone: string }
  ): Promise<void> {
    const { userId, workDate } = changed.obligation
    const until = closesAt === undefined ? undefined : localDateTime(closesAt, timeZone)
    const onBehalfOf = rightOver(viewer, changed.obligation)?.onBehalfOf ?? null
    await events.append(tx, now, request.id, [
      ...await rejudgedEvents(tx, [changed]),
      ...await notify(tx, now, {
        userId,
        type: 'obligation.excused',
        arguments: { date: workDate, by: viewer.name, note, restored: kind === 'restore', ...(until && { until }) },
        target: null,
        actorId: viewer.id
      })
    ])
    await audit(tx, request, {
      action: actions[kind],
      targetType: 'user',
      targetId: userId,
      after: { workDate, note, ...(until && { until }), ...(onBehalfOf && { onBehalfOf }) }
    })
  }

  return implement('obligations', {
    async excuseObligations ({ body, viewer, request }) {
      checkAsked(body, viewer)
      return eachItem('excuse', body, viewer, request)
    },

    async restoreObligations ({ body, viewer, request }) {
      checkAsked(body, viewer)
      return eachItem('restore', body, viewer, request)
    },

    async extendObligations ({ body: { until, ...body }, viewer, request }) {
      checkAsked(body, viewer)
      const { timeZone } = await readDayRules(db, clock.now())
      const today = localDate(clock.now(), timeZone)
      if (until < today) throw ruleRefused('/body/until', 'over')
      if (until > addDays(today, longestExtension)) throw ruleRefused('/body/until', 'tooFar', longestExtension)
      return eachItem('extend', { ...body, closesAt: startOfDay(addDays(until, 1), timeZone) }, viewer, request)
    }
  })
}

async function act (
  kind: Kind,
  tx: Database,
  { closesAt, ...asked }: Parameters<typeof excuse>[1] & { closesAt?: number },
  now: Date
): Promise<Changed | Unchanged> {
  if (kind === 'extend') return extend(tx, { ...asked, closesAt: closesAt! }, now)
  return kind === 'excuse' ? excuse(tx, asked, now) : restore(tx, asked, now)
}

/** @throws VALIDATION_FAILED, FORBIDDEN for who leads nothing. */
function checkAsked ({ items }: Pick<ExcuseRequest, 'items'>, viewer: Viewer): void {
  checkItems(items)
  if (!seesToWork(viewer)) throw forbidden()
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
