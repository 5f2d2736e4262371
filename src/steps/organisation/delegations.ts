/** What follows when somebody begins to stand in for another, or does not any more. */
import type { NewEvent } from '../../../generated/events.ts'
import type { Account, Delegation } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import * as delegations from '../../repositories/organisation/delegations.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as users from '../../repositories/organisation/users.ts'
import * as notifications from '../../repositories/platform/notifications.ts'
import * as reports from '../../repositories/work/reports.ts'
import { scopeChanged } from '../../rules/platform/channels.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { mayReview } from '../../rules/work/reviews.ts'
import { notify, takeBackSubmitted } from '../platform/notify.ts'
import { passBlockersOn } from '../work/blockers.ts'

/** @returns the events by which the one who stands in sees more, or less from now on. */
export async function tellTurned (tx: Database, { to }: Pick<Delegation, 'to'>, now: Date): Promise<NewEvent[]> {
  const person = (await users.find(tx, to.id))!
  return [scopeChanged(to.id), ...await takeBackLost(tx, person, now), ...await passBlockersOn(tx, person, now)]
}

/** @returns the events that tell who stands in of it. @param by who made or ended it; null where nobody did. */
export async function tellStandIn (
  tx: Database,
  { from, to, startsOn, endsOn, note }: Delegation,
  { by, ended }: { by: string | null, ended: boolean },
  now: Date
): Promise<NewEvent[]> {
  return notify(tx, now, {
    userId: to.id,
    type: 'delegation',
    arguments: { from: from.name, startsOn, endsOn, note: ended ? '' : note, ended },
    target: null,
    actorId: by
  })
}

/** What is not theirs to review any more leaves the unread notices of somebody. */
async function takeBackLost (tx: Database, person: Account, now: Date): Promise<NewEvent[]> {
  const { id: userId } = person
  const today = localDate(now, (await readDayRules(tx, now)).timeZone)
  const reviewer = { ...person, standsInFor: (await delegations.listStandIns(tx, [userId], today)).get(userId) }
  const submitted = await reports.findMany(tx, await notifications.listSubmittedOf(tx, userId))
  return takeBackSubmitted(tx, userId, submitted.filter((report) => !mayReview(reviewer, report)).map(({ id }) => id))
}
