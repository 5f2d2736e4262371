/** What tests know of what becomes of reports that were handed in. */
import { allowed, except, forbidden, hidden, strangers, superiors, type Rung, type Subjects } from '../subject.ts'
import { forgedCursors } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import { people } from '../../support/people.ts'
import { fixture as reportsOf, named, type Fixture as Reports, type ReportName } from './reports-made.ts'

type Fixture = Reports & { historyCursor: string }

export async function fixture (stage: Stage): Promise<Fixture> {
  const made = await reportsOf(stage)
  const { nextCursor } = await stage.clients.employee.listReportHistory(made.reports.employeeReturned, { limit: 1 })
  return { ...made, historyCursor: nextCursor! }
}

const noted = { version: 2, note: 'How many pieces?' }
const unseen = { ok: false, state: null, version: null, error: { code: 'NOT_FOUND', meta: null } }
const several = ({ reports }: Fixture) => [
  { id: reports.employeeDraft, version: 1 },
  { id: reports.employeeSubmitted, version: 9 },
  { id: reports.employeeApproved, version: 3 },
  { id: reports.colleagueSubmitted, version: 2 }
]
const results = ({ reports }: Fixture) => ({
  results: [
    { id: reports.employeeDraft, ...unseen },
    {
      id: reports.employeeSubmitted,
      ok: false,
      state: 'submitted',
      version: 2,
      error: { code: 'VERSION_CONFLICT', meta: { currentVersion: 2 } }
    },
    {
      id: reports.employeeApproved,
      ok: false,
      state: 'approved',
      version: 3,
      error: { code: 'STATE_CONFLICT', meta: { action: 'approved', actor: { name: 'Budi' } } }
    },
    { id: reports.colleagueSubmitted, ok: true, state: 'approved', version: 3, error: null }
  ]
})
const author = { id: 'USEREMPLOYEE00000000000001', name: 'Sari' }
const whatStrangersDoNotSee = (...names: ReportName[]) => names.map((name) => hidden<Fixture>(strangers, name, named(name)))

/** What a decision is held against; `policy` comes last, where there is one. */
const decisionLadder = (open: ReportName, closed: ReportName, body: object) => (made: Fixture): Rung[] => {
  const of = (name: ReportName) => ({ ...named(name)(made), body: { ...body, version: 9 } })
  return [
    ['no such object', 'lead', { params: { reportId: 'NONE' }, body: { ...body, version: 9 } }, 'NOT_FOUND'],
    ['an object out of scope', 'lead', of('otherSubmitted'), 'NOT_FOUND'],
    ["somebody's draft", 'lead', of('employeeDraft'), 'NOT_FOUND'],
    ['may', 'employee', of(closed), 'FORBIDDEN'],
    ['state', 'lead', of(closed), 'STATE_CONFLICT'],
    ['version', 'lead', of(open), 'VERSION_CONFLICT']
  ]
}

export const subjects: Subjects<Fixture> = {
  withdrawReport: {
    valid: (made) => ({ ...named('employeeSubmitted')(made), body: { version: 2 } }),
    access: [
      allowed(['employee'], 'her report', { state: 'draft', submittedAt: null, timing: null, lastDecision: null, version: 3 }),
      hidden(except('employee'), 'a draft', named('employeeDraft')),
      ...whatStrangersDoNotSee('employeeSubmitted', 'employeeReturned', 'employeeApproved'),
      forbidden(superiors, "somebody's")
    ],
    ladder: (made) => [
      ['no such object', 'employee', { params: { reportId: 'NONE' }, body: { version: 9 } }, 'NOT_FOUND'],
      ['may', 'lead', { ...named('employeeReturned')(made), body: { version: 9 } }, 'FORBIDDEN'],
      ['state', 'employee', { ...named('employeeReturned')(made), body: { version: 9 } }, 'STATE_CONFLICT'],
      ['version', 'employee', { body: { version: 9 } }, 'VERSION_CONFLICT']
    ]
  },
  approveReport: {
    by: 'lead',
    valid: (made) => ({ ...named('employeeSubmitted')(made), body: { version: 2, note: 'Well done.' } }),
    access: [
      allowed(superiors, 'a report', (who) => ({
        state: 'approved',
        version: 3,
        lastDecision: { action: 'approved', actor: { id: people[who].id }, onBehalfOf: null, note: 'Well done.' }
      })),
      allowed(['lead'], 'without a note', { lastDecision: { note: null } }, () => ({ body: { note: null } })),
      hidden(except('employee'), 'a draft', named('employeeDraft')),
      ...whatStrangersDoNotSee('employeeSubmitted', 'employeeReturned', 'employeeApproved'),
      forbidden(['employee'], 'her own'),
      forbidden(['lead'], 'his own', named('leadSubmitted'))
    ],
    ladder: decisionLadder('employeeSubmitted', 'employeeReturned', { note: 'x' })
  },
  returnReport: {
    by: 'lead',
    valid: (made) => ({ ...named('employeeSubmitted')(made), body: noted }),
    access: [
      allowed(superiors, 'a report', (who) => ({
        state: 'returned',
        version: 3,
        lastDecision: { action: 'returned', actor: { id: people[who].id }, onBehalfOf: null, note: noted.note }
      })),
      hidden(except('employee'), 'a draft', named('employeeDraft')),
      ...whatStrangersDoNotSee('employeeSubmitted', 'employeeReturned', 'employeeApproved'),
      forbidden(['employee'], 'her own'),
      forbidden(['lead'], 'his own', named('leadSubmitted'))
    ],
    ladder: decisionLadder('employeeSubmitted', 'employeeApproved', noted)
  },
  reopenReport: {
    by: 'lead',
    valid: (made) => ({ ...named('employeeApproved')(made), body: { ...noted, version: 3 } }),
    access: [
      allowed(superiors, 'a report', (who) => ({
        state: 'returned',
        version: 4,
        lastDecision: { action: 'reopened', actor: { id: people[who].id }, onBehalfOf: null, note: noted.note }
      })),
      hidden(except('employee'), 'a draft', named('employeeDraft')),
      ...whatStrangersDoNotSee('employeeSubmitted', 'employeeReturned', 'employeeApproved'),
      forbidden(['employee'], 'her own')
    ],
    ladder: decisionLadder('employeeApproved', 'employeeSubmitted', noted)
  },
  reviewReports: {
    by: 'lead',
    valid: ({ reports }) => ({ body: { action: 'return', note: noted.note, reports: [{ id: reports.employeeSubmitted, version: 2 }] } }),
    access: [
      allowed(superiors, 'what waits', { results: [{ ok: true, state: 'returned', version: 3, error: null }] }),
      allowed(
        superiors,
        'each by itself',
        (_who, made) => results(made),
        (made) => ({ body: { action: 'approve', note: null, reports: several(made) } })
      ),
      allowed(['neighbour', 'otherManager'], 'of what they do not see, nothing', { results: [unseen] }),
      {
        kind: 'hidden',
        who: ['neighbour', 'otherManager'],
        what: "somebody's, as one that is not there",
        answers: { results: [unseen, unseen] },
        act: ({ client }, { reports }) =>
          client.reviewReports({ action: 'approve', reports: [{ id: reports.employeeSubmitted, version: 2 }, { id: 'NONE', version: 2 }] }),
        leaves: ['idempotency_keys']
      },
      forbidden(['employee', 'colleague', 'other'], 'who review nothing')
    ],
    refused: ({ reports: { employeeSubmitted: id } }) => ({
      'to return them without a note': { body: { note: null }, faults: ['/body/note required'] },
      'the same twice': { body: { reports: [{ id, version: 2 }, { id, version: 3 }] }, faults: ['/body/reports/1/id unique'] },
      'both at once': {
        body: { note: null, reports: [{ id, version: 2 }, { id: 'A', version: 2 }, { id, version: 2 }] },
        faults: ['/body/note required', '/body/reports/2/id unique']
      },
      'a hundred and one': {
        body: { reports: Array.from({ length: 101 }, (_, index) => ({ id: `A${index}`, version: 1 })) },
        faults: ['/body/reports maxItems']
      }
    })
  },
  getReportRevision: {
    valid: ({ reports }) => ({ params: { reportId: reports.employeeReturned, number: '1' } }),
    access: [
      allowed(['employee', ...superiors], 'what was handed in', { number: 1, version: 2, changed: [] }),
      hidden(
        ['employee', ...superiors],
        'what was not',
        ({ reports }) => ({ params: { reportId: reports.employeeReturned, number: '2' } })
      ),
      hidden(except('employee'), 'a draft', ({ reports }) => ({ params: { reportId: reports.employeeDraft, number: '1' } })),
      hidden(strangers, "somebody's")
    ]
  },
  listReportHistory: {
    valid: (made) => ({ ...named('employeeReturned')(made), query: { cursor: made.historyCursor, limit: 10 } }),
    access: [
      allowed(['employee'], 'all of her own', {
        items: [
          {
            action: 'returned',
            actor: { id: people.lead.id, name: 'Budi' },
            fromState: 'submitted',
            toState: 'returned',
            note: noted.note,
            version: 3
          },
          { action: 'submitted', actor: author, fromState: 'draft', toState: 'submitted', note: null, version: 2 },
          { action: 'created', actor: author, fromState: null, toState: 'draft', note: null, version: 1, changed: [] }
        ],
        nextCursor: null
      }, () => ({ query: {} })),
      allowed(superiors, 'of what was handed in, from then on', {
        items: [{ action: 'returned' }, { action: 'submitted' }],
        nextCursor: null
      }, () => ({
        query: {}
      })),
      hidden(except('employee'), 'a draft', (made) => ({ ...named('employeeDraft')(made), query: {} })),
      hidden(strangers, "somebody's", () => ({ query: {} }))
    ],
    refused: ({ historyCursor, teamsCursor }) => forgedCursors(historyCursor, teamsCursor, { 'of no version': '0', 'of a name': 'x' })
  }
}
