/** Who takes part in a delegation, and what becomes of those that somebody has when their place changes. */
import type { FastifyRequest } from 'fastify'
import type { NewEvent } from '../../generated/events.ts'
import type { Account, Delegation } from '../../generated/schemas.ts'
import type { Database } from '../database/tables.ts'
import { tellStandIn, tellTurned } from '../steps/organisation/delegations.ts'
import * as delegations from '../repositories/organisation/delegations.ts'
import * as teams from '../repositories/organisation/teams.ts'
import * as users from '../repositories/organisation/users.ts'
import * as events from '../repositories/platform/events.ts'
import { objectionTo, passable, type Party } from '../rules/organisation/delegations.ts'
import type { Audit } from '../security/audit.ts'
import { organisationDays } from './days.ts'

/** Who hands over: what counts is where they lead. */
export async function giverOf (tx: Database, person: Account): Promise<Party> {
  return { person, divisions: await givenDivisions(tx, person) }
}

/** Where somebody leads what they can hand over. */
export async function givenDivisions (db: Database, person: Parameters<typeof passable>[0]): Promise<string[]> {
  const { divisionId, teamIds } = passable(person)
  return [...await teams.divisionsOf(db, teamIds), ...(divisionId === null ? [] : [divisionId])]
}

/** Who receives: what counts is where they work. */
export async function receiverOf (tx: Database, person: Account): Promise<Party> {
  const divisions = await teams.divisionsOf(tx, person.teams.map(({ id }) => id))
  return { person, divisions: [...divisions, ...(person.divisionId === null ? [] : [person.divisionId])] }
}

/** Ends one before its last day. @param by who did so; null where it ends with what it came from. @returns the events that tell of it. */
export async function endDelegation (tx: Database, delegation: Delegation, by: string | null, now: Date): Promise<NewEvent[]> {
  await delegations.end(tx, delegation, now)
  const told = await tellStandIn(tx, delegation, { by, ended: true }, now)
  return delegation.state === 'active' ? [...told, ...await tellTurned(tx, delegation, now)] : told
}

/**
 * Ends what somebody has handed over or was handed, as far as it could not be handed over any more; who goes on standing in sees what
 * there is now.
 * @param person as they are now.
 */
export async function reviseDelegations (
  tx: Database,
  request: FastifyRequest,
  person: Account,
  { audit, now }: { audit: Audit, now: Date }
): Promise<void> {
  const { today } = await organisationDays(tx, now)
  for (const delegation of await delegations.listOpenOf(tx, person.id, today)) {
    const from = await giverOf(tx, (await users.find(tx, delegation.from.id))!)
    const to = await receiverOf(tx, (await users.find(tx, delegation.to.id))!)
    const ends = objectionTo(from, to) !== undefined
    if (ends) await events.append(tx, now, request.id, await endDelegation(tx, delegation, null, now))
    else if (delegation.state === 'active') await events.append(tx, now, request.id, await tellTurned(tx, delegation, now))
    if (ends) await auditEnd(audit, tx, request, delegation)
  }
}

export async function auditEnd (audit: Audit, tx: Database, request: FastifyRequest, { id, from, to, startsOn, endsOn }: Delegation) {
  await audit(tx, request, {
    action: 'delegation.ended',
    targetType: 'delegation',
    targetId: id,
    before: { fromUserId: from.id, toUserId: to.id, startsOn, endsOn }
  })
}
