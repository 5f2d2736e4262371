import { rowOf as holidayRow } from '../../repositories/time/holidays.ts'
import type { DemoRows } from '../../repositories/platform/demo.ts'
import { rowOf as scheduleRow } from '../../repositories/time/schedules.ts'
import { addDays, localDate } from '../../rules/time/calendar.ts'
import type { PublicHoliday } from '../../rules/time/public-holidays.ts'
import { usualSchedule } from '../../rules/time/schedules.ts'
import type { Schedule } from '../../../generated/schemas.ts'
import { named } from './named.ts'
import { organisation, type DivisionKey } from './people.ts'

/** As far back as the company goes, in days. */
const age = 90
/** As far as its working days out of turn are planned. */
const ahead = 28
const dayLength = 86_400_000

interface Company {
  /** Milliseconds since 1970. */
  founded: number
  now: Date
  divisionId: (key?: DivisionKey) => string | null
  newId: () => string
}

/** A Saturday that production works, every third one. */
export function isWorkedSaturday (date: string): boolean {
  return new Date(date).getUTCDay() === 6 && Math.floor(Date.parse(date) / dayLength / 7) % 3 === 0
}

/** Would nobody work on it? */
const isFree = (date: string, holidays: PublicHoliday[]) =>
  [0, 6].includes(new Date(date).getUTCDay()) || holidays.some((holiday) => holiday.date === date)

/**
 * The year's holidays, and today a day of work whatever it is: a demo must have something to show; the office until six, production until
 * five and on every third Saturday, quality control far into the night.
 */
export function demoCalendar (
  { founded, now, divisionId, newId }: Company,
  publicHolidays: PublicHoliday[]
): Pick<DemoRows, 'schedules' | 'holidays'> {
  const today = localDate(now, organisation.time_zone)
  const then = new Date(founded)
  const schedule = (id: string, scopeId: string | null, from: string, rest: Partial<Schedule>, made = then) => {
    const scope = scopeId === null ? 'org' as const : 'division' as const
    return scheduleRow({ ...usualSchedule, graceMinutes: 15, ...rest, scope, scopeId, effectiveFrom: from, effectiveTo: null }, id, made)
  }
  const begin = addDays(today, -age)
  const jubilee = addDays(today, 35)
  const holiday = (date: string, name: string, kind: 'company' | 'national' | 'workday', division: string | null, id = newId()) =>
    holidayRow({ date, name, kind, divisionId: division }, id, then)
  const saturdays = Array.from({ length: age + ahead }, (_, index) => addDays(begin, index)).filter(isWorkedSaturday)
  return {
    schedules: [
      schedule(newId(), null, begin, {}),
      schedule(newId(), divisionId('production'), begin, { deadline: '17:00', graceMinutes: 30 }),
      schedule(newId(), divisionId('quality'), begin, { deadline: '02:00', dayOffset: 1 }),
      schedule(named.schedule, divisionId('production'), addDays(today, 30), { deadline: '17:00', days: [1, 2, 3, 4, 5, 6] }, now)
    ],
    holidays: [
      ...saturdays.map((date) => holiday(date, 'Sabtu kerja', 'workday', divisionId('production'))),
      ...(isFree(today, publicHolidays) ? [holiday(today, 'Hari kerja pengganti', 'workday', null)] : []),
      ...publicHolidays.filter(({ date }) => date !== jubilee && date !== today).map(({ date, name }) =>
        holiday(date, name, 'national', null)
      ),
      holiday(jubilee, 'Hari jadi perusahaan', 'company', null, named.holiday)
    ]
  }
}
