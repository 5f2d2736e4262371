/** The vectors of analytics, judged by the rules alone: the facts counted by hand, as a query would group them. */
import { difference, measure, rounded, type Counted, type CategoryGroup } from '../../src/rules/insight/figures.ts'
import { bucketsOf, previousRange, rangeAsked, type Bucket } from '../../src/rules/insight/ranges.ts'
import { byCategory, pointOf } from '../../src/rules/insight/summaries.ts'
import { localDate } from '../../src/rules/time/calendar.ts'
import { daysOf, type DateRange } from '../../src/rules/time/ranges.ts'
import { companyAt, isThere, placeOn, type Company, type Filed, type Owed } from './company.ts'

export interface AnalyticsVector {
  id: string
  title: string
  operationId: 'getAnalyticsSummary' | 'getAnalyticsTrends' | 'getAnalyticsHeatmap' | 'getTeamMetrics'
  viewer: string
  now: string
  query: { from?: string, to?: string, divisionId?: string, teamId?: string, userId?: string, bucket?: Bucket }
  params?: { teamId: string }
  expected: Record<string, unknown>
}

type Placed = Pick<Owed, 'userId' | 'teamId' | 'divisionId'>

const [longest, hour] = [366, 3_600_000]

/** What the rules answer to the query of a vector. */
export function judgeAnalytics (facts: Company, vector: AnalyticsVector): Record<string, unknown> {
  const now = Date.parse(vector.now)
  const today = localDate(new Date(now), facts.reading.timezone)
  const { filed, owed } = companyAt(facts, now)
  const range = rangeAsked(vector.query, today, longest)
  if (typeof range === 'string') throw new RangeError(range)
  const sees = scopeOf(facts, vector.viewer, today)
  const asked = (each: Placed) =>
    sees(each) &&
    (['divisionId', 'teamId', 'userId'] as const).every((key) => vector.query[key] === undefined || vector.query[key] === each[key])
  const within = (each: { date: string }, { from, to }: DateRange) => from <= each.date && each.date <= to
  const counted = (when: DateRange, which: (each: Placed) => boolean) =>
    countedOf(
      filed.filter((each) => within(each, when) && which(each)),
      owed.filter((each) => within(each, when) && which(each) && now > each.graceUntil)
    )

  switch (vector.operationId) {
    case 'getAnalyticsSummary':
      return summary()
    case 'getAnalyticsTrends':
      return trends(vector.query.bucket ?? 'day')
    case 'getAnalyticsHeatmap':
      return heatmap()
    case 'getTeamMetrics':
      return metrics(vector.params!.teamId)
  }

  function summary () {
    const before = previousRange(range as DateRange)
    const all = counted(range as DateRange, asked)
    const [figures, previous] = [measure(all), measure(counted(before, asked))]
    const divisions = facts.company.divisions.flatMap(({ id, name }) => {
      const part = counted(range as DateRange, (each) => asked(each) && each.divisionId === id)
      return part.ledger.length + part.reports.length > 0 ? [{ divisionId: id, name, figures: rounded(measure(part)) }] : []
    })
    return {
      ...range as DateRange,
      figures: rounded(figures),
      previous: { ...before, figures: rounded(previous) },
      delta: rounded(difference(figures, previous)),
      byDivision: divisions.sort((a, b) => a.name < b.name ? -1 : 1),
      byCategory: byCategory(all.categories)
    }
  }

  function trends (bucket: Bucket) {
    const points = bucketsOf(range as DateRange, bucket).map((each) => pointOf(each, measure(counted(each, asked))))
    return { bucket, ...range as DateRange, points }
  }

  function heatmap () {
    const days = daysOf(range as DateRange)
    const rows = facts.company.people.map((person) => ({
      user: { id: person.id, name: person.name },
      cells: days.map((date) => {
        const isCell = (each: Placed & { date: string }) => each.userId === person.id && each.date === date && asked(each)
        return owed.find(isCell)?.outcome ?? (filed.some(isCell) ? 'extra' : null)
      })
    }))
    const items = rows.filter(({ cells }) => cells.some((cell) => cell !== null)).sort((a, b) => a.user.name < b.user.name ? -1 : 1)
    return { ...range as DateRange, days, items, nextCursor: null }
  }

  function metrics (teamId: string) {
    const ofTeam = (each: Placed) => each.teamId === teamId
    const rows = owed.filter((each) => ofTeam(each) && each.date === today)
    const count = (...outcomes: Owed['outcome'][]) => rows.filter(({ outcome }) => outcomes.includes(outcome)).length
    const queue = filed.filter((each) =>
      ofTeam(each) && each.state === 'submitted' && each.userId !== vector.viewer && mayReview(facts, vector.viewer, today, each)
    )
    const members = facts.company.people.filter((person) => placeOn(person, today).teamId === teamId && isThere(person, today))
    return {
      teamId,
      ...range as DateRange,
      figures: rounded(measure(counted(range as DateRange, ofTeam))),
      today: {
        date: today,
        members: members.length,
        expected: rows.length - count('excused'),
        submitted: count('on_time', 'late'),
        late: count('late'),
        missing: count('due', 'missed'),
        onLeave: rows.filter(({ outcome, reason }) => outcome === 'excused' && reason === 'leave').length,
        reviewQueue: queue.length,
        oldestReviewHours: queue.length === 0
          ? null
          : Math.round((now - Math.min(...queue.map(({ submittedAt }) => submittedAt))) / hour * 100) / 100
      }
    }
  }
}

/** As a query groups it, but that each group has one row. */
function countedOf (filed: Filed[], owed: Owed[]): Counted & { categories: CategoryGroup[] } {
  const groupOf = ({ divisionId: key }: Filed | Owed) => ({ key })
  return {
    ledger: owed.map((row) => ({ ...groupOf(row), outcome: row.outcome, lateMinutes: row.lateMinutes, count: 1 })),
    reports: filed.map((report) => ({
      ...groupOf(report),
      handedIn: 1,
      extra: Number(report.timing === 'extra'),
      reviewed: Number(report.reviewTime !== null),
      approved: Number(report.state === 'approved'),
      returned: Number(report.everReturned),
      items: report.items.length,
      done: report.items.filter(({ status }) => status === 'done').length,
      blocked: report.items.filter(({ status }) => status === 'blocked').length,
      minutes: report.items.reduce((sum, { minutes }) => sum + minutes, 0)
    })),
    reviews: filed.flatMap((report) =>
      report.reviewTime === null ? [] : [{ ...groupOf(report), milliseconds: report.reviewTime, count: 1 }]
    ),
    categories: filed.flatMap((report) => report.items.map(({ category, minutes }) => ({ category, items: 1, minutes })))
  }
}

function scopeOf (facts: Company, viewerId: string, today: string): (each: Placed) => boolean {
  return (each) => each.userId === viewerId || mayReview(facts, viewerId, today, each)
}

function mayReview ({ company }: Company, viewerId: string, today: string, each: Placed): boolean {
  const viewer = company.viewers.find(({ id }) => id === viewerId)
  if (viewer) return viewer.role === 'manager' ? viewer.divisionId === each.divisionId : true
  const place = placeOn(company.people.find(({ id }) => id === viewerId)!, today)
  return place.teamRole === 'lead' && place.teamId === each.teamId
}
