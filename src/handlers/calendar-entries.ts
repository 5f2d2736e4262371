/** The calendar as a list and a feed show it: all sources in one order. */
import type { CalendarEntry, CalendarKind } from '../../generated/schemas.ts'
import type { Database } from '../database/tables.ts'
import * as calendarEvents from '../repositories/insight/calendar-events.ts'
import * as calendarHolidays from '../repositories/insight/calendar-holidays.ts'
import * as calendarReports from '../repositories/insight/calendar-reports.ts'
import { compareEntries, type CalendarAsked, type Entry } from '../repositories/insight/calendar.ts'
import * as teams from '../repositories/organisation/teams.ts'
import { calendarView, longestSpan, mayKeep, type CalendarView } from '../rules/insight/calendar.ts'
import type { Viewer } from '../rules/identity/viewer.ts'
import { addDays } from '../rules/time/calendar.ts'

export async function viewOf (db: Database, viewer: Viewer): Promise<CalendarView> {
  return calendarView(viewer, await teams.divisionsOf(db, viewer.teams.map(({ id }) => id)))
}

type Source = (db: Database, view: CalendarView, asked: CalendarAsked) => Promise<Entry[]>

const holidays = (kind: Parameters<typeof calendarHolidays.list>[2]): Source => (db, view, asked) =>
  calendarHolidays.list(db, view, kind, asked)

/** Of a kind that nothing is of yet. */
const nothing: Source = async () => []

/** Where each kind comes from. */
const sources: Partial<Record<CalendarKind, Source>> = {
  event: calendarEvents.list,
  holiday: holidays('holiday'),
  joint_leave: holidays('joint_leave'),
  workday: holidays('workday'),
  report: (db, { userId }, asked) => calendarReports.list(db, userId, asked)
}

/** At most `limit`, in order. @param kinds those alone, where the range does not name one. */
export async function listEntries (
  db: Database,
  view: CalendarView,
  range: Omit<CalendarAsked, 'earliest'>,
  kinds = Object.keys(sources) as readonly CalendarKind[]
): Promise<Entry[]> {
  const asked = { ...range, earliest: addDays(range.from, 1 - longestSpan) }
  const wanted = (asked.kind === undefined ? kinds : [asked.kind]).map((kind) => sources[kind] ?? nothing)
  const lists = await Promise.all(wanted.map((list) => list(db, view, asked)))
  return lists.flat().sort(compareEntries).slice(0, asked.limit)
}

/** With what the viewer can do to it. */
export function entryOf (viewer: Viewer, { changedAt: _, ...entry }: Entry): CalendarEntry {
  return { ...entry, can: { edit: entry.kind === 'event' && mayKeep(viewer, entry) } }
}
