/** A calendar as RFC 5545 writes it. */
import ical, { ICalEventClass } from 'ical-generator'

/** What of an entry other programs are told. Days are local, both included; the instants are null all day long. */
export interface CalendarItem {
  kind: string
  id: string
  title: string
  description: string
  location: string
  date: string
  endDate: string
  startsAt: string | null
  endsAt: string | null
  changedAt: string
}

/** How often programs are asked to look, in seconds. */
const refreshInterval = 3600
const dayLength = 86_400_000

/** @param host makes the names of entries the organisation's own; they stay the same, whatever changes. */
export function icalendarOf (name: string, host: string, items: CalendarItem[]): string {
  const calendar = ical({ name, ttl: refreshInterval, prodId: { company: 'workpulse', product: 'workpulse-api', language: 'EN' } })
  for (const item of items) {
    const changed = new Date(item.changedAt)
    calendar.createEvent({
      id: `${item.kind}-${item.id}@${host}`,
      ...timeOf(item),
      summary: item.title,
      ...(item.description && { description: item.description }),
      ...(item.location && { location: item.location }),
      // Of when it changed, so that what says the same reads the same.
      stamp: changed,
      lastModified: changed,
      class: ICalEventClass.PRIVATE
    })
  }
  return `${calendar.toString()}\r\n`
}

/** A day's end is the beginning of the next. */
function timeOf ({ date, endDate, startsAt, endsAt }: CalendarItem): { start: Date, end: Date, allDay: boolean } {
  if (startsAt !== null && endsAt !== null) return { start: new Date(startsAt), end: new Date(endsAt), allDay: false }
  return { start: new Date(date), end: new Date(Date.parse(endDate) + dayLength), allDay: true }
}
