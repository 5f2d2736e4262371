import { leadershipScope, leads, type Scope, type Viewer } from '../identity/viewer.ts'

/** The teams that a viewer sees: those they lead and those they work in. */
export function teamScope (viewer: Viewer): Scope {
  return { ...leadershipScope(viewer), teamIds: viewer.teams.map((team) => team.id) }
}

export function canSeeTeam (viewer: Viewer, team: { teamId: string, divisionId: string }): boolean {
  return leads(viewer, team) || viewer.teams.some(({ id }) => id === team.teamId)
}

/** May the viewer say what teams a division has, and who is in them? */
export function mayManageDivision ({ role, divisionId: own }: Pick<Viewer, 'role' | 'divisionId'>, divisionId: string): boolean {
  return role === 'hr' || role === 'admin' || (role === 'manager' && own === divisionId)
}
