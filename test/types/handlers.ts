/**
 * Mistakes that a handler can make, none of which compiles. The compiler checks this; there is nothing to run.
 * A mistake that does compile makes its `@ts-expect-error` an error.
 */
import type { Handlers } from '../../generated/operations.ts'
import type { MySummary, Notification, ReportDetail, ReportPage, TeamMember, User } from '../../generated/schemas.ts'
import { implement } from '../../src/handlers/implement.ts'
import type { SessionViewer } from '../../src/rules/identity/viewer.ts'

declare const all: Handlers<SessionViewer>
declare const user: User
declare const report: ReportDetail
declare const page: ReportPage
declare const summary: MySummary
declare const notification: Notification
declare const member: TeamMember
declare const sometimes: boolean
/** As a row of a database: more than the contract shows. */
declare const row: User & { passwordHash: string }

// What is right compiles, or the mistakes below would prove nothing.
implement({
  async getHealth () { return { status: 'ok' } },
  async getMe ({ viewer }) { return { id: viewer.id, email: viewer.email, name: viewer.name, role: viewer.role, divisionId: null, teams: viewer.teams } },
  async getReport ({ params }) { return { ...report, id: params.reportId, fields: { anything: [1, { goes: true }] } } },
  async listReports ({ query }) { return { ...page, nextCursor: query.cursor ?? null } },
  async createReport ({ body }) { return { ...report, summary: body.summary, mood: body.mood ?? null } },
  async listNotifications () { return sometimes ? [] : [notification] },
  async getMySummary () { return { ...summary, today: { ...summary.today, reportState: sometimes ? 'draft' : null } } },
  async logout () { return null },
  async refreshSession ({ body }) { return { accessToken: body?.refreshToken ?? '', expiresIn: 1, user } },
  async streamNotifications ({ reply }) { reply.hijack() },
  connectWebSocket ({ socket }) { socket.close() }
})
export const complete: Handlers<SessionViewer> = { ...all }

// Operations
const { getMe, ...withoutGetMe } = all
// @ts-expect-error: an operation is missing
export const missing: Handlers<SessionViewer> = { ...withoutGetMe }
// @ts-expect-error: an operation is misspelt
export const misspelt: Handlers<SessionViewer> = { ...withoutGetMe, getme: getMe }
// @ts-expect-error: one that the document does not have
export const another: Handlers<SessionViewer> = { ...all, paintReport: all.getReport }
// @ts-expect-error: a misspelt one, where a tag implements its own
implement({ async getme () { return user } })
// @ts-expect-error: a misspelt one beside a right one
implement({ async getMe () { return user }, async getHealt () { return { status: 'ok' } } })

// Answers
// @ts-expect-error: another type
implement({ async getMe () { return 'Sari' } })
// @ts-expect-error: any, which would hide whatever else is wrong
implement({ async getMe () { return JSON.parse('{}') } })
// @ts-expect-error: any, further in
implement({ async getMySummary () { return { ...summary, today: JSON.parse('{}') } } })
// @ts-expect-error: another component
implement({ async getMe () { return report } })
// @ts-expect-error: nothing
implement({ async getMe () {} })
// @ts-expect-error: null
implement({ async getMe () { return null } })
// @ts-expect-error: something, where there is nothing to say
implement({ async logout () { return { ok: true } } })
// @ts-expect-error: the envelope, which contract.ts makes
implement({ async getMe () { return { ok: true, data: user, error: null } } })
// @ts-expect-error: not a promise
implement({ getMe () { return user } })
// @ts-expect-error: one, where there is a list
implement({ async listNotifications () { return notification } })
// @ts-expect-error: a value that the enumeration does not have
implement({ async getHealth () { return { status: 'fine' } } })
// @ts-expect-error: a value that the enumeration does not have, further in
implement({ async getMySummary () { return { ...summary, today: { ...summary.today, reportState: 'lost' } } } })
// @ts-expect-error: true, where it is always true
implement({ async markAllNotificationsRead () { return { ok: false } } })
// @ts-expect-error: a key of another type
implement({ async getMe () { return { ...user, name: 1 } } })
// @ts-expect-error: null in a key that is never null
implement({ async getMe () { return { ...user, name: null } } })
// @ts-expect-error: a Date for a timestamp
implement({ async getReport () { return { ...report, createdAt: new Date() } } })
// @ts-expect-error: a missing key
implement({ async getMe () { return { id: '', email: '', name: '', role: 'employee', divisionId: null } } })
// @ts-expect-error: a missing key that may be null
implement({ async getMe () { return { id: '', email: '', name: '', role: 'employee', teams: [] } } })
// @ts-expect-error: a missing key in one of two answers
implement({ async getMySummary () { if (sometimes) return summary; return { user, notificationsUnread: 0, today: summary.today, serverTime: '' } } })

// Keys that the document does not have
// @ts-expect-error: at the top
implement({ async getMe () { return { ...user, passwordHash: '' } } })
// @ts-expect-error: in a value that came from elsewhere
implement({ async getMe () { return row } })
// @ts-expect-error: in an arrow function
implement({ getMe: async () => ({ ...user, passwordHash: '' }) })
// @ts-expect-error: in a promise that is handed on
implement({ getMe: () => Promise.resolve(row) })
// @ts-expect-error: one that may be left out
implement({ async getMe () { return { ...user, ...(sometimes && { passwordHash: '' }) } } })
// @ts-expect-error: in an object further in
implement({ async getMySummary () { return { ...summary, user: row } } })
// @ts-expect-error: in an object two levels in
implement({ async getMySummary () { return { ...summary, today: { ...summary.today, author: { id: '' } } } } })
// @ts-expect-error: in an array further in
implement({ async listReports () { return { items: page.items.map((each) => ({ ...each, reviewNote: '' })), nextCursor: null } } })
// @ts-expect-error: in an array in an array
implement({ async getReport () { return { ...report, items: report.items.map((item) => ({ ...item, reportId: '' })) } } })
// @ts-expect-error: in an array that is the answer
implement({ async listNotifications () { return [{ ...notification, userId: '' }] } })
// @ts-expect-error: in an object in an array
implement({ async listTeamMembers () { return { items: [{ ...member, today: { ...member.today, summary: '' } }], nextCursor: null } } })
// @ts-expect-error: beside a right operation
implement({ async getHealth () { return { status: 'ok' } }, async getMe () { return row } })
// @ts-expect-error: beside a key that an optional one resembles
implement({ async login () { return { accessToken: '', expiresIn: 1, refresh_token: '', user } } })

// What a handler is given
// @ts-expect-error: a parameter of another name
implement({ async getReport ({ params }) { return { ...report, id: params.id } } })
// @ts-expect-error: a parameter of an operation that has none
implement({ async getMe ({ params }) { return { ...user, id: params.userId satisfies string } } })
// @ts-expect-error: a query key of another name
implement({ async listReports ({ query }) { return { ...page, nextCursor: query.after ?? null } } })
// @ts-expect-error: a query key that may be left out
implement({ async listReports ({ query }) { return { ...page, nextCursor: query.cursor.slice(1) } } })
// @ts-expect-error: a key of the body of another name
implement({ async createReport ({ body }) { return { ...report, summary: body.text } } })
// @ts-expect-error: a key of the body that may be left out
implement({ async createReport ({ body }) { return { ...report, planNext: body.planNext } } })
// @ts-expect-error: a body that may be left out
implement({ async refreshSession ({ body }) { return { accessToken: body.refreshToken ?? '', expiresIn: 1, user } } })
// @ts-expect-error: the body of an operation without one
implement({ async getMe ({ body }) { return { ...user, name: body.name } } })
// @ts-expect-error: the viewer of a public operation, who may be nobody
implement({ async getHealth ({ viewer }) { viewer.id satisfies string; return { status: 'ok' } } })
// @ts-expect-error: more of the viewer than there is
implement({ async getMe ({ viewer }) { return { ...user, name: viewer.password } } })
// @ts-expect-error: a socket, over HTTP
implement({ async getMe ({ socket }) { socket.close(); return user } })
// @ts-expect-error: a parameter that contract.ts does not give
implement({ async getMe (_context, _more: string) { return user } })

// What no type can see: of two answers the compiler keeps the wider type alone, and in that the other's extra key is
// gone. In every test judge.ts sees it, since what is sent is not what the handler meant.
implement({ async getMe () { return sometimes ? user : row } })
implement({ async getMe () { if (sometimes) return user; return row } })
implement({ async listNotifications () { return [notification, { ...notification, userId: '' }] } })
