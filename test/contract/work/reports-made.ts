/** Reports in every state, who sees which of them, and what may be written in one. */
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { today } from '../../support/clock.ts'
import { people, type PersonName } from '../../support/people.ts'
import type { Stage } from '../stage.ts'
import { allowed, everybody, type Caller, type Refused } from '../subject.ts'

export const [yesterday, dayBefore, threeDaysBack, tomorrow] = ['2026-11-19', '2026-11-18', '2026-11-17', '2026-11-21']
export const [tooOld, longAgo] = ['2026-11-16', '2026-10-01']

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
export const visible: Record<Exclude<PersonName, 'disabled'>, ReportName[]> = {
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
export const waiting: Partial<Record<PersonName, ReportName[]>> = {
  lead: ['employeeSubmitted', 'colleagueSubmitted'],
  manager: ['leadSubmitted', 'neighbourSubmitted'],
  otherManager: ['otherSubmitted']
}

export type Asking = Parameters<Client['listReports']>[0]

/** The names of what a person's list holds, in its order, page by page. */
export async function listedNames ({ client }: Caller, { reports }: Fixture, asking: Asking): Promise<string[]> {
  const names: string[] = []
  for (let cursor: string | undefined;;) {
    const page = await client.listReports({ ...asking, cursor })
    names.push(...page.items.map(({ id }) => Object.entries(reports).find(([, known]) => known === id)?.[0] ?? id))
    if (!page.nextCursor) return names
    cursor = page.nextCursor
  }
}

export const listing = (asking: Asking, kept: (name: ReportName, who: PersonName) => boolean = () => true) => ({
  answers: (who: PersonName) => visible[who as keyof typeof visible].filter((name) => kept(name, who)).toSorted(),
  act: async (caller: Caller, made: Fixture) => (await listedNames(caller, made, asking)).sort()
})
export const lists = (what: string, { answers, act }: ReturnType<typeof listing>) => allowed<Fixture>(everybody, what, answers, { act })
export const isOwn = (name: ReportName, who: PersonName) => name.startsWith(who)

export const named = (name: ReportName) => ({ reports }: Fixture) => ({ params: { reportId: reports[name] } })
export const nobody = { edit: false, submit: false, withdraw: false, delete: false, review: false, reopen: false }
export const can = (...those: (keyof typeof nobody)[]) => ({ ...nobody, ...Object.fromEntries(those.map((name) => [name, true])) })

export const items = (...minutes: number[]) => minutes.map((each) => ({ title: 'Collars', minutes: each }))
export const tooMuch = { items: items(1440, 1) }
export const goingOn = ({ colleaguesItem }: Fixture) => ({ items: [{ title: 'Order 2212', carriedFromId: colleaguesItem }] })
export const beingAnothers = ({ colleaguesItem: id }: Fixture) => ({ items: [{ id, title: 'Order 2212', carriedFromId: id }] })
export const fieldsOf = (bytes: number) => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) })
export const kib = 1024
export const content = {
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
export const contentRefused = (): Record<string, Refused> => ({
  'more minutes than a day has': { body: tooMuch, faults: ['/body/items maxMinutes'] },
  'fields over 32 KB': { body: { fields: fieldsOf(32 * kib + 1) }, faults: ['/body/fields maxBytes'] },
  'fields over 32 KB in bytes, though not in characters': {
    body: { fields: { a: '😀'.repeat(8 * kib) } },
    faults: ['/body/fields maxBytes']
  },
  'two of these at once': { body: { fields: fieldsOf(40 * kib), ...tooMuch }, faults: ['/body/fields maxBytes', '/body/items maxMinutes'] }
})

/** Another date than that of hers which is there. */
export const forColleague = () => ({ body: { userId: people.colleague.id, reportDate: dayBefore, items: [], submit: true } })
