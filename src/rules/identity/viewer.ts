import type { Person, UserTeam } from '../../../generated/schemas.ts'

export type OrganisationRole = 'employee' | 'manager' | 'hr' | 'admin'

/**
 * The person on whose behalf a request is made, whichever credentials it came with; read anew for each request, so that a change of
 * role or a revocation acts at once.
 */
export interface Viewer {
  id: string
  email: string
  name: string
  role: OrganisationRole
  divisionId: string | null
  teams: UserTeam[]
  /** Whom they stand in for today; left out for nobody. */
  standsInFor?: StandIn[]
  /** What the API token is for that the request came with; left out where it came with none. */
  scopes?: string[]
}

/** Somebody whom another one stands in for: the division that they manage and the teams that they lead. */
export interface StandIn extends Person {
  divisionId: string | null
  teamIds: string[]
}

/** One who is signed in: where an operation takes sessions only. */
export interface SessionViewer extends Viewer {
  sessionId: string
}

/** Whose things a viewer may see, beside their own. */
export interface Scope {
  everything: boolean
  divisionId: string | null
  teamIds: string[]
}

/** What decides whose things somebody may see. */
export type Standing = Pick<Viewer, 'role' | 'divisionId' | 'teams' | 'standsInFor'>

/** HR and admins: the organisation. Managers: their division. Leads: the teams they lead. */
export function leadershipScope (viewer: Standing): Scope {
  return {
    everything: viewer.role === 'hr' || viewer.role === 'admin',
    divisionId: viewer.role === 'manager' ? viewer.divisionId : null,
    teamIds: viewer.teams.filter((team) => team.role === 'lead').map((team) => team.id)
  }
}

export function leads (viewer: Standing, { teamId, divisionId }: { teamId: string, divisionId: string }): boolean {
  const scope = leadershipScope(viewer)
  return scope.everything || scope.divisionId === divisionId || scope.teamIds.includes(teamId)
}

/** Is there anybody whose things the viewer may see beside their own? */
export function leadsAnything (viewer: Standing): boolean {
  const { everything, divisionId, teamIds } = leadershipScope(viewer)
  return everything || divisionId !== null || teamIds.length > 0
}
