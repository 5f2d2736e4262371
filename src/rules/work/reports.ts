import { isDeepStrictEqual } from 'node:util'
import type { PrefillItem, Report, ReportContent, ReportItem, ReportItemInput, ReportState } from '../../../generated/schemas.ts'
import type { Rungs } from '../ladder.ts'
import { addDays, daysBetween } from '../time/calendar.ts'
import { rightOver } from '../identity/stand-ins.ts'
import { leads, type Standing, type Viewer } from '../identity/viewer.ts'

/** In minutes. */
export const dayLength = 1440
/** In days. */
export const longestRange = 92
const defaultRange = 31
/** As JSON, in bytes. */
export const largestFields = 32 * 1024
export const deepestFields = 32

export function isAuthor (viewer: { id: string }, report: Report): boolean {
  return report.userId === viewer.id
}

/** Its author, and whoever filed it for them. */
export function writersOf ({ userId, filedBy }: Pick<Report, 'userId' | 'filedBy'>): string[] {
  return filedBy === null ? [userId] : [userId, filedBy.id]
}

/** Its author; and whoever filed it for them, as long as they lead them. */
function mayWrite (viewer: Standing & { id: string }, report: Report): boolean {
  return isAuthor(viewer, report) || (report.filedBy?.id === viewer.id && leads(viewer, report))
}

/** A draft is its author's secret; nobody else has filed one, but while they hand it in. */
export function canSee (viewer: Standing & { id: string }, report: Report): boolean {
  return mayWrite(viewer, report) || (report.state !== 'draft' && rightOver(viewer, report) !== undefined)
}

export function isEditable (state: ReportState): boolean {
  return state === 'draft' || state === 'returned'
}

/** The same two states can be handed in. */
export function isSubmittable (state: ReportState): boolean {
  return isEditable(state)
}

/** What editing one asks for. @param version the one that the viewer saw. */
export function edit (viewer: Viewer, version?: number): Rungs<Report> {
  return {
    sees: (report) => canSee(viewer, report),
    // A token is for what is its owner's own.
    may: (report) => viewer.scopes ? isAuthor(viewer, report) : mayWrite(viewer, report),
    state: ({ state }) => isEditable(state),
    version
  }
}

/**
 * What deleting one asks for. @param commented by somebody else: what they have said is not the author's to delete.
 * @param version the one that the viewer saw, where they say so.
 */
export function deletion (viewer: Viewer, { commented }: { commented: boolean }, version?: number): Rungs<Report> {
  return { ...edit(viewer), state: ({ state }) => state === 'draft' && !commented, version }
}

/** What handing one in asks for. @param version the one that the viewer saw. */
export function submission (viewer: Viewer, version: number | undefined, today: string): Rungs<Report> {
  return {
    ...edit(viewer, version),
    state: ({ state }) => isSubmittable(state),
    policy: ({ reportDate }) => isSubmittableOn(reportDate, today) ? undefined : { path: '/body', rule: 'future' }
  }
}

/** Tomorrow's report can be drafted today, and handed in tomorrow. */
export function isSubmittableOn (reportDate: string, today: string): boolean {
  return reportDate <= today
}

/** What is wrong with free fields: too deep, too large, or with characters that no database keeps. */
export function faultOfFields (fields: Record<string, unknown>): 'maxDepth' | 'maxBytes' | 'text' | undefined {
  const left: { value: unknown, depth: number }[] = [{ value: fields, depth: 1 }]
  let text = true
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, depth } = next
    if (typeof value === 'string') text &&= isText(value)
    if (typeof value !== 'object' || value === null) continue
    if (depth > deepestFields) return 'maxDepth'
    for (const [key, inner] of Object.entries(value)) {
      text &&= isText(key)
      left.push({ value: inner, depth: depth + 1 })
    }
  }
  if (!text) return 'text'
  return Buffer.byteLength(JSON.stringify(fields)) > largestFields ? 'maxBytes' : undefined
}

function isText (text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

/** Do the items claim more minutes than a day has? */
export function exceedsDay (items: ReportItemInput[]): boolean {
  return items.reduce((sum, item) => sum + (item.minutes ?? 0), 0) > dayLength
}

export interface DateRange {
  from: string
  to: string
}

/** The days that a list is about, or the name of what is wrong with them. */
export function dateRange (
  query: { date?: string, from?: string, to?: string },
  today: string
): DateRange | 'dateAndRange' | 'crossed' | 'tooLong' {
  if (query.date) return query.from || query.to ? 'dateAndRange' : { from: query.date, to: query.date }
  const to = query.to ?? (query.from ? addDays(query.from, defaultRange - 1) : addDays(today, 1))
  const from = query.from ?? addDays(to, -(defaultRange - 1))
  if (from > to) return 'crossed'
  if (daysBetween(from, to) > longestRange) return 'tooLong'
  return { from, to }
}

/** What an unfinished item of an earlier report begins with where it is gone on with. */
export function carriedOn ({ id: carriedFromId, title, detail, category, status, progress, unit }: ReportItem): PrefillItem {
  return { title, detail, category, status, progress, minutes: 0, quantity: null, unit, carriedFromId }
}

/** Which items claim to be one that the report does not have, or one that another is already; by their place. */
export function strangeItems (items: ReportItemInput[], present: ReportItem[]): { index: number, rule: 'unknownItem' | 'unique' }[] {
  const ids = items.map(({ id }) => id)
  const isKnown = (id: string | undefined) => present.some((item) => item.id === id)
  return ids.flatMap((id, index) => {
    if (id === undefined || (isKnown(id) && ids.indexOf(id) === index)) return []
    return [{ index, rule: isKnown(id) ? 'unique' as const : 'unknownItem' as const }]
  })
}

/** What a report says, with nothing left out. */
export function wholeContent (
  { summary, planNext = '', mood = null, templateId = null, fields = {}, items = [] }: ReportContent
): Required<ReportContent> {
  return { summary, planNext, mood, templateId, fields, items }
}

/** Does the report say just this? The ids of its items aside. */
export function hasContent (report: Report, content: ReportContent): boolean {
  const { summary, planNext, mood, templateId, fields, items } = report
  const there = { summary, planNext, mood, templateId, fields, items: items.map(wholeItem) }
  const whole = wholeContent(content)
  return isDeepStrictEqual(there, { ...whole, items: whole.items.map(wholeItem) })
}

function wholeItem (item: ReportItemInput) {
  const { title, detail = '', category = null, status = 'todo', progress = 0, minutes = 0, quantity = null, unit = null } = item
  return { title, detail, category, status, progress, minutes, quantity, unit, carriedFromId: item.carriedFromId ?? null }
}
