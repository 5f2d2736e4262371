import type { Schedule, UpdateSchedule } from '../../../generated/schemas.ts'
import type { Viewer } from '../identity/viewer.ts'
import { addDays } from './calendar.ts'

/** Whose schedule it is. */
export interface SchedulePlace {
  scope: Schedule['scope']
  /** Of the division, of the team's, or of the person; null for the organisation's. */
  divisionId: string | null
}

/** What a schedule says that nobody has said otherwise, and what the organisation begins with. */
export const usualSchedule = {
  days: [1, 2, 3, 4, 5],
  deadline: '18:00',
  dayOffset: 0,
  graceMinutes: 0,
  lateWindowDays: 3,
  remindMinutes: [60, 15]
}

const { days: _days, ...hours } = usualSchedule

/** The same of a shift, which is worked on the days that a roster says. */
export const usualHours = hours

const isOffice = ({ role }: Pick<Viewer, 'role'>) => role === 'hr' || role === 'admin'

/** Managers see what counts for their division; what counts elsewhere is no business of theirs. */
export function seesSchedule (viewer: Viewer, { scope, divisionId }: SchedulePlace): boolean {
  return isOffice(viewer) || scope === 'org' || mayChangeSchedule(viewer, { scope, divisionId })
}

/** HR and admins all of them, managers those of their own division, its teams and its people. */
export function mayChangeSchedule (viewer: Viewer, { scope, divisionId }: SchedulePlace): boolean {
  return isOffice(viewer) || (viewer.role === 'manager' && scope !== 'org' && divisionId !== null && divisionId === viewer.divisionId)
}

/** Of a schedule that has begun only the end changes; of one that is over, nothing: days have been judged by it. */
export function isChangeable ({ effectiveFrom, effectiveTo }: Schedule, change: Omit<UpdateSchedule, 'version'>, today: string): boolean {
  if (effectiveFrom > today) return true
  return Object.keys(change).every((key) => key === 'effectiveTo') && (effectiveTo === null || effectiveTo >= today)
}

/** Which policy refuses a schedule with these ends, if any. @param begun it held before the change. */
export function refusedEnds (
  { effectiveFrom, effectiveTo = null }: { effectiveFrom: string, effectiveTo?: string | null },
  begun: boolean,
  today: string
): { path: string, rule: 'past' | 'over' | 'order' } | undefined {
  if (!begun && effectiveFrom <= today) return { path: '/body/effectiveFrom', rule: 'past' }
  if (effectiveTo !== null && effectiveTo < effectiveFrom) return { path: '/body/effectiveTo', rule: 'order' }
  if (effectiveTo !== null && effectiveTo < today) return { path: '/body/effectiveTo', rule: 'over' }
}

/** The first day from `day` on for which none of these is in force; undefined where there always is one. */
export function firstDayWithout (schedules: Pick<Schedule, 'effectiveFrom' | 'effectiveTo'>[], day: string): string | undefined {
  const sorted = schedules.toSorted((a, b) => a.effectiveFrom < b.effectiveFrom ? -1 : 1)
  let next = day
  for (const { effectiveFrom, effectiveTo } of sorted) {
    if (effectiveFrom > next) return next
    if (effectiveTo === null) return undefined
    if (effectiveTo >= next) next = addDays(effectiveTo, 1)
  }
  return next
}
