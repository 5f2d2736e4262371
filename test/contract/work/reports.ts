/** What tests know of the operations on reports. */
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { today } from '../../support/clock.ts'
import { packing, people, warehouse, line4, type PersonName } from '../../support/people.ts'
import { encoded, forgedCursors, refusedCursor, strangeDays } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import {
  allowed,
  everybody,
  except,
  forbidden,
  hidden,
  nothing,
  strangers,
  superiors,
  type Caller,
  type Refused,
  type Subjects
} from '../subject.ts'

const [yesterday, dayBefore, threeDaysBack, tomorrow] = ['2026-11-19', '2026-11-18', '2026-11-17', '2026-11-21']
const [tooOld, longAgo] = ['2026-11-16', '2026-10-01']

export type Fixture = Awaited<ReturnType<typeof fixture>>

/** Reports in every state, of people of every place. */
export async function fixture ({ clients, app: { deps: { db } } }: Stage) {
  const { employee, colleague, lead, neighbour, other } = clients
  const create = (client: Client, reportDate: string, submit = true) =>
    client.createReport({ reportDate, submit, summary: 'Collars', items: [{ title: 'Order 2211' }] })
  const made = {
    employeeDraft: await create(employee, today, false),
    employeeSubmitted: await create(employee, yesterday),
    employeeReturned: await create(employee, dayBefore),
    employeeApproved: await create(employee, threeDaysBack),
    colleagueSubmitted: await create(colleague, today),
    colleagueDraft: await create(colleague, yesterday, false),
    leadSubmitted: await create(lead, today),
    neighbourSubmitted: await create(neighbour, today),
    neighbourDraft: await create(neighbour, yesterday, false),
    neighbourFuture: await create(neighbour, tomorrow, false),
    otherSubmitted: await create(other, today),
    otherDraft: await create(other, yesterday, false)
  }
  await lead.returnReport(made.employeeReturned.id, { version: made.employeeReturned.version, note: 'How many pieces?' })
  await lead.approveReport(made.employeeApproved.id, { version: made.employeeApproved.version })
  // So that she has none to read.
  await db.deleteFrom('notices').where('user_id', '=', people.employee.id).execute()
  const { id } = await create(employee, tomorrow, false)
  await db.updateTable('reports').set({ report_date: longAgo }).where('id', '=', id).execute()
  return {
    reports: Object.fromEntries(Object.entries(made).map(([name, { id }]) => [name, id])) as Record<keyof typeof made, string>,
    colleaguesItem: made.colleagueSubmitted.items[0].id,
    cursor: (await employee.listReports({ limit: 1 })).nextCursor!,
    leadsCursor: (await lead.listReports({ limit: 2 })).nextCursor!,
    queueCursor: (await lead.listReports({ view: 'review', limit: 1 })).nextCursor!,
    teamsCursor: (await clients.hr.listTeams({ limit: 1 })).nextCursor!
  }
}

export type ReportName = keyof Fixture['reports']

/** What the lists of each person have in them. */
const visible: Record<Exclude<PersonName, 'disabled'>, ReportName[]> = {
  employee: ['employeeDraft', 'employeeSubmitted', 'employeeReturned', 'employeeApproved'],
  colleague: ['colleagueSubmitted', 'colleagueDraft'],
  lead: ['leadSubmitted', 'employeeSubmitted', 'employeeReturned', 'employeeApproved', 'colleagueSubmitted'],
  neighbour: ['neighbourSubmitted', 'neighbourDraft', 'neighbourFuture'],
  manager: ['leadSubmitted', 'employeeSubmitted', 'employeeReturned', 'employeeApproved', 'colleagueSubmitted', 'neighbourSubmitted'],
  other: ['otherSubmitted', 'otherDraft'],
  otherManager: ['otherSubmitted'],
  hr: [
    'employeeSubmitted',
    'employeeReturned',
    'employeeApproved',
    'colleagueSubmitted',
    'leadSubmitted',
    'neighbourSubmitted',
    'otherSubmitted'
  ],
  get admin () {
    return this.hr
  }
}

/** What waits for each, the longest first; of somebody without a lead beside themselves, HR's. */
const waiting: Partial<Record<PersonName, ReportName[]>> = {
  lead: ['employeeSubmitted', 'colleagueSubmitted'],
  manager: ['leadSubmitted', 'neighbourSubmitted'],
  otherManager: ['otherSubmitted']
}

type Asking = Parameters<Client['listReports']>[0]

/** The names of what a person's list holds, in its order, page by page. */
async function listedNames ({ client }: Caller, { reports }: Fixture, asking: Asking): Promise<string[]> {
  const names: string[] = []
  for (let cursor: string | undefined;;) {
    const page = await client.listReports({ ...asking, cursor })
    names.push(...page.items.map(({ id }) => Object.entries(reports).find(([, known]) => known === id)?.[0] ?? id))
    if (!page.nextCursor) return names
    cursor = page.nextCursor
  }
}

const listing = (asking: Asking, kept: (name: ReportName, who: PersonName) => boolean = () => true) => ({
  answers: (who: PersonName) => visible[who as keyof typeof visible].filter((name) => kept(name, who)).toSorted(),
  act: async (caller: Caller, made: Fixture) => (await listedNames(caller, made, asking)).sort()
})
const lists = (what: string, { answers, act }: ReturnType<typeof listing>) => allowed<Fixture>(everybody, what, answers, { act })
const isOwn = (name: ReportName, who: PersonName) => name.startsWith(who)

export const named = (name: ReportName) => ({ reports }: Fixture) => ({ params: { reportId: reports[name] } })
const nobody = { edit: false, submit: false, withdraw: false, delete: false, review: false, reopen: false }
const can = (...those: (keyof typeof nobody)[]) => ({ ...nobody, ...Object.fromEntries(those.map((name) => [name, true])) })

const items = (...minutes: number[]) => minutes.map((each) => ({ title: 'Collars', minutes: each }))
const tooMuch = { items: items(1440, 1) }
const goingOn = ({ colleaguesItem }: Fixture) => ({ items: [{ title: 'Order 2212', carriedFromId: colleaguesItem }] })
const beingAnothers = ({ colleaguesItem: id }: Fixture) => ({ items: [{ id, title: 'Order 2212', carriedFromId: id }] })
const fieldsOf = (bytes: number) => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) })
const kib = 1024
const content = {
  summary: 'Collars',
  planNext: 'Sleeves',
  mood: 4,
  fields: { shift: 'morning' },
  items: [{
    title: 'Order 2211',
    detail: 'Blue',
    category: 'sewing',
    status: 'done' as const,
    progress: 100,
    minutes: 360,
    quantity: 180,
    unit: 'pcs',
    carriedFromId: null
  }]
}
const contentRefused = (): Record<string, Refused> => ({
  'more minutes than a day has': { body: tooMuch, faults: ['/body/items maxMinutes'] },
  'fields over 32 KB': { body: { fields: fieldsOf(32 * kib + 1) }, faults: ['/body/fields maxBytes'] },
  'fields over 32 KB in bytes, though not in characters': {
    body: { fields: { a: '😀'.repeat(8 * kib) } },
    faults: ['/body/fields maxBytes']
  },
  'two of these at once': { body: { fields: fieldsOf(40 * kib), ...tooMuch }, faults: ['/body/fields maxBytes', '/body/items maxMinutes'] }
})

/** Another date than that of hers which is there. */
const forColleague = () => ({ body: { userId: people.colleague.id, reportDate: dayBefore, items: [], submit: true } })

export const subjects: Subjects<Fixture> = {
  listReports: {
    valid: ({ cursor }) => ({
      query: {
        from: yesterday,
        to: today,
        divisionId: 'DIVISION',
        teamId: line4.id,
        userId: people.employee.id,
        state: 'draft',
        timing: 'late',
        view: 'mine',
        q: 'Collars',
        cursor,
        limit: 10
      }
    }),
    access: [
      lists('what is in scope, and nothing else', listing({ limit: 100 })),
      lists('page by page', listing({ limit: 2 })),
      lists('their own', listing({ view: 'mine', limit: 3 }, isOwn)),
      lists('those of others', listing({ view: 'scope', limit: 3 }, (name, who) => !isOwn(name, who))),
      lists('what has a text', listing({ q: 'ＣOLLA' })),
      lists('what has a text in an item', listing({ q: '2211' })),
      lists('what has no such text', listing({ q: '%' }, () => false)),
      lists('handed in though nobody owes it', listing({ timing: 'extra' }, (name) => !/Draft$|Future$/.test(name))),
      lists('handed in late', listing({ timing: 'late' }, () => false)),
      ...([100, 1] as const).map((limit) =>
        allowed<Fixture>(everybody, `what waits for them, ${limit} a page`, (who) => waiting[who] ?? [], {
          act: (caller, made) => listedNames(caller, made, { view: 'review', limit })
        })
      ),
      allowed(
        superiors,
        'what they may review of a team',
        (who) => ['employeeSubmitted', 'colleagueSubmitted', ...(who === 'lead' ? [] : ['leadSubmitted'])],
        {
          act: (caller, made) => listedNames(caller, made, { view: 'review', teamId: line4.id, limit: 1 })
        }
      ),
      allowed(everybody, 'of what waits, nothing that is decided', [], {
        act: (caller, made) => listedNames(caller, made, { view: 'review', state: 'approved' })
      }),
      allowed(['lead'], 'of what waits, some days', ['colleagueSubmitted'], {
        act: (caller, made) => listedNames(caller, made, { view: 'review', date: today })
      }),
      hidden(
        ['colleague', 'neighbour', 'other', 'otherManager'],
        'what waits in a team',
        () => ({ query: { view: 'review', teamId: line4.id } }),
        nothing
      ),
      allowed(superiors, 'of a person below', { items: [{ userId: people.colleague.id, state: 'submitted' }] }, () => ({
        query: { userId: people.colleague.id }
      })),
      hidden(strangers, 'of another person', () => ({ query: { userId: people.employee.id } }), nothing),
      hidden(['employee', 'lead', 'manager'], 'of a person of another division', () => ({ query: { userId: people.other.id } }), nothing),
      hidden(['employee', 'lead', 'neighbour', 'manager'], 'of another team', () => ({ query: { teamId: packing.id } }), nothing),
      hidden(['employee', 'lead', 'neighbour', 'manager'], 'of another division', () => ({ query: { divisionId: warehouse.id } }), nothing),
      hidden([...superiors, ...strangers], "somebody's drafts", () => ({ query: { userId: people.employee.id, state: 'draft' } }), nothing),
      hidden(['other'], "what somebody else's cursor goes on with", {
        act: async ({ client }, { leadsCursor }) =>
          (await client.listReports({ cursor: leadsCursor })).items.filter(({ userId }) => userId !== people.other.id)
      }, [])
    ],
    refused: ({ cursor, queueCursor, teamsCursor }) => ({
      'a date and a first day': { query: { date: today, from: today }, faults: ['/query/date exclusive'] },
      'a date and a last day': { query: { date: today, to: today }, faults: ['/query/date exclusive'] },
      'a date and a range': { query: { date: today, from: today, to: today }, faults: ['/query/date exclusive'] },
      'a crossed range': { query: { from: today, to: yesterday }, faults: ['/query/to order'] },
      'a range of 93 days': { query: { from: '2026-08-20', to: today }, faults: ['/query/to maxDays'] },
      'a range of centuries': { query: { from: '0001-01-01', to: '9999-12-31' }, faults: ['/query/to maxDays'] },
      'a crossed range and a forged cursor': {
        query: { from: today, to: yesterday, cursor: 'abc' },
        faults: ['/query/to order', '/query/cursor cursor']
      },
      ...forgedCursors(cursor, teamsCursor, strangeDays),
      'a cursor of the queue': refusedCursor(queueCursor),
      'a cursor of the list, for the queue': { query: { view: 'review', cursor }, faults: ['/query/cursor cursor'] },
      'a cursor of the queue at no time': {
        query: { view: 'review', cursor: encoded(['review', '2026-02-30 00:00:00.000', 'A']) },
        faults: ['/query/cursor cursor']
      }
    })
  },
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
