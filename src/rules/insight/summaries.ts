/** What is answered, of what a query counted. */
import { measure, rounded, type CategoryGroup, type Counted, type Figures } from './figures.ts'
import type { DateRange } from '../time/ranges.ts'
import { bucketsOf, keyOf, type Bucket, type BucketRange } from './ranges.ts'

const nothing: Counted = { ledger: [], reports: [], reviews: [] }

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

export function pointOf ({ key, from, to }: BucketRange, counted: Counted): Point {
  const figures = rounded(measure(counted))
  return { key, from, to, ...Object.fromEntries(ofPoint.map((name) => [name, figures[name]])) as Pick<Figures, typeof ofPoint[number]> }
}

/** What was counted, by what it is counted under, or by what `keyOf` makes of that. */
export function splitBy (counted: Counted, keyOf: (key: string) => string = (key) => key): Map<string, Counted> {
  const parts = new Map<string, Counted>()
  const partOf = ({ key }: { key: string }): Counted => {
    const name = keyOf(key)
    const part = parts.get(name) ?? { ledger: [], reports: [], reviews: [] }
    parts.set(name, part)
    return part
  }
  for (const group of counted.ledger) partOf(group).ledger.push(group)
  for (const group of counted.reports) partOf(group).reports.push(group)
  for (const group of counted.reviews) partOf(group).reviews.push(group)
  return parts
}

/** A point for each bucket that a range touches. @param counted by day. */
export function pointsOf (range: DateRange, bucket: Bucket, counted: Counted): Point[] {
  const parts = splitBy(counted, (day) => keyOf(day, bucket))
  return bucketsOf(range, bucket).map((each) => pointOf(each, parts.get(each.key) ?? nothing))
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
