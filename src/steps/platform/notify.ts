/** What people are told: stored for their inbox, said to their open pages and written to them, as their settings say. */
import { channels, type NewEvent } from '../../../generated/events.ts'
import type { Report } from '../../../generated/schemas.ts'
import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import * as organisation from '../../repositories/organisation/settings.ts'
import * as userSettings from '../../repositories/organisation/user-settings.ts'
import * as pushSubscriptions from '../../repositories/outward/push-subscriptions.ts'
import * as jobs from '../../repositories/platform/jobs.ts'
import * as notifications from '../../repositories/platform/notifications.ts'
import { quietUntil, usualSettings, userSettingsOf } from '../../rules/organisation/settings.ts'
import { unreadChanged } from '../../rules/platform/channels.ts'
import { aboutSubmitted, type NewNotice, type NoticeTarget } from '../../rules/platform/notices.ts'
import type { NoticeType } from '../../texts/notices.ts'

/** The job that writes a notice to its reader. */
export const noticeMailKind = 'notice-mail'

/** The job that pushes it to its reader's browsers. */
export const noticePushKind = 'notice-push'

export interface NoticePush {
  userId: string
  /** Null where it does not stand in the app. */
  noticeId: string | null
  type: NoticeType
  target: NoticeTarget | null
}

export interface NoticeMail extends NoticePush {
  arguments: unknown
}

/**
 * Tells people something, in the transaction of its cause, where their settings say: in the app, by mail, by push, or not at all.
 * @returns the events that say so, to be appended in the same transaction. In which language is decided when they are sent.
 */
export async function notify (tx: Database, now: Date, ...notices: NewNotice[]): Promise<NewEvent[]> {
  const events: NewEvent[] = []
  for (const notice of notices) {
    const reader = await readerOf(tx, notice.userId, notice.type)
    const stored = reader.inApp ? await notifications.insert(tx, notice, now) : undefined
    if (stored) events.push(...told(notice.userId, stored))
    await tellOutside(tx, now, reader, notice, stored?.id)
  }
  return events
}

async function readerOf (tx: Database, userId: string, type: NoticeType) {
  const chosen = await userSettings.find(tx, userId) ?? usualSettings
  return { chosen, ...userSettingsOf(chosen).notifications[type] }
}

function told (userId: string, notice: notifications.StoredNotice): NewEvent[] {
  return [{ channel: channels.user(userId), type: 'notification.new', data: notice }, unreadChanged(userId)]
}

/** By mail and push, as they want it; not while they want quiet. */
async function tellOutside (
  tx: Database,
  now: Date,
  { email, push, chosen: { quietHours } }: Awaited<ReturnType<typeof readerOf>>,
  { userId, type, arguments: about, target }: Omit<NoticeMail, 'noticeId'>,
  noticeId?: string
): Promise<void> {
  const isPushed = push && await pushSubscriptions.hasAny(tx, userId)
  if (!email && !isPushed) return
  const dueAt = quietHours.enabled ? quietUntil(now, quietHours, (await organisation.readDayRules(tx, now)).timeZone) : now
  const notice: NoticePush = { userId, noticeId: noticeId ?? null, type, target }
  const later = (id: string, kind: string, payload: NoticePush | NoticeMail) =>
    jobs.insert(tx, { id, kind, key: id, payload: JSON.stringify(payload), now, dueAt })
  if (email) await later(noticeId ?? newId(now.getTime()), noticeMailKind, { ...notice, arguments: about })
  if (isPushed) await later(newId(now.getTime()), noticePushKind, notice)
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
  const type = 'report.submitted'
  const reader = await readerOf(tx, reviewerId, type)
  const events: NewEvent[] = []
  if (!reader.inApp) {
    if (reader.email || reader.push) await tellOutside(tx, now, reader, { userId: reviewerId, type, ...await aboutReport(tx, report.id) })
    return events
  }
  // The reports behind it are listed by the database; until there is a notice there is nothing to say of them.
  const blank = { userId: reviewerId, type, arguments: {}, target: null, actorId: null }
  const openKey = `${report.teamId} ${report.reportDate}`
  let noticeId = alone ? undefined : await notifications.lockOpen(tx, reviewerId, openKey)
  const isNew = noticeId === undefined
  if (alone) noticeId = (await notifications.insert(tx, blank, now)).id
  // Somebody else's report may have come first, and its notice be read by now.
  while (noticeId === undefined) {
    noticeId = await notifications.insertOpen(tx, blank, openKey, now) ?? await notifications.lockOpen(tx, reviewerId, openKey)
  }
  await notifications.addReport(tx, noticeId, report.id)
  const stored = await describe(tx, noticeId, now)
  if (isNew) await tellOutside(tx, now, reader, { ...stored, userId: reviewerId, type }, noticeId)
  return told(reviewerId, stored)
}

async function aboutReport (tx: Database, reportId: string) {
  const reports = await notifications.findReport(tx, reportId)
  return { arguments: aboutSubmitted(reports), target: { kind: 'report' as const, id: reportId } }
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

/** What they have not read of something that is gone goes too. @returns the events that tell of it. */
export async function takeBackAbout (tx: Database, userId: string, target: NoticeTarget): Promise<NewEvent[]> {
  return await notifications.removeUnread(tx, userId, target) ? [unreadChanged(userId)] : []
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
