/** What tells whether an answer still holds, without making it: whose it is, in which language, and how things stand for them. */
import { hash } from 'node:crypto'
import type { Route } from '../../generated/routes.ts'
import type { Deps } from '../deps.ts'
import { readStanding, type Reach, type Standing } from '../repositories/platform/changes.ts'
import { leadershipScope, type Viewer } from '../rules/identity/viewer.ts'
import { localDate } from '../rules/time/calendar.ts'

/** What is made of the viewer's own rows alone holds, whatever else happens: neither the clock changes it nor anybody's leave. */
export const ofOwnRows = new Set(['listNotifications'])

/** What is asked: an operation, of this tag, in the language that the client asks for. Its address has tags of its own. */
export interface Asked {
  operation: string
  tag: Route['tag']
  locale: string
}

export interface Validated {
  etag: string
  /** Undefined before there is an organisation. */
  standing: Standing | undefined
}

/** Answers ETags, which are read before the answer is: what is committed meanwhile makes the next one another. */
export type Validator = (viewer: Viewer, asked: Asked) => Promise<Validated>

export function createValidator ({ db, clock }: Pick<Deps, 'db' | 'clock'>): Validator {
  return async (viewer, { operation, tag, locale }) => {
    const now = clock.now()
    const standing = await readStanding(db, reachOf(viewer, tag), now, (timeZone) => localDate(now, timeZone))
    const of = ofOwnRows.has(operation) ? [viewer.id, standing?.own] : [personOf(viewer), standing]
    return { etag: etagOf([...of, locale]), standing }
  }
}

/** Weak: what is told beside the answer, such as who is there, may differ. */
function etagOf (of: unknown): string {
  return `W/"${hash('sha256', JSON.stringify(of), 'base64url')}"`
}

/** All but the session: what each request is answered by. */
function personOf ({ id, name, email, role, divisionId, teams, standsInFor }: Viewer) {
  return [id, name, email, role, divisionId, teams, standsInFor]
}

/** Whose changes can change what the viewer is answered. A notice is one's own; how a team stands is seen by its members. */
function reachOf (viewer: Viewer, tag: Route['tag']): Reach {
  const own = { userId: viewer.id, teamIds: [], divisionIds: [], everything: false }
  if (tag === 'notifications') return own
  const { everything, divisionId, teamIds } = leadershipScope(viewer)
  const { standsInFor = [] } = viewer
  const led = tag === 'teams' ? viewer.teams.map(({ id }) => id) : teamIds
  return {
    ...own,
    everything,
    teamIds: [...led, ...standsInFor.flatMap((standIn) => standIn.teamIds)],
    divisionIds: [divisionId, ...standsInFor.map((standIn) => standIn.divisionId)].filter((id) => id !== null)
  }
}
