import type { Membership } from '../../../../generated/schemas.ts'
import type { Database } from '../../../database/tables.ts'
import { rulesRefused } from '../../../http/errors.ts'
import { fault, type Fault } from '../../../http/faults.ts'
import * as divisions from '../../../repositories/organisation/divisions.ts'
import * as teams from '../../../repositories/organisation/teams.ts'

/**
 * Is there such a division, and are there such teams, each named once, none of them archived? Until the transaction ends none of them is.
 * @param more faults that are told together with these. @throws RULE_REFUSED with every one that is not.
 */
export async function refuseUnknownPlaces (
  tx: Database,
  divisionId: string | null,
  memberships: Membership[],
  more: Fault[] = []
): Promise<void> {
  const ids = memberships.map(({ id }) => id)
  const known = await teams.open(tx, ids)
  const faults = [
    ...(divisionId !== null && !await divisions.isOpen(tx, divisionId) ? [fault('/body/divisionId', 'unknownDivision')] : []),
    ...ids.flatMap((id, index) => !known.includes(id) ? [fault(`/body/teams/${index}/id`, 'unknownTeam')] : []),
    ...ids.flatMap((id, index) => ids.indexOf(id) < index ? [fault(`/body/teams/${index}/id`, 'unique')] : []),
    ...more
  ]
  if (faults.length > 0) throw rulesRefused(faults)
}

/** Those of the places of an invitation that have not been archived or deleted since. */
export async function stillOpen<Places extends { divisionId: string | null, teams: Membership[] }> (
  tx: Database,
  places: Places
): Promise<Places> {
  const known = await teams.open(tx, places.teams.map(({ id }) => id))
  const divisionId = places.divisionId !== null && await divisions.isOpen(tx, places.divisionId) ? places.divisionId : null
  return { ...places, divisionId, teams: places.teams.filter(({ id }) => known.includes(id)) }
}
