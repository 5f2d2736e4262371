import { addDays, daysBetween } from './calendar.ts'

export interface DateRange {
  from: string
  to: string
}

/**
 * The days that a list is about, or the name of what is wrong with them. With one end given it is as long as may be, and with none
 * `usual`.
 * @param longest in days.
 */
export function rangeOf ({ from, to }: Partial<DateRange>, usual: DateRange, longest: number): DateRange | 'order' | 'maxDays' {
  if (!from && !to) return usual
  const range = { from: from ?? addDays(to!, 1 - longest), to: to ?? addDays(from!, longest - 1) }
  if (range.from > range.to) return 'order'
  return daysBetween(range.from, range.to) > longest ? 'maxDays' : range
}

/** Each day of a range, in order; none where it ends before it begins. */
export function daysOf ({ from, to }: DateRange): string[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, index) => addDays(from, index))
}
