import type { Account, Delegation } from '../../../generated/schemas.ts'
import type { StandIn, Viewer } from '../identity/viewer.ts'
import type { Objection, Rungs } from '../ladder.ts'
import { daysBetween } from '../time/calendar.ts'

/** In days. */
export const longestDelegation = 92

/** What is wrong with its days, whenever it is; undefined where nothing is. */
export function faultOfDays ({ startsOn, endsOn }: Pick<Delegation, 'startsOn' | 'endsOn'>): 'order' | 'maxDays' | undefined {
  if (endsOn < startsOn) return 'order'
  return daysBetween(startsOn, endsOn) > longestDelegation ? 'maxDays' : undefined
}

const isOffice = ({ role }: { role: string }) => role === 'hr' || role === 'admin'

/** What somebody can hand over: the division that they manage and the teams that they lead, never the whole organisation. */
export function passable (
  { id, name, role, divisionId, teams }: Pick<Account, 'id' | 'name' | 'role' | 'divisionId' | 'teams'>
): Omit<StandIn, 'avatarUrl'> {
  return {
    id,
    name,
    divisionId: role === 'manager' ? divisionId : null,
    teamIds: teams.filter((team) => team.role === 'lead').map((team) => team.id)
  }
}

function isNothing ({ divisionId, teamIds }: Pick<StandIn, 'divisionId' | 'teamIds'>): boolean {
  return divisionId === null && teamIds.length === 0
}

/** May the viewer hand over for somebody? Never to themselves what is another's. */
export function mayDelegate (viewer: Viewer, { fromUserId, toUserId }: { fromUserId: string, toUserId: string }): boolean {
  if (fromUserId === viewer.id) return isOffice(viewer) || !isNothing(passable(viewer))
  return isOffice(viewer) && toUserId !== viewer.id
}

/** Somebody who takes part, with the divisions that count: what they hand over is of, or they are of. */
export interface Party {
  person: Account
  divisions: string[]
}

/** Can one stand in for the other: HR and admins for everybody, others within a division? */
function isWithinReach (from: Party, to: Party): boolean {
  return isOffice(to.person) || to.divisions.some((id) => from.divisions.includes(id))
}

/** Why it cannot be, if it cannot; undefined people are as those of elsewhere. */
export function objectionTo (from: Party | undefined, to: Party | undefined): Objection | undefined {
  if (!from) return { path: '/body/fromUserId', rule: 'unknownPerson' }
  if (from.person.disabledAt !== null) return { path: '/body/fromUserId', rule: 'inactive' }
  if (from.person.id === to?.person.id) return { path: '/body/toUserId', rule: 'self' }
  if (isNothing(passable(from.person))) return { path: '/body/fromUserId', rule: 'leadsNothing' }
  if (!to || !isWithinReach(from, to)) return { path: '/body/toUserId', rule: 'unknownPerson' }
  return to.person.disabledAt === null ? undefined : { path: '/body/toUserId', rule: 'inactive' }
}

/** What taking one back asks for. @param version the one that the viewer saw, where they say so. */
export function takingBack (viewer: Viewer, version?: number): Rungs<Delegation> {
  return {
    sees: ({ from, to }) => isOffice(viewer) || from.id === viewer.id || to.id === viewer.id,
    may: ({ from }) => isOffice(viewer) || from.id === viewer.id,
    state: ({ state }) => state !== 'ended',
    version
  }
}
