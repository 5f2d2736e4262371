/** What is answered, of what a query counted. */
import { rounded, type CategoryGroup, type Counted, type Figures } from './figures.ts'
import { measureParts, noParts, partIn, type Parts } from './parts.ts'
import type { DateRange } from '../time/ranges.ts'
import { bucketsOf, keyOf, type Bucket, type BucketRange } from './ranges.ts'

const ofPoint = [
  'expected',
  'onTime',
  'late',
  'missed',
  'due',
  'excused',
  'extra',
  'submissionRate',
  'onTimeRate',
  'punctuality',
  'medianLateMinutes',
  'handedIn',
  'minutesTotal'
] as const

export type Point = BucketRange & Pick<Figures, typeof ofPoint[number]>

export function pointOf ({ key, from, to }: BucketRange, exact: Figures): Point {
  const figures = rounded(exact)
  return { key, from, to, ...Object.fromEntries(ofPoint.map((name) => [name, figures[name]])) as Pick<Figures, typeof ofPoint[number]> }
}

/** What was counted, by what it is counted under. */
export function splitBy (counted: Counted): Map<string, Counted> {
  const parts = new Map<string, Counted>()
  const partOf = ({ key }: { key: string }): Counted => {
    const part = parts.get(key) ?? { ledger: [], reports: [], reviews: [] }
    parts.set(key, part)
    return part
  }
  for (const group of counted.ledger) partOf(group).ledger.push(group)
  for (const group of counted.reports) partOf(group).reports.push(group)
  for (const group of counted.reviews) partOf(group).reviews.push(group)
  return parts
}

/** A point for each bucket that a range touches. */
export function pointsOf (range: DateRange, bucket: Bucket, byDay: Map<string, Parts>): Point[] {
  const parts = new Map<string, Parts>()
  for (const [day, { ledger, reports }] of byDay) {
    const its = partIn(parts, keyOf(day, bucket))
    its.ledger.push(...ledger)
    its.reports.push(...reports)
  }
  return bucketsOf(range, bucket).map((each) => pointOf(each, measureParts(parts.get(each.key) ?? noParts())))
}

export interface CategoryMinutes {
  category: string | null
  minutes: number
  items: number
}

/** Most minutes first; equal ones by name, and those without a name last. */
export function byCategory (groups: CategoryGroup[]): CategoryMinutes[] {
  return [...Map.groupBy(groups, ({ category }) => category)]
    .map(([category, each]) => ({
      category,
      minutes: each.reduce((sum, { minutes }) => sum + minutes, 0),
      items: each.reduce((sum, { items }) => sum + items, 0)
    }))
    .sort((a, b) => b.minutes - a.minutes || byName(a.category, b.category))
}

function byName (a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}
