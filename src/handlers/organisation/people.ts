import type { PickedFor } from '../../../generated/schemas.ts'
import { fault } from '../../http/faults.ts'
import * as colleagues from '../../repositories/organisation/colleagues.ts'
import * as reports from '../../repositories/work/reports.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { climb, mayClimb } from '../../rules/ladder.ts'
import { acquaintanceOf, placeableBy, type Pickable } from '../../rules/organisation/colleagues.ts'
import { commenting } from '../../rules/work/comments.ts'
import { standingInFor } from '../../steps/organisation/stand-ins.ts'
import { givenDivisions } from '../delegations.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'

export function peopleHandlers ({ db, clock }: HandlerDeps) {
  async function pickable (viewer: Viewer, pickedFor: PickedFor, reportId: string | undefined): Promise<Pickable> {
    if (pickedFor === 'member') return placeableBy(viewer)
    if (pickedFor === 'mention') return readersOf(viewer, reportId!)
    const divisionIds = await givenDivisions(db, viewer)
    return divisionIds.length === 0 ? { kind: 'nobody' } : { kind: 'standIns', divisionIds, except: viewer.id }
  }

  async function readersOf (viewer: Viewer, reportId: string): Promise<Pickable> {
    const report = await reports.findById(db, reportId)
    if (!report || !mayClimb(report, commenting(viewer))) return { kind: 'nobody' }
    const { userId, teamId, divisionId } = report
    return { kind: 'readers', userId, teamId, divisionId, others: await standingInFor(db, undefined, report, clock.now()) }
  }

  return implement('people', {
    async listPeople ({ query: { cursor, limit, for: pickedFor, reportId, ...filter }, viewer }) {
      const needed = pickedFor === 'mention'
      const faults = needed === (reportId !== undefined) ? [] : [fault('/query/reportId', needed ? 'required' : 'empty')]
      const page = pageAsked({ cursor, limit }, colleagues.byName, faults)
      if (!pickedFor) return colleagues.list(db, { viewerId: viewer.id, acquaintance: acquaintanceOf(viewer), ...filter }, page)
      // Whom one may pick one may know of, though one has nothing to do with them yet.
      const acquaintance = { ...acquaintanceOf(viewer), everybody: true }
      const asked = { viewerId: viewer.id, acquaintance, pickable: await pickable(viewer, pickedFor, reportId), ...filter }
      return colleagues.list(db, asked, page)
    },

    async getPerson ({ params: { userId }, viewer }) {
      return climb(await colleagues.find(db, userId, viewer.id, acquaintanceOf(viewer)), {})
    }
  })
}
