import type { Account } from '../../../generated/schemas.ts'
import type { OrganisationRole, Viewer } from '../identity/viewer.ts'

/** May the viewer make somebody this? Only admins make admins. */
export function mayGrant (viewer: Pick<Viewer, 'role'>, role: OrganisationRole): boolean {
  return viewer.role === 'admin' || (viewer.role === 'hr' && role !== 'admin')
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
