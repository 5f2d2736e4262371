/** A day of a team, told in numbers. */
import type { Outcome } from '../time/obligations.ts'

/** Alike rows of the ledger of the day. */
export interface DayGroup {
  outcome: Outcome
  /** Excused by leave. */
  onLeave: boolean
  count: number
}

export interface TeamDay {
  date: string
  members: number
  /** Rows that are not excused. */
  expected: number
  /** Late ones are among them. */
  submitted: number
  late: number
  /** Due or missed. */
  missing: number
  onLeave: number
  reviewQueue: number
  /** How long what waits longest has waited; null where nothing does. */
  oldestReviewHours: number | null
}

const hour = 3_600_000

/** @param queue what waits for a decision of the viewer; `oldest` is when the first of it was handed in. */
export function teamDay (
  { date, members, rows, queue }: {
    date: string,
    members: number,
    rows: DayGroup[],
    queue: { count: number, oldest: string | null }
  },
  now: number
): TeamDay {
  const count = (counts: (row: DayGroup) => boolean) => rows.filter(counts).reduce((sum, row) => sum + row.count, 0)
  const came = (...outcomes: Outcome[]) => count(({ outcome }) => outcomes.includes(outcome))
  return {
    date,
    members,
    expected: came('due', 'on_time', 'late', 'missed'),
    submitted: came('on_time', 'late'),
    late: came('late'),
    missing: came('due', 'missed'),
    onLeave: count(({ outcome, onLeave }) => outcome === 'excused' && onLeave),
    reviewQueue: queue.count,
    oldestReviewHours: queue.oldest === null ? null : Math.round((now - Date.parse(queue.oldest)) / hour * 100) / 100
  }
}
