/** What is asked of a company with a history, and by whom: each operation that reads, or why it is left out. */
import type { OperationId } from '../../../generated/operations.ts'
import { routes } from '../../../generated/routes.ts'
import { addDays } from '../../../src/rules/time/calendar.ts'
import { divisionId, personId, teamId } from './rows.ts'

/** The places of people in the first team: see `fill.ts`. */
export const people = { lead: 0, manager: 1, hr: 2, admin: 3, employee: 4 }

/** Ids that the company has, by the list of which each is the first. */
export type Found = Record<keyof typeof examples, string>

export interface Question {
  name: string
  who: keyof typeof people
  path: (today: string, found: Found) => string
  /** Does it come in pages? */
  paged: boolean
}

/** Where an example of each is found. */
export const examples = {
  report: { who: 'hr', path: (today: string) => `/reports?${range(today, 31)}&userId=${personId(people.employee)}` },
  leave: { who: 'hr', path: () => '/leaves?view=scope' },
  blocker: { who: 'hr', path: () => '/blockers' },
  template: { who: 'hr', path: () => '/templates' },
  event: { who: 'employee', path: (today: string) => `/calendar/events?kind=event&${range(today, 92)}` },
  webhook: { who: 'admin', path: () => '/webhooks' }
} as const

type Path = string | Question['path']
/** By who asks; several under names of their own, after who asks. */
type Asked = { [name: string]: Path }

const range = (today: string, days: number) => `from=${addDays(today, 1 - days)}&to=${today}`
const days = (path: string, count: number, more = ''): Path => (today) => `${path}?${range(today, count)}${more}`
const ofReport = (path: string): Asked => ({ employee: (_today, { report }) => `/reports/${report}${path}` })
const [sockets, files, google] = ['sockets are what --realtime measures', 'it is a file', 'it goes to Google']

/** In the words of the contract: what is asked of each, or why nothing is. */
const asked: Partial<Record<OperationId, Asked | string>> = {
  getHealth: 'it reads nothing of the company',
  getReadiness: 'it reads nothing of the company',
  getMe: { employee: '/auth/me' },
  getSession: 'it is of the cookie, and reads what getMe does',
  listSessions: { employee: '/auth/sessions' },
  startGoogleSignIn: google,
  finishGoogleSignIn: google,
  listPeople: {
    hr: '/people',
    employee: '/people',
    'hr, part of a name': '/people?q=son+000',
    'employee, who can be mentioned': (_today, { report }) => `/people?for=mention&reportId=${report}`
  },
  getPerson: { employee: `/people/${personId(people.lead)}` },
  listUsers: {
    hr: '/users',
    'hr, disabled': '/users?state=disabled',
    'hr, part of a name': '/users?q=son+000',
    'hr, admins': '/users?role=admin'
  },
  getUser: { hr: `/users/${personId(people.lead)}` },
  getAvatar: files,
  listUserIdentities: { admin: `/users/${personId(people.lead)}/identities` },
  listInvitations: { hr: '/invitations', 'hr, pending': '/invitations?state=pending' },
  getSettings: { hr: '/settings?scope=org' },
  listSchedules: { hr: '/schedules' },
  listShifts: { hr: '/shifts' },
  getRoster: { lead: days(`/rosters/${teamId(0)}`, 14) },
  listHolidays: { employee: '/holidays' },
  suggestHolidays: { hr: (today) => `/holidays/suggestions?year=${today.slice(0, 4)}` },
  listObligations: {
    hr: days('/obligations', 92),
    manager: days('/obligations', 92),
    lead: days('/obligations', 92),
    employee: days('/obligations', 92),
    'hr, missed': days('/obligations', 92, '&outcome=missed'),
    'hr, due': days('/obligations', 92, '&outcome=due')
  },
  listObligationRequests: {
    hr: '/obligations/requests',
    lead: '/obligations/requests',
    'hr, open': '/obligations/requests?status=open',
    'hr, granted': '/obligations/requests?status=granted'
  },
  explainObligation: { employee: (today) => `/obligations/${personId(people.employee)}/${today}/explain` },
  listLeaves: {
    employee: '/leaves?view=mine',
    'lead, to decide': '/leaves?view=decide',
    hr: '/leaves?view=scope',
    manager: '/leaves?view=scope',
    'hr, pending': '/leaves?view=scope&status=pending',
    'hr, rejected': '/leaves?view=scope&status=rejected'
  },
  getLeaveSummary: { employee: '/leaves/summary' },
  getLeave: { hr: (_today, { leave }) => `/leaves/${leave}` },
  listAuditEntries: {
    admin: '/audit',
    'admin, an action': '/audit?action=session.created',
    'admin, an action that never was': '/audit?action=team.deleted',
    'admin, a person': `/audit?actorId=${personId(people.employee)}`
  },
  getMySummary: { employee: '/me/summary', lead: '/me/summary', manager: '/me/summary', hr: '/me/summary' },
  getProfile: { employee: '/profile' },
  listIdentities: { employee: '/profile/identities' },
  listDivisions: { hr: '/divisions' },
  listTeams: { hr: '/teams', 'hr, with today': '/teams?include=today', 'manager, with today': '/teams?include=today' },
  getTeam: { lead: `/teams/${teamId(0)}` },
  getTeamMetrics: { lead: days(`/teams/${teamId(0)}/metrics`, 30) },
  listTeamMembers: { lead: `/teams/${teamId(0)}/members` },
  listDelegations: {
    hr: '/delegations',
    'hr, active': '/delegations?state=active',
    lead: '/delegations',
    'hr, planned': '/delegations?state=planned'
  },
  downloadFile: files,
  listReports: {
    hr: days('/reports', 92),
    manager: days('/reports', 92),
    lead: days('/reports', 92),
    employee: days('/reports', 92),
    'hr, to review': '/reports?view=review',
    'lead, to review': '/reports?view=review',
    'hr, returned': days('/reports', 92, '&state=returned'),
    'hr, late': days('/reports', 92, '&timing=late'),
    'hr, of a team': days('/reports', 92, `&teamId=${teamId(0)}`),
    'hr, of a person': days('/reports', 92, `&userId=${personId(people.employee)}`),
    'lead, words that are nowhere': days('/reports', 92, '&q=nowhere')
  },
  prefillReport: { employee: '/reports/prefill' },
  listCategories: { employee: '/reports/categories', lead: '/reports/categories' },
  getReportDigest: { employee: days('/reports/digest', 7), lead: days('/reports/digest', 7, `&teamId=${teamId(0)}`) },
  getReportDigestPage: { lead: days('/reports/digest/page', 7, `&teamId=${teamId(0)}`) },
  getReport: ofReport(''),
  listReportHistory: ofReport('/history'),
  getReportRevision: 'it is one row, by its key',
  listComments: ofReport('/comments'),
  listReactions: ofReport('/reactions'),
  listReportReads: ofReport('/reads'),
  listBlockers: {
    hr: '/blockers',
    'hr, open': '/blockers?status=open',
    'manager, open': '/blockers?status=open',
    'lead, open': '/blockers?status=open',
    'hr, dismissed': '/blockers?status=dismissed',
    lead: '/blockers',
    'employee, open': '/blockers?status=open'
  },
  getBlocker: { hr: (_today, { blocker }) => `/blockers/${blocker}` },
  listTemplates: { hr: '/templates' },
  getTemplate: { hr: (_today, { template }) => `/templates/${template}` },
  listFiles: ofReport('/files'),
  listCalendarEvents: {
    employee: days('/calendar/events', 31),
    lead: days('/calendar/events', 31),
    manager: days('/calendar/events', 31),
    hr: days('/calendar/events', 31),
    'hr, leaves': days('/calendar/events', 31, '&kind=leave'),
    'hr, of a team': days('/calendar/events', 31, `&teamId=${teamId(0)}`)
  },
  getCalendarEvent: { employee: (_today, { event }) => `/calendar/events/${event}` },
  readCalendarFeed: 'it asks what listCalendarEvents does, by an address of its own',
  listCalendarFeeds: { employee: '/calendar/feeds' },
  getAnalyticsSummary: {
    employee: days('/analytics/summary', 30),
    lead: days('/analytics/summary', 30),
    manager: days('/analytics/summary', 30),
    hr: days('/analytics/summary', 30),
    'hr, of a team': days('/analytics/summary', 30, `&teamId=${teamId(0)}`)
  },
  getAnalyticsTrends: {
    employee: days('/analytics/trends', 365, '&bucket=week'),
    lead: days('/analytics/trends', 365, '&bucket=week'),
    manager: days('/analytics/trends', 365, '&bucket=week'),
    hr: days('/analytics/trends', 365, '&bucket=week')
  },
  getAnalyticsHeatmap: {
    lead: days('/analytics/heatmap', 92),
    manager: days('/analytics/heatmap', 92),
    hr: days('/analytics/heatmap', 92),
    'hr, of a division': days('/analytics/heatmap', 92, `&divisionId=${divisionId(0)}`)
  },
  exportAnalytics: 'it is all there is of its days; its memory is measured by itself',
  search: {
    'employee, words that are nowhere': '/search?q=nowhere',
    'lead, words that are nowhere': '/search?q=nowhere',
    'hr, words that are nowhere': '/search?q=nowhere',
    'hr, a word that is everywhere': '/search?q=collars'
  },
  listApiTokens: { employee: '/api-tokens' },
  getPushKey: 'it reads nothing of the company',
  listPushSubscriptions: 'push is not set up here, and it is a person’s own few rows',
  listWebhooks: { admin: '/webhooks' },
  listWebhookDeliveries: { admin: (_today, { webhook }) => `/webhooks/${webhook}/deliveries` },
  listNotifications: { employee: '/notifications' },
  listInbox: {
    employee: '/me/inbox',
    'employee, unread': '/me/inbox?unread=true',
    'employee, read': '/me/inbox?unread=false',
    'employee, of a type': '/me/inbox?type=report.returned',
    'employee, of a type that never was': '/me/inbox?type=leave.decided'
  },
  streamNotifications: sockets,
  connectWebSocket: sockets
}

/** @throws Error where the contract has an operation that reads and is not among them, or they have one that it does not. */
export function questionsOf (): Question[] {
  const reads = (Object.keys(routes) as OperationId[]).filter((id) => routes[id].method === 'GET')
  const forgotten = [...reads.filter((id) => !asked[id]), ...Object.keys(asked).filter((id) => !reads.includes(id as OperationId))]
  if (forgotten.length > 0) throw new Error(`Neither asked nor left out, or not there to be read: ${forgotten.join(', ')}`)
  return Object.entries(asked).flatMap(([id, its]) =>
    typeof its === 'string' ? [] : Object.entries(its).map(([name, path]): Question => ({
      name: `${id}, ${name}`,
      who: name.split(',')[0] as Question['who'],
      path: typeof path === 'string' ? () => path : path,
      paged: 'cursor' in routes[id as OperationId].query.properties
    }))
  )
}

/** What is left out, by why. */
export function leftOut (): string {
  return Object.entries(asked).filter(([, its]) => typeof its === 'string').map(([id, why]) => `${id}: ${why as string}`).join('; ')
}
