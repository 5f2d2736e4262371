/** Who sees and changes what of the calendar, and when an event may be. */
import type { CalendarChange } from '../../../generated/events.ts'
import type { CalendarEntry, CalendarScope, Holiday } from '../../../generated/schemas.ts'
import type { Rungs } from '../ladder.ts'
import { leadershipScope, leads, type Scope, type Viewer } from '../identity/viewer.ts'
import { canSeeTeam } from '../organisation/teams.ts'
import { addDays, daysBetween } from '../time/calendar.ts'
import { rangeOf, type DateRange } from '../time/ranges.ts'

/** In days: of a range that is shown, and of an event. */
export const longestSpan = 92
const [firstYear, lastYear] = ['1900', '2099']

/** Where an event is: whose, and of which team or division. */
export type Placed = Pick<CalendarEntry, 'scope' | 'userId' | 'teamId' | 'divisionId'>

/** Whose entries a viewer sees. */
export interface CalendarView extends Scope {
  userId: string
  /** Those that the viewer is one of the people of. */
  divisionIds: string[]
  /** In whose place they decide, and their own. */
  deciding: string[]
}

/** @param divisionIds of the viewer's teams. */
export function calendarView (viewer: Viewer, divisionIds: string[]): CalendarView {
  const { everything, divisionId } = leadershipScope(viewer)
  const own = viewer.divisionId === null ? divisionIds : [...divisionIds, viewer.divisionId]
  return {
    everything,
    divisionId,
    userId: viewer.id,
    teamIds: viewer.teams.map(({ id }) => id),
    divisionIds: [...new Set(own)],
    deciding: [viewer.id, ...(viewer.standsInFor ?? []).map(({ id }) => id)]
  }
}

export function canSeeEntry (viewer: Viewer, { divisionIds, everything }: CalendarView, entry: Placed): boolean {
  switch (entry.scope) {
    case 'personal':
      return entry.userId === viewer.id
    case 'team':
      return canSeeTeam(viewer, { teamId: entry.teamId!, divisionId: entry.divisionId! })
    case 'division':
      return everything || divisionIds.includes(entry.divisionId!)
    case 'org':
      return true
  }
}

/** May they put such events there, change them and take them away? */
export function mayKeep (viewer: Viewer, { scope, userId, teamId, divisionId }: Placed): boolean {
  const { everything, divisionId: managed } = leadershipScope(viewer)
  switch (scope) {
    case 'personal':
      return userId === viewer.id
    case 'team':
      return leads(viewer, { teamId: teamId!, divisionId: divisionId! })
    case 'division':
      return everything || managed === divisionId
    case 'org':
      return everything
  }
}

/** What changing an event asks for. @param version the one that the viewer saw. */
export function keeping (viewer: Viewer, view: CalendarView, version?: number): Rungs<Placed & { version: number }> {
  return { sees: (entry) => canSeeEntry(viewer, view, entry), may: (entry) => mayKeep(viewer, entry), version }
}

/** When an event is, as a request says it. */
export interface AskedTime {
  allDay?: boolean
  date?: string | null
  endDate?: string | null
  startsAt?: string | null
  endsAt?: string | null
}

export type TimeFault = { key: keyof AskedTime, rule: 'required' | 'empty' | 'calendarYears' | 'order' } | {
  key: keyof AskedTime,
  rule: 'maxDays',
  limit: number
}

const keysOf = { allDay: ['date', 'endDate'], timed: ['startsAt', 'endsAt'] } as const

/** What is wrong with a time; one that is not said at all is not wrong. */
export function faultsOfTime (asked: AskedTime): TimeFault[] {
  const { allDay } = asked
  const isSaid = (key: keyof AskedTime) => asked[key] !== undefined && asked[key] !== null
  if (allDay === undefined) return [...keysOf.allDay, ...keysOf.timed].some(isSaid) ? [{ key: 'allDay', rule: 'required' }] : []
  const [wanted, others] = allDay ? [keysOf.allDay, keysOf.timed] : [keysOf.timed, keysOf.allDay]
  const faults: TimeFault[] = [
    ...wanted.flatMap((key) => faultOfMoment(key, asked[key])),
    ...others.filter(isSaid).map((key) => ({ key, rule: 'empty' as const }))
  ]
  return faults.length > 0 ? faults : faultsOfSpan(wanted[1], asked[wanted[0]]!, asked[wanted[1]]!)
}

/** A second that a leap makes is none that can be reckoned with. */
function faultOfMoment (key: keyof AskedTime, time: string | null | undefined): TimeFault[] {
  if (time === undefined || time === null) return [{ key, rule: 'required' }]
  const year = time.slice(0, 4)
  return Number.isNaN(Date.parse(time)) || year < firstYear || year > lastYear ? [{ key, rule: 'calendarYears' }] : []
}

function faultsOfSpan (key: keyof AskedTime, from: string, to: string): TimeFault[] {
  if (Date.parse(to) < Date.parse(from)) return [{ key, rule: 'order' }]
  return daysBetween(from.slice(0, 10), to.slice(0, 10)) > longestSpan ? [{ key, rule: 'maxDays', limit: longestSpan }] : []
}

/** The days that a calendar shows: this month where it is not said. */
export function calendarRange (asked: { from?: string, to?: string }, today: string): DateRange | 'order' | 'maxDays' {
  return rangeOf(asked, monthOf(today), longestSpan)
}

function monthOf (date: string): DateRange {
  const first = `${date.slice(0, 7)}-01`
  const inNext = addDays(first, 31)
  return { from: first, to: addDays(`${inNext.slice(0, 7)}-01`, -1) }
}

/** What is asked of who names a team or a division for an event: whether it is wanted, or too much. */
export function faultOfScope (scope: CalendarScope, scopeId: string | null | undefined): 'required' | 'empty' | undefined {
  const named = scopeId !== null && scopeId !== undefined
  const wanted = scope === 'team' || scope === 'division'
  if (wanted === named) return undefined
  return wanted ? 'required' : 'empty'
}

/** @param others what it was, or what changed with it: their days show something else, too. */
export function holidayChange (
  action: CalendarChange['action'],
  { id, date, kind, version }: Holiday,
  others: Pick<Holiday, 'date'>[] = []
): CalendarChange {
  const dates = [date, ...others.map((other) => other.date)].sort()
  const shown = kind === 'national' || kind === 'company' ? 'holiday' : kind
  return { id, kind: shown, action, from: dates[0], to: dates.at(-1)!, version }
}
