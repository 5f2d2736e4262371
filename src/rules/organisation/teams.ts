import { leadershipScope, leads, type Scope, type Viewer } from '../identity/viewer.ts'

/** The teams that a viewer sees: those they lead and those they work in. */
export function teamScope (viewer: Viewer): Scope {
  return { ...leadershipScope(viewer), teamIds: viewer.teams.map((team) => team.id) }
}

export function canSeeTeam (viewer: Viewer, team: { teamId: string, divisionId: string }): boolean {
  return leads(viewer, team) || viewer.teams.some(({ id }) => id === team.teamId)
}
