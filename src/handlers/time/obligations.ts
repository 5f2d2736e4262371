import { validationFailed, forbidden } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import * as events from '../../repositories/platform/events.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as obligations from '../../repositories/time/obligations.ts'
import * as lists from '../../repositories/time/obligation-lists.ts'
import { remind, reminderRefusal } from '../../steps/time/reminders.ts'
import { rightOver, seesToWork, workScope } from '../../rules/identity/stand-ins.ts'
import { leads } from '../../rules/identity/viewer.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { rangeOf, type DateRange } from '../../rules/time/ranges.ts'
import type { RemindRequest } from '../../../generated/schemas.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'

/** In days. */
const longestRange = 92

export function obligationListHandlers ({ db, clock, once }: HandlerDeps) {
  return implement('obligations', {
    async listObligations ({ query, viewer }) {
      const { cursor, limit, date, from, to, ...narrower } = query
      const now = clock.now()
      const today = localDate(now, (await readDayRules(db, now)).timeZone)
      const range = date === undefined ? rangeOf({ from, to }, { from: today, to: today }, longestRange) : { from: date, to: date }
      const page = pageAsked({ cursor, limit }, lists.newestFirst, [
        ...(date !== undefined && (from ?? to) !== undefined ? [fault('/query/date', 'exclusive')] : []),
        ...(typeof range === 'string' ? [fault('/query/to', range, longestRange)] : [])
      ])
      return lists.list(db, { viewerId: viewer.id, scope: workScope(viewer), ...range as DateRange, ...narrower }, now, page)
    },

    async remindObligations ({ body, viewer, request }) {
      checkTarget(body)
      const { date, message = '', ...target } = body
      if (!seesToWork(viewer)) throw forbidden()
      const now = clock.now()
      return once(request, async (tx) => {
        const { timeZone } = await readDayRules(tx, now)
        const people = (await lists.listPeople(tx, date, target)).filter((person) => leads(viewer, person) || rightOver(viewer, person))
        const reminded: obligations.Obligation[] = []
        const skipped = (target.userIds ?? []).filter((id) => !people.some(({ userId }) => userId === id))
          .map((userId) => ({ userId, reason: 'notOwed' as const as ReturnType<typeof reminderRefusal> & string }))
        for (const { userId } of people) {
          const obligation = await obligations.lock(tx, userId, date)
          const reason = obligation ? reminderRefusal(obligation, now.getTime()) : 'notOwed'
          if (obligation && reason === undefined) reminded.push(obligation)
          else skipped.push({ userId, reason: reason! })
        }
        await events.append(tx, now, request.id, await remind(tx, reminded, { sender: viewer, message, timeZone }, now))
        return { reminded: reminded.length, skipped }
      })
    }
  })
}

/** Of a team, of a division or of people: exactly one is given. */
function checkTarget ({ teamId, divisionId, userIds }: RemindRequest): void {
  const given = [teamId, divisionId, userIds].filter((target) => target !== undefined).length
  if (given === 0) throw validationFailed([fault('/body/teamId', 'required')])
  if (given > 1) throw validationFailed([fault('/body', 'oneTarget')])
}
