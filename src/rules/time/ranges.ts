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
