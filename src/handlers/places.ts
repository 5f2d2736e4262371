import type { Membership } from '../../generated/schemas.ts'
import type { Database } from '../database/tables.ts'
import { rulesRefused } from '../http/errors.ts'
import { fault } from '../http/faults.ts'
import * as divisions from '../repositories/organisation/divisions.ts'
import * as teams from '../repositories/organisation/teams.ts'

/** Is there such a division, and are there such teams, each named once? @throws RULE_REFUSED with every one that is not. */
export async function refuseUnknownPlaces (db: Database, divisionId: string | null, memberships: Membership[]): Promise<void> {
  const ids = memberships.map(({ id }) => id)
  const known = await teams.existing(db, ids)
  const faults = [
    ...(divisionId !== null && !await divisions.exists(db, divisionId) ? [fault('/body/divisionId', 'unknownDivision')] : []),
    ...ids.flatMap((id, index) => !known.includes(id) ? [fault(`/body/teams/${index}/id`, 'unknownTeam')] : []),
    ...ids.flatMap((id, index) => ids.indexOf(id) < index ? [fault(`/body/teams/${index}/id`, 'unique')] : [])
  ]
  if (faults.length > 0) throw rulesRefused(faults)
}
