/**
 * Who may call what, on whose things. A new operation adds its rows here; access.test.ts says which are missing.
 */
import type { ErrorCode } from '../../generated/errors.ts'
import type { OperationId } from '../../generated/operations.ts'
import type { Client } from '../../generated/sdk/dist/src/sdk/index.js'
import type { Operation } from '../support/judge.ts'
import { emailOf, line4, packing, password, people, warehouse, type PersonName } from '../support/people.ts'

export type Who = PersonName | 'anonymous'

/** `out of scope`: the caller must not learn that it is there. `not theirs`: the caller sees it, and may not do this to it. */
export type Kind = 'anonymous' | 'wrong role' | 'out of scope' | 'not theirs' | 'allowed'

export interface Row {
  kind: Kind
  who: Who[]
  /** On what, where that is not plain. */
  what?: string
  call: (client: Client, company: Company) => Promise<unknown>
  /** The code that it is refused with, or what the data match. */
  answers: ErrorCode | object | null | ((who: PersonName) => object)
}

export const reportNames = [
  'employeeDraft', 'employeeSubmitted', 'employeeReturned', 'employeeApproved', 'colleagueSubmitted', 'colleagueDraft', 'leadSubmitted',
  'neighbourSubmitted', 'neighbourDraft', 'otherSubmitted', 'otherDraft'
] as const
export type ReportName = typeof reportNames[number]

export interface Company {
  url: string
  reports: Record<ReportName, string>
  /** An item of the submitted report of `colleague`. */
  colleaguesItem: string
  /** An unread one of `lead`. */
  leadsNotification: string
  refreshToken: string
}

export const everybody: PersonName[] = ['employee', 'colleague', 'lead', 'neighbour', 'manager', 'other', 'otherManager', 'hr', 'admin']
/** Those above `employee`. */
const superiors: PersonName[] = ['lead', 'manager', 'hr', 'admin']
/** Those who have nothing to do with the reports of `employee`, and `colleague`, who shares the team and no more. */
const strangers: PersonName[] = ['colleague', 'neighbour', 'other', 'otherManager']
const except = (...names: PersonName[]) => everybody.filter((name) => !names.includes(name))

const [free, later] = ['2026-11-18', '2026-11-21']

/** The rows of an operation that nobody may call without signing in. */
const anonymous = (call: Row['call']): Row => ({ kind: 'anonymous', who: ['anonymous'], call, answers: 'UNAUTHENTICATED' })

async function changed (client: Client, id: string) {
  const { version } = await client.getReport(id)
  return client.updateReport(id, { version, planNext: 'Seams' })
}

function followed (client: Client): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const stop = client.followUnread({
    onUnread: (unread) => resolve({ unread }),
    onRevoked: () => reject(Object.assign(new Error('401'), { code: 'UNAUTHENTICATED' }))
  })
  return promise.finally(stop)
}

async function followedTeam (client: Client, teamId: string): Promise<unknown> {
  const connection = client.connect()
  try {
    await connection.ready()
    await connection.followTeam(teamId)
    return { state: connection.state }
  } finally {
    connection.close()
  }
}

function connected (url: string): Promise<unknown> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/ws`, ['workpulse.v1'])
  return new Promise((resolve, reject) => {
    socket.onopen = () => resolve({ protocol: socket.protocol })
    socket.onerror = reject
  }).finally(() => socket.close())
}

export const accessMatrix: Record<OperationId, Row[]> = {
  getHealth: [{ kind: 'allowed', who: ['anonymous', ...everybody], call: (client) => client.getHealth(), answers: { status: 'ok' } }],
  getReadiness: [{ kind: 'allowed', who: ['anonymous', ...everybody], call: (client) => client.getReadiness(), answers: { status: 'ready' } }],
  login: [{ kind: 'allowed', who: ['anonymous'], call: (client) => client.login({ email: emailOf('hr'), password }), answers: { user: { id: people.hr.id } } }],
  refreshSession: [{ kind: 'allowed', who: ['anonymous'], call: (client, { refreshToken }) => client.refreshSession({ refreshToken }), answers: { user: { id: people.hr.id } } }],
  logout: [{ kind: 'allowed', who: ['anonymous'], call: (client) => client.logout(), answers: null }],
  getMe: [
    anonymous((client) => client.getMe()),
    { kind: 'allowed', who: everybody, call: (client) => client.getMe(), answers: (who) => ({ id: people[who].id, role: people[who].role }) }
  ],
  getMySummary: [
    anonymous((client) => client.getMySummary()),
    { kind: 'allowed', who: everybody, call: (client) => client.getMySummary(), answers: (who) => ({ user: { id: people[who].id } }) },
    { kind: 'allowed', who: ['employee'], what: 'her own draft of today', call: (client) => client.getMySummary(), answers: { today: { reportState: 'draft' } } },
    { kind: 'allowed', who: ['manager', 'hr', 'admin'], what: 'no report of their own', call: (client) => client.getMySummary(), answers: { today: { reportId: null } } }
  ],
  listTeams: [
    anonymous((client) => client.listTeams()),
    { kind: 'allowed', who: everybody, call: (client) => client.listTeams(), answers: { nextCursor: null } }
  ],
  listTeamMembers: [
    anonymous((client) => client.listTeamMembers(line4.id)),
    { kind: 'allowed', who: ['employee', 'colleague', ...superiors], call: (client) => client.listTeamMembers(line4.id), answers: { items: [{ name: 'Budi' }, { name: 'Sari' }, { name: 'Wati' }], nextCursor: null } },
    { kind: 'allowed', who: ['other', 'otherManager', 'hr', 'admin'], call: (client) => client.listTeamMembers(packing.id), answers: { items: [{ name: 'Agus' }] } },
    { kind: 'out of scope', who: ['neighbour', 'other', 'otherManager'], call: (client) => client.listTeamMembers(line4.id), answers: 'NOT_FOUND' },
    { kind: 'out of scope', who: ['employee', 'lead', 'manager'], what: 'a team of another division', call: (client) => client.listTeamMembers(packing.id), answers: 'NOT_FOUND' },
    { kind: 'out of scope', who: everybody, what: 'no team at all', call: (client) => client.listTeamMembers('NONE'), answers: 'NOT_FOUND' }
  ],
  listReports: [
    anonymous((client) => client.listReports()),
    { kind: 'allowed', who: everybody, call: (client) => client.listReports(), answers: { nextCursor: null } },
    { kind: 'allowed', who: superiors, what: 'of a person below', call: (client) => client.listReports({ userId: people.colleague.id }), answers: { items: [{ userId: people.colleague.id, state: 'submitted' }] } },
    { kind: 'out of scope', who: strangers, what: 'of another person', call: (client) => client.listReports({ userId: people.employee.id }), answers: { items: [], nextCursor: null } },
    { kind: 'out of scope', who: ['employee', 'lead', 'neighbour', 'manager'], what: 'of another team', call: (client) => client.listReports({ teamId: packing.id }), answers: { items: [], nextCursor: null } },
    { kind: 'out of scope', who: ['employee', 'lead', 'neighbour', 'manager'], what: 'of another division', call: (client) => client.listReports({ divisionId: warehouse.id }), answers: { items: [], nextCursor: null } },
    { kind: 'out of scope', who: [...superiors, ...strangers], what: "somebody's drafts", call: (client) => client.listReports({ userId: people.employee.id, state: 'draft' }), answers: { items: [], nextCursor: null } }
  ],
  createReport: [
    anonymous((client) => client.createReport({ reportDate: later, summary: 'Hems' })),
    { kind: 'allowed', who: ['employee', 'colleague', 'lead', 'neighbour', 'other'], call: (client) => client.createReport({ reportDate: later, summary: 'Hems' }), answers: (who) => ({ userId: people[who].id, state: 'draft' }) },
    { kind: 'allowed', who: ['manager', 'otherManager', 'hr', 'admin'], what: 'without a team', call: (client) => client.createReport({ reportDate: later, summary: 'Hems' }), answers: 'RULE_REFUSED' },
    { kind: 'out of scope', who: ['lead', 'other'], what: "going on with somebody else's item", call: (client, { colleaguesItem }) => client.createReport({ reportDate: free, summary: 'Hems', items: [{ title: 'x', carriedFromId: colleaguesItem }] }), answers: 'RULE_REFUSED' }
  ],
  getReport: [
    anonymous((client, { reports }) => client.getReport(reports.employeeSubmitted)),
    { kind: 'allowed', who: ['employee'], what: 'her draft', call: (client, { reports }) => client.getReport(reports.employeeDraft), answers: { state: 'draft', can: { edit: true, submit: true, review: false } } },
    { kind: 'allowed', who: ['employee'], what: 'her submitted report', call: (client, { reports }) => client.getReport(reports.employeeSubmitted), answers: { state: 'submitted', can: { edit: false, submit: false, review: false } } },
    { kind: 'allowed', who: superiors, what: 'a submitted report', call: (client, { reports }) => client.getReport(reports.employeeSubmitted), answers: { state: 'submitted', can: { edit: false, submit: false, review: true } } },
    { kind: 'allowed', who: superiors, what: 'a returned report', call: (client, { reports }) => client.getReport(reports.employeeReturned), answers: { state: 'returned', can: { edit: false, submit: false, review: false } } },
    { kind: 'allowed', who: superiors, what: 'an approved report', call: (client, { reports }) => client.getReport(reports.employeeApproved), answers: { state: 'approved', can: { edit: false, submit: false, review: false } } },
    { kind: 'allowed', who: ['lead'], what: 'his own, which he does not review', call: (client, { reports }) => client.getReport(reports.leadSubmitted), answers: { can: { edit: false, submit: false, review: false } } },
    { kind: 'out of scope', who: except('employee'), what: 'a draft', call: (client, { reports }) => client.getReport(reports.employeeDraft), answers: 'NOT_FOUND' },
    ...(['employeeSubmitted', 'employeeReturned', 'employeeApproved'] as const).map((name): Row => (
      { kind: 'out of scope', who: strangers, what: name, call: (client, { reports }) => client.getReport(reports[name]), answers: 'NOT_FOUND' })),
    { kind: 'out of scope', who: ['employee', 'colleague'], what: "their lead's", call: (client, { reports }) => client.getReport(reports.leadSubmitted), answers: 'NOT_FOUND' },
    { kind: 'out of scope', who: ['employee', 'lead', 'neighbour', 'manager'], what: 'of another division', call: (client, { reports }) => client.getReport(reports.otherSubmitted), answers: 'NOT_FOUND' },
    { kind: 'out of scope', who: everybody, what: 'none at all', call: (client) => client.getReport('NONE'), answers: 'NOT_FOUND' }
  ],
  updateReport: [
    anonymous((client, { reports }) => client.updateReport(reports.employeeDraft, { version: 1, planNext: 'Seams' })),
    { kind: 'allowed', who: ['employee'], what: 'her draft', call: (client, { reports }) => changed(client, reports.employeeDraft), answers: { planNext: 'Seams' } },
    { kind: 'allowed', who: ['employee'], what: 'her returned report', call: (client, { reports }) => changed(client, reports.employeeReturned), answers: { planNext: 'Seams' } },
    { kind: 'out of scope', who: except('employee'), what: 'a draft', call: (client, { reports }) => client.updateReport(reports.employeeDraft, { version: 1, planNext: 'Seams' }), answers: 'NOT_FOUND' },
    { kind: 'out of scope', who: strangers, what: 'a returned report', call: (client, { reports }) => client.updateReport(reports.employeeReturned, { version: 1, planNext: 'Seams' }), answers: 'NOT_FOUND' },
    { kind: 'out of scope', who: everybody, what: 'none at all', call: (client) => client.updateReport('NONE', { version: 1, planNext: 'Seams' }), answers: 'NOT_FOUND' },
    { kind: 'not theirs', who: superiors, what: 'a returned report', call: (client, { reports }) => client.updateReport(reports.employeeReturned, { version: 1, planNext: 'Seams' }), answers: 'FORBIDDEN' }
  ],
  submitReport: [
    anonymous((client, { reports }) => client.submitReport(reports.colleagueDraft, { version: 1 })),
    { kind: 'out of scope', who: except('colleague'), what: 'a draft', call: (client, { reports }) => client.submitReport(reports.colleagueDraft, { version: 1 }), answers: 'NOT_FOUND' },
    { kind: 'out of scope', who: strangers, what: 'a returned report', call: (client, { reports }) => client.submitReport(reports.employeeReturned, { version: 1 }), answers: 'NOT_FOUND' },
    { kind: 'out of scope', who: everybody, what: 'none at all', call: (client) => client.submitReport('NONE', { version: 1 }), answers: 'NOT_FOUND' },
    { kind: 'not theirs', who: superiors, what: 'a returned report', call: (client, { reports }) => client.submitReport(reports.employeeReturned, { version: 1 }), answers: 'FORBIDDEN' },
    { kind: 'allowed', who: ['colleague'], what: 'her draft', call: (client, { reports }) => client.submitReport(reports.colleagueDraft, { version: 1 }), answers: { state: 'submitted', version: 2 } }
  ],
  listNotifications: [
    anonymous((client) => client.listNotifications()),
    { kind: 'allowed', who: everybody, call: (client) => client.listNotifications(), answers: () => Array }
  ],
  markAllNotificationsRead: [
    anonymous((client) => client.markAllNotificationsRead()),
    { kind: 'allowed', who: except('lead'), call: (client) => client.markAllNotificationsRead(), answers: { ok: true } }
  ],
  markNotificationRead: [
    anonymous((client, { leadsNotification }) => client.markNotificationRead(leadsNotification)),
    { kind: 'out of scope', who: except('lead'), call: (client, { leadsNotification }) => client.markNotificationRead(leadsNotification), answers: { updated: false } },
    { kind: 'out of scope', who: everybody, what: 'none at all', call: (client) => client.markNotificationRead('NONE'), answers: { updated: false } },
    { kind: 'allowed', who: ['lead'], call: (client, { leadsNotification }) => client.markNotificationRead(leadsNotification), answers: { updated: true } },
    { kind: 'allowed', who: ['lead'], what: 'once more', call: (client, { leadsNotification }) => client.markNotificationRead(leadsNotification), answers: { updated: false } }
  ],
  streamNotifications: [
    anonymous(followed),
    { kind: 'allowed', who: everybody, call: followed, answers: { unread: Number } }
  ],
  createWsTicket: [
    anonymous((client) => client.createWsTicket()),
    { kind: 'allowed', who: everybody, call: (client) => client.createWsTicket(), answers: { ticket: String, expiresIn: 30 } }
  ],
  connectWebSocket: [
    { kind: 'allowed', who: ['anonymous'], what: 'to sign in with the first message', call: (_client, { url }) => connected(url), answers: { protocol: 'workpulse.v1' } },
    { kind: 'allowed', who: ['employee', 'colleague', ...superiors], what: 'following a team', call: (client) => followedTeam(client, line4.id), answers: { state: 'open' } },
    { kind: 'out of scope', who: ['neighbour', 'other', 'otherManager'], what: 'following a team', call: (client) => followedTeam(client, line4.id), answers: 'NOT_FOUND' },
    { kind: 'out of scope', who: everybody, what: 'following no team at all', call: (client) => followedTeam(client, 'NONE'), answers: 'NOT_FOUND' }
  ]
}

/** What each kind of row is for, in the words of the message about its absence. */
const meanings: Record<Exclude<Kind, 'not theirs'>, string> = {
  anonymous: "nobody signed in: `answers: 'UNAUTHENTICATED'`",
  'wrong role': "somebody whose role the document does not name: `answers: 'FORBIDDEN'`",
  'out of scope': "somebody who may call it, on something they must not know of: `answers: 'NOT_FOUND'`, or what shows nothing of it",
  allowed: 'whoever the document lets in'
}

/** What the document asks for and the rows do not have, each as a message that says what to add. */
export function missingRows ({ id, path, document }: Pick<Operation, 'id' | 'path' | 'document'>, rows: Row[] = []): string[] {
  const access: string | string[] = document['x-access']
  const filters = (document.parameters ?? []).filter((parameter: any) => parameter.in === 'query' && parameter.schema.$ref === '#/components/schemas/Id')
  const needed: (keyof typeof meanings)[] = [
    'allowed',
    ...(access === 'public' ? [] : ['anonymous' as const]),
    ...(Array.isArray(access) ? ['wrong role' as const] : []),
    ...(/\{/.test(path) || filters.length > 0 ? ['out of scope' as const] : [])
  ]
  const missing = needed.filter((kind) => !rows.some((row) => row.kind === kind && row.who.length > 0)).map((kind) =>
    `${id} has no row { kind: '${kind}', … }: add one to test/contract/access-matrix.ts for ${meanings[kind]}`)
  const shut = access === 'public' && rows.some((row) => row.kind === 'allowed') && !rows.some((row) => row.kind === 'allowed' && row.who.includes('anonymous'))
  return shut ? [...missing, `${id} is public, and no row { kind: 'allowed', … } has 'anonymous' among its \`who\`: add it in test/contract/access-matrix.ts`] : missing
}
