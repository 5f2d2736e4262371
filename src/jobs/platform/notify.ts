/** What people are told: stored for their inbox, and said to their open pages. */
import { channels, type NewEvent } from '../../../generated/events.ts'
import type { Report } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import * as notifications from '../../repositories/platform/notifications.ts'
import { unreadChanged } from '../../rules/platform/channels.ts'
import { aboutSubmitted, type NewNotice } from '../../rules/platform/notices.ts'

/**
 * Tells people something, in the transaction of its cause.
 * @returns the events that say so, to be appended in the same transaction. In which language is decided when they are sent.
 */
export async function notify (tx: Database, now: Date, ...notices: NewNotice[]): Promise<NewEvent[]> {
  const events: NewEvent[] = []
  for (const notice of notices) events.push(...told(notice.userId, await notifications.insert(tx, notice, now)))
  return events
}

function told (userId: string, notice: notifications.StoredNotice): NewEvent[] {
  return [{ channel: channels.user(userId), type: 'notification.new', data: notice }, unreadChanged(userId)]
}

/**
 * Tells a reviewer that a report waits. While the notice of the same team and day is unread it tells of this one too, unless the
 * report stands out.
 * @param alone it is late, or was handed in before.
 */
export async function notifyOfSubmitted (
  tx: Database,
  now: Date,
  reviewerId: string,
  report: Pick<Report, 'id' | 'teamId' | 'reportDate'>,
  { alone = false } = {}
): Promise<NewEvent[]> {
  // The reports behind it are listed by the database; until there is a notice there is nothing to say of them.
  const blank = { userId: reviewerId, type: 'report.submitted', arguments: {}, target: null, actorId: null }
  const openKey = `${report.teamId} ${report.reportDate}`
  let noticeId: string | undefined
  while (noticeId === undefined) {
    noticeId = alone
      ? (await notifications.insert(tx, blank, now)).id
      : await notifications.lockOpen(tx, reviewerId, openKey) ?? (await notifications.insertOpen(tx, blank, openKey, now))?.id
  }
  await notifications.addReport(tx, noticeId, report.id)
  return told(reviewerId, await describe(tx, noticeId, now))
}

/** What is not theirs to review any more leaves the unread notices of it; one that tells of nothing goes. */
export async function takeBackSubmitted (tx: Database, reviewerId: string, reportIds: string[]): Promise<NewEvent[]> {
  const noticeIds = await notifications.removeReports(tx, reviewerId, reportIds)
  const events: NewEvent[] = []
  for (const noticeId of noticeIds) {
    if ((await notifications.listReports(tx, noticeId)).length === 0) await notifications.remove(tx, noticeId)
    else events.push(...told(reviewerId, await describe(tx, noticeId)))
  }
  return noticeIds.length > 0 ? [...events.filter(({ type }) => type === 'notification.new'), unreadChanged(reviewerId)] : []
}

/** Writes it anew, of the reports behind it. @param now where it is news. */
async function describe (tx: Database, noticeId: string, now?: Date): Promise<notifications.StoredNotice> {
  const reports = await notifications.listReports(tx, noticeId)
  const [{ id, teamId, authorId }] = reports
  return notifications.rewrite(tx, noticeId, {
    arguments: aboutSubmitted(reports),
    target: reports.length === 1 ? { kind: 'report', id } : { kind: 'team', id: teamId },
    actorId: reports.length === 1 ? authorId : null
  }, now)
}
