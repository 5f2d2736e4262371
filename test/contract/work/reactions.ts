/** What tests know of the operations on reactions, and on who has read what. */
import { people } from '../../support/people.ts'
import { forgedCursors } from '../cursors.ts'
import { allowed, except, forbidden, hidden, strangers, superiors, type Subjects } from '../subject.ts'
import type { Stage } from '../stage.ts'
import { fixture as reportsOf, named, type Fixture as Reports, type ReportName } from './reports-made.ts'

type Fixture = Reports & { reactionsCursor: string, readsCursor: string }

/** The employee’s submitted report: she likes it, her lead thanks for it, he and HR have read it. */
export async function fixture (stage: Stage): Promise<Fixture> {
  const made = await reportsOf(stage)
  const { clients: { employee, lead, hr } } = stage
  const id = made.reports.employeeSubmitted
  await employee.addReaction(id, 'like')
  await lead.addReaction(id, 'thanks')
  await lead.markReportRead(id)
  await hr.markReportRead(id)
  const [reactions, reads] = [await employee.listReactions(id, { limit: 1 }), await employee.listReportReads(id, { limit: 1 })]
  return { ...made, reactionsCursor: reactions.nextCursor!, readsCursor: reads.nextCursor! }
}

const readers = ['employee', ...superiors] as const
const anothers = strangers.map((who) => who)
const asking = (name: ReportName, kind: string) => (made: Fixture) => ({ params: { ...named(name)(made).params, kind } })

export const subjects: Subjects<Fixture> = {
  listReactions: {
    valid: (made) => ({ ...named('employeeSubmitted')(made), query: { cursor: made.reactionsCursor, limit: 10 } }),
    access: [
      allowed([...readers], 'the oldest first', {
        items: [{ kind: 'like', person: { name: 'Sari' } }, { kind: 'thanks', person: { name: 'Budi' } }],
        nextCursor: null
      }, () => ({ query: {} })),
      hidden(except('employee'), 'of a draft', (made) => ({ ...named('employeeDraft')(made), query: {} })),
      hidden(anothers, "of somebody's report", () => ({ query: {} }))
    ],
    refused: ({ reactionsCursor, teamsCursor }) => forgedCursors(reactionsCursor, teamsCursor, { 'of no time': 'noon' })
  },
  addReaction: {
    valid: (made) => ({ params: { ...named('employeeSubmitted')(made).params, kind: 'celebrate' } }),
    access: [
      allowed([...readers], 'one', (who) => ({ kind: 'celebrate', person: { id: people[who].id } })),
      hidden(except('employee'), 'to a draft', asking('employeeDraft', 'like')),
      hidden(anothers, "to somebody's report")
    ],
    ladder: (made) => [
      ['no such object', 'employee', { params: { reportId: 'NONE', kind: 'like' } }, 'NOT_FOUND'],
      ['state', 'employee', asking('employeeDraft', 'like')(made), 'STATE_CONFLICT']
    ]
  },
  removeReaction: {
    valid: (made) => ({ params: { ...named('employeeSubmitted')(made).params, kind: 'like' } }),
    access: [
      allowed(['employee'], 'hers', null),
      allowed(superiors, 'one that there is not', null),
      hidden(except('employee'), 'of a draft', asking('employeeDraft', 'like')),
      hidden(anothers, "of somebody's report")
    ],
    ladder: (made) => [
      ['no such object', 'employee', { params: { reportId: 'NONE', kind: 'like' } }, 'NOT_FOUND'],
      ['state', 'employee', asking('employeeDraft', 'like')(made), 'STATE_CONFLICT']
    ]
  },
  markReportRead: {
    by: 'lead',
    valid: named('employeeReturned'),
    access: [
      allowed(superiors, 'as it is now', (who) => ({ person: { id: people[who].id }, version: 3 })),
      hidden(except('employee'), 'a draft', named('employeeDraft')),
      hidden(anothers, "somebody's report"),
      forbidden(['employee'], 'her own'),
      forbidden(['employee'], 'her draft', named('employeeDraft'))
    ]
  },
  listReportReads: {
    valid: (made) => ({ ...named('employeeSubmitted')(made), query: { cursor: made.readsCursor, limit: 10 } }),
    access: [
      allowed([...readers], 'the first reader first', {
        items: [{ person: { name: 'Budi' }, version: 2 }, { person: { name: 'Maya' }, version: 2 }],
        nextCursor: null
      }, () => ({ query: {} })),
      hidden(except('employee'), 'of a draft', (made) => ({ ...named('employeeDraft')(made), query: {} })),
      hidden(anothers, "of somebody's report", () => ({ query: {} }))
    ],
    refused: ({ readsCursor, teamsCursor }) => forgedCursors(readsCursor, teamsCursor, { 'of no time': 'noon' })
  }
}
