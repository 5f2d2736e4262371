/** In whose right a viewer sees to the work of others: their own, or that of somebody whom they stand in for. */
import type { Person } from '../../../generated/schemas.ts'
import { leadershipScope, leads, leadsAnything, type Scope, type StandIn, type Standing } from './viewer.ts'

/** Where work belongs, and whose it is. */
export interface Work {
  userId: string
  teamId: string
  divisionId: string
}

type Place = Pick<Work, 'teamId' | 'divisionId'>

const covers = ({ divisionId, teamIds }: StandIn, place: Place) => divisionId === place.divisionId || teamIds.includes(place.teamId)

/** Does somebody whom the viewer stands in for lead there? */
export function standsInAt ({ standsInFor = [] }: Standing, place: Place): boolean {
  return standsInFor.some((standIn) => covers(standIn, place))
}

/**
 * In whose right the viewer sees to somebody's work; undefined where in none. Never to their own, and in the place of others never
 * to what those have done themselves.
 */
export function rightOver (viewer: Standing & { id: string }, work: Work): { onBehalfOf: Person | null } | undefined {
  if (viewer.id === work.userId) return undefined
  if (leads(viewer, work)) return { onBehalfOf: null }
  const { standsInFor = [] } = viewer
  if (standsInFor.some(({ id }) => id === work.userId)) return undefined
  const standIn = standsInFor.find((each) => covers(each, work))
  return standIn && { onBehalfOf: { id: standIn.id, name: standIn.name, avatarUrl: standIn.avatarUrl } }
}

/** Is there anybody whose work the viewer sees to? */
export function seesToWork (viewer: Standing): boolean {
  return leadsAnything(viewer) || (viewer.standsInFor ?? []).length > 0
}

/** Whose work a viewer sees to: what they lead, and in the place of others what those lead, but for theirs. */
export interface WorkScope extends Scope {
  lent: { divisionIds: string[], teamIds: string[], except: string[] }
}

export function workScope (viewer: Standing): WorkScope {
  const { standsInFor = [] } = viewer
  return { ...leadershipScope(viewer), lent: lentBy(standsInFor, standsInFor) }
}

/** @param all in whose place somebody stands; nobody's own work is lent by any of them. */
export function lentBy (some: StandIn[], all: StandIn[]): WorkScope['lent'] {
  return {
    divisionIds: some.flatMap(({ divisionId }) => divisionId ?? []),
    teamIds: some.flatMap(({ teamIds }) => teamIds),
    except: all.map(({ id }) => id)
  }
}
