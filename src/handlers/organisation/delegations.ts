import type { NewDelegation } from '../../../generated/schemas.ts'
import { duplicate, forbidden, ruleRefused, validationFailed } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import * as delegations from '../../repositories/organisation/delegations.ts'
import * as events from '../../repositories/platform/events.ts'
import { climb } from '../../rules/ladder.ts'
import { faultOfDays, longestDelegation, mayDelegate, takingBack } from '../../rules/organisation/delegations.ts'
import { organisationDays } from '../shared/time/days.ts'
import { auditEnd, beginDelegation, endDelegation, objectionBetween } from '../shared/organisation/delegations.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'

export function delegationHandlers ({ db, clock, transaction, audit }: HandlerDeps) {
  return implement('delegations', {
    async listDelegations ({ query: { state, cursor, limit }, viewer }) {
      const page = pageAsked({ cursor, limit }, delegations.latestFirst)
      const userId = viewer.role === 'hr' || viewer.role === 'admin' ? undefined : viewer.id
      return delegations.list(db, { userId, state }, (await organisationDays(db, clock.now())).today, page)
    },

    async createDelegation ({ body: { fromUserId, toUserId, startsOn, endsOn, note = '' }, viewer, request }) {
      checkDays({ startsOn, endsOn })
      const fromId = fromUserId ?? viewer.id
      if (!mayDelegate(viewer, { fromUserId: fromId, toUserId })) throw forbidden()
      const delegation = { fromId, toId: toUserId, startsOn, endsOn, note }
      return transaction(async (tx) => {
        const now = clock.now()
        const { today } = await organisationDays(tx, now)
        const objection = await objectionBetween(tx, delegation)
        if (objection) throw ruleRefused(objection.path, objection.rule, objection.limit)
        if (startsOn < today) throw ruleRefused('/body/startsOn', 'beforeToday')
        if (await delegations.isTaken(tx, delegation)) throw duplicate({})
        return beginDelegation(tx, request, delegation, { by: viewer.id, audit, now })
      })
    },

    async deleteDelegation ({ params: { delegationId }, query: { version }, viewer, request }) {
      return transaction(async (tx) => {
        const now = clock.now()
        const { today } = await organisationDays(tx, now)
        const delegation = climb(await delegations.find(tx, delegationId, today), takingBack(viewer, version))
        await events.append(tx, now, request.id, await endDelegation(tx, delegation, viewer.id, now))
        await auditEnd(audit, tx, request, delegation)
        return null
      })
    }
  })
}

/** @throws VALIDATION_FAILED for days that are never a delegation's. */
function checkDays (days: Pick<NewDelegation, 'startsOn' | 'endsOn'>): void {
  const rule = faultOfDays(days)
  if (rule) throw validationFailed([fault('/body/endsOn', rule, rule === 'maxDays' ? longestDelegation : undefined)])
}
