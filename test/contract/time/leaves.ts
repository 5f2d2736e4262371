/** What tests know of the operations on leave. */
import { everyWorkingDay } from '../../support/owing.ts'
import { line4, people, type PersonName } from '../../support/people.ts'
import { forgedCursors, strangeDays } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import { allowed, everybody, forbidden, hidden, nothing, office, strangers, superiors, type Rung, type Subjects } from '../subject.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

const [monday, tuesday, friday, saturday, longAgo] = ['2026-11-23', '2026-11-24', '2026-11-27', '2026-11-28', '2026-10-20']

/** A leave in every state, of people of every place. */
export async function fixture ({ clients: { employee, lead, neighbour, other, hr, manager }, app: { deps } }: Stage) {
  await everyWorkingDay(deps.db)
  const ask = (client: typeof employee, startDate: string, endDate = startDate) =>
    client.createLeave({ kind: 'sick', startDate, endDate, note: 'Flu' })
  const made = {
    employeePending: await ask(employee, monday, tuesday),
    employeeApproved: await ask(employee, friday),
    employeeRejected: await ask(employee, '2026-12-01'),
    employeeBegun: await ask(employee, '2026-11-19', '2026-11-20'),
    leadPending: await ask(lead, monday),
    neighbourPending: await ask(neighbour, monday),
    otherPending: await ask(other, monday),
    hrPending: await ask(hr, monday),
    managerPending: await ask(manager, monday)
  }
  await lead.approveLeave(made.employeeApproved.id, { version: 1, note: 'Get well.' })
  await lead.rejectLeave(made.employeeRejected.id, { version: 1, note: 'Not then.' })
  await lead.approveLeave(made.employeeBegun.id, { version: 1 })
  return {
    leaves: Object.fromEntries(Object.entries(made).map(([name, { id }]) => [name, id])) as Record<keyof typeof made, string>,
    cursor: (await employee.listLeaves({ limit: 1 })).nextCursor!,
    teamsCursor: (await hr.listTeams({ limit: 1 })).nextCursor!
  }
}

type Name = keyof Fixture['leaves']

const named = (name: Name) => ({ leaves }: Fixture) => ({ params: { leaveId: leaves[name] } })
const asked = (body: object) => () => ({ body })
/** Of one's own, without anybody to stand in. */
const own = { userId: undefined, substituteId: undefined }
const first = (who: PersonName, version = 1) => ({ person: { id: people[who].id }, version })

/** What deciding is held against. */
const decisionLadder = (body: object) => (made: Fixture): Rung[] => {
  const of = (name: Name) => ({ ...named(name)(made), body: { ...body, version: 9 } })
  return [
    ['no such object', 'lead', { params: { leaveId: 'NONE' }, body: { ...body, version: 9 } }, 'NOT_FOUND'],
    ['an object out of scope', 'lead', of('otherPending'), 'NOT_FOUND'],
    ['may', 'employee', of('employeeApproved'), 'FORBIDDEN'],
    ['may, of a colleague', 'colleague', of('employeeApproved'), 'FORBIDDEN'],
    ['state', 'lead', of('employeeApproved'), 'STATE_CONFLICT'],
    ['version', 'lead', of('employeePending'), 'VERSION_CONFLICT']
  ]
}

const whatNobodyElseSees = [
  hidden<Fixture>(strangers, "somebody's that is pending", named('employeePending')),
  hidden<Fixture>(['neighbour', 'other', 'otherManager'], "another team's", named('employeeApproved'))
]
const decisions = (status: string, body: object) => [
  allowed<Fixture>(superiors, 'what is asked for', (who) => ({ status, version: 2, decidedBy: { id: people[who].id }, onBehalfOf: null })),
  allowed<Fixture>(['manager', ...office], "a lead's own", { status }, named('leadPending')),
  allowed<Fixture>(['admin'], "HR's own", { status }, named('hrPending')),
  ...whatNobodyElseSees,
  hidden<Fixture>(['colleague'], "the lead's", named('leadPending')),
  forbidden<Fixture>(['employee'], 'her own', (made) => ({ ...named('employeePending')(made), body })),
  forbidden<Fixture>(['lead'], 'his own', (made) => ({ ...named('leadPending')(made), body })),
  forbidden<Fixture>(['hr'], 'her own', (made) => ({ ...named('hrPending')(made), body })),
  forbidden<Fixture>(['manager'], 'her own', (made) => ({ ...named('managerPending')(made), body }))
]

export const subjects: Subjects<Fixture> = {
  listLeaves: {
    valid: ({ cursor }) => ({
      query: {
        from: '2026-11-01',
        to: '2026-12-31',
        userId: people.employee.id,
        teamId: line4.id,
        status: 'pending',
        view: 'mine',
        cursor,
        limit: 10
      }
    }),
    access: [
      allowed(['employee'], 'her own, the last first', {
        items: [
          { ...first('employee', 2), startDate: '2026-12-01', status: 'rejected', decisionNote: 'Not then.' },
          { ...first('employee', 2), startDate: friday, status: 'approved' },
          { ...first('employee'), startDate: monday, kind: 'sick', note: 'Flu', workingDays: 2, can: { decide: false, cancel: true } },
          { ...first('employee', 2), startDate: '2026-11-19', can: { decide: false, cancel: false } }
        ],
        nextCursor: null
      }, () => ({ query: { view: 'mine' } })),
      allowed(['colleague'], 'of colleagues what is approved, and not why', {
        items: [
          { ...first('employee', 2), kind: null, note: null, decisionNote: null, can: { decide: false, cancel: false } },
          { ...first('employee', 2), kind: null, note: null }
        ],
        nextCursor: null
      }, () => ({ query: {} })),
      allowed(['lead'], 'what waits for him', {
        items: [{ ...first('employee'), kind: 'sick', note: 'Flu', can: { decide: true, cancel: false } }],
        nextCursor: null
      }, () => ({ query: { view: 'decide' } })),
      allowed(['manager'], 'what waits for her', { items: [{}, {}], nextCursor: null }, () => ({ query: { view: 'decide' } })),
      allowed(['manager'], 'of what others decide, not why', {
        items: [{ ...first('employee'), kind: null, note: null, can: { decide: true, cancel: false } }],
        nextCursor: null
      }, () => ({ query: { userId: people.employee.id, status: 'pending' } })),
      allowed(['admin'], 'what waits for the office', { items: [{}, {}], nextCursor: null }, () => ({ query: { view: 'decide' } })),
      allowed(everybody, 'of their days', (who) => who === 'other' || who === 'otherManager' ? nothing : {}, () => ({
        query: { from: '2026-11-20', to: '2026-11-20', view: 'scope' }
      })),
      hidden(['neighbour', 'other', 'otherManager'], 'of another team', () => ({ query: { teamId: line4.id } }), nothing),
      hidden(['neighbour', 'other', 'otherManager'], "somebody's", () => ({ query: { userId: people.employee.id } }), nothing)
    ],
    refused: ({ cursor, teamsCursor }) => ({
      'a crossed range': { query: { from: tuesday, to: monday }, faults: ['/query/to order'] },
      'a range of 367 days': { query: { from: '2026-01-01', to: '2027-01-02' }, faults: ['/query/to maxDays'] },
      ...forgedCursors(cursor, teamsCursor, strangeDays)
    })
  },
  createLeave: {
    by: 'hr',
    valid: () => ({
      body: {
        kind: 'annual',
        startDate: '2026-12-07',
        endDate: '2026-12-08',
        part: 'full',
        note: 'To Solo.',
        userId: people.lead.id,
        substituteId: people.employee.id
      }
    }),
    access: [
      allowed(everybody, 'for oneself', (who) => ({
        person: { id: people[who].id },
        status: 'pending',
        kind: 'annual',
        note: '',
        part: 'full',
        workingDays: 2,
        decidedBy: null
      }), asked({ ...own, note: undefined, part: undefined })),
      allowed(office, "somebody's, which is approved", (who) => ({
        person: { id: people.lead.id },
        substitute: { id: people.employee.id },
        status: 'approved',
        decidedBy: { id: people[who].id }
      })),
      allowed(['hr'], 'her own, by her id', { status: 'pending' }, asked({ userId: people.hr.id, substituteId: undefined })),
      allowed(
        ['employee'],
        'over a weekend, of which only Friday and Monday count',
        { workingDays: 2 },
        asked({
          ...own,
          startDate: '2026-12-04',
          endDate: '2026-12-07'
        })
      ),
      allowed(
        ['employee'],
        'a morning',
        { workingDays: 0.5, part: 'am' },
        asked({
          ...own,
          startDate: '2026-12-07',
          endDate: '2026-12-07',
          part: 'am'
        })
      ),
      forbidden(['employee', 'lead', 'manager'], "somebody's", asked({ userId: people.colleague.id }))
    ],
    refused: () => ({
      'an end before its beginning': { body: { endDate: '2026-12-06' }, faults: ['/body/endDate order'] },
      'four hundred days': { body: { endDate: '2028-01-10' }, faults: ['/body/endDate maxDays'] },
      'half of two days': { body: { part: 'pm' }, faults: ['/body/part part'] },
      'a date that there is not': { body: { startDate: '2026-02-30' }, faults: ['/body/startDate format'] },
      nobody: { code: 'RULE_REFUSED', body: { userId: 'NONE' }, faults: ['/body/userId unknownPerson'] },
      'who has left': { code: 'RULE_REFUSED', body: { userId: people.disabled.id }, faults: ['/body/userId unknownPerson'] },
      'what is more than thirty days ago': {
        code: 'RULE_REFUSED',
        body: { startDate: longAgo, endDate: longAgo },
        faults: ['/body/startDate tooOld']
      },
      'a weekend': {
        code: 'RULE_REFUSED',
        body: { startDate: saturday, endDate: '2026-11-29' },
        faults: ['/body/startDate noWorkingDays']
      },
      'days that are taken': { code: 'DUPLICATE', body: { startDate: monday, endDate: monday }, faults: [] },
      'half of a day that is taken': { code: 'DUPLICATE', body: { startDate: monday, endDate: monday, part: 'am' }, faults: [] },
      'somebody of elsewhere to stand in': {
        code: 'RULE_REFUSED',
        body: { substituteId: people.other.id },
        faults: ['/body/substituteId unknownPerson']
      },
      'somebody to stand in for who leads nothing': {
        code: 'RULE_REFUSED',
        body: { userId: people.colleague.id },
        faults: ['/body/substituteId leadsNothing']
      },
      'what is to be handed over to oneself': {
        code: 'RULE_REFUSED',
        body: { substituteId: people.hr.id },
        faults: ['/body/substituteId self']
      }
    }),
    ladder: () => [
      ['may', 'employee', { body: { startDate: longAgo, endDate: monday } }, 'FORBIDDEN'],
      ['state', 'hr', { body: { startDate: longAgo, endDate: monday } }, 'DUPLICATE'],
      ['policy', 'hr', { body: { startDate: longAgo, endDate: '2026-11-18' } }, 'RULE_REFUSED', '/body/startDate tooOld']
    ]
  },
  getLeave: {
    valid: named('employeePending'),
    access: [
      allowed(['employee', 'lead', 'hr', 'admin'], 'with its reason', { kind: 'sick', note: 'Flu' }),
      allowed(['colleague'], 'of a colleague what is approved, and not why', { kind: null, note: null }, named('employeeApproved')),
      ...whatNobodyElseSees
    ]
  },
  approveLeave: {
    by: 'lead',
    valid: (made) => ({ ...named('employeePending')(made), body: { version: 1, note: 'Get well.' } }),
    access: decisions('approved', { version: 1 }),
    ladder: decisionLadder({})
  },
  rejectLeave: {
    by: 'lead',
    valid: (made) => ({ ...named('employeePending')(made), body: { version: 1, note: 'Not then.' } }),
    access: decisions('rejected', { version: 1, note: 'Not then.' }),
    ladder: decisionLadder({ note: 'x' })
  },
  cancelLeave: {
    valid: (made) => ({ ...named('employeePending')(made), body: { version: 1, note: 'I can come.' } }),
    access: [
      allowed(['employee', ...office], 'hers', { status: 'cancelled', version: 2 }),
      allowed(['employee', ...office], 'what is approved and has not begun', { status: 'cancelled', version: 3 }, (made) => ({
        ...named('employeeApproved')(made),
        body: { version: 2 }
      })),
      allowed(office, 'what has begun', { status: 'cancelled' }, (made) => ({ ...named('employeeBegun')(made), body: { version: 2 } })),
      forbidden(['lead', 'manager'], "somebody's"),
      forbidden(['colleague'], "somebody's", (made) => ({ ...named('employeeApproved')(made), body: { version: 2 } })),
      ...whatNobodyElseSees
    ],
    ladder: (made) => [
      ['no such object', 'employee', { params: { leaveId: 'NONE' }, body: { version: 9 } }, 'NOT_FOUND'],
      ['may', 'lead', { ...named('employeeRejected')(made), body: { version: 9 } }, 'FORBIDDEN'],
      ['state', 'employee', { ...named('employeeRejected')(made), body: { version: 9 } }, 'STATE_CONFLICT'],
      ['version', 'employee', { ...named('employeeBegun')(made), body: { version: 9 } }, 'VERSION_CONFLICT'],
      ['policy', 'employee', { ...named('employeeBegun')(made), body: { version: 2 } }, 'RULE_REFUSED', '/body started']
    ]
  },
  getLeaveSummary: {
    by: 'hr',
    valid: () => ({ query: { year: 2026, userId: people.employee.id } }),
    nothing: { kinds: [] },
    access: [
      allowed(['employee', ...office], 'what there is', { year: 2026, kinds: [{ kind: 'sick', approved: 3, pending: 2 }] }),
      allowed(['colleague'], 'of nobody else', { kinds: [] }, () => ({ query: {} })),
      hidden(['colleague', 'lead', 'manager', 'other'], "somebody's", {}, { kinds: [] })
    ]
  }
}
