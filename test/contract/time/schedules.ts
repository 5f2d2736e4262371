/** What tests know of the operations on schedules. */
import { today } from '../../support/clock.ts'
import { line4, packing, people, production, warehouse } from '../../support/people.ts'
import { forgedCursors, strangeDays } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import { allowed, forbidden, hidden, nothing, office, type Subjects } from '../subject.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

const [tomorrow, later] = ['2026-11-21', '2026-12-01']

export async function fixture ({ clients: { hr }, app: { deps: { db } } }: Stage) {
  const make = async (scope: 'org' | 'division' | 'user', scopeId: string | null, effectiveFrom = later) =>
    (await hr.createSchedule({ scope, scopeId, effectiveFrom })).id
  const begun = async (id: string) => {
    await db.updateTable('schedules').set({ effective_from: '2026-11-02' }).where('id', '=', id).execute()
    return id
  }
  return {
    everybodys: await begun(await make('org', null, tomorrow)),
    productions: await make('division', production.id),
    begun: await begun(await make('division', production.id, tomorrow)),
    employees: await make('user', people.employee.id),
    warehouses: await make('division', warehouse.id),
    schedulesCursor: (await hr.listSchedules({ limit: 1 })).nextCursor!,
    teamsCursor: (await hr.listTeams({ limit: 1 })).nextCursor!
  }
}

const schedule = (id: string) => ({ params: { scheduleId: id } })
const rules = {
  effectiveFrom: '2026-12-07',
  effectiveTo: '2026-12-31',
  days: [1, 2, 3, 4, 5, 6],
  deadline: '02:00',
  dayOffset: 1,
  graceMinutes: 15,
  lateWindowDays: 5,
  remindMinutes: [30]
}
/** A managers' division is production. */
const those = [...office, 'manager' as const]
const ids = (items: { id: string }[]) => items.map(({ id }) => id).sort()

export const subjects: Subjects<Fixture> = {
  listSchedules: {
    valid: ({ schedulesCursor }) => ({ query: { scope: 'division', scopeId: production.id, cursor: schedulesCursor, limit: 10 } }),
    access: [
      allowed(
        office,
        'all of them',
        (_, made) => ids([made.everybodys, made.productions, made.begun, made.employees, made.warehouses].map((id) => ({ id }))),
        {
          act: async ({ client }) => ids((await client.listSchedules({ limit: 100 })).items)
        }
      ),
      allowed(
        ['manager'],
        'what counts in the division',
        (_, made) => ids([made.everybodys, made.productions, made.begun, made.employees].map((id) => ({ id }))),
        {
          act: async ({ client }) => ids((await client.listSchedules({ limit: 100 })).items)
        }
      ),
      allowed(
        those,
        'of one division, the latest first',
        (_, { productions, begun }) => ({ items: [{ id: productions }, { id: begun }] }),
        () => ({
          query: { scopeId: production.id }
        })
      ),
      allowed(
        those,
        'of one kind',
        (_, { everybodys }) => ({ items: [{ id: everybodys, scopeId: null }] }),
        () => ({ query: { scope: 'org' } })
      ),
      hidden(['manager'], 'of another division', () => ({ query: { scopeId: warehouse.id } }), nothing),
      hidden(['otherManager'], 'of a person of another division', () => ({ query: { scopeId: people.employee.id } }), nothing)
    ],
    refused: ({ schedulesCursor, teamsCursor }) => forgedCursors(schedulesCursor, teamsCursor, strangeDays)
  },
  createSchedule: {
    by: 'manager',
    valid: () => ({ body: { scope: 'division', scopeId: production.id, ...rules } }),
    access: [
      allowed(office, "the organisation's", { scope: 'org', scopeId: null, days: [1, 2, 3, 4, 5], deadline: '18:00' }, {
        act: ({ client }) => client.createSchedule({ scope: 'org', effectiveFrom: tomorrow })
      }),
      allowed(['manager', 'hr'], "of one's people", { scope: 'user', scopeId: people.employee.id }, () => ({
        body: { scope: 'user', scopeId: people.employee.id }
      })),
      allowed(
        ['manager', 'hr'],
        "of one's teams",
        { scope: 'team', scopeId: line4.id },
        () => ({ body: { scope: 'team', scopeId: line4.id } })
      ),
      hidden(['manager'], 'of a team of another division', () => ({ body: { scope: 'team', scopeId: packing.id } }), 'RULE_REFUSED'),
      allowed(those, 'beside another one of the scope', 'DUPLICATE', () => ({ body: { effectiveFrom: later } })),
      forbidden(['manager'], "the organisation's", () => ({ body: { scope: 'org', scopeId: null } })),
      hidden(['manager'], 'of another division', () => ({ body: { scopeId: warehouse.id } }), 'RULE_REFUSED'),
      hidden(['manager'], 'of a person of another division', () => ({ body: { scope: 'user', scopeId: people.other.id } }), 'RULE_REFUSED')
    ],
    refused: () => ({
      'nobody in particular': { body: { scope: 'user', scopeId: null }, faults: ['/body/scopeId required'] },
      'everybody in particular': { body: { scope: 'org' }, faults: ['/body/scopeId empty'] },
      'the end before the beginning': { body: { effectiveTo: '2026-12-06' }, faults: ['/body/effectiveTo order'] },
      'a team for a division': { body: { scopeId: packing.id }, code: 'RULE_REFUSED', faults: ['/body/scopeId unknownDivision'] },
      'a division for a team': { body: { scope: 'team' }, code: 'RULE_REFUSED', faults: ['/body/scopeId unknownTeam'] },
      'a division for a person': { body: { scope: 'user' }, code: 'RULE_REFUSED', faults: ['/body/scopeId unknownPerson'] },
      'from today': { body: { effectiveFrom: today }, code: 'RULE_REFUSED', faults: ['/body/effectiveFrom past'] },
      'of a day before days': { body: { effectiveFrom: '0001-01-01' }, code: 'RULE_REFUSED', faults: ['/body/effectiveFrom past'] }
    }),
    ladder: () => [
      ['form beyond the schema', 'manager', { body: { scope: 'org', effectiveFrom: today } }, 'VALIDATION_FAILED', '/body/scopeId empty'],
      ['may', 'manager', { body: { scope: 'org', scopeId: null, effectiveFrom: today } }, 'FORBIDDEN'],
      [
        'policy: the place',
        'manager',
        { body: { scopeId: warehouse.id, effectiveFrom: today } },
        'RULE_REFUSED',
        '/body/scopeId unknownDivision'
      ],
      ['policy: the day', 'manager', { body: { effectiveFrom: today } }, 'RULE_REFUSED', '/body/effectiveFrom past']
    ]
  },
  updateSchedule: {
    by: 'manager',
    valid: ({ productions }) => ({ ...schedule(productions), body: { version: 1, ...rules } }),
    access: [
      allowed(those, 'one that has not begun', { ...rules, version: 2 }),
      allowed(those, 'the end of one that has begun', { effectiveTo: today, version: 2 }, {
        act: ({ client }, { begun }) => client.updateSchedule(begun, { version: 1, effectiveTo: today })
      }),
      allowed(those, 'a rule of one that has begun', 'STATE_CONFLICT', {
        act: ({ client }, { begun }) => client.updateSchedule(begun, { version: 1, deadline: '17:00' })
      }),
      allowed(office, 'the last one of the organisation', 'STATE_CONFLICT', {
        act: ({ client }, { everybodys }) => client.updateSchedule(everybodys, { version: 1, effectiveTo: '2027-01-01' })
      }),
      forbidden(['manager'], "the organisation's", ({ everybodys }) => schedule(everybodys)),
      hidden(['manager'], 'of another division', ({ warehouses }) => schedule(warehouses)),
      hidden(['otherManager'], 'of a person of another division', ({ employees }) => schedule(employees))
    ],
    refused: () => ({
      'the end before the beginning': { body: { effectiveTo: '2026-12-06' }, faults: ['/body/effectiveTo order'] },
      'from today': { body: { effectiveFrom: today }, code: 'RULE_REFUSED', faults: ['/body/effectiveFrom past'] }
    }),
    ladder: ({ begun, warehouses, everybodys, productions }) => {
      const of = (id: string, body: object = { version: 9, effectiveFrom: '2026-11-01' }) => ({ ...schedule(id), body })
      return [
        ['no such object', 'manager', of('NONE'), 'NOT_FOUND'],
        ['an object out of scope', 'manager', of(warehouses), 'NOT_FOUND'],
        ['may', 'manager', of(everybodys), 'FORBIDDEN'],
        ['state', 'manager', of(begun), 'STATE_CONFLICT'],
        ['version', 'manager', of(productions), 'VERSION_CONFLICT'],
        ['policy', 'manager', of(productions, { version: 1, effectiveFrom: '2026-11-01' }), 'RULE_REFUSED', '/body/effectiveFrom past']
      ]
    }
  },
  deleteSchedule: {
    by: 'manager',
    valid: ({ productions }) => ({ ...schedule(productions), query: { version: 1 } }),
    access: [
      allowed(those, 'one that has not begun', null, { act: ({ client }, { productions }) => client.deleteSchedule(productions) }),
      forbidden(['manager'], "the organisation's", ({ everybodys }) => schedule(everybodys)),
      hidden(['manager'], 'of another division', ({ warehouses }) => schedule(warehouses)),
      hidden(['otherManager'], 'of a person of another division', ({ employees }) => schedule(employees))
    ],
    ladder: ({ begun, warehouses, everybodys, productions }) => {
      const of = (id: string) => ({ ...schedule(id), query: { version: 9 } })
      return [
        ['an object out of scope', 'manager', of(warehouses), 'NOT_FOUND'],
        ['may', 'manager', of(everybodys), 'FORBIDDEN'],
        ['state', 'manager', of(begun), 'STATE_CONFLICT'],
        ['version', 'manager', of(productions), 'VERSION_CONFLICT']
      ]
    }
  }
}
