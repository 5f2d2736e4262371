/** What tests know of the operations on teams. */
import { line4, packing, people } from '../../support/people.ts'
import { forgedCursors, strangeNames } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import { allowed, everybody, hidden, superiors, type Subjects } from '../subject.ts'
import { fixture as reportsOf } from '../work/reports.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

export async function fixture (stage: Stage) {
  const { clients } = stage
  return {
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
  manager: ['Line 4', 'Line 7'],
  other: ['Packing'],
  otherManager: ['Packing'],
  hr: ['Line 4', 'Line 7', 'Packing'],
  admin: ['Line 4', 'Line 7', 'Packing']
}

const members = (teamId: string) => () => ({ params: { teamId }, query: {} })

export const subjects: Subjects<Fixture> = {
  listTeams: {
    valid: ({ teamsCursor }) => ({ query: { cursor: teamsCursor, limit: 10 } }),
    access: [
      allowed(everybody, 'what is in scope, and nothing else', (who) => ({
        items: teamsOf[who].map((name) => ({ name })),
        nextCursor: null
      }), () => ({ query: {} }))
    ],
    refused: ({ teamsCursor, cursor }) => forgedCursors(teamsCursor, cursor, strangeNames)
  },
  listTeamMembers: {
    valid: ({ membersCursor }) => ({ params: { teamId: line4.id }, query: { cursor: membersCursor, limit: 10 } }),
    access: [
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
