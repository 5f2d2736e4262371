import type { Account } from '../../../generated/schemas.ts'
import type { Objection } from '../ladder.ts'
import type { OrganisationRole, Viewer } from '../identity/viewer.ts'

/** May the viewer make somebody this? Only admins make admins. */
export function mayGrant (viewer: Pick<Viewer, 'role'>, role: OrganisationRole): boolean {
  return viewer.role === 'admin' || (viewer.role === 'hr' && role !== 'admin')
}

const ranks: OrganisationRole[] = ['employee', 'manager', 'hr', 'admin']

/** Is it a role with fewer rights than the other? */
export function isLesserRole (role: OrganisationRole, than: OrganisationRole): boolean {
  return ranks.indexOf(role) < ranks.indexOf(than)
}

/** May the viewer change this person? Admins are for admins to change. */
export function mayChange (viewer: Viewer, { role }: Pick<Account, 'role'>): boolean {
  return mayGrant(viewer, role)
}

/** Would the organisation be left without an administrator who can sign in? @param admins the ids of those who can now. */
export function isLastAdmin (admins: string[], userId: string): boolean {
  return admins.length === 1 && admins[0] === userId
}

/** Does the change alter what the person may see? Then open connections begin anew. */
export function changesScope (
  before: Account,
  { role, divisionId, teams }: { role?: string, divisionId?: string | null, teams?: { id: string, role: string }[] }
): boolean {
  const membership = (teams: { id: string, role: string }[]) => teams.map(({ id, role }) => `${id} ${role}`).sort().join()
  return (role !== undefined && role !== before.role) || (divisionId !== undefined && divisionId !== before.divisionId) ||
    (teams !== undefined && membership(teams) !== membership(before.teams))
}

/** What is wrong with a person as they would be, if anything. */
export function objectionsTo ({ joinedOn, leftOn, role, email }: Pick<Account, 'joinedOn' | 'leftOn' | 'role' | 'email'>): Objection[] {
  return [
    ...(joinedOn !== null && leftOn !== null && leftOn < joinedOn ? [{ path: '/body/leftOn', rule: 'leftBeforeJoined' as const }] : []),
    // Whoever has no address never signs in.
    ...(email === '' && role !== 'employee' ? [{ path: '/body/role', rule: 'withoutAddress' as const }] : [])
  ]
}

/** In so many teams a person can be. */
export const mostTeams = 10

/**
 * May the viewer put somebody into a team of a division, or take them out of it? Managers do so with people of their own division or of
 * none, and with whoever is in the team; others they need not know of.
 * @param places the divisions of the person's teams. @param isMember is the person in the team?
 */
export function placing (
  viewer: Viewer,
  person: Pick<Account, 'role' | 'divisionId'>,
  { places, isMember }: { places: string[], isMember: boolean }
): 'allowed' | 'forbidden' | 'hidden' {
  if (viewer.role !== 'manager') return mayChange(viewer, person) ? 'allowed' : 'forbidden'
  const isOwn = (divisionId: string | null) => divisionId === null || divisionId === viewer.divisionId
  const isStaff = person.role === 'employee' || person.role === 'manager'
  return isMember || (isStaff && [person.divisionId, ...places].every(isOwn)) ? 'allowed' : 'hidden'
}
