/**
 * What figures are made of. Of everybody, and of a whole division, it is put together of what is kept of each day; of a team, a person, and
 * what else somebody sees it is counted as it is asked for: that does not grow with the company.
 */
import type { Deps } from '../../../deps.ts'
import type { Database } from '../../../database/tables.ts'
import * as days from '../../../repositories/insight/day-figures.ts'
import * as figures from '../../../repositories/insight/figures.ts'
import { readDayNumbers } from '../../../repositories/platform/changes.ts'
import { sumOf, type Counted } from '../../../rules/insight/figures.ts'
import {
  joinedLedger,
  ledgerPart,
  noParts,
  partIn,
  partsOf,
  reviewPart,
  type LedgerPart,
  type Parts
} from '../../../rules/insight/parts.ts'
import { splitBy } from '../../../rules/insight/summaries.ts'
import { daysOf, type DateRange } from '../../../rules/time/ranges.ts'
import { createKeptDays, type DayParts } from './kept-days.ts'

type Filter = figures.FigureFilter

export interface Summed {
  these: Parts
  /** Of the days before. */
  those: Parts
  /** Of these, of each in which there is anything. */
  byDivision: Map<string, Parts>
  /** Undefined where it is not asked for. */
  byTeam: Map<string, Parts> | undefined
  categories: figures.SpeltGroup[]
}

export interface Sums {
  /** @param before the days right before those of `filter`. */
  summary: (filter: Filter, before: DateRange, byTeam: boolean, now: Date) => Promise<Summed>
  /** By day, of each on which there is anything; without reviews. */
  daily: (filter: Filter, now: Date) => Promise<Map<string, Parts>>
}

const ledgerCounting = { count: days.countLedger, partOf: ledgerPart, sizeOf: ({ lateMinutes }: LedgerPart) => 8 + lateMinutes.length }
const reportCounting = { count: days.countReports, partOf: sumOf, sizeOf: () => 9 }
const reviewCounting = { count: days.countReviews, partOf: reviewPart, sizeOf: ({ length }: Float64Array) => 2 + length }
/** Four of each, of which two are in objects of their own. */
const categoryCounting = {
  count: days.countSpelt,
  partOf: (groups: figures.SpeltGroup[]) => groups,
  sizeOf: ({ length }: figures.SpeltGroup[]) => 16 * length
}

function* each<Part> (days: Map<string, DayParts<Part>[]>): Generator<DayParts<Part>> {
  for (const divisions of days.values()) yield* divisions
}

/** All divisions of a day together: made once of those that are kept. */
function onceOf<Part> (make: (parts: Part[]) => Part): (divisions: DayParts<Part>[]) => Part {
  const made = new WeakMap<DayParts<Part>[], Part>()
  return (divisions) => {
    const known = made.get(divisions) ?? make(divisions.flatMap(({ parts }) => parts.map(({ part }) => part)))
    made.set(divisions, known)
    return known
  }
}

const ledgerOf = onceOf(joinedLedger)
const reportsOf = onceOf(sumOf)

export function createSums ({ db }: Pick<Deps, 'db'>): Sums {
  const keptBy = (by: 'division' | 'team') => ({
    ledger: createKeptDays(db, ledgerCounting, by),
    reports: createKeptDays(db, reportCounting, by),
    reviews: createKeptDays(db, reviewCounting, by)
  })
  const kept = { division: keptBy('division'), team: keptBy('team') }
  const categories = createKeptDays(db, categoryCounting, 'division')

  return {
    async summary (filter, before, byTeam, now) {
      const whole = wholeOf(filter)
      if (!whole) return countSummary(db, filter, before, byTeam, now)
      const { divisionId, rest } = whole
      const summed = rest ? await countSummary(db, rest, before, byTeam, now) : nothing(byTeam)
      const dates = daysOf({ from: before.from, to: filter.to })
      const asked = { days: dates, divisionId, numbers: await readDayNumbers(db, dates, divisionId), now }
      const add = <Part>(counted: Map<string, DayParts<Part>[]>, listIn: (parts: Parts) => Part[]) => {
        for (const { day, divisionId, parts } of each(counted)) {
          for (const { key, part } of parts) {
            listIn(day < filter.from ? summed.those : summed.these).push(part)
            if (day < filter.from) continue
            listIn(partIn(summed.byDivision, divisionId)).push(part)
            if (summed.byTeam) listIn(partIn(summed.byTeam, key)).push(part)
          }
        }
      }
      const { ledger, reports, reviews } = kept[byTeam ? 'team' : 'division']
      add(await ledger(asked), (parts) => parts.ledger)
      add(await reports(asked), (parts) => parts.reports)
      add(await reviews(asked), (parts) => parts.reviews)
      for (const { parts } of each(await categories({ ...asked, days: daysOf(filter) }))) {
        for (const { part } of parts) summed.categories.push(...part)
      }
      return summed
    },

    async daily (filter, now) {
      const whole = wholeOf(filter)
      if (!whole) return countDaily(db, filter, now)
      const { divisionId, rest } = whole
      const byDay = rest ? await countDaily(db, rest, now) : new Map<string, Parts>()
      const dates = daysOf(filter)
      const asked = { days: dates, divisionId, numbers: await readDayNumbers(db, dates, divisionId), now }
      const { ledger, reports } = kept.division
      for (const [day, divisions] of await ledger(asked)) if (divisions.length > 0) partIn(byDay, day).ledger.push(ledgerOf(divisions))
      for (const [day, divisions] of await reports(asked)) if (divisions.length > 0) partIn(byDay, day).reports.push(reportsOf(divisions))
      return byDay
    }
  }
}

/** The division of which all is seen, undefined for all of them, and what is seen beside it. Undefined where there is no such division. */
function wholeOf (filter: Filter): { divisionId: string | undefined, rest: Filter | undefined } | undefined {
  const { scope, divisionId } = filter
  if (filter.teamId || filter.userId || filter.userIds || filter.outsideOf || scope.lent) return undefined
  if (scope.everything) return { divisionId, rest: undefined }
  const own = scope.divisionId
  if (own === null || (divisionId !== undefined && divisionId !== own)) return undefined
  // One's own rows, and those of the teams that one leads, may be of another division.
  const rest = { ...filter, scope: { ...scope, divisionId: null }, outsideOf: own }
  return { divisionId: own, rest: divisionId === undefined ? rest : undefined }
}

const nothing = (byTeam: boolean): Summed => ({
  these: noParts(),
  those: noParts(),
  byDivision: new Map(),
  byTeam: byTeam ? new Map() : undefined,
  categories: []
})

async function countSummary (db: Database, filter: Filter, before: DateRange, byTeam: boolean, now: Date): Promise<Summed> {
  const all = await figures.count(db, filter, 'division', now)
  return {
    these: partsOf(all),
    those: partsOf(await figures.count(db, { ...filter, ...before }, 'division', now)),
    byDivision: apart(all),
    byTeam: byTeam ? apart(await figures.count(db, filter, 'team', now)) : undefined,
    categories: await figures.countSpelt(db, filter)
  }
}

async function countDaily (db: Database, filter: Filter, now: Date): Promise<Map<string, Parts>> {
  return apart({
    ledger: await figures.countLedger(db, filter, 'day', now),
    reports: await figures.countReports(db, filter, 'day'),
    reviews: []
  })
}

const apart = (counted: Counted) => new Map([...splitBy(counted)].map(([key, its]) => [key, partsOf(its)]))
