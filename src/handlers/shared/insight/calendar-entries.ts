/** The calendar as a list and a feed show it: all sources in one order. */
import type { CalendarEntry, CalendarKind } from '../../../../generated/schemas.ts'
import type { Database } from '../../../database/tables.ts'
import * as calendarEvents from '../../../repositories/insight/calendar-events.ts'
import * as calendarHolidays from '../../../repositories/insight/calendar-holidays.ts'
import * as calendarLeaves from '../../../repositories/insight/calendar-leaves.ts'
import * as calendarReports from '../../../repositories/insight/calendar-reports.ts'
import { compareEntries, isFollowing, type CalendarAsked, type Entry } from '../../../repositories/insight/calendar.ts'
import * as teams from '../../../repositories/organisation/teams.ts'
import { calendarView, longestSpan, mayKeep, type CalendarView } from '../../../rules/insight/calendar.ts'
import type { Viewer } from '../../../rules/identity/viewer.ts'
import { addDays, localDate } from '../../../rules/time/calendar.ts'
import { longestLeave } from '../../../rules/time/leaves.ts'
import { listDeadlines } from '../../../steps/time/deadlines.ts'
import { calendarTexts } from '../../../texts/calendar.ts'
import type { Locale } from '../../../texts/locale.ts'

export async function viewOf (db: Database, viewer: Viewer): Promise<CalendarView> {
  return calendarView(viewer, await teams.divisionsOf(db, viewer.teams.map(({ id }) => id)))
}

/** How it is read: in which language, and whether by another program, which is told no more of others than that they are away. */
export interface Reading {
  locale: Locale
  outside: boolean
  now: Date
}

/** @param kinds those that are asked for of the ones that come from here. */
type Source = (db: Database, view: CalendarView, asked: CalendarAsked, reading: Reading, kinds: CalendarKind[]) => Promise<Entry[]>

const holidays: Source = (db, view, asked, _reading, kinds) =>
  calendarHolidays.list(db, view, kinds as calendarHolidays.HolidayKind[], asked)

const leaves: Source = async (db, view, asked, { locale, outside }) => {
  const found = await calendarLeaves.list(db, view, { ...asked, earliest: addDays(asked.from, 1 - longestLeave) })
  return found.map(({ person, leaveKind, pending, ...entry }) => {
    const own = person.id === view.userId
    const title = outside && !own
      ? calendarTexts.away(person.name)
      : calendarTexts.leave({ name: own ? null : person.name, kind: own && !outside ? leaveKind : null, pending })
    return { ...entry, title: title[locale] }
  })
}

/** One's own. One of the night is on the day after that of work. */
const deadlines: Source = async (db, { userId }, asked, { locale, now }) => {
  const found = await listDeadlines(db, userId, { from: addDays(asked.from, -1), to: asked.to }, now)
  const entries = found.map(({ workDate, teamId, divisionId, deadlineAt, changedAt, timeZone }): Entry => {
    const [date, at] = [localDate(new Date(deadlineAt), timeZone), new Date(deadlineAt).toISOString()]
    return {
      id: `deadline:${workDate}`,
      kind: 'deadline',
      title: calendarTexts.deadline[locale],
      scope: 'personal',
      divisionId,
      teamId,
      userId,
      allDay: false,
      date,
      endDate: date,
      startsAt: at,
      endsAt: at,
      location: '',
      description: '',
      version: null,
      changedAt
    }
  })
  return entries.filter((entry) =>
    asked.from <= entry.date && entry.date <= asked.to && (asked.teamId ?? entry.teamId) === entry.teamId && isFollowing(entry, asked)
  ).sort(compareEntries).slice(0, asked.limit)
}

/** Where each kind comes from. */
const sources: Record<CalendarKind, Source> = {
  event: calendarEvents.list,
  leave: leaves,
  deadline: deadlines,
  holiday: holidays,
  joint_leave: holidays,
  workday: holidays,
  report: (db, { userId }, asked) => calendarReports.list(db, userId, asked)
}

/** At most `limit`, in order. @param kinds those alone, where the range does not name one. */
export async function listEntries (
  db: Database,
  view: CalendarView,
  range: Omit<CalendarAsked, 'earliest'>,
  reading: Reading,
  kinds = Object.keys(sources) as readonly CalendarKind[]
): Promise<Entry[]> {
  const asked = { ...range, earliest: addDays(range.from, 1 - longestSpan) }
  const wanted = Map.groupBy(asked.kind === undefined ? kinds : [asked.kind], (kind) => sources[kind])
  const lists = await Promise.all(Array.from(wanted, ([list, those]) => list(db, view, asked, reading, those)))
  return lists.flat().sort(compareEntries).slice(0, asked.limit)
}

/** With what the viewer can do to it; no token changes any. */
export function entryOf (viewer: Viewer, { changedAt: _, ...entry }: Entry): CalendarEntry {
  return { ...entry, can: { edit: entry.kind === 'event' && viewer.scopes === undefined && mayKeep(viewer, entry) } }
}
