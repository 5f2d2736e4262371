import type { UserTeam } from '../../../generated/schemas.ts'

export type OrganisationRole = 'employee' | 'manager' | 'hr' | 'admin'

/** The signed-in person, read anew for each request, so that a change of role or a revocation acts at once. */
export interface Viewer {
  id: string
  sessionId: string
  email: string
  name: string
  role: OrganisationRole
  divisionId: string | null
  teams: UserTeam[]
  /** The organisation's, as an IANA name. */
  timeZone: string
  /** How many days back a report may be filed. */
  backdateDays: number
}

/** Whose things a viewer may see, beside their own. */
export interface Scope {
  everything: boolean
  divisionId: string | null
  teamIds: string[]
}

/** HR and admins: the organisation. Managers: their division. Leads: the teams they lead. */
export function leadershipScope (viewer: Viewer): Scope {
  return {
    everything: viewer.role === 'hr' || viewer.role === 'admin',
    divisionId: viewer.role === 'manager' ? viewer.divisionId : null,
    teamIds: viewer.teams.filter((team) => team.role === 'lead').map((team) => team.id)
  }
}

export function leads (viewer: Viewer, { teamId, divisionId }: { teamId: string, divisionId: string }): boolean {
  const scope = leadershipScope(viewer)
  return scope.everything || scope.divisionId === divisionId || scope.teamIds.includes(teamId)
}
