/** Who is asked to review a report: decided when it is handed in, and again when they cannot any more. */
import type { NewEvent } from '../../../../generated/events.ts'
import type { Account, Report } from '../../../../generated/schemas.ts'
import type { Database } from '../../../database/tables.ts'
import * as teams from '../../../repositories/organisation/teams.ts'
import * as users from '../../../repositories/organisation/users.ts'
import * as notifications from '../../../repositories/platform/notifications.ts'
import * as transitions from '../../../repositories/work/report-transitions.ts'
import { aboutDecision } from '../../../rules/platform/notices.ts'
import { reportChanged } from '../../../rules/work/report-events.ts'
import { writersOf } from '../../../rules/work/reports.ts'
import { mayReview } from '../../../rules/work/reviews.ts'
import { standingInFor } from '../../../steps/organisation/stand-ins.ts'
import { readersAmong } from '../../../steps/work/readers.ts'
import { notify, notifyOfSubmitted, takeBackSubmitted } from '../../../steps/platform/notify.ts'

const attempts = 4

/** Chooses for a report that is handed in. Until the transaction ends the one who is chosen is not disabled or moved. */
export async function chooseReviewer (tx: Database, { teamId, ...report }: Report): Promise<string | null> {
  const never = writersOf(report)
  let chosen = await teams.findReviewer(tx, teamId, ...never)
  for (let attempt = 1; attempt < attempts && chosen !== null; attempt++) {
    await users.lockCredentials(tx, chosen)
    const present = await teams.findReviewer(tx, teamId, ...never)
    if (present === chosen) return chosen
    chosen = present
  }
  return chosen
}

/**
 * @param alone told by itself: it is late, or was handed in before.
 * @returns the events that tell the reviewer, if there is one, and who stands in for them today.
 */
export async function tellReviewer (
  tx: Database,
  report: Report,
  now: Date,
  { alone = report.timing === 'late' } = {}
): Promise<NewEvent[]> {
  if (report.reviewerId === null) return []
  const events: NewEvent[] = []
  for (const userId of [report.reviewerId, ...await standingInFor(tx, report.reviewerId, report, now)]) {
    if (!writersOf(report).includes(userId)) events.push(...await notifyOfSubmitted(tx, now, userId, report, { alone }))
  }
  return events
}

/** Whoever was to review it has nothing to read of it any more. @returns the events that tell of it. */
export async function takeBackNotices (tx: Database, { id }: Report): Promise<NewEvent[]> {
  const events: NewEvent[] = []
  for (const userId of await notifications.listTold(tx, id)) events.push(...await takeBackSubmitted(tx, userId, [id]))
  return events
}

/** @returns the events that tell the author what was decided, and who filed it for them, as long as they may read it. */
export async function tellAuthor (tx: Database, report: Report, now: Date): Promise<NewEvent[]> {
  const filers = report.filedBy === null ? [] : await readersAmong(tx, report, [report.filedBy.id], now)
  const events: NewEvent[] = []
  for (const userId of [report.userId, ...filers]) events.push(...await notify(tx, now, { ...aboutDecision(report), userId }))
  return events
}

/**
 * What waits for somebody who may not review it any more goes to the next one, who is told; with nobody left it is HR's.
 * @param holder as they are now. @returns the events that tell of it.
 */
export async function passReviewsOn (tx: Database, holder: Account, now: Date): Promise<NewEvent[]> {
  const lost = (await transitions.listAwaiting(tx, holder.id)).filter((report) => !mayReview(holder, report))
  const events: NewEvent[] = []
  for (const report of lost) {
    const passed = await transitions.readdress(tx, report, await teams.findReviewer(tx, report.teamId, ...writersOf(report)), now)
    events.push(...reportChanged(passed), ...await tellReviewer(tx, passed, now))
  }
  return [...events, ...await takeBackSubmitted(tx, holder.id, lost.map(({ id }) => id))]
}
