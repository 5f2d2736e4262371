import { toDateTime } from '../../database/dialect.ts'
import { addDays } from '../../rules/time/calendar.ts'
import type { PublicHoliday } from '../../rules/time/public-holidays.ts'
import { isWorkedSaturday } from './calendar.ts'
import { utcOffset } from './people.ts'
import type { Random } from './texts.ts'

export const minute = 60_000
export const daysOfReports = 60

/** What all the reports have in common. */
export interface Calendar {
  random: Random
  now: Date
  today: string
  /** Working days up to and including today. */
  days: string[]
}

export const foundedOn = (today: string) => addDays(today, -90)

/** The days that there are reports of, up to and including today. */
export const dates = (today: string) => Array.from({ length: daysOfReports }, (_, index) => addDays(today, index - daysOfReports + 1))

/** Monday to Friday and every third Saturday but for holidays, and today whatever it is: a demo must have something to show. */
export function workingDays (today: string, holidays: PublicHoliday[]): string[] {
  return dates(today).filter((date) => {
    const weekday = new Date(date).getUTCDay()
    const isFree = holidays.some((holiday) => holiday.date === date)
    return date === today || (weekday > 0 && weekday < 6 && !isFree) || isWorkedSaturday(date)
  })
}

/** Old enough to have been reviewed. */
export const isOld = (date: string, today: string) => date < addDays(today, -3)

/** Milliseconds since 1970. */
export const timeAt = (date: string, time: string) => Date.parse(`${date}T${time}:00${utcOffset}`)

export const dateTime = (time: number) => toDateTime(new Date(time))
