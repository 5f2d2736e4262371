import * as colleagues from '../../repositories/organisation/colleagues.ts'
import { climb } from '../../rules/ladder.ts'
import { acquaintanceOf, placeableBy } from '../../rules/organisation/colleagues.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'

export function peopleHandlers ({ db }: HandlerDeps) {
  return implement('people', {
    async listPeople ({ query: { cursor, limit, for: pickedFor, ...filter }, viewer }) {
      const page = pageAsked({ cursor, limit }, colleagues.byName)
      const placeable = pickedFor === 'member' ? placeableBy(viewer) : undefined
      // Whom one may put into a team one may know of, though one has nothing to do with them yet.
      const acquaintance = placeable ? { ...acquaintanceOf(viewer), everybody: true } : acquaintanceOf(viewer)
      return colleagues.list(db, { viewerId: viewer.id, acquaintance, placeable, ...filter }, page)
    },

    async getPerson ({ params: { userId }, viewer }) {
      return climb(await colleagues.find(db, userId, viewer.id, acquaintanceOf(viewer)), {})
    }
  })
}
