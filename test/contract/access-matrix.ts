/**
 * Who may call what, on whose things. A new operation adds its rows here; access.test.ts says which are missing.
 */
import type { ErrorCode } from '../../generated/errors.ts'
import type { OperationId } from '../../generated/operations.ts'
import type { Client } from '../../generated/sdk/dist/src/sdk/index.js'
import type { Operation } from '../support/judge.ts'
import { emailOf, line4, packing, password, people, warehouse, type PersonName } from '../support/people.ts'
import { send } from '../support/raw.ts'

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
  'employeeDraft',
  'employeeSubmitted',
  'employeeReturned',
  'employeeApproved',
  'colleagueSubmitted',
  'colleagueDraft',
  'leadSubmitted',
  'neighbourSubmitted',
  'neighbourDraft',
  'otherSubmitted',
  'otherDraft'
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
  /** A second one of `colleague`. */
  colleaguesSession: string
  /** An employee, who is there to be changed. */
  newcomer: string
  /** To somebody who is to be an employee: what the link holds. */
  invitation: { id: string, email: string, secret: string }
  /** Of the link of one who is to be an admin. */
  adminsInvitation: string
  /** What the links hold: of one who has registered, and of `newcomer`. */
  registrationToken: string
  resetToken: string
}

export const everybody: PersonName[] = ['employee', 'colleague', 'lead', 'neighbour', 'manager', 'other', 'otherManager', 'hr', 'admin']
/** Those above `employee`. */
const superiors: PersonName[] = ['lead', 'manager', 'hr', 'admin']
/** Those who have nothing to do with the reports of `employee`, and `colleague`, who shares the team and no more. */
const strangers: PersonName[] = ['colleague', 'neighbour', 'other', 'otherManager']
const except = (...names: PersonName[]) => everybody.filter((name) => !names.includes(name))
/** Those who look after people and settings, and those who do not. */
const office: PersonName[] = ['hr', 'admin']
const staff = except(...office)

/** Of people who come to be. */
const newName = people.disabled.name
const [free, later] = ['2026-11-18', '2026-11-21']

/** The rows of an operation that nobody may call without signing in. */
const anonymous = (call: Row['call']): Row => ({ kind: 'anonymous', who: ['anonymous'], call, answers: 'UNAUTHENTICATED' })

/** The rows of an operation for certain roles, of those who have none of them. */
const others = (who: PersonName[], call: Row['call']): Row => ({ kind: 'wrong role', who, call, answers: 'FORBIDDEN' })

/** As a browser calls it, which the SDK does not. */
async function visited (url: string, path: string): Promise<unknown> {
  const { headers, text } = await send(url, { path })
  if (text !== '') throw Object.assign(new Error(text), { code: JSON.parse(text).error.code })
  return { location: headers.location }
}

async function renamed (client: Client, id: string, change: { name?: string, role?: 'employee' | 'admin' }) {
  const { version } = await client.getUser(id)
  return client.updateUser(id, { version, ...change })
}

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
  getReadiness: [{
    kind: 'allowed',
    who: ['anonymous', ...everybody],
    call: (client) => client.getReadiness(),
    answers: { status: 'ready' }
  }],
  login: [{
    kind: 'allowed',
    who: ['anonymous'],
    call: (client) => client.login({ email: emailOf('hr'), password }),
    answers: { user: { id: people.hr.id } }
  }],
  refreshSession: [{
    kind: 'allowed',
    who: ['anonymous'],
    call: (client, { refreshToken }) => client.refreshSession({ refreshToken }),
    answers: { user: { id: people.hr.id } }
  }],
  logout: [{ kind: 'allowed', who: ['anonymous'], call: (client) => client.logout(), answers: null }],
  getMe: [
    anonymous((client) => client.getMe()),
    {
      kind: 'allowed',
      who: everybody,
      call: (client) => client.getMe(),
      answers: (who) => ({ id: people[who].id, role: people[who].role })
    }
  ],
  getMySummary: [
    anonymous((client) => client.getMySummary()),
    { kind: 'allowed', who: everybody, call: (client) => client.getMySummary(), answers: (who) => ({ user: { id: people[who].id } }) },
    {
      kind: 'allowed',
      who: ['employee'],
      what: 'her own draft of today',
      call: (client) => client.getMySummary(),
      answers: { today: { reportState: 'draft' } }
    },
    {
      kind: 'allowed',
      who: ['manager', 'hr', 'admin'],
      what: 'no report of their own',
      call: (client) => client.getMySummary(),
      answers: { today: { reportId: null } }
    }
  ],
  listTeams: [
    anonymous((client) => client.listTeams()),
    { kind: 'allowed', who: everybody, call: (client) => client.listTeams(), answers: { nextCursor: null } }
  ],
  listTeamMembers: [
    anonymous((client) => client.listTeamMembers(line4.id)),
    {
      kind: 'allowed',
      who: ['employee', 'colleague', ...superiors],
      call: (client) => client.listTeamMembers(line4.id),
      answers: { items: [{ name: 'Budi' }, { name: 'Sari' }, { name: 'Wati' }], nextCursor: null }
    },
    {
      kind: 'allowed',
      who: ['other', 'otherManager', 'hr', 'admin'],
      call: (client) => client.listTeamMembers(packing.id),
      answers: { items: [{ name: 'Agus' }] }
    },
    {
      kind: 'out of scope',
      who: ['neighbour', 'other', 'otherManager'],
      call: (client) => client.listTeamMembers(line4.id),
      answers: 'NOT_FOUND'
    },
    {
      kind: 'out of scope',
      who: ['employee', 'lead', 'manager'],
      what: 'a team of another division',
      call: (client) => client.listTeamMembers(packing.id),
      answers: 'NOT_FOUND'
    },
    { kind: 'out of scope', who: everybody, what: 'no team at all', call: (client) => client.listTeamMembers('NONE'), answers: 'NOT_FOUND' }
  ],
  listReports: [
    anonymous((client) => client.listReports()),
    { kind: 'allowed', who: everybody, call: (client) => client.listReports(), answers: { nextCursor: null } },
    {
      kind: 'allowed',
      who: superiors,
      what: 'of a person below',
      call: (client) => client.listReports({ userId: people.colleague.id }),
      answers: { items: [{ userId: people.colleague.id, state: 'submitted' }] }
    },
    {
      kind: 'out of scope',
      who: strangers,
      what: 'of another person',
      call: (client) => client.listReports({ userId: people.employee.id }),
      answers: { items: [], nextCursor: null }
    },
    {
      kind: 'out of scope',
      who: ['employee', 'lead', 'neighbour', 'manager'],
      what: 'of another team',
      call: (client) => client.listReports({ teamId: packing.id }),
      answers: { items: [], nextCursor: null }
    },
    {
      kind: 'out of scope',
      who: ['employee', 'lead', 'neighbour', 'manager'],
      what: 'of another division',
      call: (client) => client.listReports({ divisionId: warehouse.id }),
      answers: { items: [], nextCursor: null }
    },
    {
      kind: 'out of scope',
      who: [...superiors, ...strangers],
      what: "somebody's drafts",
      call: (client) => client.listReports({ userId: people.employee.id, state: 'draft' }),
      answers: { items: [], nextCursor: null }
    }
  ],
  createReport: [
    anonymous((client) => client.createReport({ reportDate: later, summary: 'Hems' })),
    {
      kind: 'allowed',
      who: ['employee', 'colleague', 'lead', 'neighbour', 'other'],
      call: (client) => client.createReport({ reportDate: later, summary: 'Hems' }),
      answers: (who) => ({ userId: people[who].id, state: 'draft' })
    },
    {
      kind: 'allowed',
      who: ['manager', 'otherManager', 'hr', 'admin'],
      what: 'without a team',
      call: (client) => client.createReport({ reportDate: later, summary: 'Hems' }),
      answers: 'RULE_REFUSED'
    },
    {
      kind: 'out of scope',
      who: ['lead', 'other'],
      what: "going on with somebody else's item",
      call: (client, { colleaguesItem }) =>
        client.createReport({ reportDate: free, summary: 'Hems', items: [{ title: 'x', carriedFromId: colleaguesItem }] }),
      answers: 'RULE_REFUSED'
    }
  ],
  getReport: [
    anonymous((client, { reports }) => client.getReport(reports.employeeSubmitted)),
    {
      kind: 'allowed',
      who: ['employee'],
      what: 'her draft',
      call: (client, { reports }) => client.getReport(reports.employeeDraft),
      answers: { state: 'draft', can: { edit: true, submit: true, review: false } }
    },
    {
      kind: 'allowed',
      who: ['employee'],
      what: 'her submitted report',
      call: (client, { reports }) => client.getReport(reports.employeeSubmitted),
      answers: { state: 'submitted', can: { edit: false, submit: false, review: false } }
    },
    {
      kind: 'allowed',
      who: superiors,
      what: 'a submitted report',
      call: (client, { reports }) => client.getReport(reports.employeeSubmitted),
      answers: { state: 'submitted', can: { edit: false, submit: false, review: true } }
    },
    {
      kind: 'allowed',
      who: superiors,
      what: 'a returned report',
      call: (client, { reports }) => client.getReport(reports.employeeReturned),
      answers: { state: 'returned', can: { edit: false, submit: false, review: false } }
    },
    {
      kind: 'allowed',
      who: superiors,
      what: 'an approved report',
      call: (client, { reports }) => client.getReport(reports.employeeApproved),
      answers: { state: 'approved', can: { edit: false, submit: false, review: false } }
    },
    {
      kind: 'allowed',
      who: ['lead'],
      what: 'his own, which he does not review',
      call: (client, { reports }) => client.getReport(reports.leadSubmitted),
      answers: { can: { edit: false, submit: false, review: false } }
    },
    {
      kind: 'out of scope',
      who: except('employee'),
      what: 'a draft',
      call: (client, { reports }) => client.getReport(reports.employeeDraft),
      answers: 'NOT_FOUND'
    },
    ...(['employeeSubmitted', 'employeeReturned', 'employeeApproved'] as const).map((name): Row => (
      {
        kind: 'out of scope',
        who: strangers,
        what: name,
        call: (client, { reports }) => client.getReport(reports[name]),
        answers: 'NOT_FOUND'
      }
    )),
    {
      kind: 'out of scope',
      who: ['employee', 'colleague'],
      what: "their lead's",
      call: (client, { reports }) => client.getReport(reports.leadSubmitted),
      answers: 'NOT_FOUND'
    },
    {
      kind: 'out of scope',
      who: ['employee', 'lead', 'neighbour', 'manager'],
      what: 'of another division',
      call: (client, { reports }) => client.getReport(reports.otherSubmitted),
      answers: 'NOT_FOUND'
    },
    { kind: 'out of scope', who: everybody, what: 'none at all', call: (client) => client.getReport('NONE'), answers: 'NOT_FOUND' }
  ],
  updateReport: [
    anonymous((client, { reports }) => client.updateReport(reports.employeeDraft, { version: 1, planNext: 'Seams' })),
    {
      kind: 'allowed',
      who: ['employee'],
      what: 'her draft',
      call: (client, { reports }) => changed(client, reports.employeeDraft),
      answers: { planNext: 'Seams' }
    },
    {
      kind: 'allowed',
      who: ['employee'],
      what: 'her returned report',
      call: (client, { reports }) => changed(client, reports.employeeReturned),
      answers: { planNext: 'Seams' }
    },
    {
      kind: 'out of scope',
      who: except('employee'),
      what: 'a draft',
      call: (client, { reports }) => client.updateReport(reports.employeeDraft, { version: 1, planNext: 'Seams' }),
      answers: 'NOT_FOUND'
    },
    {
      kind: 'out of scope',
      who: strangers,
      what: 'a returned report',
      call: (client, { reports }) => client.updateReport(reports.employeeReturned, { version: 1, planNext: 'Seams' }),
      answers: 'NOT_FOUND'
    },
    {
      kind: 'out of scope',
      who: everybody,
      what: 'none at all',
      call: (client) => client.updateReport('NONE', { version: 1, planNext: 'Seams' }),
      answers: 'NOT_FOUND'
    },
    {
      kind: 'not theirs',
      who: superiors,
      what: 'a returned report',
      call: (client, { reports }) => client.updateReport(reports.employeeReturned, { version: 1, planNext: 'Seams' }),
      answers: 'FORBIDDEN'
    }
  ],
  submitReport: [
    anonymous((client, { reports }) => client.submitReport(reports.colleagueDraft, { version: 1 })),
    {
      kind: 'out of scope',
      who: except('colleague'),
      what: 'a draft',
      call: (client, { reports }) => client.submitReport(reports.colleagueDraft, { version: 1 }),
      answers: 'NOT_FOUND'
    },
    {
      kind: 'out of scope',
      who: strangers,
      what: 'a returned report',
      call: (client, { reports }) => client.submitReport(reports.employeeReturned, { version: 1 }),
      answers: 'NOT_FOUND'
    },
    {
      kind: 'out of scope',
      who: everybody,
      what: 'none at all',
      call: (client) => client.submitReport('NONE', { version: 1 }),
      answers: 'NOT_FOUND'
    },
    {
      kind: 'not theirs',
      who: superiors,
      what: 'a returned report',
      call: (client, { reports }) => client.submitReport(reports.employeeReturned, { version: 1 }),
      answers: 'FORBIDDEN'
    },
    {
      kind: 'allowed',
      who: ['colleague'],
      what: 'her draft',
      call: (client, { reports }) => client.submitReport(reports.colleagueDraft, { version: 1 }),
      answers: { state: 'submitted', version: 2 }
    }
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
    {
      kind: 'out of scope',
      who: except('lead'),
      call: (client, { leadsNotification }) => client.markNotificationRead(leadsNotification),
      answers: { updated: false }
    },
    {
      kind: 'out of scope',
      who: everybody,
      what: 'none at all',
      call: (client) => client.markNotificationRead('NONE'),
      answers: { updated: false }
    },
    {
      kind: 'allowed',
      who: ['lead'],
      call: (client, { leadsNotification }) => client.markNotificationRead(leadsNotification),
      answers: { updated: true }
    },
    {
      kind: 'allowed',
      who: ['lead'],
      what: 'once more',
      call: (client, { leadsNotification }) => client.markNotificationRead(leadsNotification),
      answers: { updated: false }
    }
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
    {
      kind: 'allowed',
      who: ['anonymous'],
      what: 'to sign in with the first message',
      call: (_client, { url }) => connected(url),
      answers: { protocol: 'workpulse.v1' }
    },
    {
      kind: 'allowed',
      who: ['employee', 'colleague', ...superiors],
      what: 'following a team',
      call: (client) => followedTeam(client, line4.id),
      answers: { state: 'open' }
    },
    {
      kind: 'out of scope',
      who: ['neighbour', 'other', 'otherManager'],
      what: 'following a team',
      call: (client) => followedTeam(client, line4.id),
      answers: 'NOT_FOUND'
    },
    {
      kind: 'out of scope',
      who: everybody,
      what: 'following no team at all',
      call: (client) => followedTeam(client, 'NONE'),
      answers: 'NOT_FOUND'
    }
  ],
  register: [
    {
      kind: 'allowed',
      who: ['anonymous'],
      what: 'without an invitation',
      call: (client, { invitation: { email } }) => client.register({ email, name: newName, password }),
      answers: 'REGISTRATION_CLOSED'
    },
    {
      kind: 'allowed',
      who: ['anonymous'],
      what: "with somebody else's",
      call: (client, { invitation: { secret } }) =>
        client.register({ email: 'else@workpulse.test', name: newName, password, invitation: secret }),
      answers: 'INVALID_TOKEN'
    },
    {
      kind: 'allowed',
      who: ['anonymous'],
      what: 'with none that is one',
      call: (client, { invitation: { email } }) => client.register({ email, name: newName, password, invitation: 'NONE' }),
      answers: 'INVALID_TOKEN'
    },
    {
      kind: 'allowed',
      who: ['anonymous'],
      call: (client, { invitation: { email, secret } }) => client.register({ email, name: newName, password, invitation: secret }),
      answers: { next: 'signIn' }
    },
    {
      kind: 'allowed',
      who: ['anonymous'],
      what: 'once more',
      call: (client, { invitation: { email, secret } }) => client.register({ email, name: newName, password, invitation: secret }),
      answers: 'INVALID_TOKEN'
    }
  ],
  forgotPassword: [
    {
      kind: 'allowed',
      who: ['anonymous'],
      what: 'of nobody',
      call: (client) => client.forgotPassword({ email: 'nobody@workpulse.test' }),
      answers: null
    },
    {
      kind: 'allowed',
      who: ['anonymous'],
      what: 'of somebody',
      call: (client) => client.forgotPassword({ email: emailOf('employee') }),
      answers: null
    }
  ],
  resetPassword: [
    {
      kind: 'allowed',
      who: ['anonymous'],
      what: 'with no link that is one',
      call: (client) => client.resetPassword({ token: 'NONE', password }),
      answers: 'INVALID_TOKEN'
    },
    {
      kind: 'allowed',
      who: ['anonymous'],
      call: (client, { resetToken }) => client.resetPassword({ token: resetToken, password }),
      answers: null
    },
    {
      kind: 'allowed',
      who: ['anonymous'],
      what: 'once more',
      call: (client, { resetToken }) => client.resetPassword({ token: resetToken, password }),
      answers: 'INVALID_TOKEN'
    }
  ],
  startGoogleSignIn: [{
    kind: 'allowed',
    who: ['anonymous'],
    what: 'where it is not set up',
    call: (client) => client.startGoogleSignIn(),
    answers: 'NOT_CONFIGURED'
  }],
  finishGoogleSignIn: [{
    kind: 'allowed',
    who: ['anonymous'],
    what: 'where it is not set up',
    call: (_client, { url }) => visited(url, '/api/v1/auth/google/callback?code=x&state=y'),
    answers: 'NOT_CONFIGURED'
  }],
  listUsers: [
    anonymous((client) => client.listUsers()),
    others(staff, (client) => client.listUsers()),
    {
      kind: 'allowed',
      who: office,
      call: (client) => client.listUsers({ limit: 100 }),
      answers: () => ({ items: Array, nextCursor: null })
    },
    {
      kind: 'allowed',
      who: office,
      what: 'by every filter',
      call: (client) =>
        client.listUsers({ q: 'SARI', role: 'employee', divisionId: people.employee.divisionId, teamId: line4.id, state: 'active' }),
      answers: { items: [{ id: people.employee.id }], nextCursor: null }
    },
    {
      kind: 'out of scope',
      who: office,
      what: 'of no division',
      call: (client) => client.listUsers({ divisionId: 'NONE' }),
      answers: { items: [], nextCursor: null }
    },
    {
      kind: 'out of scope',
      who: office,
      what: 'of no team',
      call: (client) => client.listUsers({ teamId: 'NONE' }),
      answers: { items: [], nextCursor: null }
    }
  ],
  getUser: [
    anonymous((client) => client.getUser(people.employee.id)),
    others(staff, (client) => client.getUser(people.employee.id)),
    others(['employee'], (client) => client.getUser(people.employee.id)),
    { kind: 'out of scope', who: office, what: 'nobody', call: (client) => client.getUser('NONE'), answers: 'NOT_FOUND' },
    {
      kind: 'allowed',
      who: office,
      call: (client) => client.getUser(people.admin.id),
      answers: { id: people.admin.id, role: 'admin', disabledAt: null, hasPassword: true }
    }
  ],
  createUser: [
    anonymous((client) => client.createUser({ email: 'made@workpulse.test', name: newName })),
    others(staff, (client) => client.createUser({ email: 'made@workpulse.test', name: newName })),
    {
      kind: 'not theirs',
      who: ['hr'],
      what: 'an admin',
      call: (client) => client.createUser({ email: 'made@workpulse.test', name: newName, role: 'admin' }),
      answers: 'FORBIDDEN'
    },
    {
      kind: 'allowed',
      who: ['hr'],
      call: (client) => client.createUser({ email: 'by-hr@workpulse.test', name: newName, role: 'hr' }),
      answers: { role: 'hr', hasPassword: false, emailVerifiedAt: null }
    },
    {
      kind: 'allowed',
      who: ['admin'],
      call: (client) => client.createUser({ email: 'by-admin@workpulse.test', name: newName, teams: [{ id: line4.id, role: 'lead' }] }),
      answers: { role: 'employee', teams: [{ id: line4.id, role: 'lead' }] }
    },
    {
      kind: 'allowed',
      who: office,
      what: 'who is there already',
      call: (client) => client.createUser({ email: emailOf('employee'), name: newName }),
      answers: 'DUPLICATE'
    }
  ],
  updateUser: [
    anonymous((client, { newcomer }) => client.updateUser(newcomer, { version: 1, name: newName })),
    others(staff, (client, { newcomer }) => client.updateUser(newcomer, { version: 1, name: newName })),
    others(['employee'], (client) => client.updateUser(people.employee.id, { version: 1, role: 'admin' })),
    {
      kind: 'out of scope',
      who: office,
      what: 'nobody',
      call: (client) => client.updateUser('NONE', { version: 1, name: newName }),
      answers: 'NOT_FOUND'
    },
    {
      kind: 'not theirs',
      who: ['hr'],
      what: 'an admin',
      call: (client) => renamed(client, people.admin.id, { name: newName }),
      answers: 'FORBIDDEN'
    },
    {
      kind: 'not theirs',
      who: ['hr'],
      what: 'to an admin',
      call: (client, { newcomer }) => renamed(client, newcomer, { role: 'admin' }),
      answers: 'FORBIDDEN'
    },
    {
      kind: 'not theirs',
      who: ['hr'],
      what: 'herself to an admin',
      call: (client) => renamed(client, people.hr.id, { role: 'admin' }),
      answers: 'FORBIDDEN'
    },
    {
      kind: 'allowed',
      who: ['admin'],
      what: 'the last admin',
      call: (client) => renamed(client, people.admin.id, { role: 'employee' }),
      answers: 'LAST_ADMIN'
    },
    {
      kind: 'allowed',
      who: ['admin'],
      what: 'the last admin, who stays one',
      call: (client) => renamed(client, people.admin.id, { name: people.admin.name, role: 'admin' }),
      answers: { role: 'admin' }
    },
    {
      kind: 'allowed',
      who: office,
      call: (client, { newcomer }) => renamed(client, newcomer, { name: newName }),
      answers: { name: newName }
    },
    {
      kind: 'allowed',
      who: office,
      what: 'what somebody changed meanwhile',
      call: (client, { newcomer }) => client.updateUser(newcomer, { version: 1, name: newName }),
      answers: 'VERSION_CONFLICT'
    }
  ],
  disableUser: [
    anonymous((client, { newcomer }) => client.disableUser(newcomer)),
    others(staff, (client, { newcomer }) => client.disableUser(newcomer)),
    { kind: 'out of scope', who: office, what: 'nobody', call: (client) => client.disableUser('NONE'), answers: 'NOT_FOUND' },
    { kind: 'not theirs', who: ['hr'], what: 'an admin', call: (client) => client.disableUser(people.admin.id), answers: 'FORBIDDEN' },
    {
      kind: 'allowed',
      who: ['admin'],
      what: 'the last admin',
      call: (client) => client.disableUser(people.admin.id),
      answers: 'LAST_ADMIN'
    },
    { kind: 'allowed', who: office, call: (client, { newcomer }) => client.disableUser(newcomer), answers: { disabledAt: String } }
  ],
  enableUser: [
    anonymous((client, { newcomer }) => client.enableUser(newcomer)),
    others(staff, (client, { newcomer }) => client.enableUser(newcomer)),
    { kind: 'out of scope', who: office, what: 'nobody', call: (client) => client.enableUser('NONE'), answers: 'NOT_FOUND' },
    { kind: 'not theirs', who: ['hr'], what: 'an admin', call: (client) => client.enableUser(people.admin.id), answers: 'FORBIDDEN' },
    { kind: 'allowed', who: office, call: (client, { newcomer }) => client.enableUser(newcomer), answers: { disabledAt: null } }
  ],
  listInvitations: [
    anonymous((client) => client.listInvitations()),
    others(staff, (client) => client.listInvitations()),
    {
      kind: 'allowed',
      who: office,
      what: 'those that were accepted',
      call: (client) => client.listInvitations({ state: 'accepted' }),
      answers: { items: [{ state: 'accepted', role: 'employee' }], nextCursor: null }
    }
  ],
  createInvitation: [
    anonymous((client) => client.createInvitation({ email: 'guest@workpulse.test' })),
    others(staff, (client) => client.createInvitation({ email: 'guest@workpulse.test' })),
    {
      kind: 'not theirs',
      who: ['hr'],
      what: 'an admin',
      call: (client) => client.createInvitation({ email: 'guest@workpulse.test', role: 'admin' }),
      answers: 'FORBIDDEN'
    },
    {
      kind: 'allowed',
      who: ['hr'],
      call: (client) => client.createInvitation({ email: 'guest@workpulse.test', role: 'hr' }),
      answers: { state: 'pending', role: 'hr', invitedBy: { id: people.hr.id } }
    },
    {
      kind: 'allowed',
      who: ['admin'],
      call: (client) => client.createInvitation({ email: 'chief@workpulse.test', role: 'admin' }),
      answers: { state: 'pending', role: 'admin', invitedBy: { id: people.admin.id } }
    },
    {
      kind: 'allowed',
      who: office,
      what: 'who is invited already',
      call: (client) => client.createInvitation({ email: 'guest@workpulse.test' }),
      answers: 'DUPLICATE'
    },
    {
      kind: 'allowed',
      who: office,
      what: 'who is there already',
      call: (client) => client.createInvitation({ email: emailOf('employee') }),
      answers: 'DUPLICATE'
    }
  ],
  revokeInvitation: [
    anonymous((client, { adminsInvitation }) => client.revokeInvitation(adminsInvitation)),
    others(staff, (client, { adminsInvitation }) => client.revokeInvitation(adminsInvitation)),
    { kind: 'out of scope', who: office, what: 'none at all', call: (client) => client.revokeInvitation('NONE'), answers: 'NOT_FOUND' },
    {
      kind: 'not theirs',
      who: ['hr'],
      what: 'of an admin',
      call: (client, { adminsInvitation }) => client.revokeInvitation(adminsInvitation),
      answers: 'FORBIDDEN'
    },
    {
      kind: 'allowed',
      who: office,
      what: 'one that was accepted',
      call: (client, { invitation }) => client.revokeInvitation(invitation.id),
      answers: 'STATE_CONFLICT'
    },
    {
      kind: 'allowed',
      who: ['admin'],
      call: (client, { adminsInvitation }) => client.revokeInvitation(adminsInvitation),
      answers: { state: 'revoked' }
    },
    {
      kind: 'allowed',
      who: ['admin'],
      what: 'once more',
      call: (client, { adminsInvitation }) => client.revokeInvitation(adminsInvitation),
      answers: 'STATE_CONFLICT'
    }
  ],
  getSettings: [
    anonymous((client) => client.getSettings({ scope: 'org' })),
    others(staff, (client) => client.getSettings({ scope: 'org' })),
    {
      kind: 'allowed',
      who: office,
      call: (client) => client.getSettings({ scope: 'org' }),
      answers: { registrationMode: 'invitation', allowedEmailDomains: [], version: 1 }
    }
  ],
  updateSettings: [
    anonymous((client) => client.updateSettings({ scope: 'org', version: 1, registrationMode: 'open' })),
    others(except('admin'), (client) => client.updateSettings({ scope: 'org', version: 1, registrationMode: 'open' })),
    {
      kind: 'allowed',
      who: ['admin'],
      call: (client) => client.updateSettings({ scope: 'org', version: 1, registrationMode: 'open' }),
      answers: { registrationMode: 'open', allowedEmailDomains: [], version: 2 }
    },
    {
      kind: 'allowed',
      who: ['admin'],
      what: 'what somebody changed meanwhile',
      call: (client) => client.updateSettings({ scope: 'org', version: 1, registrationMode: 'closed' }),
      answers: 'VERSION_CONFLICT'
    }
  ],
  // Once the organisation is open.
  verifyEmail: [
    {
      kind: 'allowed',
      who: ['anonymous'],
      what: 'with the link of another kind',
      call: (client, { resetToken }) => client.verifyEmail({ token: resetToken }),
      answers: 'INVALID_TOKEN'
    },
    {
      kind: 'allowed',
      who: ['anonymous'],
      call: (client, { registrationToken }) => client.verifyEmail({ token: registrationToken }),
      answers: null
    },
    {
      kind: 'allowed',
      who: ['anonymous'],
      what: 'once more',
      call: (client, { registrationToken }) => client.verifyEmail({ token: registrationToken }),
      answers: 'INVALID_TOKEN'
    }
  ],
  listAuditEntries: [
    anonymous((client) => client.listAuditEntries()),
    others(except('admin'), (client) => client.listAuditEntries()),
    {
      kind: 'allowed',
      who: ['admin'],
      call: (client) => client.listAuditEntries({ action: 'settings.updated' }),
      answers: {
        items: [{ actor: { id: people.admin.id }, before: { registrationMode: 'invitation' }, after: { registrationMode: 'open' } }],
        nextCursor: null
      }
    },
    {
      kind: 'out of scope',
      who: ['admin'],
      what: 'of nobody',
      call: (client) => client.listAuditEntries({ actorId: 'NONE' }),
      answers: { items: [], nextCursor: null }
    },
    {
      kind: 'out of scope',
      who: ['admin'],
      what: 'about nothing',
      call: (client) => client.listAuditEntries({ targetId: 'NONE' }),
      answers: { items: [], nextCursor: null }
    }
  ],
  // From here on people lose their sessions.
  listSessions: [
    anonymous((client) => client.listSessions()),
    {
      kind: 'allowed',
      who: except('colleague', 'hr'),
      what: 'their own one',
      call: (client) => client.listSessions(),
      answers: { items: [{ current: true }] }
    },
    {
      kind: 'allowed',
      who: ['colleague'],
      what: 'her own two',
      call: (client) => client.listSessions(),
      answers: { items: [{ id: String }, { id: String }] }
    }
  ],
  revokeSession: [
    anonymous((client, { colleaguesSession }) => client.revokeSession(colleaguesSession)),
    {
      kind: 'out of scope',
      who: except('colleague'),
      what: "somebody else's",
      call: (client, { colleaguesSession }) => client.revokeSession(colleaguesSession),
      answers: 'NOT_FOUND'
    },
    { kind: 'out of scope', who: everybody, what: 'none at all', call: (client) => client.revokeSession('NONE'), answers: 'NOT_FOUND' },
    {
      kind: 'allowed',
      who: ['colleague'],
      call: (client, { colleaguesSession }) => client.revokeSession(colleaguesSession),
      answers: { revoked: 1 }
    },
    {
      kind: 'out of scope',
      who: ['colleague'],
      what: 'one that is over',
      call: (client, { colleaguesSession }) => client.revokeSession(colleaguesSession),
      answers: 'NOT_FOUND'
    }
  ],
  changePassword: [
    anonymous((client) => client.changePassword({ currentPassword: password, newPassword: 'five orders of blue collars' })),
    {
      kind: 'allowed',
      who: ['colleague'],
      what: 'not knowing the one before',
      call: (client) => client.changePassword({ currentPassword: 'wrong', newPassword: 'five orders of blue collars' }),
      answers: 'RULE_REFUSED'
    },
    {
      kind: 'allowed',
      who: everybody,
      call: (client) => client.changePassword({ currentPassword: password, newPassword: password }),
      answers: null
    },
    {
      kind: 'allowed',
      who: everybody,
      what: 'and stay signed in',
      call: (client) => client.listSessions(),
      answers: { items: [{ current: true }] }
    }
  ],
  revokeAllSessions: [
    anonymous((client) => client.revokeAllSessions()),
    { kind: 'allowed', who: ['otherManager'], call: (client) => client.revokeAllSessions(), answers: { revoked: 1 } },
    {
      kind: 'allowed',
      who: ['otherManager'],
      what: 'and are signed out',
      call: (client) => client.listSessions(),
      answers: 'UNAUTHENTICATED'
    }
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
  const filters = (document.parameters ?? []).filter((parameter: any) =>
    parameter.in === 'query' && parameter.schema.$ref === '#/components/schemas/Id'
  )
  const needed: (keyof typeof meanings)[] = [
    'allowed',
    ...(access === 'public' ? [] : ['anonymous' as const]),
    ...(Array.isArray(access) ? ['wrong role' as const] : []),
    ...(/\{/.test(path) || filters.length > 0 ? ['out of scope' as const] : [])
  ]
  const missing = needed.filter((kind) => !rows.some((row) => row.kind === kind && row.who.length > 0)).map((kind) =>
    `${id} has no row { kind: '${kind}', … }: add one to test/contract/access-matrix.ts for ${meanings[kind]}`
  )
  const shut = access === 'public' && rows.some((row) => row.kind === 'allowed') &&
    !rows.some((row) => row.kind === 'allowed' && row.who.includes('anonymous'))
  return shut
    ? [
      ...missing,
      `${id} is public, and no row { kind: 'allowed', … } has 'anonymous' among its \`who\`: add it in test/contract/access-matrix.ts`
    ]
    : missing
}
