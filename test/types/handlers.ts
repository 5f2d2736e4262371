/**
 * Mistakes that a handler can make, none of which compiles. The compiler checks this; there is nothing to run.
 * A mistake that does compile makes its `@ts-expect-error` an error.
 */
import type { FastifyRequest } from 'fastify'
import type { Handlers, TagHandlers } from '../../generated/operations.ts'
import type { MySummary, Notification, ReportDetail, ReportPage, TeamMember, User } from '../../generated/schemas.ts'
import { implement, joined } from '../../src/handlers/implement.ts'
import type { Idempotency } from '../../src/http/idempotency.ts'
import type { Database } from '../../src/database/tables.ts'
import type { SessionViewer } from '../../src/rules/identity/viewer.ts'
import type { Audit } from '../../src/security/audit.ts'

declare const all: Handlers<SessionViewer>
declare const user: User
declare const report: ReportDetail
declare const page: ReportPage
declare const summary: MySummary
declare const notification: Notification
declare const member: TeamMember
declare const sometimes: boolean
declare const audit: Audit
declare const once: Idempotency['once']
declare const tx: Database
declare const request: FastifyRequest
/** As a row of a database: more than the contract shows. */
declare const row: User & { passwordHash: string }

// What is right compiles, or the mistakes below would prove nothing.
implement('system', { async getHealth () { return { status: 'ok' } } })
implement('auth', {
  async getMe ({ viewer }) { return { id: viewer.id, email: viewer.email, name: viewer.name, role: viewer.role, divisionId: null, teams: viewer.teams } },
  async logout () { return null },
  async refreshSession ({ body }) { return { accessToken: body?.refreshToken ?? '', expiresIn: 1, user } }
})
implement('reports', {
  async getReport ({ params }) { return { ...report, id: params.reportId, fields: { anything: [1, { goes: true }] } } },
  async listReports ({ query }) { return { ...page, nextCursor: query.cursor ?? null } },
  async createReport ({ body, request }) { return once(request, async () => ({ ...report, summary: body.summary, mood: body.mood ?? null })) }
})
implement('notifications', {
  async listNotifications () { return sometimes ? [] : [notification] },
  async streamNotifications ({ reply }) { reply.hijack() }
})
implement('me', { async getMySummary () { return { ...summary, today: { ...summary.today, reportState: sometimes ? 'draft' : null } } } })
implement('realtime', { connectWebSocket ({ socket }) { socket.close() } })
export const complete: Handlers<SessionViewer> = { ...all }
export const oneTag: TagHandlers<'me', SessionViewer> = joined(implement('me', { async getMySummary () { return summary } }), {})

// Operations
const { getMe, ...withoutGetMe } = all.auth
// @ts-expect-error: an operation is missing
export const missing: Handlers<SessionViewer> = { ...all, auth: withoutGetMe }
// @ts-expect-error: an operation is misspelt
export const misspelt: Handlers<SessionViewer> = { ...all, auth: { ...withoutGetMe, getme: getMe } }
// @ts-expect-error: one that the document does not have
export const another: Handlers<SessionViewer> = { ...all, reports: { ...all.reports, paintReport: all.reports.getReport } }
// @ts-expect-error: a tag that the document does not have
export const anotherTag: Handlers<SessionViewer> = { ...all, paintings: all.reports }
// @ts-expect-error: another tag's handlers
export const crossed: Handlers<SessionViewer> = { ...all, reports: all.teams }
// @ts-expect-error: a misspelt one, where a tag implements its own
implement('auth', { async getme () { return user } })
// @ts-expect-error: a misspelt one beside a right one
implement('auth', { async getMe () { return user }, async logut () { return null } })
// @ts-expect-error: one of another tag, as it should be but for its place
implement('me', { async getMe () { return user } })
// @ts-expect-error: one of another tag beside a right one
implement('teams', { async listTeams () { return { items: [], nextCursor: null } }, async getReport () { return report } })
// @ts-expect-error: one that two files of a tag implement
joined(implement('auth', { async getMe () { return user } }), implement('auth', { async getMe () { return user } }))
// @ts-expect-error: one that two files of three implement
joined(implement('auth', { async getMe () { return user } }), implement('auth', { async logout () { return null } }), implement('auth', { async getMe () { return user } }))

// Answers
// @ts-expect-error: another type
implement('auth', { async getMe () { return 'Sari' } })
// @ts-expect-error: any, which would hide whatever else is wrong
implement('auth', { async getMe () { return JSON.parse('{}') } })
// @ts-expect-error: any, further in
implement('me', { async getMySummary () { return { ...summary, today: JSON.parse('{}') } } })
// @ts-expect-error: another component
implement('auth', { async getMe () { return report } })
// @ts-expect-error: nothing
implement('auth', { async getMe () {} })
// @ts-expect-error: null
implement('auth', { async getMe () { return null } })
// @ts-expect-error: something, where there is nothing to say
implement('auth', { async logout () { return { ok: true } } })
// @ts-expect-error: the envelope, which contract.ts makes
implement('auth', { async getMe () { return { ok: true, data: user, error: null } } })
// @ts-expect-error: not a promise
implement('auth', { getMe () { return user } })
// @ts-expect-error: one, where there is a list
implement('notifications', { async listNotifications () { return notification } })
// @ts-expect-error: a value that the enumeration does not have
implement('system', { async getHealth () { return { status: 'fine' } } })
// @ts-expect-error: a value that the enumeration does not have, further in
implement('me', { async getMySummary () { return { ...summary, today: { ...summary.today, reportState: 'lost' } } } })
// @ts-expect-error: true, where it is always true
implement('notifications', { async markAllNotificationsRead () { return { ok: false } } })
// @ts-expect-error: a key of another type
implement('auth', { async getMe () { return { ...user, name: 1 } } })
// @ts-expect-error: null in a key that is never null
implement('auth', { async getMe () { return { ...user, name: null } } })
// @ts-expect-error: a Date for a timestamp
implement('reports', { async getReport () { return { ...report, createdAt: new Date() } } })
// @ts-expect-error: a missing key
implement('auth', { async getMe () { return { id: '', email: '', name: '', role: 'employee', divisionId: null } } })
// @ts-expect-error: a missing key that may be null
implement('auth', { async getMe () { return { id: '', email: '', name: '', role: 'employee', teams: [] } } })
// @ts-expect-error: a missing key in one of two answers
implement('me', { async getMySummary () { if (sometimes) return summary; return { user, notificationsUnread: 0, today: summary.today, serverTime: '' } } })
// @ts-expect-error: one that is not kept, where the document names Idempotency-Key
implement('reports', { async createReport () { return report } })

// Keys that the document does not have
// @ts-expect-error: at the top
implement('auth', { async getMe () { return { ...user, passwordHash: '' } } })
// @ts-expect-error: in a value that came from elsewhere
implement('auth', { async getMe () { return row } })
// @ts-expect-error: in an arrow function
implement('auth', { getMe: async () => ({ ...user, passwordHash: '' }) })
// @ts-expect-error: in a promise that is handed on
implement('auth', { getMe: () => Promise.resolve(row) })
// @ts-expect-error: one that may be left out
implement('auth', { async getMe () { return { ...user, ...(sometimes && { passwordHash: '' }) } } })
// @ts-expect-error: in an object further in
implement('me', { async getMySummary () { return { ...summary, user: row } } })
// @ts-expect-error: in an object two levels in
implement('me', { async getMySummary () { return { ...summary, today: { ...summary.today, author: { id: '' } } } } })
// @ts-expect-error: in an array further in
implement('reports', { async listReports () { return { items: page.items.map((each) => ({ ...each, reviewNote: '' })), nextCursor: null } } })
// @ts-expect-error: in an array in an array
implement('reports', { async getReport () { return { ...report, items: report.items.map((item) => ({ ...item, reportId: '' })) } } })
// @ts-expect-error: in an array that is the answer
implement('notifications', { async listNotifications () { return [{ ...notification, userId: '' }] } })
// @ts-expect-error: in an object in an array
implement('teams', { async listTeamMembers () { return { items: [{ ...member, today: { ...member.today, summary: '' } }], nextCursor: null } } })
// @ts-expect-error: beside a right operation
implement('auth', { async logout () { return null }, async getMe () { return row } })
// @ts-expect-error: beside a key that an optional one resembles
implement('auth', { async login () { return { accessToken: '', expiresIn: 1, refresh_token: '', user } } })

// What a handler is given
// @ts-expect-error: a parameter of another name
implement('reports', { async getReport ({ params }) { return { ...report, id: params.id } } })
// @ts-expect-error: a parameter of an operation that has none
implement('auth', { async getMe ({ params }) { return { ...user, id: params.userId satisfies string } } })
// @ts-expect-error: a query key of another name
implement('reports', { async listReports ({ query }) { return { ...page, nextCursor: query.after ?? null } } })
// @ts-expect-error: a query key that may be left out
implement('reports', { async listReports ({ query }) { return { ...page, nextCursor: query.cursor.slice(1) } } })
// @ts-expect-error: a key of the body of another name
implement('reports', { async createReport ({ body, request }) { return once(request, async () => ({ ...report, summary: body.text })) } })
// @ts-expect-error: a key of the body that may be left out
implement('reports', { async createReport ({ body, request }) { return once(request, async () => ({ ...report, planNext: body.planNext })) } })
// @ts-expect-error: a body that may be left out
implement('auth', { async refreshSession ({ body }) { return { accessToken: body.refreshToken ?? '', expiresIn: 1, user } } })
// @ts-expect-error: the body of an operation without one
implement('auth', { async getMe ({ body }) { return { ...user, name: body.name } } })
// @ts-expect-error: the viewer of a public operation, who may be nobody
implement('system', { async getHealth ({ viewer }) { viewer.id satisfies string; return { status: 'ok' } } })
// @ts-expect-error: more of the viewer than there is
implement('auth', { async getMe ({ viewer }) { return { ...user, name: viewer.password } } })
// @ts-expect-error: a socket, over HTTP
implement('auth', { async getMe ({ socket }) { socket.close(); return user } })
// @ts-expect-error: a parameter that contract.ts does not give
implement('auth', { async getMe (_context, _more: string) { return user } })

// What no type can see: of two answers the compiler keeps the wider type alone, and in that the other's extra key is
// gone. In every test judge.ts sees it, since what is sent is not what the handler meant.
implement('auth', { async getMe () { return sometimes ? user : row } })
implement('auth', { async getMe () { if (sometimes) return user; return row } })
implement('notifications', { async listNotifications () { return [notification, { ...notification, userId: '' }] } })

// The audit log
audit(tx, request, { action: 'user.disabled', targetType: 'user', targetId: '' })
audit(tx, request, { action: sometimes ? 'user.disabled' : 'user.enabled', targetType: 'user', targetId: '' })
// @ts-expect-error: an action on something else than it is done to
audit(tx, request, { action: 'user.disabled', targetType: 'session', targetId: '' })
// @ts-expect-error: one of two actions on something else
audit(tx, request, { action: sometimes ? 'user.disabled' : 'session.revoked', targetType: 'user', targetId: '' })
// @ts-expect-error: an action that the contract does not list
audit(tx, request, { action: 'user.painted', targetType: 'user', targetId: '' })
