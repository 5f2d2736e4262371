import { ulid } from 'ulid'
import type { DemoRows } from '../../repositories/platform/demo.ts'
import { aboutSubmitted, type NewNotice } from '../../rules/platform/notices.ts'
import { addDays } from '../../rules/time/calendar.ts'
import type { Author } from './company.ts'
import { type Calendar, dateTime, isOld, minute } from './days.ts'
import { named } from './named.ts'
import { employeeEmail, people } from './people.ts'

type ReportRow = DemoRows['reports'][number]

/** HR stands in where nobody reviews. */
export const reviewerOf = ({ reviewer }: Author) =>
  reviewer ?? { id: named.users['hr@workpulse.test'], name: people.find(({ role }) => role === 'hr')!.name }

/** Of the employee account's, the unread one and the newest of those that are read get the ids of the examples. */
export function nameNotifications ({ users, notices }: DemoRows): void {
  const { id } = users.find(({ email }) => email === employeeEmail)!
  const own = notices.filter(({ user_id: userId }) => userId === id).sort((a, b) => a.created_at < b.created_at ? 1 : -1)
  own.find(({ read_at: readAt }) => !readAt)!.id = named.unreadNotification
  own.find(({ read_at: readAt }) => readAt)!.id = named.readNotification
}

/** What somebody is told whom the reviewer of a report has mentioned. */
export function mentionOf (
  { users }: DemoRows,
  { id, user_id: authorId, reviewer_id: writerId, report_date: date }: ReportRow,
  { userId, body, time }: { userId: string, body: string, time: number },
  random: Calendar['random']
): DemoRows['notices'][number] {
  const nameOf = (userId: string | null | undefined) => users.find(({ id }) => id === userId)!.name
  const about = { writer: nameOf(writerId), author: nameOf(authorId), date, excerpt: body }
  return rowOf({ userId, type: 'report.mention', arguments: about, target: { kind: 'report', id }, actorId: writerId! }, time, null, random)
}

function rowOf (
  { userId, type, arguments: about, target, actorId }: NewNotice,
  time: number,
  readAt: number | null,
  random: Calendar['random']
): DemoRows['notices'][number] {
  return {
    id: ulid(time, random.number),
    user_id: userId,
    type,
    arguments: JSON.stringify(about),
    target_kind: target!.kind,
    target_id: target!.id,
    actor_id: actorId,
    open_key: null,
    created_at: dateTime(time),
    read_at: readAt === null ? null : dateTime(readAt)
  }
}

/** What the reviewer was told when it was handed in, and its author when it was reviewed. */
export function noticesOf (
  { random, days, today }: Calendar,
  author: Author,
  report: ReportRow,
  submitted: number,
  reviewed: number | null
): DemoRows['notices'] {
  const told = (notice: NewNotice, time: number, isRead: boolean) =>
    rowOf(notice, time, isRead ? time + random.integer(30, 90) * minute : null, random)
  const { state, report_date: date } = report
  const target = { kind: 'report' as const, id: report.id }
  const made: DemoRows['notices'] = []
  if (state !== 'draft' && author.reviewer) {
    const yesterday = addDays(today, -1)
    const isRead = reviewed !== null || date < yesterday || (date === yesterday && random.chance(0.5))
    const about = aboutSubmitted([{ author: author.name, team: author.team!, date, summary: report.summary }])
    made.push(
      told({ userId: author.reviewer.id, type: 'report.submitted', arguments: about, target, actorId: author.id }, submitted, isRead)
    )
  }
  if (reviewed !== null) {
    const reviewer = reviewerOf(author)
    const isRead = state === 'approved' ? !days.filter((day) => isOld(day, today)).slice(-2).includes(date) : isOld(addDays(date, 2), today)
    const about = { reviewer: reviewer.name, date, note: report.last_decision_note ?? '' }
    const type = state === 'returned' ? 'report.returned' : 'report.approved'
    made.push(told({ userId: author.id, type, arguments: about, target, actorId: reviewer.id }, reviewed, isRead))
  }
  return made
}
