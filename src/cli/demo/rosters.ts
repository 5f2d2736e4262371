import { toDateTime } from '../../database/dialect.ts'
import type { DemoRows } from '../../repositories/platform/demo.ts'
import { hoursOf } from '../../repositories/time/rosters.ts'
import { rowOf as shiftRow } from '../../repositories/time/shifts.ts'
import { addDays } from '../../rules/time/calendar.ts'
import { usualHours } from '../../rules/time/schedules.ts'
import { named } from './named.ts'

/** For so many days there is a roster. */
const planned = 14

/** Three shifts, the first of production alone; and who of the inspectors has which: two evenings, two nights, two days off. */
export function demoRosters (
  inspectors: { id: string, teamId: string }[],
  { today, founded, newId }: { today: string, founded: number, newId: () => string }
): Pick<DemoRows, 'shifts' | 'rosterDays'> {
  const then = new Date(founded)
  const shift = (id: string, name: string, deadline: string, dayOffset = 0, divisionId: string | null = null) => ({
    ...usualHours,
    graceMinutes: 15,
    id,
    name,
    divisionId,
    deadline,
    dayOffset
  })
  const [morning, evening, night] = [
    shift(named.shifts.unused, 'Pagi', '15:00', 0, named.division.production),
    shift(newId(), 'Sore', '23:00'),
    shift(named.shifts.night, 'Malam', '07:00', 1)
  ]
  const turns = [evening, evening, night, night, null, null]
  const rosterDays = inspectors.flatMap(({ id, teamId }, position) =>
    Array.from({ length: planned }, (_, index) => {
      const turn = turns[(index + 2 * position) % turns.length]
      return {
        work_date: addDays(today, index + 1),
        user_id: id,
        team_id: teamId,
        shift_id: turn && turn.id,
        ...hoursOf(turn),
        created_at: toDateTime(then)
      }
    })
  )
  return { shifts: [morning, evening, night].map(({ id, ...rest }) => shiftRow(rest, id, then)), rosterDays }
}
