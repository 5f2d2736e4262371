/** What is counted of a range of days, and what follows from the counts. */
import type { Outcome } from '../time/obligations.ts'
import { median, type Weighted } from './median.ts'

/** What a group of alike rows has in common: the day, or the division, team or person, that it is counted under. */
interface Group {
  key: string
}

/** Rows of the ledger that are past their grace. */
export interface LedgerGroup extends Group {
  outcome: Outcome
  lateMinutes: number | null
  count: number
}

/** Of reports that are no drafts. */
export interface ReportSums {
  handedIn: number
  /** Of days on which nothing was owed. */
  extra: number
  /** Decided on by a person at least once. */
  reviewed: number
  approved: number
  /** Ever, by a person. */
  returned: number
  /** Of all their items. */
  items: number
  done: number
  blocked: number
  minutes: number
}

export type ReportGroup = Group & ReportSums

/** From a hand-in to the first decision of a person. */
export interface ReviewGroup extends Group {
  milliseconds: number
  count: number
}

/** Items of reports that are no drafts, of a category; null for those that have none. */
export interface CategoryGroup {
  category: string | null
  items: number
  minutes: number
}

/** What figures are made of, as a query groups it. */
export interface Counted {
  ledger: LedgerGroup[]
  reports: ReportGroup[]
  reviews: ReviewGroup[]
}

/** How many decimals each figure is told with. */
const decimals = {
  expected: 0,
  onTime: 0,
  late: 0,
  missed: 0,
  due: 0,
  excused: 0,
  extra: 0,
  submissionRate: 4,
  onTimeRate: 4,
  punctuality: 4,
  medianLateMinutes: 1,
  handedIn: 0,
  reviewed: 0,
  approved: 0,
  returned: 0,
  reviewRate: 4,
  returnRate: 4,
  medianReviewHours: 2,
  minutesTotal: 0,
  itemsTotal: 0,
  itemsDone: 0,
  completionRate: 4,
  blockersRaised: 0
}

type Figure = keyof typeof decimals
/** Those that have no value where there is nothing to divide by, or to take a median of. */
type Uncertain =
  | 'submissionRate'
  | 'onTimeRate'
  | 'punctuality'
  | 'medianLateMinutes'
  | 'reviewRate'
  | 'returnRate'
  | 'medianReviewHours'
  | 'completionRate'

export type Figures = { [F in Figure]: F extends Uncertain ? number | null : number }

const hour = 3_600_000

/** What figures follow from. */
export interface Totals {
  outcomes: Record<Outcome, number>
  reports: ReportSums
  medianLateMinutes: number | null
  /** In milliseconds. */
  medianReview: number | null
}

/** Not rounded yet: a difference is taken before. */
export function measure ({ ledger, reports, reviews }: Counted): Figures {
  return figuresFrom({
    outcomes: outcomesOf(ledger),
    reports: sumOf(reports),
    medianLateMinutes: median(ledger.flatMap(latenessOf)),
    medianReview: median(reviews.map(({ milliseconds: value, count }) => ({ value, count })))
  })
}

/** Not rounded either. */
export function figuresFrom ({ outcomes, reports, medianLateMinutes, medianReview }: Totals): Figures {
  const { on_time: onTime, late, missed, due, excused } = outcomes
  const { handedIn, reviewed, returned, items: itemsTotal, done: itemsDone } = reports
  const expected = onTime + late + missed + due
  return {
    expected,
    onTime,
    late,
    missed,
    due,
    excused,
    extra: reports.extra,
    submissionRate: ratio(onTime + late, expected),
    onTimeRate: ratio(onTime, expected),
    punctuality: ratio(onTime, onTime + late),
    medianLateMinutes,
    handedIn,
    reviewed,
    approved: reports.approved,
    returned,
    reviewRate: ratio(reviewed, handedIn),
    returnRate: ratio(returned, reviewed),
    medianReviewHours: ratio(medianReview, hour),
    minutesTotal: reports.minutes,
    itemsTotal,
    itemsDone,
    completionRate: ratio(itemsDone, itemsTotal),
    blockersRaised: reports.blocked
  }
}

/** As people are told them. */
export function rounded<Some extends Partial<Record<Figure, number | null>>> (figures: Some): Some {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value, decimals[name as Figure])])) as Some
}

/** What has become more since `previous`; null where either has no value. Neither is rounded. */
export function difference (figures: Figures, previous: Figures): Figures {
  return Object.fromEntries(
    (Object.keys(decimals) as Figure[]).map((name) => {
      const [now, before] = [figures[name], previous[name]]
      return [name, now === null || before === null ? null : now - before]
    })
  ) as Figures
}

/** @param outcome of an excused row the lateness stays, and is not counted. */
function latenessOf ({ outcome, lateMinutes, count }: LedgerGroup): Weighted[] {
  return outcome === 'late' && lateMinutes !== null ? [{ value: lateMinutes, count }] : []
}

export function outcomesOf (ledger: Pick<LedgerGroup, 'outcome' | 'count'>[]): Totals['outcomes'] {
  const outcomes = { on_time: 0, late: 0, missed: 0, due: 0, excused: 0 }
  for (const { outcome, count } of ledger) outcomes[outcome] += count
  return outcomes
}

export const sumOf = (reports: ReportSums[]): ReportSums =>
  added({ handedIn: 0, extra: 0, reviewed: 0, approved: 0, returned: 0, items: 0, done: 0, blocked: 0, minutes: 0 }, reports)

/** @param sums of nothing; changed, and returned. */
export function added<Sums extends object> (sums: Sums, all: Sums[]): Sums {
  const [total, names] = [sums as Record<string, number>, Object.keys(sums)]
  for (const each of all as Record<string, number>[]) for (const name of names) total[name] += each[name]
  return sums
}

function ratio (part: number | null, whole: number): number | null {
  return part === null || whole === 0 ? null : part / whole
}

/** Adding 0 makes 0 of -0. */
function round (value: number | null | undefined, places: number): number | null {
  if (value === null || value === undefined) return null
  return Math.round(value * 10 ** places) / 10 ** places + 0
}
