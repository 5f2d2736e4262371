import type { DateRange } from '../../../rules/time/ranges.ts'
import { rangeAsked } from '../../../rules/insight/ranges.ts'
import { validationFailed } from '../../../http/errors.ts'
import { fault, type Fault } from '../../../http/faults.ts'

/** In days, of what is told in figures. */
const longestRange = 366

type Asked = { from?: string, to?: string }

/** What is wrong with the range of a query, if anything is. @param longest in days. */
export function rangeFaults (query: Asked, today: string, longest: number): Fault[] {
  const range = rangeAsked(query, today, longest)
  return typeof range === 'string' ? [fault('/query/to', range, range === 'maxDays' ? longest : undefined)] : []
}

/** The days that figures are asked of: thirty where the query does not say. @throws VALIDATION_FAILED. */
export function figureRange (query: Asked, today: string, longest = longestRange): DateRange {
  const range = rangeAsked(query, today, longest)
  if (typeof range === 'string') throw validationFailed(rangeFaults(query, today, longest))
  return range
}
