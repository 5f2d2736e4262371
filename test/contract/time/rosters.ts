/** What tests know of the operations on shifts and rosters. */
import { today } from '../../support/clock.ts'
import { line4, people, production, warehouse } from '../../support/people.ts'
import { forgedCursors, strangeNames } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import { allowed, forbidden, hidden, office, type Subjects } from '../subject.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

const range = { from: '2026-12-01', to: '2026-12-07' }

export async function fixture ({ clients: { hr } }: Stage) {
  const make = async (name: string, divisionId: string | null) =>
    (await hr.createShift({ name, divisionId, deadline: '06:00', dayOffset: 1 })).id
  const [everybodys, night, unused, packers] = [
    await make('Morning', null),
    await make('Night', production.id),
    await make('Unused', production.id),
    await make('Evening', warehouse.id)
  ]
  await hr.setRoster(line4.id, { days: [{ userId: people.employee.id, date: '2026-12-01', shiftId: night }] }, range)
  const former = await hr.createTeam({ name: 'Line 9', divisionId: production.id })
  await hr.archiveTeam(former.id)
  return {
    everybodys,
    night,
    unused,
    packers,
    former: former.id,
    shiftsCursor: (await hr.listShifts({ limit: 1 })).nextCursor!,
    teamsCursor: (await hr.listTeams({ limit: 1 })).nextCursor!
  }
}

const shift = (shiftId: string) => ({ params: { shiftId } })
const roster = (teamId: string) => ({ params: { teamId }, query: range })
const names = (...all: string[]) => ({ items: all.map((name) => ({ name })), nextCursor: null })
const hours = { deadline: '22:00', dayOffset: 0, graceMinutes: 10, lateWindowDays: 2, remindMinutes: [30] }
/** A manager's division is production. */
const those = [...office, 'manager' as const]

export const subjects: Subjects<Fixture> = {
  listShifts: {
    valid: ({ shiftsCursor }) => ({ query: { cursor: shiftsCursor, limit: 10 } }),
    access: [
      allowed(office, 'all of them', names('Evening', 'Morning', 'Night', 'Unused'), () => ({ query: {} })),
      allowed(
        ['employee', 'lead', 'manager'],
        "the organisation's and one's own",
        names('Morning', 'Night', 'Unused'),
        () => ({ query: {} })
      ),
      allowed(['other', 'otherManager'], "the organisation's and one's own", names('Evening', 'Morning'), () => ({ query: {} }))
    ],
    refused: ({ shiftsCursor, teamsCursor }) => forgedCursors(shiftsCursor, teamsCursor, strangeNames)
  },
  createShift: {
    by: 'manager',
    valid: () => ({ body: { name: 'Afternoon', divisionId: production.id, ...hours } }),
    access: [
      allowed(those, 'of a division', { name: 'Afternoon', divisionId: production.id, ...hours, version: 1 }),
      allowed(office, "the organisation's, like the default schedule", {
        divisionId: null,
        dayOffset: 0,
        graceMinutes: 0,
        lateWindowDays: 3,
        remindMinutes: [60, 15]
      }, { act: ({ client }) => client.createShift({ name: 'Afternoon', deadline: '22:00' }) }),
      allowed(those, 'of a name that there is', 'DUPLICATE', () => ({ body: { name: 'Night' } })),
      forbidden(['manager'], "the organisation's", () => ({ body: { divisionId: null } })),
      hidden(['manager'], 'of another division', () => ({ body: { divisionId: warehouse.id } }), 'RULE_REFUSED')
    ],
    refused: () => ({
      'of no division': { body: { divisionId: line4.id }, code: 'RULE_REFUSED', faults: ['/body/divisionId unknownDivision'] }
    })
  },
  updateShift: {
    by: 'manager',
    valid: ({ night }) => ({ ...shift(night), body: { version: 1, name: 'Late', ...hours } }),
    access: [
      allowed(those, 'of the division', { name: 'Late', ...hours, version: 2 }),
      allowed(those, 'to a name that there is', 'DUPLICATE', () => ({ body: { name: 'Unused' } })),
      forbidden(['manager'], "the organisation's", ({ everybodys }) => shift(everybodys)),
      hidden(['manager'], 'of another division', ({ packers }) => shift(packers))
    ],
    ladder: ({ packers, everybodys, night }) => {
      const of = (id: string) => ({ ...shift(id), body: { version: 9, name: 'Unused' } })
      return [
        ['an object out of scope', 'manager', of(packers), 'NOT_FOUND'],
        ['may', 'manager', of(everybodys), 'FORBIDDEN'],
        ['version', 'manager', of(night), 'VERSION_CONFLICT']
      ]
    }
  },
  deleteShift: {
    by: 'manager',
    valid: ({ unused }) => ({ ...shift(unused), query: { version: 1 } }),
    access: [
      allowed(those, 'one that no roster names', null),
      allowed(those, 'one that a roster names', 'STATE_CONFLICT', ({ night }) => shift(night)),
      forbidden(['manager'], "the organisation's", ({ everybodys }) => shift(everybodys)),
      hidden(['manager'], 'of another division', ({ packers }) => shift(packers))
    ],
    ladder: ({ packers, everybodys, night }) => {
      const of = (id: string) => ({ ...shift(id), query: { version: 9 } })
      return [
        ['an object out of scope', 'manager', of(packers), 'NOT_FOUND'],
        ['may', 'manager', of(everybodys), 'FORBIDDEN'],
        ['version', 'manager', of(night), 'VERSION_CONFLICT']
      ]
    }
  },
  getRoster: {
    valid: () => roster(line4.id),
    access: [
      allowed(
        ['employee', 'colleague', 'lead', 'manager', 'hr'],
        'of a team that one sees',
        (_, { night }) => ({
          teamId: line4.id,
          ...range,
          days: [{ userId: people.employee.id, date: '2026-12-01', shiftId: night }],
          shifts: [{ id: night, name: 'Night' }]
        })
      ),
      allowed(
        ['manager'],
        'of 31 days',
        { from: '2026-12-01', to: '2026-12-31' },
        () => ({ query: { from: '2026-12-01', to: '2026-12-31' } })
      ),
      hidden(['neighbour', 'other', 'otherManager'], 'of another team')
    ],
    refused: () => ({
      'turned round': { query: { from: range.to, to: range.from }, faults: ['/query/to order'] },
      'of 32 days': { query: { from: '2026-12-01', to: '2027-01-01' }, faults: ['/query/to maxDays'] }
    })
  },
  setRoster: {
    by: 'manager',
    valid: ({ night }) => ({
      ...roster(line4.id),
      body: {
        days: [
          { userId: people.employee.id, date: '2026-12-01', shiftId: night },
          { userId: people.employee.id, date: '2026-12-02', shiftId: null }
        ]
      }
    }),
    access: [
      allowed(those, 'of the division', (_, { night }) => ({ teamId: line4.id, days: [{ shiftId: night }, { shiftId: null }] })),
      hidden(['otherManager'], 'of another division')
    ],
    refused: ({ packers }) => {
      const one = (day: object) => ({ body: { days: [{ userId: people.employee.id, date: '2026-12-01', shiftId: null, ...day }] } })
      const twice = { userId: people.employee.id, date: '2026-12-01', shiftId: null }
      return {
        'turned round': { query: { from: range.to, to: range.from }, faults: ['/query/to order'] },
        'of 32 days': { query: { from: '2026-12-01', to: '2027-01-01' }, faults: ['/query/to maxDays'] },
        'a day of another week': { ...one({ date: '2026-12-08' }), faults: ['/body/days/0/date outside'] },
        'a day twice': { body: { days: [twice, { ...twice, shiftId: packers }] }, faults: ['/body/days/1/date unique'] },
        'from today': { query: { from: today, to: range.to }, body: { days: [] }, code: 'RULE_REFUSED', faults: ['/query/from past'] },
        'for who is not in the team': {
          ...one({ userId: people.other.id }),
          code: 'RULE_REFUSED',
          faults: ['/body/days/0/userId unknownPerson']
        },
        'a shift of another division': { ...one({ shiftId: packers }), code: 'RULE_REFUSED', faults: ['/body/days/0/shiftId unknownShift'] }
      }
    },
    ladder: ({ former }) => {
      const of = (teamId: string, query: object) => ({ params: { teamId }, query: query as Record<string, unknown>, body: { days: [] } })
      const past = { from: today, to: range.to }
      return [
        ['form beyond the schema', 'otherManager', of(line4.id, { from: range.to, to: today }), 'VALIDATION_FAILED', '/query/to order'],
        ['an object out of scope', 'otherManager', of(line4.id, past), 'NOT_FOUND'],
        ['state', 'manager', of(former, past), 'STATE_CONFLICT'],
        ['policy', 'manager', of(line4.id, past), 'RULE_REFUSED', '/query/from past']
      ]
    }
  }
}
