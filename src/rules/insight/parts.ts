/** What is counted of a day of a division by itself, small enough to be kept, and the figures of many such together. */
import {
  added,
  figuresFrom,
  outcomesOf,
  sumOf,
  type Counted,
  type Figures,
  type LedgerGroup,
  type ReportSums,
  type ReviewGroup
} from './figures.ts'
import { medianOf, type Weighted } from './median.ts'

/** Rows of the ledger that are past their grace. */
export interface LedgerPart {
  outcomes: ReturnType<typeof outcomesOf>
  /** Of each that is late, ascending. */
  lateMinutes: Float64Array
}

/** Of each of some places and days what there is. */
export interface Parts {
  ledger: LedgerPart[]
  reports: ReportSums[]
  /** How long each report waited, in milliseconds, ascending. */
  reviews: Float64Array[]
}

export const noParts = (): Parts => ({ ledger: [], reports: [], reviews: [] })

/** Those of a key, which are there from then on. */
export function partIn (parts: Map<string, Parts>, key: string): Parts {
  const known = parts.get(key) ?? noParts()
  parts.set(key, known)
  return known
}

export function ledgerPart (groups: Omit<LedgerGroup, 'key'>[]): LedgerPart {
  const late = groups.flatMap(({ outcome, lateMinutes: value, count }) => outcome === 'late' && value !== null ? [{ value, count }] : [])
  return { outcomes: outcomesOf(groups), lateMinutes: eachOf(late) }
}

export const reviewPart = (groups: Omit<ReviewGroup, 'key'>[]): Float64Array =>
  eachOf(groups.map(({ milliseconds: value, count }) => ({ value, count })))

function eachOf (values: Weighted[]): Float64Array {
  const all = new Float64Array(values.reduce((sum, { count }) => sum + count, 0))
  let at = 0
  for (const { value, count } of values) all.fill(value, at, at += count)
  return all.sort()
}

/** Several as one. */
export function joinedLedger (parts: LedgerPart[]): LedgerPart {
  const lateMinutes = Float64Array.from(parts.flatMap((part) => [...part.lateMinutes])).sort()
  return { outcomes: added(outcomesOf([]), parts.map(({ outcomes }) => outcomes)), lateMinutes }
}

/** All that was counted, as one part. */
export const partsOf = ({ ledger, reports, reviews }: Counted): Parts => ({
  ledger: [ledgerPart(ledger)],
  reports,
  reviews: [reviewPart(reviews)]
})

/** The same as of all their rows counted at once; not rounded. */
export function measureParts ({ ledger, reports, reviews }: Parts): Figures {
  return figuresFrom({
    outcomes: added(outcomesOf([]), ledger.map(({ outcomes }) => outcomes)),
    reports: sumOf(reports),
    medianLateMinutes: medianOf(ledger.map(({ lateMinutes }) => lateMinutes)),
    medianReview: medianOf(reviews)
  })
}
