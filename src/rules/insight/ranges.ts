/** The days that figures are about, and the buckets that a range falls into. */
import { addDays, daysBetween } from '../time/calendar.ts'
import { weekdayOf } from '../time/zone.ts'
import type { DateRange } from '../time/ranges.ts'

export type Bucket = 'day' | 'week' | 'month'

/** What `2026-W01`, `2026-01` or a date stands for, cut to the range. */
export interface BucketRange extends DateRange {
  key: string
}

const defaultDays = 30

/** The range of a query, thirty days where it does not say, or the name of what is wrong with it. @param longest in days. */
export function rangeAsked (query: { from?: string, to?: string }, today: string, longest: number): DateRange | 'order' | 'maxDays' {
  const to = query.to ?? (query.from === undefined ? today : addDays(query.from, defaultDays - 1))
  const from = query.from ?? addDays(to, -(defaultDays - 1))
  if (from > to) return 'order'
  return daysBetween(from, to) > longest ? 'maxDays' : { from, to }
}

/** As many days, up to the one before. */
export function previousRange ({ from, to }: DateRange): DateRange {
  return { from: addDays(from, -daysBetween(from, to)), to: addDays(from, -1) }
}

/** Each bucket that the range touches, in order. */
export function bucketsOf ({ from, to }: DateRange, bucket: Bucket): BucketRange[] {
  const buckets: BucketRange[] = []
  for (let day = from; day <= to;) {
    const last = lastDayOf(day, bucket)
    buckets.push({ key: keyOf(day, bucket), from: day, to: last < to ? last : to })
    // A date later than the last that can be written is the last again.
    if (last >= to) break
    day = addDays(last, 1)
  }
  return buckets
}

export function keyOf (date: string, bucket: Bucket): string {
  if (bucket === 'day') return date
  return bucket === 'month' ? date.slice(0, 7) : isoWeekOf(date)
}

/** ISO 8601: weeks begin on Monday, and belong to the year of their Thursday. */
function isoWeekOf (date: string): string {
  const thursday = addDays(date, 4 - weekdayOf(date))
  const year = thursday.slice(0, 4)
  const week = Math.ceil(daysBetween(`${year}-01-01`, thursday) / 7)
  return `${year}-W${String(week).padStart(2, '0')}`
}

function lastDayOf (date: string, bucket: Bucket): string {
  if (bucket === 'day') return date
  return bucket === 'week' ? addDays(date, 7 - weekdayOf(date)) : lastOfMonth(date)
}

function lastOfMonth (date: string): string {
  const [year, month] = date.split('-').map(Number)
  // 28 days after the first of a month, four more are always in the next one.
  const inNext = addDays(`${date.slice(0, 7)}-28`, 4)
  return year === 9999 && month === 12 ? '9999-12-31' : addDays(`${inNext.slice(0, 7)}-01`, -1)
}
