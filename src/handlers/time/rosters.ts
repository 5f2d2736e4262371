import { channels, event } from '../../../generated/events.ts'
import type { RosterDay } from '../../../generated/schemas.ts'
import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import { ruleRefused, rulesRefused, validationFailed } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import { lock } from '../../repositories/organisation/settings.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as events from '../../repositories/platform/events.ts'
import * as rosters from '../../repositories/time/rosters.ts'
import * as shifts from '../../repositories/time/shifts.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { climb } from '../../rules/ladder.ts'
import { canSeeTeam, mayManageDivision } from '../../rules/organisation/teams.ts'
import { daysBetween } from '../../rules/time/calendar.ts'
import type { DateRange } from '../../rules/time/ranges.ts'
import { longestRoster, malformedDays, strangeDays } from '../../rules/time/rosters.ts'
import { organisationDays } from '../shared/time/days.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'

export function rosterHandlers ({ db, clock, transaction, audit }: HandlerDeps) {
  /** As it stands, with the shifts that it names. */
  async function rosterOf (tx: Database, teamId: string, { from, to }: DateRange, today: string) {
    const days = await rosters.listOfTeam(tx, { teamId, from, to, today })
    return { teamId, from, to, days, shifts: await shifts.listSome(tx, shiftIdsOf(days), true) }
  }

  /** One whose roster the viewer may set; nobody else does, or is put into it, until the transaction ends. */
  async function findSettable (tx: Database, viewer: Viewer, teamId: string) {
    await lock(tx)
    await teams.lock(tx, teamId)
    return climb(await teams.findWhole(tx, teamId), {
      sees: ({ divisionId }) => canSeeTeam(viewer, { teamId, divisionId }),
      may: ({ divisionId }) => mayManageDivision(viewer, divisionId),
      state: ({ archivedAt }) => archivedAt === null
    })
  }

  return implement('rosters', {
    async getRoster ({ params: { teamId }, query, viewer }) {
      checkRange(query)
      climb(await teams.find(db, teamId), { sees: (team) => canSeeTeam(viewer, team) })
      return rosterOf(db, teamId, query, (await organisationDays(db, clock.now())).today)
    },

    async setRoster ({ params: { teamId }, query: { from, to }, body: { days }, viewer, request }) {
      checkForm(days, { from, to })
      return transaction(async (tx) => {
        const { divisionId } = await findSettable(tx, viewer, teamId)
        const now = clock.now()
        const { today } = await organisationDays(tx, now)
        if (from <= today) throw ruleRefused('/query/from', 'past')
        const named = await shifts.listSome(tx, shiftIdsOf(days))
        const strange = strangeDays(days, await teams.listAllMemberIds(tx, teamId), named, divisionId)
        if (strange.length > 0) throw rulesRefused(strange.map(({ index, key, rule }) => fault(`/body/days/${index}/${key}`, rule)))
        const before = await rosters.replace(tx, { teamId, from, to, days }, named, now)
        const change = { id: newId(now.getTime()), kind: 'deadline' as const, action: 'updated' as const, from, to, version: 1 }
        await events.append(tx, now, request.id, [event(channels.team(teamId), 'calendar.changed', change)])
        // One entry however many days it has.
        await audit(tx, request, {
          action: 'roster.set',
          targetType: 'team',
          targetId: teamId,
          before: { from, to, days: before },
          after: { from, to, days: days.length }
        })
        return rosterOf(tx, teamId, { from, to }, today)
      })
    }
  })
}

const shiftIdsOf = (days: RosterDay[]) => [...new Set(days.flatMap(({ shiftId }) => shiftId ?? []))]

/** @throws VALIDATION_FAILED for a range that is turned round, or too long. */
function checkRange ({ from, to }: DateRange): void {
  if (to < from) throw validationFailed([fault('/query/to', 'order')])
  if (daysBetween(from, to) > longestRoster) throw validationFailed([fault('/query/to', 'maxDays', longestRoster)])
}

/** What the schema cannot say. */
function checkForm (days: RosterDay[], range: DateRange): void {
  checkRange(range)
  const malformed = malformedDays(days, range)
  if (malformed.length > 0) throw validationFailed(malformed.map(({ index, key, rule }) => fault(`/body/days/${index}/${key}`, rule)))
}
