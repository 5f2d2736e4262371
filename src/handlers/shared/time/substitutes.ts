/** Who stands in for somebody while they are on leave: a delegation that comes with the leave, and goes with it. */
import type { FastifyRequest } from 'fastify'
import type { Database } from '../../../database/tables.ts'
import { ruleRefused } from '../../../http/errors.ts'
import * as delegations from '../../../repositories/organisation/delegations.ts'
import * as events from '../../../repositories/platform/events.ts'
import * as leaves from '../../../repositories/time/leaves.ts'
import { faultOfDays, longestDelegation } from '../../../rules/organisation/delegations.ts'
import type { StoredLeave } from '../../../rules/time/leaves.ts'
import type { Audit } from '../../../security/audit.ts'
import { organisationDays } from './days.ts'
import { auditEnd, beginDelegation, endDelegation, objectionBetween } from '../organisation/delegations.ts'

interface Doing {
  /** Who decides, or enters it. */
  by: string
  audit: Audit
  now: Date
}

const path = '/body/substituteId'

/** @throws RULE_REFUSED where the one could not hand over to the other, as with delegations. @param by who asks. */
export async function refuseSubstitute (
  tx: Database,
  { userId, substituteId, startDate, endDate }: { userId: string, substituteId: string, startDate: string, endDate: string },
  by: string
): Promise<void> {
  // Nobody gets what is another's from their own hand.
  if (userId !== by && substituteId === by) throw ruleRefused(path, 'self')
  const objection = await objectionBetween(tx, { fromId: userId, toId: substituteId })
  if (objection) throw ruleRefused(path, objection.rule)
  if (faultOfDays({ startsOn: startDate, endsOn: endDate }) === 'maxDays') throw ruleRefused(path, 'maxDays', longestDelegation)
}

/** Of a leave that is approved: from today on. None where the days are handed over already, or it could not be any more. */
export async function handOver (
  tx: Database,
  request: FastifyRequest,
  { id, person, substitute, startDate, endDate: endsOn }: StoredLeave,
  { by, audit, now }: Doing
): Promise<void> {
  const { today } = await organisationDays(tx, now)
  if (substitute === null || endsOn < today) return
  const startsOn = startDate < today ? today : startDate
  const delegation = { fromId: person.id, toId: substitute.id, startsOn, endsOn, note: '' }
  if (await objectionBetween(tx, delegation) || await delegations.isTaken(tx, delegation)) return
  const made = await beginDelegation(tx, request, delegation, { by, audit, now })
  await leaves.setDelegation(tx, id, made.id)
}

/** Of a leave that is cancelled. */
export async function takeBack (tx: Database, request: FastifyRequest, leaveId: string, { by, audit, now }: Doing): Promise<void> {
  const delegationId = await leaves.findDelegation(tx, leaveId)
  if (delegationId === null) return
  const delegation = await delegations.find(tx, delegationId, (await organisationDays(tx, now)).today)
  if (!delegation || delegation.state === 'ended') return
  await events.append(tx, now, request.id, await endDelegation(tx, delegation, by, now))
  await auditEnd(audit, tx, request, delegation)
}
