/** What people ask of who leads them, of a day that they owe: to be excused, or for more time. */
import type { ObligationRequest } from '../../../generated/schemas.ts'
import { rightOver } from '../identity/stand-ins.ts'
import type { Viewer } from '../identity/viewer.ts'
import { mayClimb, type Rungs } from '../ladder.ts'

/** In days: how far back one asks; further back no lead excuses. */
export const requestReach = 31

/** A request, whoever looks at it, with the place of the day. */
type KeptRequest = Omit<ObligationRequest, 'can'> & { divisionId: string }

const leadsThere = (viewer: Viewer, { person, teamId, divisionId }: KeptRequest) =>
  rightOver(viewer, { userId: person.id, teamId, divisionId }) !== undefined

/** What deciding on one asks for. @param version the one that the viewer saw. */
export function requestDecision (viewer: Viewer, version?: number): Rungs<KeptRequest> {
  return {
    sees: (request) => request.person.id === viewer.id || leadsThere(viewer, request),
    may: (request) => leadsThere(viewer, request),
    state: ({ status }) => status === 'open',
    version
  }
}

/** As the viewer sees it. */
export function requestView (viewer: Viewer, request: KeptRequest): ObligationRequest {
  const { divisionId: _, ...plain } = request
  return { ...plain, can: { decide: mayClimb(request, requestDecision(viewer)) } }
}
