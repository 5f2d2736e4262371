/** What is answered, of what a query counted. */
import { measure, rounded, type Counted, type Figures, type ItemGroup } from './figures.ts'
import type { BucketRange } from './ranges.ts'

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

export interface CategoryMinutes {
  category: string | null
  minutes: number
  items: number
}

/** Most minutes first; equal ones by name, and those without a name last. */
export function byCategory (groups: ItemGroup[]): CategoryMinutes[] {
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
