/** Who takes part in a delegation, and what becomes of those that somebody has when their place changes. */
import type { FastifyRequest } from 'fastify'
import type { NewEvent } from '../../../../generated/events.ts'
import type { Account, Delegation } from '../../../../generated/schemas.ts'
import type { Database } from '../../../database/tables.ts'
import { tellStandIn, tellTurned } from '../../../steps/organisation/delegations.ts'
import * as delegations from '../../../repositories/organisation/delegations.ts'
import * as teams from '../../../repositories/organisation/teams.ts'
import * as users from '../../../repositories/organisation/users.ts'
import * as events from '../../../repositories/platform/events.ts'
import type { Objection } from '../../../rules/ladder.ts'
import { objectionTo, passable, type Party } from '../../../rules/organisation/delegations.ts'
import type { Audit } from '../../../security/audit.ts'
import { organisationDays } from '../time/days.ts'

/** Who hands over: what counts is where they lead. */
async function giverOf (tx: Database, person: Account): Promise<Party> {
  return { person, divisions: await givenDivisions(tx, person) }
}

/** Where somebody leads what they can hand over. */
export async function givenDivisions (db: Database, person: Parameters<typeof passable>[0]): Promise<string[]> {
  const { divisionId, teamIds } = passable(person)
  return [...await teams.divisionsOf(db, teamIds), ...(divisionId === null ? [] : [divisionId])]
}

/** Who receives: what counts is where they work. */
async function receiverOf (tx: Database, person: Account): Promise<Party> {
  const divisions = await teams.divisionsOf(tx, person.teams.map(({ id }) => id))
  return { person, divisions: [...divisions, ...(person.divisionId === null ? [] : [person.divisionId])] }
}

/** Why one cannot hand over to the other, if not. Both are held until the transaction ends. */
export async function objectionBetween (
  tx: Database,
  { fromId, toId }: Pick<delegations.NewDelegation, 'fromId' | 'toId'>
): Promise<Objection | undefined> {
  for (const id of [fromId, toId].sort()) await users.lockCredentials(tx, id)
  const [from, to] = [await users.find(tx, fromId), await users.find(tx, toId)]
  return objectionTo(from && await giverOf(tx, from), to && await receiverOf(tx, to))
}

/** Stores one that nothing speaks against, and tells of it. @param by whose doing it is. */
export async function beginDelegation (
  tx: Database,
  request: FastifyRequest,
  delegation: delegations.NewDelegation,
  { by, audit, now }: { by: string, audit: Audit, now: Date }
): Promise<Delegation> {
  const { today } = await organisationDays(tx, now)
  const id = await delegations.insert(tx, delegation, now)
  const created = (await delegations.find(tx, id, today))!
  const begins = created.state === 'active' && await delegations.markBegun(tx, id, now)
  await events.append(tx, now, request.id, [
    ...await tellStandIn(tx, created, { by, ended: false }, now),
    ...(begins ? await tellTurned(tx, created, now) : [])
  ])
  const { fromId: fromUserId, toId: toUserId, ...after } = delegation
  await audit(tx, request, {
    action: 'delegation.created',
    targetType: 'delegation',
    targetId: id,
    after: { fromUserId, toUserId, ...after }
  })
  return created
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
