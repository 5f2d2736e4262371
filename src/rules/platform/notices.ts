import type { Blocker, Comment, InboxItem, Notification, Person, Report } from '../../../generated/schemas.ts'
import type { Locale, Translated } from '../../texts/locale.ts'
import { noticeTexts, type ArgumentsOf, type NoticeText, type NoticeType } from '../../texts/notices.ts'

const longestExcerpt = 140
const longestTitle = 200
const longestBody = 2000

/** Where a notice leads. */
export interface NoticeTarget {
  kind: 'report' | 'leave' | 'team' | 'event' | 'blocker'
  id: string
}

/** What one person is told: another argument than those of its type does not compile. */
export type NewNotice = {
  [Type in NoticeType]: {
    userId: string,
    type: Type,
    arguments: ArgumentsOf<Type>,
    /** Null where it leads nowhere. */
    target: NoticeTarget | null,
    /** Who did it; null where nobody did. */
    actorId: string | null
  }
}[NoticeType]

interface Stored {
  id: string
  type: string
  arguments: unknown
  createdAt: string
  /** Null while it is unread. */
  readAt: string | null
}

/** A notice as its reader gets it, with what it is about and where it leads. */
export function inboxItemOf (notice: Stored & { target: NoticeTarget | null, actor?: Person | null }, locale: Locale): InboxItem {
  return { ...notificationOf(notice, locale), type: notice.type as NoticeType, target: notice.target, actor: notice.actor ?? null }
}

/** As the front end knows them. */
export function notificationOf (notice: Stored, locale: Locale): Notification {
  const { id, createdAt, readAt } = notice
  return { id, ...inWords(notice, locale), createdAt, read: readAt !== null, ...(readAt !== null && { readAt }) }
}

/** Puts a notice into words. What was stored as words, once, stays as it is. */
export function inWords ({ type, arguments: about }: { type: string, arguments: unknown }, locale: Locale): NoticeText {
  const { written } = about as { written?: NoticeText }
  const text = noticeTexts[type as NoticeType] as ((about: unknown) => Translated<NoticeText>) | undefined
  // A replica of a later version may have told of what this one has no words for.
  const { title, body } = written ?? text?.(about)[locale] ?? { title: type, body: '' }
  return { title: cut(title, longestTitle), body: cut(body, longestBody) }
}

/** For the author of a report, what was decided about it. */
export function aboutDecision ({ id, userId, reportDate, lastDecision }: Report): NewNotice {
  const { action, actor, note } = lastDecision!
  const notice = { userId, target: { kind: 'report', id }, actorId: actor?.id ?? null } as const
  const about = { date: reportDate, note: excerpt(note ?? '') }
  if (action === 'returned' || action === 'reopened') {
    return { ...notice, type: `report.${action}`, arguments: { ...about, reviewer: actor!.name } }
  }
  return { ...notice, type: 'report.approved', arguments: { ...about, reviewer: actor?.name ?? null } }
}

/** For the author of a report, who handed it in for them: they may say otherwise in a comment. */
export function aboutFiling ({ id, userId, reportDate: date, summary }: Report, filer: Pick<Person, 'id' | 'name'>): NewNotice {
  const about = { filer: filer.name, date, excerpt: excerpt(summary) }
  return { userId, type: 'report.filed', arguments: about, target: { kind: 'report', id }, actorId: filer.id }
}

/** For somebody whom a comment on a report concerns. */
export function aboutComment (
  { id, userId: authorId, author, reportDate: date }: Report,
  { author: writer, body }: Comment,
  { userId, mention }: { userId: string, mention: boolean }
): NewNotice {
  return {
    userId,
    type: mention ? 'report.mention' : 'report.comment',
    arguments: { writer: writer.name, author: userId === authorId ? null : author.name, date, excerpt: excerpt(body) },
    target: { kind: 'report', id },
    actorId: writer.id
  }
}

/** For the owner of a blocker, what became of it. @param by who did that. */
export function aboutBlocker (
  { id, item, note }: Pick<Blocker, 'id' | 'item' | 'note'>,
  { userId, by, change }: { userId: string, by: Pick<Person, 'id' | 'name'>, change: ArgumentsOf<'blocker'>['change'] }
): NewNotice {
  const about = { title: item.title, by: by.name, change, note: excerpt(note ?? '') }
  return { userId, type: 'blocker', arguments: about, target: { kind: 'blocker', id }, actorId: by.id }
}

/** The beginning of a text, cut between characters. */
export function excerpt (text: string): string {
  return cut(text, longestExcerpt)
}

function cut (text: string, longest: number): string {
  if (text.length <= longest) return text
  const characters = [...text]
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`
}

/** The names of a coalesced notice that stand in it; the others are counted. */
const longestList = 3

/** What the notice says of these reports, which are of one team and day, the first handed in first. */
export function aboutSubmitted (
  reports: { author: string, team: string, date: string, summary: string }[]
): ArgumentsOf<'report.submitted'> {
  const [{ team, date, summary }] = reports
  return {
    authors: reports.slice(0, longestList).map(({ author }) => author),
    count: reports.length,
    team,
    date,
    excerpt: reports.length === 1 ? excerpt(summary) : ''
  }
}

/** Where the front end shows it. */
export function placeOf (target: NoticeTarget | null): string {
  switch (target?.kind) {
    case 'report':
      return `/report?id=${encodeURIComponent(target.id)}`
    case 'blocker':
      return `/report?blocker=${encodeURIComponent(target.id)}`
    case 'team':
      return `/team?id=${encodeURIComponent(target.id)}`
    case 'leave':
    case 'event':
      return '/calendar'
    default:
      return '/notifications'
  }
}
