import type { PickedFor } from '../../../generated/schemas.ts'
import { fault } from '../../http/faults.ts'
import * as colleagues from '../../repositories/organisation/colleagues.ts'
import * as blockers from '../../repositories/work/blockers.ts'
import * as reports from '../../repositories/work/reports.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { climb, mayClimb } from '../../rules/ladder.ts'
import { acquaintanceOf, placeableBy, type Pickable } from '../../rules/organisation/colleagues.ts'
import { blockerChange } from '../../rules/work/blockers.ts'
import { commenting } from '../../rules/work/comments.ts'
import { standingInFor } from '../../steps/organisation/stand-ins.ts'
import { givenDivisions } from '../shared/organisation/delegations.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'

/** What somebody is to be picked for. */
interface Asked {
  for?: PickedFor
  reportId?: string
}

export function peopleHandlers ({ db, clock }: HandlerDeps) {
  async function pickable (viewer: Viewer, { for: pickedFor, reportId }: Asked): Promise<Pickable[]> {
    return [
      ...(pickedFor === 'member' ? [placeableBy(viewer)] : []),
      ...(pickedFor === 'delegate' ? [await standInsOf(viewer)] : []),
      ...(pickedFor === 'owner' && !await asksToClear(viewer, reportId!) ? [{ kind: 'nobody' as const }] : []),
      ...(reportId === undefined ? [] : [await readersOf(viewer, reportId)])
    ]
  }

  async function standInsOf (viewer: Viewer): Promise<Pickable> {
    const divisionIds = await givenDivisions(db, viewer)
    return divisionIds.length === 0 ? { kind: 'nobody' } : { kind: 'standIns', divisionIds, except: viewer.id }
  }

  async function readersOf (viewer: Viewer, reportId: string): Promise<Pickable> {
    const report = await reports.findById(db, reportId)
    if (!report || !mayClimb(report, commenting(viewer))) return { kind: 'nobody' }
    const { userId, teamId, divisionId } = report
    return { kind: 'readers', userId, teamId, divisionId, others: await standingInFor(db, undefined, report, clock.now()) }
  }

  /** May the viewer change a blocker that the report tells of? */
  async function asksToClear (viewer: Viewer, reportId: string): Promise<boolean> {
    const told = await blockers.listOfReport(db, reportId)
    return told.some((blocker) => mayClimb(blocker, blockerChange(viewer, blocker.version)))
  }

  return implement('people', {
    async listPeople ({ query: { cursor, limit, for: pickedFor, reportId, ...filter }, viewer }) {
      const isUnnamed = (pickedFor === 'mention' || pickedFor === 'owner') && reportId === undefined
      const page = pageAsked({ cursor, limit }, colleagues.byName, isUnnamed ? [fault('/query/reportId', 'required')] : [])
      // Whom one may pick one may know of, though one has nothing to do with them yet.
      const acquaintance = { ...acquaintanceOf(viewer), ...(pickedFor && { everybody: true }) }
      const ways = await pickable(viewer, { for: pickedFor, reportId })
      return colleagues.list(db, { viewerId: viewer.id, acquaintance, pickable: ways, ...filter }, page)
    },

    async getPerson ({ params: { userId }, viewer }) {
      return climb(await colleagues.find(db, userId, viewer.id, acquaintanceOf(viewer)), {})
    }
  })
}
