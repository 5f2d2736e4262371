import { channels, event, type CalendarChange, type NewEvent } from '../../../generated/events.ts'
import type { CalendarScope } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import { validationFailed } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import * as calendarEvents from '../../repositories/insight/calendar-events.ts'
import type { CalendarEvent, EventTime } from '../../repositories/insight/calendar-events.ts'
import { earliestFirst } from '../../repositories/insight/calendar.ts'
import * as divisions from '../../repositories/organisation/divisions.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as events from '../../repositories/platform/events.ts'
import {
  calendarRange,
  canSeeEntry,
  faultOfScope,
  faultsOfTime,
  keeping,
  longestSpan,
  mayKeep,
  type AskedTime,
  type Placed
} from '../../rules/insight/calendar.ts'
import { climb } from '../../rules/ladder.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { localDate } from '../../rules/time/calendar.ts'
import type { DateRange } from '../../rules/time/ranges.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { readerLocale } from '../shared/platform/locales.ts'
import { pageAsked } from '../pages.ts'
import { entryOf, listEntries, viewOf } from '../shared/insight/calendar-entries.ts'

const mostEntries = 500

export function calendarEventHandlers ({ db, clock, transaction }: HandlerDeps) {
  const timeZone = async (tx: Database) => (await readDayRules(tx, clock.now())).timeZone

  return implement('calendar', {
    async listCalendarEvents ({ query: { from, to, kind, teamId, cursor, limit = mostEntries }, viewer, request }) {
      const range = calendarRange({ from, to }, localDate(clock.now(), await timeZone(db)))
      const faults = typeof range === 'string' ? [fault('/query/to', range, longestSpan)] : []
      const { after } = pageAsked({ cursor, limit }, earliestFirst, faults)
      // One more than wanted says whether there is another page.
      const asked = { ...range as DateRange, kind, teamId, after, limit: limit + 1 }
      const reading = { locale: await readerLocale(db, viewer, request), outside: false, now: clock.now() }
      const found = await listEntries(db, await viewOf(db, viewer), asked, reading)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return {
        items: items.map((entry) => entryOf(viewer, entry)),
        nextCursor: last && found.length > limit ? earliestFirst.encode([last.date, last.kind, last.id]) : null
      }
    },

    async createCalendarEvent ({ body: { scope, scopeId, title, description = '', location = '', ...time }, viewer, request }) {
      const rule = faultOfScope(scope, scopeId)
      checkTime(time, rule ? [fault('/body/scopeId', rule)] : [])
      return transaction(async (tx) => {
        const place = climb(await placeOf(tx, viewer, scope, scopeId), { may: (place) => mayKeep(viewer, place) })
        const created = await calendarEvents.insert(tx, {
          scope,
          scopeId: scope === 'personal' ? viewer.id : scopeId ?? null,
          title,
          description,
          location,
          ...timeOf(time, await timeZone(tx)),
          createdBy: viewer.id
        }, clock.now())
        await tell(tx, request.id, place, 'created', created)
        return entryOf(viewer, created)
      })
    },

    async getCalendarEvent ({ params, viewer }) {
      const view = await viewOf(db, viewer)
      return entryOf(viewer, climb(await calendarEvents.find(db, params.eventId), { sees: (entry) => canSeeEntry(viewer, view, entry) }))
    },

    async updateCalendarEvent ({ params, body: { version, title, description, location, ...time }, viewer, request }) {
      checkTime(time)
      return transaction(async (tx) => {
        const before = climb(await calendarEvents.find(tx, params.eventId), keeping(viewer, await viewOf(tx, viewer), version))
        const change = {
          ...(title !== undefined && { title }),
          ...(description !== undefined && { description }),
          ...(location !== undefined && { location }),
          ...(time.allDay !== undefined && { time: timeOf(time, await timeZone(tx)) })
        }
        const updated = await calendarEvents.update(tx, before, change, clock.now())
        await tell(tx, request.id, updated, 'updated', updated, before)
        return entryOf(viewer, updated)
      })
    },

    async deleteCalendarEvent ({ params, query, viewer, request }) {
      return transaction(async (tx) => {
        const before = climb(await calendarEvents.find(tx, params.eventId), keeping(viewer, await viewOf(tx, viewer), query.version))
        await calendarEvents.remove(tx, before)
        await tell(tx, request.id, before, 'deleted', before)
        return null
      })
    }
  })

  /** @param before as it was, of one that may have moved: its old days show something else, too. */
  async function tell (
    tx: Database,
    cause: string,
    place: Placed,
    action: 'created' | 'updated' | 'deleted',
    { id, date, endDate, version }: CalendarEvent,
    before: Pick<CalendarEvent, 'date' | 'endDate'> = { date, endDate }
  ): Promise<void> {
    const change = {
      id,
      kind: 'event' as const,
      action,
      from: before.date < date ? before.date : date,
      to: before.endDate > endDate ? before.endDate : endDate,
      version
    }
    await events.append(tx, clock.now(), cause, await eventsFor(tx, place, change))
  }
}

/** @returns undefined for a team or a division that is not there, or out of sight. */
async function placeOf (
  tx: Database,
  viewer: Viewer,
  scope: CalendarScope,
  scopeId: string | null | undefined
): Promise<Placed | undefined> {
  const nowhere = { scope, userId: null, teamId: null, divisionId: null }
  if (scope === 'org') return nowhere
  if (scope === 'personal') return { ...nowhere, userId: viewer.id }
  const found = scope === 'team'
    ? await teams.find(tx, scopeId!)
    : await divisions.isOpen(tx, scopeId!) && { teamId: null, divisionId: scopeId! }
  const place = found ? { ...nowhere, ...found } : undefined
  return place && canSeeEntry(viewer, await viewOf(tx, viewer), place) ? place : undefined
}

/** To whoever sees it: who it is about, a team, each team of a division, everybody. */
async function eventsFor (tx: Database, { scope, userId, teamId, divisionId }: Placed, change: CalendarChange): Promise<NewEvent[]> {
  switch (scope) {
    case 'personal':
      return [event(channels.user(userId!), 'calendar.changed', change)]
    case 'team':
      return [event(channels.team(teamId!), 'calendar.changed', change)]
    case 'division':
      return (await teams.idsOf(tx, divisionId!)).map((id) => event(channels.team(id), 'calendar.changed', change))
    case 'org':
      return [event(channels.org(), 'calendar.changed', change)]
  }
}

/** @throws VALIDATION_FAILED for what the schema cannot say of a time, together with `faults`. */
function checkTime (time: AskedTime, faults = [] as ReturnType<typeof fault>[]): void {
  const wrong = faultsOfTime(time).map((each) => fault(`/body/${each.key}`, each.rule, 'limit' in each ? each.limit : undefined))
  if (wrong.length + faults.length > 0) throw validationFailed([...faults, ...wrong])
}

/** Of one that has been checked. */
function timeOf ({ allDay, date, endDate, startsAt, endsAt }: AskedTime, timeZone: string): EventTime {
  if (allDay) return { date: date!, endDate: endDate!, startsAt: null, endsAt: null }
  const [begin, end] = [new Date(startsAt!), new Date(endsAt!)]
  return { date: localDate(begin, timeZone), endDate: localDate(end, timeZone), startsAt: begin, endsAt: end }
}
