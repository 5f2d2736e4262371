/** What tests know of the operations on files. */
import { page, pdf, picture, svg } from '../../support/files.ts'
import { people } from '../../support/people.ts'
import { forgedCursors } from '../cursors.ts'
import { allowed, except, forbidden, hidden, office, strangers, superiors, type Subjects } from '../subject.ts'
import type { Stage } from '../stage.ts'
import { fixture as reportsOf, named, type Fixture as Reports } from './reports-made.ts'

type Fixture = Reports & Record<'ofDraft' | 'ofSubmitted' | 'ofReturned' | 'ofNone' | 'filesCursor', string>

const blob = (content: Buffer) => new Blob([new Uint8Array(content)])

/** Of the employee: one of a draft, one of each report that was handed in, and one that is attached to none. */
export async function fixture (stage: Stage): Promise<Fixture> {
  const made = await reportsOf(stage)
  const { app: { deps: { db } }, clients: { employee } } = stage
  const send = async (reportId?: string, name = 'a.png') =>
    (await employee.uploadFile(blob(picture), { name, ...(reportId && { reportId }) })).id
  const { employeeDraft, employeeSubmitted, employeeReturned } = made.reports
  const [ofDraft, ofReturned, ofNone] = [await send(employeeDraft), await send(employeeReturned), await send()]
  await send(employeeReturned, 'b.png')
  const ofSubmitted = await send()
  await db.updateTable('files').set({ report_id: employeeSubmitted }).where('id', '=', ofSubmitted).execute()
  await db.updateTable('reports').set({ files_count: 1 }).where('id', '=', employeeSubmitted).execute()
  const { nextCursor } = await employee.listFiles(employeeReturned, { limit: 1 })
  return { ...made, ofDraft, ofSubmitted, ofReturned, ofNone, filesCursor: nextCursor! }
}

const file = (which: 'ofDraft' | 'ofSubmitted' | 'ofReturned' | 'ofNone') => (made: Fixture) => ({ params: { fileId: made[which] } })
export const subjects: Subjects<Fixture> = {
  uploadFile: {
    valid: ({ reports }) => ({ query: { name: 'a.png', reportId: reports.employeeDraft }, bytes: picture }),
    access: [
      allowed(['employee'], 'to her draft', { name: 'a.png', type: 'image/png', size: picture.length, owner: { id: people.employee.id } }),
      allowed(except('employee'), 'to none', { reportId: null }, () => ({ query: { name: 'a.pdf' }, bytes: pdf })),
      hidden(except('employee'), "to somebody's draft"),
      forbidden(superiors, "to somebody's report", ({ reports }) => ({ query: { name: 'a.png', reportId: reports.employeeSubmitted } }))
    ],
    refused: ({ reports: { employeeDraft: reportId } }) => ({
      'no name': { query: { reportId }, faults: ['/query/name required'] },
      'an empty name': { query: { name: '' }, faults: ['/query/name minLength'] },
      'a name with NUL': { query: { name: 'a\u0000.png' }, faults: ['/query/name pattern'] },
      'a name that is too long': { query: { name: 'a'.repeat(256) }, faults: ['/query/name maxLength'] },
      ...Object.fromEntries(
        Object.entries({ 'a.svg': svg, 'a.txt': page, 'a.html': Buffer.from('x'), 'a.png': Buffer.from('x') }).map(([name, bytes]) => [
          `what is none of the kinds: ${name}`,
          { query: { name }, bytes, code: 'RULE_REFUSED' as const, faults: ['/body fileType'] }
        ])
      )
    }),
    ladder: ({ reports }) => [
      ['no such object', 'lead', { query: { name: 'a', reportId: 'NONE' }, bytes: svg }, 'NOT_FOUND'],
      ['may', 'lead', { query: { name: 'a', reportId: reports.employeeSubmitted }, bytes: svg }, 'FORBIDDEN'],
      ['state', 'employee', { query: { name: 'a', reportId: reports.employeeSubmitted }, bytes: svg }, 'STATE_CONFLICT'],
      ['policy', 'employee', { query: { name: 'a', reportId: reports.employeeDraft }, bytes: svg }, 'RULE_REFUSED', '/body fileType']
    ]
  },
  attachFile: {
    valid: (made) => ({ ...file('ofNone')(made), body: { reportId: made.reports.employeeDraft } }),
    access: [
      allowed(['employee'], 'hers', { name: 'a.png' }),
      hidden(except('employee'), "somebody's that is attached to none"),
      forbidden(superiors, "somebody's", file('ofSubmitted'))
    ],
    ladder: (made) => [
      ['no such object', 'employee', { params: { fileId: 'NONE' }, body: { reportId: 'NONE' } }, 'NOT_FOUND'],
      ['may', 'lead', { ...file('ofSubmitted')(made), body: { reportId: 'NONE' } }, 'FORBIDDEN'],
      ['state', 'employee', { ...file('ofDraft')(made), body: { reportId: 'NONE' } }, 'STATE_CONFLICT'],
      ['no such report', 'employee', { body: { reportId: 'NONE' } }, 'NOT_FOUND'],
      ['state of the report', 'employee', { body: { reportId: made.reports.employeeSubmitted } }, 'STATE_CONFLICT']
    ]
  },
  downloadFile: {
    valid: file('ofSubmitted'),
    access: [
      allowed(['employee', ...superiors], 'of a report that was handed in', /^.PNG/),
      allowed(['employee'], 'of her draft', /^.PNG/, file('ofDraft')),
      hidden(except('employee'), 'of a draft', file('ofDraft')),
      hidden(except('employee'), 'of none', file('ofNone')),
      hidden(strangers.map((who) => who), "of somebody's report")
    ]
  },
  deleteFile: {
    valid: file('ofReturned'),
    access: [
      allowed(['employee'], 'of her draft', null, file('ofDraft')),
      allowed(['employee'], 'of none', null, file('ofNone')),
      allowed(office, 'of a report that was handed in', null, file('ofSubmitted')),
      forbidden(['lead', 'manager'], "somebody's"),
      hidden(except('employee'), 'of a draft', file('ofDraft')),
      hidden(strangers.map((who) => who), "of somebody's report")
    ],
    ladder: (made) => [
      ['no such object', 'lead', { params: { fileId: 'NONE' } }, 'NOT_FOUND'],
      ['may', 'lead', file('ofSubmitted')(made), 'FORBIDDEN'],
      ['state', 'employee', file('ofSubmitted')(made), 'STATE_CONFLICT']
    ]
  },
  listFiles: {
    valid: (made) => ({ ...named('employeeReturned')(made), query: { cursor: made.filesCursor, limit: 10 } }),
    access: [
      allowed(['employee', ...superiors], 'the oldest first', { items: [{ name: 'a.png' }, { name: 'b.png' }], nextCursor: null }, () => ({
        query: {}
      })),
      hidden(except('employee'), 'of a draft', (made) => ({ ...named('employeeDraft')(made), query: {} })),
      hidden(strangers.map((who) => who), "of somebody's report", () => ({ query: {} }))
    ],
    refused: ({ filesCursor, teamsCursor }) => forgedCursors(filesCursor, teamsCursor, { 'of no time': 'noon' })
  }
}
