import { toDateTime } from '../../database/dialect.ts'
import type { DemoRows } from '../../repositories/platform/demo.ts'
import { addDays } from '../../rules/time/calendar.ts'
import { named } from './named.ts'
import { employeeEmail } from './people.ts'

/**
 * The lead of Line 7 is away this week, and that of Line 4 sees to both lines; the employee will stand in for the latter.
 * @param founded in milliseconds since 1970.
 */
export function demoDelegations (
  people: { id: string, email: string }[],
  today: string,
  founded: number,
  newId: () => string
): DemoRows['delegations'] {
  const idOf = (email: string) => people.find((person) => person.email === email)!.id
  const lead = 'lead@workpulse.test'
  const time = toDateTime(new Date(founded))
  const delegation = (from: string, to: string, [startsOn, endsOn]: [number, number], note: string, id = newId()) => ({
    id,
    from_id: idOf(from),
    to_id: idOf(to),
    starts_on: addDays(today, startsOn),
    ends_on: addDays(today, endsOn),
    note,
    begun_at: startsOn <= 0 ? time : null,
    ended_at: null,
    created_at: time,
    version: 1
  })
  return [
    delegation('sri.wahyuni@workpulse.test', lead, [-1, 4], 'Cuti keluarga.'),
    delegation(lead, employeeEmail, [30, 34], 'Kunci ada pada Siti.', named.delegation)
  ]
}
