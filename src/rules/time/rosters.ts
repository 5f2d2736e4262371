/** Who says which shifts there are and who has which, and what a roster can not say. */
import type { RosterDay, Shift } from '../../../generated/schemas.ts'
import type { Viewer } from '../identity/viewer.ts'
import { mayManageDivision } from '../organisation/teams.ts'
import type { DateRange } from './ranges.ts'

/** In days. */
export const longestRoster = 31

/** HR and admins all of them, managers those of their own division. */
export function mayChangeShift (viewer: Viewer, { divisionId }: Pick<Shift, 'divisionId'>): boolean {
  if (divisionId !== null) return mayManageDivision(viewer, divisionId)
  return viewer.role === 'hr' || viewer.role === 'admin'
}

/** Managers see those that their division can use. */
export function seesShift (viewer: Viewer, shift: Pick<Shift, 'divisionId'>): boolean {
  return shift.divisionId === null || mayChangeShift(viewer, shift)
}

type Fault = { index: number, key: 'userId' | 'date' | 'shiftId', rule: 'unique' | 'outside' | 'unknownPerson' | 'unknownShift' }

/** What is wrong with the form: days outside of the range, and those that come twice. */
export function malformedDays (days: RosterDay[], { from, to }: DateRange): Fault[] {
  const seen = new Set<string>()
  return days.flatMap(({ userId, date }, index): Fault[] => {
    const key = `${userId} ${date}`
    const isDouble = seen.has(key)
    seen.add(key)
    if (date < from || date > to) return [{ index, key: 'date', rule: 'outside' }]
    return isDouble ? [{ index, key: 'date', rule: 'unique' }] : []
  })
}

/** Who is not in the team, and which shifts are not for its division. */
export function strangeDays (days: RosterDay[], memberIds: string[], shifts: Shift[], divisionId: string): Fault[] {
  const members = new Set(memberIds)
  const usable = new Set(shifts.filter((shift) => shift.divisionId === null || shift.divisionId === divisionId).map(({ id }) => id))
  return days.flatMap(({ userId, shiftId }, index): Fault[] => [
    ...(members.has(userId) ? [] : [{ index, key: 'userId' as const, rule: 'unknownPerson' as const }]),
    ...(shiftId === null || usable.has(shiftId) ? [] : [{ index, key: 'shiftId' as const, rule: 'unknownShift' as const }])
  ])
}
