/** What tests know of the operations on teams. */
import { line4, line7, packing, people, production, warehouse } from '../../support/people.ts'
import { forgedCursors, strangeNames } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import { allowed, everybody, forbidden, hidden, superiors, type Person, type Subjects } from '../subject.ts'
import { fixture as reportsOf } from '../work/reports-made.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

export async function fixture (stage: Stage) {
  const { clients } = stage
  const { admin } = clients
  const [empty, archived] = [
    await admin.createTeam({ name: 'Line 8', divisionId: production.id }),
    await admin.createTeam({ name: 'Line 9', divisionId: production.id })
  ]
  await admin.archiveTeam(archived.id)
  return {
    empty: empty.id,
    archived: archived.id,
    ...await reportsOf(stage),
    teamsCursor: (await clients.hr.listTeams({ limit: 1 })).nextCursor!,
    membersCursor: (await clients.employee.listTeamMembers(line4.id, { limit: 1 })).nextCursor!
  }
}

const teamsOf: Record<string, string[]> = {
  employee: ['Line 4'],
  colleague: ['Line 4'],
  lead: ['Line 4'],
  neighbour: ['Line 7'],
  manager: ['Line 4', 'Line 7', 'Line 8'],
  other: ['Packing'],
  otherManager: ['Packing'],
  hr: ['Line 4', 'Line 7', 'Line 8', 'Packing'],
  admin: ['Line 4', 'Line 7', 'Line 8', 'Packing']
}

const team = (teamId: string) => ({ params: { teamId } })
const member = (teamId: string, userId: string) => ({ params: { teamId, userId } })
/** Those who say what the teams of a division are. */
const heads: Person[] = ['manager', 'hr', 'admin']

const members = (teamId: string) => () => ({ params: { teamId }, query: {} })

export const subjects: Subjects<Fixture> = {
  listTeams: {
    valid: ({ teamsCursor }) => ({ query: { archived: false, include: 'today', cursor: teamsCursor, limit: 10 } }),
    access: [
      allowed(heads, 'that are archived', { items: [{ name: 'Line 9' }], nextCursor: null }, () => ({ query: { archived: true } })),
      allowed(everybody, 'what is in scope, and nothing else', (who) => ({
        items: teamsOf[who].map((name) => ({ name })),
        nextCursor: null
      }), () => ({ query: {} }))
    ],
    refused: ({ teamsCursor, cursor }) => forgedCursors(teamsCursor, cursor, strangeNames)
  },
  createTeam: {
    valid: () => ({ body: { name: 'Cutting', divisionId: production.id } }),
    access: [
      allowed(heads, 'in their division', { name: 'Cutting', divisionId: production.id, memberCount: 0, leads: [], version: 1 }),
      allowed(heads, 'of a name that is taken', 'DUPLICATE', () => ({ body: { name: 'Line 9' } })),
      allowed(['hr', 'admin'], 'of the name of a team elsewhere', { name: 'Line 9' }, () => ({
        body: { name: 'Line 9', divisionId: warehouse.id }
      })),
      forbidden(['manager'], 'in another division', () => ({ body: { divisionId: warehouse.id } }))
    ],
    refused: () => ({
      'an unknown division': { body: { divisionId: 'NONE' }, code: 'RULE_REFUSED', faults: ['/body/divisionId unknownDivision'] }
    })
  },
  getTeam: {
    valid: ({ empty }) => team(empty),
    by: 'manager',
    access: [
      allowed(
        ['employee', 'colleague', ...superiors],
        'of theirs',
        { name: 'Line 4', memberCount: 3, leads: [{ name: 'Budi' }] },
        () => team(line4.id)
      ),
      allowed(heads, 'that is archived', { archivedAt: String }, ({ archived }) => team(archived)),
      hidden(['neighbour', 'other', 'otherManager'], 'of others', () => team(line4.id))
    ]
  },
  getTeamMetrics: {
    valid: () => ({ ...team(line4.id), query: { from: '2026-11-18', to: '2026-11-20' } }),
    access: [
      allowed(['employee', 'colleague'], 'of their own, and nothing of its people', {
        teamId: line4.id,
        today: { members: 3, reviewQueue: 0 },
        people: null
      }),
      allowed(superiors, 'of one that they lead', (who) => ({
        today: { members: 3, reviewQueue: who === 'lead' ? 2 : 3, oldestReviewHours: Number },
        people: ['Budi', 'Sari', 'Wati'].map((name) => ({ user: { name } }))
      })),
      hidden(['neighbour', 'other', 'otherManager'], 'of others')
    ],
    refused: () => ({
      'a range turned round': { query: { from: '2026-11-20', to: '2026-11-19' }, faults: ['/query/to order'] },
      'a range of 367 days': { query: { from: '2025-11-19', to: '2026-11-20' }, faults: ['/query/to maxDays'] }
    })
  },
  updateTeam: {
    valid: ({ empty }) => ({ ...team(empty), body: { version: 1, name: 'Line 10', divisionId: warehouse.id } }),
    access: [
      allowed(['hr', 'admin'], 'one', { name: 'Line 10', divisionId: warehouse.id, version: 2 }),
      allowed(['manager'], 'its name', { name: 'Line 10', version: 2 }, () => ({ body: { divisionId: production.id } })),
      forbidden(['manager'], 'into another division'),
      hidden(['otherManager'], 'of another division')
    ],
    refused: () => ({
      'an unknown division': { body: { divisionId: 'NONE' }, code: 'RULE_REFUSED', faults: ['/body/divisionId unknownDivision'] }
    }),
    ladder: ({ empty }) => {
      const late = { version: 9, name: 'Packing', divisionId: warehouse.id }
      return [
        ['no such object', 'manager', { ...team(packing.id), body: late }, 'NOT_FOUND'],
        ['may', 'manager', { ...team(empty), body: late }, 'FORBIDDEN'],
        ['state', 'hr', { ...team(empty), body: late }, 'DUPLICATE'],
        ['version', 'hr', { ...team(empty), body: { ...late, name: 'x', divisionId: 'NONE' } }, 'VERSION_CONFLICT'],
        ['policy', 'hr', { ...team(empty), body: { name: 'x', divisionId: 'NONE' } }, 'RULE_REFUSED', '/body/divisionId unknownDivision']
      ]
    }
  },
  deleteTeam: {
    valid: ({ empty }) => ({ ...team(empty), query: { version: 1 } }),
    access: [
      allowed(heads, 'of which nothing ever was', null),
      allowed(heads, 'with members', 'STATE_CONFLICT', () => ({ ...team(line7.id), query: {} })),
      hidden(['otherManager'], 'of another division')
    ],
    ladder: ({ empty }) => [
      ['no such object', 'otherManager', { ...team(line7.id), query: { version: 9 } }, 'NOT_FOUND'],
      ['state', 'manager', { ...team(line7.id), query: { version: 9 } }, 'STATE_CONFLICT'],
      ['version', 'manager', { ...team(empty), query: { version: 9 } }, 'VERSION_CONFLICT']
    ]
  },
  archiveTeam: {
    valid: ({ empty }) => team(empty),
    access: [
      allowed(heads, 'an empty one', { archivedAt: String, version: 2 }),
      allowed(heads, 'again', { archivedAt: String, version: 2 }, ({ archived }) => team(archived)),
      allowed(heads, 'with members', 'STATE_CONFLICT', () => team(line4.id)),
      hidden(['otherManager'], 'of another division')
    ]
  },
  restoreTeam: {
    valid: ({ archived }) => team(archived),
    access: [
      allowed(heads, 'one', { archivedAt: null, version: 3 }),
      allowed(heads, 'again', { version: 1 }, ({ empty }) => team(empty)),
      hidden(['otherManager'], 'of another division'),
      allowed(['admin'], 'of a division that is archived', 'STATE_CONFLICT', {
        async act ({ client }) {
          const division = await client.createDivision({ name: 'Samples', code: 'SMP' })
          const { id } = await client.createTeam({ name: 'Design', divisionId: division.id })
          await client.archiveTeam(id)
          await client.archiveDivision(division.id)
          return client.restoreTeam(id)
        }
      })
    ]
  },
  setTeamMember: {
    valid: () => ({ ...member(line7.id, people.employee.id), body: { role: 'lead' } }),
    access: [
      allowed(heads, 'a new one', { id: line7.id, role: 'lead' }),
      allowed(heads, 'who is in it', { id: line4.id, role: 'lead' }, () => member(line4.id, people.employee.id)),
      allowed(heads, 'who is disabled', 'STATE_CONFLICT', () => member(line4.id, people.disabled.id)),
      allowed(heads, 'of a team that is archived', 'STATE_CONFLICT', ({ archived }) => member(archived, people.employee.id)),
      allowed(['hr', 'admin'], 'somebody of another division', { role: 'lead' }, () => member(line7.id, people.other.id)),
      hidden(['otherManager'], 'of a team of another division'),
      hidden(['manager'], 'somebody of another division', () => member(line7.id, people.other.id)),
      hidden(['manager'], 'somebody of HR', () => member(line7.id, people.hr.id)),
      forbidden(['hr'], 'an admin', () => member(line7.id, people.admin.id))
    ],
    ladder: ({ archived }) => [
      ['no such team', 'otherManager', { ...member(archived, 'NONE') }, 'NOT_FOUND'],
      ['no such person', 'manager', { ...member(archived, 'NONE') }, 'NOT_FOUND'],
      ['may', 'hr', { ...member(archived, people.admin.id) }, 'FORBIDDEN'],
      ['state', 'manager', { ...member(archived, people.employee.id) }, 'STATE_CONFLICT']
    ]
  },
  removeTeamMember: {
    valid: () => member(line4.id, people.employee.id),
    access: [
      allowed(heads, 'one', null),
      hidden(['otherManager'], 'of a team of another division'),
      hidden(heads, 'who is none', () => member(line7.id, people.employee.id)),
      forbidden(['hr'], 'an admin', () => member(line4.id, people.admin.id))
    ]
  },
  listTeamMembers: {
    valid: ({ membersCursor }) => ({ params: { teamId: line4.id }, query: { q: 'a', cursor: membersCursor, limit: 10 } }),
    access: [
      allowed(['employee'], 'by a part of the name', { items: [{ name: 'Wati' }], nextCursor: null }, () => ({
        params: { teamId: line4.id },
        query: { q: 'WAT' }
      })),
      allowed(['employee', 'colleague', ...superiors], 'with the reports that are no drafts', (_who, { reports }) => ({
        items: [
          { id: people.lead.id, role: 'lead', today: { reportId: reports.leadSubmitted, reportState: 'submitted' } },
          { id: people.employee.id, role: 'member', today: { reportId: null, reportState: null } },
          { id: people.colleague.id, role: 'member', today: { reportId: reports.colleagueSubmitted, reportState: 'submitted' } }
        ],
        nextCursor: null
      }), members(line4.id)),
      allowed(['other', 'otherManager', 'hr', 'admin'], 'another team', { items: [{ name: people.other.name }] }, members(packing.id)),
      hidden(['neighbour', 'other', 'otherManager'], 'a team of others', members(line4.id)),
      hidden(['employee', 'lead', 'manager'], 'a team of another division', members(packing.id))
    ],
    refused: ({ membersCursor, teamsCursor }) => forgedCursors(membersCursor, teamsCursor, strangeNames)
  }
}
