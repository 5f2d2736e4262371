import type { Viewer } from '../identity/viewer.ts'

/** Whom a viewer may know of, beside themselves. */
export interface Acquaintance {
  everybody: boolean
  /** Of these teams: those one works in or leads. */
  teamIds: string[]
  /** Everybody of this division and of its teams; null where it is nobody's to lead. */
  divisionId: string | null
  /** Whose managers are above one, beside those of the teams' divisions. */
  ownDivisionId: string | null
}

export function acquaintanceOf ({ role, divisionId, teams }: Viewer): Acquaintance {
  return {
    everybody: role === 'hr' || role === 'admin',
    teamIds: teams.map(({ id }) => id),
    divisionId: role === 'manager' ? divisionId : null,
    ownDivisionId: divisionId
  }
}

/** Who can be picked for something. */
export type Pickable =
  | { kind: 'nobody' }
  | { kind: 'all', butAdmins: boolean }
  | { kind: 'division', divisionId: string }
  /** HR, admins and who is of these divisions. */
  | { kind: 'standIns', divisionIds: string[], except: string }
  /** Those who may read work: whose it is, whoever leads there, and these others. */
  | { kind: 'readers', userId: string, teamId: string, divisionId: string, others: string[] }

/** Whom a viewer may put into teams: as `placing` in people.ts says it of one. */
export function placeableBy ({ role, divisionId }: Viewer): Pickable {
  if (role === 'hr' || role === 'admin') return { kind: 'all', butAdmins: role === 'hr' }
  return role === 'manager' && divisionId !== null ? { kind: 'division', divisionId } : { kind: 'nobody' }
}
