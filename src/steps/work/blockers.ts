/** What is not somebody's to clear any more. */
import type { NewEvent } from '../../../generated/events.ts'
import type { Account } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import * as delegations from '../../repositories/organisation/delegations.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as blockers from '../../repositories/work/blockers.ts'
import * as reports from '../../repositories/work/reports.ts'
import { aboutBlocker } from '../../rules/platform/notices.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { canOwn } from '../../rules/work/blockers.ts'
import { notify, takeBackAbout } from '../platform/notify.ts'
import { reportActivity } from './readers.ts'

/**
 * Open blockers of somebody who may not see them any more go to whoever would be asked to review their reports now, who is told; with
 * nobody left they have no owner. @param holder as they are now. @returns the events that tell of it.
 */
export async function passBlockersOn (tx: Database, holder: Account, now: Date): Promise<NewEvent[]> {
  const today = localDate(now, (await readDayRules(tx, now)).timeZone)
  const owner = { ...holder, standsInFor: (await delegations.listStandIns(tx, [holder.id], today)).get(holder.id) }
  const lost = (await blockers.listOpenOf(tx, holder.id)).filter((blocker) => !canOwn(owner, blocker))
  const events: NewEvent[] = []
  for (const { id } of lost) events.push(...await passOn(tx, id, holder.id, now))
  return events
}

async function passOn (tx: Database, id: string, holderId: string, now: Date): Promise<NewEvent[]> {
  // As hand-ins do: the report first.
  await reports.findLocked(tx, (await blockers.find(tx, id))!.reportId)
  const before = await blockers.findLocked(tx, id)
  // Somebody was faster.
  if (before?.owner?.id !== holderId || before.status !== 'open') return []
  const { author, team, reportId } = before
  const ownerId = await teams.findReviewer(tx, team.id, author.id)
  const after = await blockers.update(tx, before, { ownerId }, now)
  const activity = { kind: 'blocker', action: 'edited', id } as const
  return [
    ...await reportActivity(tx, reportId, activity, now, ...(ownerId === null ? [] : [ownerId])),
    ...await takeBackAbout(tx, holderId, { kind: 'blocker', id }),
    ...(ownerId === null ? [] : await notify(tx, now, aboutBlocker(after, { userId: ownerId, by: author, change: 'assigned' })))
  ]
}
