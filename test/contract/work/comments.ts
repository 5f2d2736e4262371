/** What tests know of the operations on comments. */
import { people } from '../../support/people.ts'
import { forgedCursors } from '../cursors.ts'
import { allowed, except, forbidden, hidden, strangers, superiors, type Subjects } from '../subject.ts'
import type { Stage } from '../stage.ts'
import { fixture as reportsOf, named, type Fixture as Reports } from './reports-made.ts'

type Fixture = Reports & { employees: string, leads: string, deleted: string, commentsCursor: string }

/** Of the employee’s submitted report: a comment of hers, one of her lead’s, and one that is deleted. */
export async function fixture (stage: Stage): Promise<Fixture> {
  const made = await reportsOf(stage)
  const { clients: { employee, lead } } = stage
  const id = made.reports.employeeSubmitted
  const employees = await employee.createComment(id, { body: 'At noon.', mentions: [people.lead.id] })
  const leads = await lead.createComment(id, { body: 'Good.' })
  const deleted = await employee.createComment(id, { body: 'Oh.' })
  await employee.deleteComment(id, deleted.id)
  const { nextCursor } = await employee.listComments(id, { limit: 1 })
  return { ...made, employees: employees.id, leads: leads.id, deleted: deleted.id, commentsCursor: nextCursor! }
}

const on = (comment: 'employees' | 'leads' | 'deleted') => (made: Fixture) => ({
  params: { reportId: made.reports.employeeSubmitted, commentId: made[comment] }
})
const readers = ['employee', ...superiors] as const
const anothers = strangers.map((who) => who)

export const subjects: Subjects<Fixture> = {
  listComments: {
    valid: (made) => ({ ...named('employeeSubmitted')(made), query: { cursor: made.commentsCursor, limit: 10 } }),
    access: [
      allowed([...readers], 'what was said, the oldest first', {
        items: [
          { body: 'At noon.', author: { name: 'Sari' }, mentions: [people.lead.id], deletedAt: null },
          { body: 'Good.', author: { name: 'Budi' }, editedAt: null },
          { body: '', mentions: [], deletedAt: String }
        ],
        nextCursor: null
      }, () => ({ query: {} })),
      hidden(except('employee'), 'of a draft', (made) => ({ ...named('employeeDraft')(made), query: {} })),
      hidden(anothers, "of somebody's report", () => ({ query: {} }))
    ],
    refused: ({ commentsCursor, teamsCursor }) => forgedCursors(commentsCursor, teamsCursor, { 'of no time': 'noon' })
  },
  createComment: {
    valid: (made) => ({ ...named('employeeSubmitted')(made), body: { body: 'Collars?', mentions: [people.lead.id] } }),
    access: [
      allowed(
        [...readers],
        'something',
        (who) => ({ body: 'Collars?', author: { id: people[who].id }, version: 1, mentions: [people.lead.id] })
      ),
      hidden(except('employee'), 'on a draft', named('employeeDraft')),
      hidden(anothers, "on somebody's report"),
      ...(['colleague', 'other', 'disabled'] as const).map((who) =>
        allowed<Fixture>(
          ['employee'],
          `naming ${who}, who may not read it`,
          'RULE_REFUSED',
          () => ({ body: { mentions: [people[who].id] } })
        )
      )
    ],
    ladder: (made) => {
      const body = { mentions: [people.lead.id, people.other.id] }
      return [
        ['no such object', 'employee', { params: { reportId: 'NONE' }, body }, 'NOT_FOUND'],
        ['state', 'employee', { ...named('employeeDraft')(made), body }, 'STATE_CONFLICT'],
        ['policy', 'employee', { body }, 'RULE_REFUSED', '/body/mentions/1 mentionScope']
      ]
    }
  },
  updateComment: {
    valid: (made) => ({ ...on('employees')(made), body: { version: 1, body: 'At one.', mentions: [people.lead.id] } }),
    access: [
      allowed(['employee'], 'her own', { body: 'At one.', version: 2, editedAt: String }),
      allowed(['employee'], 'her own, and names whom she named', { mentions: [people.lead.id] }, {
        act: ({ client }, { reports, employees }) => client.updateComment(reports.employeeSubmitted, employees, { version: 1, body: 'x' })
      }),
      hidden(anothers, "on somebody's report"),
      hidden(
        ['employee'],
        'one of another report',
        (made) => ({ params: { ...on('employees')(made).params, reportId: made.reports.employeeReturned } })
      ),
      forbidden(superiors, "somebody's"),
      forbidden(['employee'], "her lead's", on('leads'))
    ],
    ladder: (made) => {
      const body = { version: 9, mentions: [people.other.id] }
      return [
        ['no such object', 'employee', { params: { ...on('leads')(made).params, commentId: 'NONE' }, body }, 'NOT_FOUND'],
        ['may', 'employee', { ...on('leads')(made), body }, 'FORBIDDEN'],
        ['state', 'employee', { ...on('deleted')(made), body }, 'STATE_CONFLICT'],
        ['version', 'employee', { body }, 'VERSION_CONFLICT'],
        ['policy', 'employee', { body: { ...body, version: 1 } }, 'RULE_REFUSED', '/body/mentions/0 mentionScope']
      ]
    }
  },
  deleteComment: {
    valid: (made) => ({ ...on('employees')(made), query: { version: 1 } }),
    access: [
      allowed(['employee', 'hr', 'admin'], 'hers', null),
      hidden(anothers, "on somebody's report"),
      forbidden(['lead', 'manager'], "somebody's")
    ],
    ladder: (made) => [
      ['no such object', 'employee', { params: { ...on('leads')(made).params, commentId: 'NONE' }, query: { version: 9 } }, 'NOT_FOUND'],
      ['may', 'employee', { ...on('leads')(made), query: { version: 9 } }, 'FORBIDDEN'],
      ['state', 'employee', { ...on('deleted')(made), query: { version: 9 } }, 'STATE_CONFLICT'],
      ['version', 'employee', { query: { version: 9 } }, 'VERSION_CONFLICT']
    ]
  }
}
