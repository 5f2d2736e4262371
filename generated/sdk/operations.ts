// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.

import type { CallOptions } from '../../src/sdk/transport.ts'
import type { components, operations } from '../types.ts'

type Schemas = components['schemas']

export interface Methods {
  createReport: (body: Schemas['CreateReport'], options?: CallOptions) => Promise<Schemas['ReportDetail']>
  createWsTicket: (options?: CallOptions) => Promise<Schemas['WsTicket']>
  getHealth: (options?: CallOptions) => Promise<Schemas['Health']>
  getMe: (options?: CallOptions) => Promise<Schemas['User']>
  getMySummary: (options?: CallOptions) => Promise<Schemas['MySummary']>
  getReadiness: (options?: CallOptions) => Promise<Schemas['Readiness']>
  getReport: (reportId: string, options?: CallOptions) => Promise<Schemas['ReportDetail']>
  listNotifications: (options?: CallOptions) => Promise<Schemas['Notification'][]>
  listReports: (query?: NonNullable<operations['listReports']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['ReportPage']>
  listTeamMembers: (teamId: string, query?: NonNullable<operations['listTeamMembers']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['TeamMemberPage']>
  listTeams: (query?: NonNullable<operations['listTeams']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['TeamPage']>
  login: (body: Schemas['LoginRequest'], options?: CallOptions) => Promise<Schemas['SignedIn']>
  logout: (body?: Schemas['LogoutRequest'], options?: CallOptions) => Promise<null>
  markAllNotificationsRead: (options?: CallOptions) => Promise<Schemas['AllNotificationsRead']>
  markNotificationRead: (notificationId: string, options?: CallOptions) => Promise<Schemas['NotificationRead']>
  refreshSession: (body?: Schemas['RefreshRequest'], options?: CallOptions) => Promise<Schemas['SignedIn']>
  submitReport: (reportId: string, body: Schemas['SubmitReport'], options?: CallOptions) => Promise<Schemas['ReportDetail']>
  updateReport: (reportId: string, body: Schemas['UpdateReport'], options?: CallOptions) => Promise<Schemas['ReportDetail']>
}

/** The codes that each operation can answer. */
export interface OperationErrors {
  createReport: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createWsTicket: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  getHealth: 'INTERNAL' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getMe: 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getMySummary: 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getReadiness: 'INTERNAL' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getReport: 'INTERNAL' | 'NOT_FOUND' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listNotifications: 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listReports: 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listTeamMembers: 'INTERNAL' | 'NOT_FOUND' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listTeams: 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  login: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_CREDENTIALS' | 'PAYLOAD_TOO_LARGE' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  logout: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  markAllNotificationsRead: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  markNotificationRead: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  refreshSession: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  submitReport: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  updateReport: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
}

export const calls: Record<keyof Methods, { method: string, path: string, params: string[], input: 'query' | 'body' | null }> = {
  createReport: {"method":"POST","path":"/api/v1/reports","params":[],"input":"body"},
  createWsTicket: {"method":"POST","path":"/api/v1/ws/ticket","params":[],"input":null},
  getHealth: {"method":"GET","path":"/healthz","params":[],"input":null},
  getMe: {"method":"GET","path":"/api/v1/auth/me","params":[],"input":null},
  getMySummary: {"method":"GET","path":"/api/v1/me/summary","params":[],"input":null},
  getReadiness: {"method":"GET","path":"/readyz","params":[],"input":null},
  getReport: {"method":"GET","path":"/api/v1/reports/{reportId}","params":["reportId"],"input":null},
  listNotifications: {"method":"GET","path":"/api/v1/notifications","params":[],"input":null},
  listReports: {"method":"GET","path":"/api/v1/reports","params":[],"input":"query"},
  listTeamMembers: {"method":"GET","path":"/api/v1/teams/{teamId}/members","params":["teamId"],"input":"query"},
  listTeams: {"method":"GET","path":"/api/v1/teams","params":[],"input":"query"},
  login: {"method":"POST","path":"/api/v1/auth/login","params":[],"input":"body"},
  logout: {"method":"POST","path":"/api/v1/auth/logout","params":[],"input":"body"},
  markAllNotificationsRead: {"method":"PATCH","path":"/api/v1/notifications/read","params":[],"input":null},
  markNotificationRead: {"method":"PATCH","path":"/api/v1/notifications/{notificationId}/read","params":["notificationId"],"input":null},
  refreshSession: {"method":"POST","path":"/api/v1/auth/refresh","params":[],"input":"body"},
  submitReport: {"method":"POST","path":"/api/v1/reports/{reportId}/submit","params":["reportId"],"input":"body"},
  updateReport: {"method":"PATCH","path":"/api/v1/reports/{reportId}","params":["reportId"],"input":"body"}
}
