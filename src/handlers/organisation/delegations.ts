import type { NewDelegation } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import { duplicate, forbidden, ruleRefused, validationFailed } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import { tellStandIn, tellTurned } from '../../steps/organisation/delegations.ts'
import * as delegations from '../../repositories/organisation/delegations.ts'
import * as users from '../../repositories/organisation/users.ts'
import * as events from '../../repositories/platform/events.ts'
import { climb } from '../../rules/ladder.ts'
import { faultOfDays, longestDelegation, mayDelegate, objectionTo, takingBack } from '../../rules/organisation/delegations.ts'
import { organisationDays } from '../days.ts'
import { auditEnd, endDelegation, giverOf, receiverOf } from '../delegations.ts'
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
        await refuseUnfounded(tx, delegation)
        if (startsOn < today) throw ruleRefused('/body/startsOn', 'beforeToday')
        if (await delegations.isTaken(tx, delegation)) throw duplicate({})
        const id = await delegations.insert(tx, delegation, now)
        const created = (await delegations.find(tx, id, today))!
        const begins = created.state === 'active' && await delegations.markBegun(tx, id, now)
        await events.append(tx, now, request.id, [
          ...await tellStandIn(tx, created, { by: viewer.id, ended: false }, now),
          ...(begins ? await tellTurned(tx, created, now) : [])
        ])
        const after = { fromUserId: fromId, toUserId, startsOn, endsOn, note }
        await audit(tx, request, { action: 'delegation.created', targetType: 'delegation', targetId: id, after })
        return created
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

/** Until the transaction ends nobody disables or moves them, or hands over for the same one. @throws RULE_REFUSED. */
async function refuseUnfounded (tx: Database, { fromId, toId }: { fromId: string, toId: string }): Promise<void> {
  for (const id of [fromId, toId].sort()) await users.lockCredentials(tx, id)
  const [from, to] = [await users.find(tx, fromId), await users.find(tx, toId)]
  const objection = objectionTo(from && await giverOf(tx, from), to && await receiverOf(tx, to))
  if (objection) throw ruleRefused(objection.path, objection.rule, objection.limit)
}
