/** What tests know of the operations on reports. */
import { today } from '../../support/clock.ts'
import { people } from '../../support/people.ts'
import { allowed, everybody, except, forbidden, hidden, strangers, superiors, type Subjects } from '../subject.ts'
import { listReports } from './reports-listed.ts'
import {
  type Fixture,
  type ReportName,
  beingAnothers,
  can,
  content,
  contentRefused,
  dayBefore,
  fieldsOf,
  fixture,
  forColleague,
  goingOn,
  kib,
  longAgo,
  named,
  tomorrow,
  tooMuch,
  tooOld,
  yesterday
} from './reports-made.ts'

export { fixture }

export const subjects: Subjects<Fixture> = {
  listReports,
  createReport: {
    by: 'lead',
    valid: () => ({ body: { reportDate: dayBefore, ...content, submit: false } }),
    access: [
      allowed(['employee', 'colleague', 'lead', 'other'], 'a draft', (who) => ({ userId: people[who].id, state: 'draft' }), () => ({
        body: { reportDate: tomorrow }
      })),
      allowed(['neighbour'], 'a draft', { userId: people.neighbour.id, state: 'draft' }),
      allowed(['manager', 'otherManager', 'hr', 'admin'], 'without a team', 'RULE_REFUSED'),
      allowed(superiors, 'for somebody of theirs', (who) => ({
        userId: people.colleague.id,
        author: { name: 'Wati' },
        filedBy: { id: people[who].id },
        state: 'submitted',
        can: can()
      }), forColleague),
      forbidden(['employee', 'other'], 'for somebody else', forColleague),
      hidden(['neighbour', 'otherManager'], 'for somebody who is not theirs', forColleague, 'RULE_REFUSED'),
      hidden(['lead', 'other'], "going on with somebody else's item", (made) => ({ body: goingOn(made) }), 'RULE_REFUSED')
    ],
    refused: contentRefused,
    ladder: (made) => [
      ['form beyond the schema', 'lead', { body: { reportDate: tooOld, ...tooMuch } }, 'VALIDATION_FAILED', '/body/items maxMinutes'],
      ['state', 'employee', { body: { reportDate: longAgo, ...goingOn(made) } }, 'DUPLICATE'],
      ['policy: the date', 'lead', { body: { reportDate: tooOld, ...goingOn(made) } }, 'RULE_REFUSED', '/body/reportDate tooOld'],
      ['policy: an item that is one already', 'lead', { body: beingAnothers(made) }, 'RULE_REFUSED', '/body/items/0/id unknownItem'],
      ['policy: the items', 'lead', { body: goingOn(made) }, 'RULE_REFUSED', '/body/items carriedFrom'],
      ['policy: too early to hand in', 'other', { body: { reportDate: tomorrow, submit: true } }, 'RULE_REFUSED', '/body future']
    ]
  },
  prefillReport: {
    valid: () => ({ query: { date: tomorrow } }),
    access: [
      allowed(['employee'], 'what is unfinished of her newest that is handed in', {
        reportId: null,
        from: { reportDate: yesterday },
        items: [{ title: 'Order 2211', minutes: 0 }]
      }, () => ({ query: { date: '2026-11-22' } })),
      allowed(['lead'], 'nothing, before the first', { reportId: String, from: null, planned: '', items: [] }, () => ({ query: {} })),
      allowed(['hr'], 'nothing of her own', { date: tomorrow, reportId: null, from: null, planned: '', templateId: null, items: [] })
    ]
  },
  listCategories: {
    valid: () => ({}),
    access: [allowed(everybody, 'none, where none has been named', { items: [] })]
  },
  getReport: {
    valid: named('employeeDraft'),
    access: [
      allowed(['employee'], 'her draft', { state: 'draft', can: can('edit', 'submit', 'delete') }),
      allowed(['employee'], 'her submitted report', { state: 'submitted', can: can('withdraw') }, named('employeeSubmitted')),
      allowed(superiors, 'a submitted report', { state: 'submitted', can: can('review') }, named('employeeSubmitted')),
      allowed(superiors, 'a returned report', { state: 'returned', can: can() }, named('employeeReturned')),
      allowed(superiors, 'an approved report', { state: 'approved', can: can('reopen') }, named('employeeApproved')),
      allowed(['lead'], 'his own, which he does not review', { can: can('withdraw') }, named('leadSubmitted')),
      hidden(except('employee'), 'a draft'),
      ...(['employeeSubmitted', 'employeeReturned', 'employeeApproved'] as const).map((name) =>
        hidden<Fixture>(strangers, name, named(name))
      ),
      hidden(['employee', 'colleague'], "their lead's", named('leadSubmitted')),
      hidden(['employee', 'lead', 'neighbour', 'manager'], 'of another division', named('otherSubmitted'))
    ]
  },
  updateReport: {
    valid: ({ reports }) => ({ params: { reportId: reports.employeeDraft }, body: { version: 1, ...content } }),
    access: [
      allowed(['employee'], 'her draft', { planNext: 'Sleeves' }),
      allowed(['employee'], 'her returned report', { planNext: 'Seams' }, {
        async act ({ client }, { reports: { employeeReturned } }) {
          const { version } = await client.getReport(employeeReturned)
          return client.updateReport(employeeReturned, { version, planNext: 'Seams' })
        }
      }),
      hidden(except('employee'), 'a draft'),
      ...(['employeeSubmitted', 'employeeReturned', 'employeeApproved'] as const).map((name) =>
        hidden<Fixture>(strangers, name, named(name))
      ),
      forbidden(superiors, 'a returned report', named('employeeReturned'))
    ],
    refused: contentRefused,
    ladder: (made) => {
      const late = { version: 9, ...goingOn(made) }
      const of = (name: ReportName, body: object = late) => ({ ...named(name)(made), body })
      return [
        [
          'form beyond the schema',
          'employee',
          { params: { reportId: 'NONE' }, body: { version: 9, ...tooMuch } },
          'VALIDATION_FAILED',
          '/body/items maxMinutes'
        ],
        ['no such object', 'employee', { params: { reportId: 'NONE' }, body: late }, 'NOT_FOUND'],
        ['an object out of scope', 'employee', of('colleagueSubmitted'), 'NOT_FOUND'],
        ['may', 'lead', of('employeeSubmitted'), 'FORBIDDEN'],
        ['state', 'employee', of('employeeSubmitted'), 'STATE_CONFLICT'],
        ['version', 'employee', of('employeeDraft'), 'VERSION_CONFLICT'],
        ['policy: the items', 'employee', of('employeeDraft', beingAnothers(made)), 'RULE_REFUSED', '/body/items/0/id unknownItem'],
        ['policy', 'employee', of('employeeDraft', goingOn(made)), 'RULE_REFUSED', '/body/items carriedFrom']
      ]
    }
  },
  upsertReportByDate: {
    by: 'lead',
    valid: () => ({ params: { date: dayBefore }, body: { baseVersion: null, content } }),
    access: [
      allowed(['colleague', 'lead', 'neighbour', 'other'], 'a draft', (who) => ({ created: true, report: { userId: people[who].id } })),
      allowed(
        ['employee'],
        'her draft',
        { created: false, report: { version: 2 } },
        () => ({ params: { date: today }, body: { baseVersion: 1 } })
      ),
      allowed(['manager', 'hr', 'admin'], 'without a team', 'RULE_REFUSED'),
      hidden(
        ['lead', 'other'],
        "going on with somebody else's item",
        (made) => ({ body: { content: { summary: 'x', ...goingOn(made) } } }),
        'RULE_REFUSED'
      )
    ],
    refused: () => ({
      'more minutes than a day has': { body: { content: { ...content, ...tooMuch } }, faults: ['/body/content/items maxMinutes'] },
      'fields over 32 KB': {
        body: { content: { ...content, fields: fieldsOf(32 * kib + 1) } },
        faults: ['/body/content/fields maxBytes']
      }
    }),
    ladder: (made) => {
      const of = (date: string, baseVersion: number | null, more: object = {}) => ({
        params: { date },
        body: { baseVersion, content: { ...content, ...more } }
      })
      return [
        ['state', 'employee', of(yesterday, 9, goingOn(made)), 'STATE_CONFLICT'],
        ['version', 'employee', of(today, 9, goingOn(made)), 'VERSION_CONFLICT'],
        ['version of what one took for new', 'employee', of(today, null, goingOn(made)), 'VERSION_CONFLICT'],
        ['version of what is gone', 'lead', of(dayBefore, 2, goingOn(made)), 'VERSION_CONFLICT'],
        ['policy: the date', 'lead', of(tooOld, null, goingOn(made)), 'RULE_REFUSED', '/params/date tooOld'],
        ['policy: an item', 'employee', of(today, 1, beingAnothers(made)), 'RULE_REFUSED', '/body/content/items/0/id unknownItem'],
        ['policy: the items', 'employee', of(today, 1, goingOn(made)), 'RULE_REFUSED', '/body/content/items carriedFrom']
      ]
    }
  },
  deleteReport: {
    valid: ({ reports }) => ({ params: { reportId: reports.employeeDraft }, query: { version: 1 } }),
    access: [
      allowed(['employee'], 'her draft', null),
      allowed(['employee'], 'her draft, and drafts its date anew', { state: 'draft', version: 1 }, {
        async act ({ client }, { reports: { employeeDraft } }) {
          await client.deleteReport(employeeDraft)
          return client.createReport({ reportDate: today, summary: 'Sleeves' })
        }
      }),
      hidden(except('employee'), 'a draft'),
      ...(['employeeSubmitted', 'employeeReturned', 'employeeApproved'] as const).map((name) =>
        hidden<Fixture>(strangers, name, named(name))
      ),
      forbidden(superiors, 'a returned report', named('employeeReturned'))
    ],
    ladder: (made) => [
      ['no such object', 'employee', { params: { reportId: 'NONE' }, query: { version: 9 } }, 'NOT_FOUND'],
      ['may', 'lead', { ...named('employeeReturned')(made), query: { version: 9 } }, 'FORBIDDEN'],
      ['state', 'employee', { ...named('employeeReturned')(made), query: { version: 9 } }, 'STATE_CONFLICT'],
      ['version', 'employee', { query: { version: 9 } }, 'VERSION_CONFLICT']
    ]
  },
  submitReport: {
    valid: ({ reports }) => ({ params: { reportId: reports.employeeDraft }, body: { version: 1 } }),
    access: [
      allowed(['colleague'], 'her draft', { state: 'submitted', version: 2 }, named('colleagueDraft')),
      hidden(except('employee'), 'a draft'),
      ...(['employeeSubmitted', 'employeeReturned', 'employeeApproved'] as const).map((name) =>
        hidden<Fixture>(strangers, name, named(name))
      ),
      forbidden(superiors, 'a returned report', named('employeeReturned'))
    ],
    ladder: (made) => {
      const of = (name: ReportName, version = 9) => ({ ...named(name)(made), body: { version } })
      return [
        ['no such object', 'employee', { params: { reportId: 'NONE' }, body: { version: 9 } }, 'NOT_FOUND'],
        ['an object out of scope', 'employee', of('colleagueSubmitted'), 'NOT_FOUND'],
        ["somebody's draft", 'lead', of('employeeDraft'), 'NOT_FOUND'],
        ['may', 'lead', of('employeeSubmitted'), 'FORBIDDEN'],
        ['state', 'employee', of('employeeSubmitted'), 'STATE_CONFLICT'],
        ['version', 'neighbour', of('neighbourFuture'), 'VERSION_CONFLICT'],
        ['policy', 'neighbour', of('neighbourFuture', 1), 'RULE_REFUSED', '/body future']
      ]
    }
  }
}
