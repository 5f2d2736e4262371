/** Which days are worked, and by which schedule: what is in force, the most specific first, the newest in it. */
import { weekdayOf } from './zone.ts'

export type ScheduleScope = 'org' | 'division' | 'user'

export interface Schedule {
  scope: ScheduleScope
  /** Of the division or person; null for the organisation's. */
  scopeId: string | null
  /** The first and the last day that it holds; null: until another does. */
  effectiveFrom: string
  effectiveTo: string | null
  /** ISO weekdays, 1 is Monday. */
  days: number[]
  /** Local time, `HH:MM`, `dayOffset` days after the day of work. */
  deadline: string
  dayOffset: number
  graceMinutes: number
  /** How many days after the deadline's own a report is still taken. */
  lateWindowDays: number
}

export interface Holiday {
  date: string
  /** Null for the whole organisation. */
  divisionId: string | null
  /** `workday` makes one of a day that would be none. */
  kind: 'national' | 'joint_leave' | 'company' | 'workday'
}

/** Whose day it is: the place that the person has on that day. */
export interface Place {
  id: string
  divisionId: string | null
}

const scopes: ScheduleScope[] = ['user', 'division', 'org']

/** The schedule of a person on a date; undefined where none is in force. */
export function scheduleOn<S extends Schedule> (schedules: S[], person: Place, date: string): S | undefined {
  return schedulesOn(schedules, person, date)[0]
}

/** Every schedule that is in force for a person on a date: the one that decides first. */
export function schedulesOn<S extends Schedule> (schedules: S[], person: Place, date: string): S[] {
  const idOf = { user: person.id, division: person.divisionId, org: null }
  const inForce = schedules.filter(({ scope, scopeId, effectiveFrom, effectiveTo }) =>
    scopeId === idOf[scope] && (scope === 'org' || scopeId !== null) && effectiveFrom <= date && date <= (effectiveTo ?? date)
  )
  const precedes = (a: S, b: S) => scopes.indexOf(a.scope) - scopes.indexOf(b.scope) || (a.effectiveFrom < b.effectiveFrom ? 1 : -1)
  return inForce.toSorted(precedes)
}

/** The holiday, or working day out of turn, of a division on a date: its own before the organisation's. */
export function holidayOn<H extends Holiday> (
  holidays: H[],
  divisionId: string | null,
  date: string,
  observeJointLeave: boolean
): H | undefined {
  const observed = holidays.filter((holiday) => holiday.date === date && (observeJointLeave || holiday.kind !== 'joint_leave'))
  return observed.find((holiday) => divisionId !== null && holiday.divisionId === divisionId) ??
    observed.find((holiday) => holiday.divisionId === null)
}

/** Is a date worked by this schedule, given the holiday that falls on it, if any? */
export function isWorked (schedule: Schedule, holiday: Holiday | undefined, date: string): boolean {
  return holiday ? holiday.kind === 'workday' : schedule.days.includes(weekdayOf(date))
}
