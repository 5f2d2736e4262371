/** What the dashboard shows a person, and in which order. */
import type { NeededAction, Permission, UserSettings } from '../../../generated/schemas.ts'
import { seesToWork } from '../identity/stand-ins.ts'
import type { Viewer } from '../identity/viewer.ts'
import { addDays } from '../time/calendar.ts'
import type { DateRange } from '../time/ranges.ts'
import { weekdayOf } from '../time/zone.ts'

const mostActions = 10

/** Where a front end shows somebody the way to; no operation asks for it. */
export function permissionsOf (viewer: Viewer): Permission[] {
  const { role } = viewer
  const office = role === 'hr' || role === 'admin'
  return [
    ...(seesToWork(viewer) ? ['reports.review', 'obligations.remind', 'leaves.decide'] as const : []),
    ...(office ? ['people.manage' as const] : []),
    ...(office || role === 'manager' ? ['organisation.manage' as const] : []),
    'analytics.export',
    ...(role === 'admin' ? ['audit.read' as const] : [])
  ]
}

/** ISO weekdays. */
const firstDays: Record<UserSettings['weekStart'], number> = { monday: 1, saturday: 6, sunday: 7 }

/** The seven days that a date is in. */
export function weekOf (date: string, start: UserSettings['weekStart']): DateRange {
  const from = addDays(date, -((weekdayOf(date) - firstDays[start] + 7) % 7))
  return { from, to: addDays(from, 6) }
}

/** @param kinds what is due first, then what came back, then what waits for a decision; each as it comes. */
export function actionsOf (...kinds: NeededAction[][]): NeededAction[] {
  return kinds.flat().slice(0, mostActions)
}
