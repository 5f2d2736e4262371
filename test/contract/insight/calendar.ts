/** What tests know of the operations on the calendar. */
import { line4, line7, packing, people, production, warehouse } from '../../support/people.ts'
import { forgedCursors } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import { allowed, everybody, except, forbidden, hidden, office, superiors, type Refused, type Subjects } from '../subject.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

const day = '2026-11-24'
const allDay = { allDay: true, date: day, endDate: '2026-11-25' }

/** An event of each scope, on one day. */
export async function fixture ({ clients: { employee, lead, manager, hr } }: Stage) {
  const [personal, team, division, org] = [
    await employee.createCalendarEvent({ scope: 'personal', title: 'Dentist', ...allDay }),
    await lead.createCalendarEvent({ scope: 'team', scopeId: line4.id, title: 'Line meeting', ...allDay }),
    await manager.createCalendarEvent({ scope: 'division', scopeId: production.id, title: 'Audit', ...allDay }),
    await hr.createCalendarEvent({ scope: 'org', title: 'Town hall', ...allDay })
  ].map(({ id }) => id)
  const { id: feedId, url } = await employee.createCalendarFeed({ name: 'Phone' })
  return {
    feedId,
    token: new URL(url).searchParams.get('token')!,
    eventIds: { personal, team, division, org },
    calendarCursor: (await employee.listCalendarEvents({ from: day, to: day, limit: 1 })).nextCursor!,
    teamsCursor: (await hr.listTeams({ limit: 1 })).nextCursor!
  }
}

type Name = keyof Fixture['eventIds']

const visible: Record<string, Name[]> = {
  employee: ['personal', 'team', 'division', 'org'],
  colleague: ['team', 'division', 'org'],
  lead: ['team', 'division', 'org'],
  neighbour: ['division', 'org'],
  manager: ['team', 'division', 'org'],
  other: ['org'],
  otherManager: ['org'],
  hr: ['team', 'division', 'org'],
  admin: ['team', 'division', 'org']
}

const named = (name: Name) => ({ eventIds }: Fixture) => ({ params: { eventId: eventIds[name] } })
const wrong = (body: object, ...faults: string[]): Refused => ({ body, faults })
const timed = (startsAt: string, endsAt: string) => ({ allDay: false, date: undefined, endDate: undefined, startsAt, endsAt })

const timeRefused: Record<string, Refused> = {
  'an end before its beginning': wrong({ date: '2026-11-26' }, '/body/endDate order'),
  'an end a minute before its beginning': wrong(
    timed('2026-11-24T02:00:00.000Z', '2026-11-24T01:59:00.000Z'),
    '/body/endsAt order'
  ),
  '93 days': wrong({ date: '2026-11-01', endDate: '2027-02-01' }, '/body/endDate maxDays'),
  '93 days with a time': wrong(timed('2026-11-01T00:00:00.000Z', '2027-02-01T00:00:00.000Z'), '/body/endsAt maxDays'),
  'all day long, with a time': wrong({ startsAt: '2026-11-24T02:00:00.000Z' }, '/body/startsAt empty'),
  'neither its days nor its times': wrong({ date: undefined, endDate: undefined }, '/body/date required', '/body/endDate required'),
  'days for times': wrong({ allDay: false }, '/body/startsAt required', '/body/endsAt required', '/body/date empty', '/body/endDate empty'),
  'a year of long ago': wrong({ date: '0001-01-01' }, '/body/date calendarYears'),
  'a year that is not in sight': wrong({ endDate: '2100-01-01' }, '/body/endDate calendarYears'),
  'a second that a leap makes': wrong(timed('2016-12-31T23:59:60Z', '2017-01-01T01:00:00Z'), '/body/startsAt calendarYears')
}

export const subjects: Subjects<Fixture> = {
  listCalendarEvents: {
    valid: ({ calendarCursor }) => ({
      query: { from: day, to: day, kind: 'event', teamId: line4.id, cursor: calendarCursor, limit: 10 }
    }),
    access: [
      allowed(everybody, 'what is in scope, and nothing else', (who, { eventIds }) => ({
        items: visible[who].map((name) => ({ id: eventIds[name] })).sort((a, b) => a.id < b.id ? -1 : 1),
        nextCursor: null
      }), () => ({ query: { from: day, to: day, kind: 'event' } })),
      hidden(['neighbour', 'other', 'otherManager'], 'of another team', () => ({ query: { from: day, to: day, teamId: line4.id } }), {
        items: [],
        nextCursor: null
      })
    ],
    refused: ({ calendarCursor, teamsCursor }) => ({
      'a crossed range': { query: { from: day, to: '2026-11-23' }, faults: ['/query/to order'] },
      'a range of 93 days': { query: { from: '2026-11-01', to: '2027-02-01' }, faults: ['/query/to maxDays'] },
      ...forgedCursors(calendarCursor, teamsCursor)
    })
  },
  createCalendarEvent: {
    by: 'lead',
    valid: () => ({
      body: { scope: 'team', scopeId: line4.id, title: 'Line meeting', description: 'Targets', location: 'Hall', ...allDay }
    }),
    access: [
      allowed(everybody, 'a personal one', (who) => ({ scope: 'personal', userId: people[who].id, can: { edit: true } }), () => ({
        body: { scope: 'personal', scopeId: null }
      })),
      allowed(superiors, 'for a team', { scope: 'team', teamId: line4.id, divisionId: production.id }),
      forbidden(['employee', 'colleague'], 'for their own team'),
      hidden(['neighbour', 'other', 'otherManager'], 'for a team of others'),
      allowed(['manager', ...office], 'for a division', { scope: 'division', divisionId: production.id, teamId: null }, () => ({
        body: { scope: 'division', scopeId: production.id }
      })),
      forbidden(
        ['employee', 'lead', 'neighbour'],
        'for their own division',
        () => ({ body: { scope: 'division', scopeId: production.id } })
      ),
      hidden(['other', 'otherManager'], 'for another division', () => ({ body: { scope: 'division', scopeId: production.id } })),
      hidden(['lead', 'manager'], 'for the warehouse', () => ({ body: { scope: 'division', scopeId: warehouse.id } })),
      allowed(office, 'for all', { scope: 'org', divisionId: null }, () => ({ body: { scope: 'org', scopeId: null } })),
      forbidden(except(...office), 'for all', () => ({ body: { scope: 'org', scopeId: null } })),
      hidden(everybody, 'for a team that is none', () => ({ body: { scopeId: 'NONE' } })),
      hidden(everybody, 'for a division that is none', () => ({ body: { scope: 'division', scopeId: line4.id } }))
    ],
    refused: () => ({
      ...timeRefused,
      'a team and no id of one': wrong({ scopeId: null }, '/body/scopeId required'),
      'an id of a person': wrong({ scope: 'personal', scopeId: people.employee.id }, '/body/scopeId empty'),
      'both at once': wrong({ scope: 'org', scopeId: line4.id, endDate: '2026-11-23' }, '/body/scopeId empty', '/body/endDate order')
    }),
    ladder: () => [
      [
        'form beyond the schema',
        'employee',
        { body: { scopeId: 'NONE', endDate: '2026-11-23' } },
        'VALIDATION_FAILED',
        '/body/endDate order'
      ],
      ['no such team', 'employee', { body: { scopeId: 'NONE' } }, 'NOT_FOUND'],
      ['a team out of scope', 'employee', { body: { scopeId: line7.id } }, 'NOT_FOUND'],
      ['a team of another division', 'employee', { body: { scopeId: packing.id } }, 'NOT_FOUND'],
      ['may', 'employee', {}, 'FORBIDDEN']
    ]
  },
  getCalendarEvent: {
    valid: named('personal'),
    access: [
      allowed(['employee'], 'her own', { scope: 'personal', can: { edit: true } }),
      hidden(except('employee'), 'a personal one'),
      allowed(['employee', 'colleague'], 'of their team', { scope: 'team', can: { edit: false } }, named('team')),
      allowed(superiors, 'of a team below', { can: { edit: true } }, named('team')),
      hidden(['neighbour', 'other', 'otherManager'], 'of another team', named('team')),
      allowed(['employee', 'lead', 'neighbour'], 'of their division', { can: { edit: false } }, named('division')),
      hidden(['other', 'otherManager'], 'of another division', named('division')),
      allowed(except(...office), 'of all', { can: { edit: false } }, named('org'))
    ]
  },
  updateCalendarEvent: {
    valid: (made) => ({
      ...named('personal')(made),
      body: { version: 1, title: 'Doctor', description: 'Eyes', location: 'Clinic', ...allDay }
    }),
    access: [
      allowed(['employee'], 'her own', { title: 'Doctor', version: 2 }),
      hidden(except('employee'), 'a personal one'),
      allowed(superiors, 'of a team below', { title: 'Doctor' }, named('team')),
      forbidden(['employee', 'colleague'], 'of their team', named('team')),
      hidden(['neighbour', 'other', 'otherManager'], 'of another team', named('team')),
      forbidden(except(...office), 'of all', named('org'))
    ],
    refused: () => timeRefused,
    ladder: (made) => [
      [
        'form beyond the schema',
        'employee',
        { params: { eventId: 'NONE' }, body: { endDate: '2026-11-23' } },
        'VALIDATION_FAILED',
        '/body/endDate order'
      ],
      ['no such object', 'employee', { params: { eventId: 'NONE' } }, 'NOT_FOUND'],
      ['an object out of scope', 'other', { ...named('team')(made), body: { version: 9 } }, 'NOT_FOUND'],
      ['may', 'employee', { ...named('team')(made), body: { version: 9 } }, 'FORBIDDEN'],
      ['version', 'employee', { body: { version: 9 } }, 'VERSION_CONFLICT']
    ]
  },
  deleteCalendarEvent: {
    valid: (made) => ({ ...named('personal')(made), query: { version: 1 } }),
    access: [
      allowed(['employee'], 'her own', null),
      hidden(except('employee'), 'a personal one'),
      allowed(superiors, 'of a team below', null, named('team')),
      forbidden(['employee', 'colleague'], 'of their team', named('team')),
      hidden(['neighbour', 'other', 'otherManager'], 'of another team', named('team')),
      allowed(office, 'of all', null, named('org')),
      forbidden(except(...office), 'of all', named('org'))
    ],
    ladder: (made) => [
      ['no such object', 'employee', { params: { eventId: 'NONE' }, query: { version: 9 } }, 'NOT_FOUND'],
      ['an object out of scope', 'other', { ...named('team')(made), query: { version: 9 } }, 'NOT_FOUND'],
      ['may', 'employee', { ...named('team')(made), query: { version: 9 } }, 'FORBIDDEN'],
      ['version', 'employee', { query: { version: 9 } }, 'VERSION_CONFLICT']
    ]
  },
  listCalendarFeeds: {
    valid: () => ({}),
    access: [
      allowed(['employee'], 'her own', (_, { feedId }) => ({ items: [{ id: feedId, name: 'Phone', lastUsedAt: null }] })),
      allowed(except('employee'), 'none', { items: [] })
    ]
  },
  createCalendarFeed: {
    valid: () => ({ body: { name: 'Phone', include: ['event', 'holiday'] } }),
    access: [allowed(everybody, 'their own', { name: 'Phone', include: ['event', 'holiday'], lastUsedAt: null, url: String })]
  },
  deleteCalendarFeed: {
    valid: ({ feedId }) => ({ params: { feedId } }),
    access: [allowed(['employee'], 'her own', null), hidden(except('employee'), "another's")]
  },
  readCalendarFeed: {
    valid: ({ token }) => ({ query: { token } }),
    refused: () => ({ 'a secret of nothing': { query: { token: 'c2VjcmV0' }, code: 'NOT_FOUND', faults: [] } })
  }
}
