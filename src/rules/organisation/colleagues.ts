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

/** Whom a viewer may put into teams: as `placing` in people.ts says it of one. */
export type Placeable = { kind: 'nobody' } | { kind: 'all', butAdmins: boolean } | { kind: 'division', divisionId: string }

export function placeableBy ({ role, divisionId }: Viewer): Placeable {
  if (role === 'hr' || role === 'admin') return { kind: 'all', butAdmins: role === 'hr' }
  return role === 'manager' && divisionId !== null ? { kind: 'division', divisionId } : { kind: 'nobody' }
}
