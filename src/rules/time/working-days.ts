/** Which days are worked, and by which schedule: what is in force, the most specific first, the newest in it; a roster before them. */
import { weekdayOf } from './zone.ts'

export type ScheduleScope = 'org' | 'division' | 'team' | 'user'

/** Until when the report of a day is owed, and taken. */
export interface Hours {
  /** Local time, `HH:MM`, `dayOffset` days after the day of work. */
  deadline: string
  dayOffset: number
  graceMinutes: number
  /** How many days after the deadline's own a report is still taken. */
  lateWindowDays: number
}

export interface Schedule extends Hours {
  scope: ScheduleScope
  /** Of the division, team or person; null for the organisation's. */
  scopeId: string | null
  /** The first and the last day that it holds; null: until another does. */
  effectiveFrom: string
  effectiveTo: string | null
  /** ISO weekdays, 1 is Monday. */
  days: number[]
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
  teamId: string | null
}

/** The shift of each day of each person that a team's roster names; null: a day off. Found by `rosterKey`. */
export type Roster<Shift extends Hours> = ReadonlyMap<string, Shift | null>

/** A person's day in a team. */
const rosterKey = (userId: string, teamId: string, date: string): string => `${userId} ${teamId} ${date}`

/** What the roster of the person's team says of a date: a shift, null for a day off, undefined for nothing. */
export function rosteredOn<Shift extends Hours> (roster: Roster<Shift> | undefined, person: Place, date: string): Shift | null | undefined {
  return person.teamId === null ? undefined : roster?.get(rosterKey(person.id, person.teamId, date))
}

const scopes: ScheduleScope[] = ['user', 'team', 'division', 'org']

/** The schedule of a person on a date; undefined where none is in force. */
export function scheduleOn<S extends Schedule> (schedules: S[], person: Place, date: string): S | undefined {
  return schedulesOn(schedules, person, date)[0]
}

/** Every schedule that is in force for a person on a date: the one that decides first. */
export function schedulesOn<S extends Schedule> (schedules: S[], person: Place, date: string): S[] {
  const idOf = { user: person.id, team: person.teamId, division: person.divisionId, org: null }
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

/** Is a date worked, given the holiday that falls on it, if any? @param usual would it be worked without one? */
export function isWorked (holiday: Holiday | undefined, usual: boolean): boolean {
  return holiday ? holiday.kind === 'workday' : usual
}

/** Is the weekday of a date one of the schedule's? */
export function isWorkingDay ({ days }: Schedule, date: string): boolean {
  return days.includes(weekdayOf(date))
}
