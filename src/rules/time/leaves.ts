/** Who asks for leave, sees why, decides and takes it back. */
import type { Leave, Person } from '../../../generated/schemas.ts'
import { rightOver, type Work } from '../identity/stand-ins.ts'
import { leadershipScope, type Standing, type Viewer } from '../identity/viewer.ts'
import { mayClimb, type Rungs } from '../ladder.ts'
import { addDays, daysBetween } from './calendar.ts'

/** In days: of one leave, and how far back it may begin. */
export const longestLeave = 366
export const leaveReach = 30

/** A leave, whoever looks at it. */
export interface StoredLeave extends Omit<Leave, 'kind' | 'note' | 'decisionNote' | 'can'> {
  kind: NonNullable<Leave['kind']>
  note: string
  decisionNote: string
  /** The division when it was asked for. */
  divisionId: string | null
  /** Who is asked to decide; null for HR. */
  deciderId: string | null
}

export type LeaveFault = { key: 'endDate', rule: 'order' | 'maxDays' } | { key: 'part', rule: 'part' }

/** What is wrong with the days of a leave, as a request says them. */
export function faultsOfLeave ({ startDate, endDate, part }: { startDate: string, endDate: string, part: Leave['part'] }): LeaveFault[] {
  if (endDate < startDate) return [{ key: 'endDate', rule: 'order' }]
  if (daysBetween(startDate, endDate) > longestLeave) return [{ key: 'endDate', rule: 'maxDays' }]
  return part !== 'full' && startDate !== endDate ? [{ key: 'part', rule: 'part' }] : []
}

/** Why a leave cannot be asked for, if so. @param workingDays in it. */
export function leaveRefusal (startDate: string, workingDays: number, today: string): 'tooOld' | 'noWorkingDays' | undefined {
  if (startDate < addDays(today, -leaveReach)) return 'tooOld'
  return workingDays === 0 ? 'noWorkingDays' : undefined
}

export const halvesOf = (part: Leave['part']): ('am' | 'pm')[] => part === 'full' ? ['am', 'pm'] : [part]

/** Whose it is, and where. */
export function workOf ({ person, teamId, divisionId }: Pick<StoredLeave, 'person' | 'teamId' | 'divisionId'>): Work {
  return { userId: person.id, teamId: teamId ?? '', divisionId: divisionId ?? '' }
}

/** In whose right somebody decides on a leave; undefined where in none. Never on their own, nor on that of whom they stand in for. */
export function rightOverLeave (viewer: Standing & { id: string }, leave: StoredLeave): { onBehalfOf: Person | null } | undefined {
  return rightOver(viewer, workOf(leave))
}

/** One's own, what one may decide on, and those of colleagues that are approved. */
function canSeeLeave (viewer: Viewer, leave: StoredLeave): boolean {
  if (viewer.id === leave.person.id || rightOverLeave(viewer, leave)) return true
  return leave.status === 'approved' && viewer.teams.some(({ id }) => id === leave.teamId)
}

/** Is the viewer to know what it is for? Health is the business of nobody else. */
export function knowsWhy (
  viewer: Viewer,
  leave: Pick<StoredLeave, 'person' | 'teamId' | 'divisionId' | 'decidedBy' | 'deciderId'>
): boolean {
  const { person, decidedBy, deciderId } = leave
  if ([person.id, decidedBy?.id, deciderId].includes(viewer.id) || leadershipScope(viewer).everything) return true
  const { standsInFor = [] } = viewer
  return standsInFor.some(({ id }) => id === deciderId) && rightOver(viewer, workOf(leave)) !== undefined
}

/** What approving and rejecting asks for. @param version the one that the viewer saw. */
export function leaveDecision (viewer: Viewer, version?: number): Rungs<StoredLeave> {
  return {
    sees: (leave) => canSeeLeave(viewer, leave),
    may: (leave) => rightOverLeave(viewer, leave) !== undefined,
    state: ({ status }) => status === 'pending',
    version
  }
}

/** What cancelling asks for. @param version the one that the viewer saw. */
export function leaveCancellation (viewer: Viewer, today: string, version?: number): Rungs<StoredLeave> {
  const { everything } = leadershipScope(viewer)
  return {
    sees: (leave) => canSeeLeave(viewer, leave),
    may: ({ person }) => everything || viewer.id === person.id,
    state: ({ status }) => status === 'pending' || status === 'approved',
    version,
    policy: ({ status, startDate }) =>
      everything || status === 'pending' || today < startDate ? undefined : { path: '/body', rule: 'started' }
  }
}

/** What seeing one asks for. */
export const leaveSight = (viewer: Viewer): Rungs<StoredLeave> => ({ sees: (leave) => canSeeLeave(viewer, leave) })

/** As the viewer sees it. */
export function leaveView (viewer: Viewer, leave: StoredLeave, today: string): Leave {
  const { divisionId: _, deciderId: __, kind, note, decisionNote, ...plain } = leave
  const knows = knowsWhy(viewer, leave)
  return {
    ...plain,
    kind: knows ? kind : null,
    note: knows ? note : null,
    decisionNote: knows && decisionNote !== '' ? decisionNote : null,
    can: { decide: mayClimb(leave, leaveDecision(viewer)), cancel: mayClimb(leave, leaveCancellation(viewer, today)) }
  }
}
