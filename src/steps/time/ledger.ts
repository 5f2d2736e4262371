/** The ledger, one day at a time: by what was known when the day was five minutes old, whenever it is filled. */
import type { Database } from '../../database/tables.ts'
import { readDayRules, type DayRules } from '../../repositories/organisation/settings.ts'
import * as facts from '../../repositories/organisation/person-facts.ts'
import * as handIns from '../../repositories/time/hand-ins.ts'
import * as holidays from '../../repositories/time/holidays.ts'
import * as leaveDays from '../../repositories/time/leave-days.ts'
import * as obligations from '../../repositories/time/obligations.ts'
import * as people from '../../repositories/time/people.ts'
import * as rosters from '../../repositories/time/rosters.ts'
import * as schedules from '../../repositories/time/schedules.ts'
import {
  frozenAt,
  leavesOpen,
  obligationOn,
  settled,
  timingAnew,
  workOn,
  type Calendar,
  type Timing
} from '../../rules/time/obligations.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { firstMoment, nextMoment } from '../../rules/time/moments.ts'
import type { DateRange } from '../../rules/time/ranges.ts'
import { holidayOn, type Hours } from '../../rules/time/working-days.ts'
import { instantOf } from '../../rules/time/zone.ts'

/** By what a day is worked: a schedule, or a shift. */
type Ground = Hours & { id: string, remindMinutes: number[], createdAt: string }

/** What decides of a day, as it was known at five past midnight. */
export interface DayCalendar extends Calendar<Ground> {
  date: string
  /** When it was frozen, or will be. */
  moment: number
  roster: rosters.Roster
  holidays: (Calendar['holidays'][number] & { id: string, name: string })[]
}

/**
 * @param now which time zone the organisation is in. @param userId for whom alone it is; left out: for everybody.
 * @param rules where the caller has read them.
 */
export async function readCalendar (
  db: Database,
  date: string,
  now: Date,
  userId?: string,
  rules?: DayRules
): Promise<DayCalendar> {
  return (await readCalendars(db, { from: date, to: date }, now, userId, rules))(date)
}

/** The same of each day of a range. */
export async function readCalendars (
  db: Database,
  { from, to }: DateRange,
  now: Date,
  userId?: string,
  rules?: DayRules
): Promise<(date: string) => DayCalendar> {
  const { timeZone, observeJointLeave } = rules ?? await readDayRules(db, now)
  const [allSchedules, allHolidays] = [await schedules.listKnown(db, from, to), await holidays.listKnown(db, from, to)]
  // It says nothing of a day that has begun that it did not say before.
  const roster = await rosters.listKnown(db, { from, to, userId })
  return (date) => {
    const moment = instantOf(date, frozenAt, timeZone)
    const isKnown = ({ createdAt, deletedAt }: { createdAt: string, deletedAt: string | null }) =>
      Date.parse(createdAt) <= moment && (deletedAt === null || Date.parse(deletedAt) > moment)
    return {
      date,
      moment,
      timeZone,
      observeJointLeave,
      roster,
      schedules: allSchedules.filter(isKnown),
      holidays: allHolidays.filter(isKnown)
    }
  }
}

/** What is known of one person beside the calendar. */
interface PersonOfDay {
  person: facts.PersonFacts
  /** When they were disabled, if they are. */
  disabledAt: number | null
  handIn: handIns.HandIn | undefined
  onLeave: boolean
}

/** A person's row for a day; undefined where nothing is owed. Of a report that is handed in already it says when. */
export function obligationFor (
  calendar: DayCalendar,
  { person, disabledAt, handIn, onLeave }: PersonOfDay,
  now: number
): obligations.Obligation | undefined {
  const { date, moment } = calendar
  const active = person.active && (disabledAt === null || disabledAt > moment)
  const employed = { ...person, active }
  const terms = obligationOn(calendar, employed, date)
  if (!terms) return undefined
  const firstSubmittedAt = handIn?.firstSubmittedAt ?? null
  const reasons = new Set<obligations.ExcuseReason>([
    ...(onLeave ? ['leave' as const] : []),
    ...(leavesOpen(terms, firstSubmittedAt, disabledAt) ? ['inactive' as const] : [])
  ])
  const timing = timingAnew(handIn ? 'extra' : null, { terms, reasons, firstSubmittedAt })
  const { id: scheduleId, remindMinutes } = workOn(calendar, employed, date)!
  return {
    userId: person.id,
    workDate: date,
    teamId: person.teamId!,
    divisionId: person.divisionId!,
    scheduleId,
    holidayId: holidayOn(calendar.holidays, person.divisionId, date, calendar.observeJointLeave)?.id ?? null,
    terms,
    reasons,
    excuse: null,
    extension: null,
    firstSubmittedAt,
    remindedAt: null,
    remindMinutes,
    nextAt: firstMoment({ terms, remindMinutes, open: isOpen({ reasons, firstSubmittedAt }) }, now),
    madeAt: now,
    ...settled({ terms, reasons, firstSubmittedAt }, timing, now)
  }
}

/** Is something to be handed in still? */
export function isOpen ({ reasons, firstSubmittedAt }: Pick<obligations.Obligation, 'reasons' | 'firstSubmittedAt'>): boolean {
  return reasons.size === 0 && firstSubmittedAt === null
}

/**
 * A person's row for a day that has begun, made now where the job has not been there yet. Nobody else changes it until the
 * transaction ends. Undefined where nothing is owed.
 * @param handIn of the day's report, which the caller has locked. @param rules where the caller has read them.
 */
export async function lockObligation (
  tx: Database,
  userId: string,
  date: string,
  now: Date,
  handIn?: handIns.HandIn,
  rules?: DayRules
): Promise<obligations.Obligation | undefined> {
  return await obligations.lock(tx, userId, date) ?? makeObligation(tx, userId, date, now, handIn, rules)
}

/** The row of a day that has none. The same. */
export async function makeObligation (
  tx: Database,
  userId: string,
  date: string,
  now: Date,
  handIn?: handIns.HandIn,
  rules?: DayRules
): Promise<obligations.Obligation | undefined> {
  const obligation = await judgeDay(tx, userId, date, now, handIn, rules)
  if (!obligation) return undefined
  await obligations.insertMissing(tx, [obligation])
  return obligations.lock(tx, userId, date)
}

/** What a person owes on a day, where the job has not been there yet too; nothing is stored. */
export async function findObligation (db: Database, userId: string, date: string, now: Date): Promise<obligations.Obligation | undefined> {
  return await obligations.find(db, userId, date) ?? judgeDay(db, userId, date, now)
}

async function judgeDay (
  db: Database,
  userId: string,
  date: string,
  now: Date,
  handIn?: handIns.HandIn,
  rules?: DayRules
): Promise<obligations.Obligation | undefined> {
  const calendar = await readCalendar(db, date, now, userId, rules)
  if (date > localDate(now, calendar.timeZone)) return undefined
  const person = await facts.findFacts(db, userId, date)
  if (!person) return undefined
  return obligationFor(calendar, {
    person,
    disabledAt: (await people.disabledSince(db, [userId])).get(userId) ?? null,
    handIn,
    onLeave: (await leaveDays.listAbsent(db, date, [userId])).has(userId)
  }, now.getTime())
}

/** Changes a row and stores what follows; of the report too, which the caller has locked before. */
export async function store (
  tx: Database,
  obligation: obligations.Obligation,
  handIn: handIns.HandIn | undefined,
  now: Date
): Promise<Timing | null> {
  const timing = timingAnew(handIn?.timing ?? null, obligation)
  if (handIn && timing !== handIn.timing) await handIns.changeTiming(tx, handIn.reportId, timing, now)
  const nextAt = nextMoment({ ...obligation, open: isOpen(obligation) }, now.getTime())
  await obligations.save(tx, { ...obligation, nextAt, ...settled(obligation, timing, now.getTime()) })
  return timing
}
