/** Who owes a report for a day, by when, and what came of it. All instants are milliseconds since 1970. */
import { addDays } from './calendar.ts'
import {
  holidayOn,
  isWorked,
  isWorkingDay,
  rosteredOn,
  scheduleOn,
  type Holiday,
  type Hours,
  type Place,
  type Roster,
  type Schedule
} from './working-days.ts'
import { instantOf, startOfDay } from './zone.ts'

const minute = 60_000

/** When the day of an organisation is put in the ledger, local time. What is known then decides. */
export const frozenAt = '00:05'

export type Outcome = 'due' | 'on_time' | 'late' | 'missed' | 'excused'
export type Timing = 'on_time' | 'late' | 'extra'
export type ExcuseReason = 'leave' | 'manual' | 'inactive'

/** A person as they are on a date. */
/** In no team there is nowhere to file. */
export interface Employment extends Place {
  reportRequired: boolean
  active: boolean
  /** The first and the last day of work; null where it is not known. */
  joinedOn: string | null
  leftOn: string | null
}

/** By which instants a report of a day counts as what. */
export interface Terms {
  deadlineAt: number
  graceUntil: number
  closesAt: number
}

export interface Calendar<By extends Hours = Hours> {
  timeZone: string
  observeJointLeave: boolean
  schedules: (Schedule & By)[]
  holidays: Holiday[]
  /** Of the people and days that are asked for; left out where there is none. */
  roster?: Roster<By>
}

/** What a person owes for a date; undefined where nothing is owed. Leave does not enter: it excuses, and the row stays. */
export function obligationOn (calendar: Calendar, person: Employment, date: string): Terms | undefined {
  if (person.teamId === null || !person.reportRequired) return undefined
  const schedule = workOn(calendar, person, date)
  return schedule && termsOf(schedule, date, calendar.timeZone)
}

/**
 * The schedule, or the shift, by which a person works on a date, whether or not they owe a report; undefined where they do not work.
 * Who has a day off by the roster has it on working days out of turn too, and holidays are none of a shift's.
 */
export function workOn<By extends Hours> (calendar: Calendar<By>, person: Employment, date: string): By | undefined {
  if (!isEmployed(person, date)) return undefined
  const holiday = holidayOn(calendar.holidays, person.divisionId, date, calendar.observeJointLeave)
  const shift = rosteredOn(calendar.roster, person, date)
  if (shift !== undefined) return shift && isWorked(holiday, true) ? shift : undefined
  const schedule = scheduleOn(calendar.schedules, person, date)
  return schedule && isWorked(holiday, isWorkingDay(schedule, date)) ? schedule : undefined
}

function isEmployed ({ active, joinedOn, leftOn }: Employment, date: string): boolean {
  return active && (joinedOn === null || joinedOn <= date) && (leftOn === null || date <= leftOn)
}

/** The window is one of calendar days, counted from the deadline's own. Grace is elapsed time, and may outlast it. */
function termsOf ({ deadline, dayOffset, graceMinutes, lateWindowDays }: Hours, date: string, timeZone: string): Terms {
  const lastDay = addDays(date, dayOffset)
  const deadlineAt = instantOf(lastDay, deadline, timeZone)
  const graceUntil = deadlineAt + graceMinutes * minute
  return { deadlineAt, graceUntil, closesAt: Math.max(graceUntil, startOfDay(addDays(lastDay, lateWindowDays + 1), timeZone)) }
}

/** How a first hand-in counts; `extra` where nothing is owed, or it is excused. */
export function timingOf (terms: Terms | undefined, excused: boolean, firstSubmittedAt: number): Timing {
  if (!terms || excused) return 'extra'
  return firstSubmittedAt <= terms.graceUntil ? 'on_time' : 'late'
}

/** What has come of an obligation at `now`. An excuse beats everything; a window that has closed needs no job to be closed. */
export function outcomeOf (terms: Terms, excused: boolean, firstSubmittedAt: number | null, now: number): Outcome {
  if (excused) return 'excused'
  if (firstSubmittedAt !== null) return firstSubmittedAt <= terms.graceUntil ? 'on_time' : 'late'
  return now < terms.closesAt ? 'due' : 'missed'
}

/** In whole minutes, begun ones counted, from the deadline and not from the end of the grace. */
export function lateMinutesOf ({ deadlineAt }: Terms, firstSubmittedAt: number): number {
  return Math.ceil((firstSubmittedAt - deadlineAt) / minute)
}

/** Which of several excuses is shown: each is kept on its own, so that taking one back shows the next. */
export function reasonOf (reasons: ReadonlySet<ExcuseReason>): ExcuseReason | null {
  return (['leave', 'manual', 'inactive'] as const).find((reason) => reasons.has(reason)) ?? null
}

/**
 * Why a first hand-in at `now` is refused, if it is.
 * @param today the local date at `now`. @param backdateDays for what is not owed or excused; an open obligation is never too old.
 */
export function handInRefusal (
  date: string,
  terms: Terms | undefined,
  excused: boolean,
  { now, today, backdateDays }: { now: number, today: string, backdateDays: number }
): 'future' | 'windowClosed' | 'tooOld' | undefined {
  if (date > today) return 'future'
  // Grace may end with the window: its last instant still counts.
  if (terms && !excused) return now <= terms.graceUntil || now < terms.closesAt ? undefined : 'windowClosed'
  return date < addDays(today, -backdateDays) ? 'tooOld' : undefined
}

/** May the author still take it back? Until the deadline, without grace; of what is not owed, at any time. */
export function mayWithdraw (terms: Terms | undefined, now: number): boolean {
  return !terms || now <= terms.deadlineAt
}

/** An obligation as it stands. */
export interface Standing {
  terms: Terms
  reasons: ReadonlySet<ExcuseReason>
  firstSubmittedAt: number | null
}

/** What is stored of it at `now`. @param timing of the report; minutes are of what counts as late. */
export function settled (
  { terms, reasons, firstSubmittedAt }: Standing,
  timing: Timing | null,
  now: number
): { outcome: Outcome, lateMinutes: number | null } {
  return {
    outcome: outcomeOf(terms, reasons.size > 0, firstSubmittedAt, now),
    lateMinutes: timing === 'late' && firstSubmittedAt !== null ? lateMinutesOf(terms, firstSubmittedAt) : null
  }
}

/** What a hand-in counts as once reasons have come or gone: what was extra is judged anew, the rest stays. */
export function timingAnew (timing: Timing | null, { terms, reasons, firstSubmittedAt }: Standing): Timing | null {
  return timing === 'extra' && firstSubmittedAt !== null ? timingOf(terms, reasons.size > 0, firstSubmittedAt) : timing
}

/**
 * Is somebody excused who has left? Only of what was open when they did: not handed in, and its window not closed.
 * @param leftAt when they did; null where they have not.
 */
export function leavesOpen ({ closesAt }: Terms, firstSubmittedAt: number | null, leftAt: number | null): boolean {
  return leftAt !== null && firstSubmittedAt === null && leftAt < closesAt
}
