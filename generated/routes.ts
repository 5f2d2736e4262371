// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.

import { Type, type TSchema } from '@sinclair/typebox'
import type { OperationId } from './operations.ts'
import * as schemas from './schemas.ts'

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** In Fastify's form: `/reports/:reportId`. */
  url: string
  /** Anybody, anybody signed in, or the roles that may. */
  access: 'public' | 'viewer' | string[]
  protocol: 'json' | 'sse' | 'websocket'
  /** Of the successful answer. */
  status: number
  params: TSchema
  query: TSchema
  body: TSchema | undefined
  bodyRequired: boolean
  /** In bytes. */
  bodyLimit: number
  /** Of the envelope; undefined where the answer is a stream. */
  data: TSchema | undefined
  /** The codes that the operation can answer, per status. */
  errors: Record<string, string[]>
  /** The realtime events that it can cause. */
  emits: string[]
}

/** Static paths stand before parametric ones. */
export const routes: Record<OperationId, Route> = {
  getHealth: {
    method: 'GET',
    url: '/healthz',
    access: "public",
    protocol: 'json',
    status: 200,
    params: Type.Object({  }, {"additionalProperties":false}),
    query: Type.Object({  }, {"additionalProperties":false}),
    body: undefined,
    bodyRequired: false,
    bodyLimit: 65536,
    data: schemas.Health,
    errors: {"400":["VALIDATION_FAILED"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  },
  getReadiness: {
    method: 'GET',
    url: '/readyz',
    access: "public",
    protocol: 'json',
    status: 200,
    params: Type.Object({  }, {"additionalProperties":false}),
    query: Type.Object({  }, {"additionalProperties":false}),
    body: undefined,
    bodyRequired: false,
    bodyLimit: 65536,
    data: schemas.Readiness,
    errors: {"400":["VALIDATION_FAILED"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  },
  login: {
    method: 'POST',
    url: '/api/v1/auth/login',
    access: "public",
    protocol: 'json',
    status: 200,
    params: Type.Object({  }, {"additionalProperties":false}),
    query: Type.Object({  }, {"additionalProperties":false}),
    body: schemas.LoginRequest,
    bodyRequired: true,
    bodyLimit: 4096,
    data: schemas.SignedIn,
    errors: {"400":["VALIDATION_FAILED"],"401":["INVALID_CREDENTIALS"],"403":["FORBIDDEN"],"413":["PAYLOAD_TOO_LARGE"],"415":["UNSUPPORTED_MEDIA_TYPE"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  },
  refreshSession: {
    method: 'POST',
    url: '/api/v1/auth/refresh',
    access: "public",
    protocol: 'json',
    status: 200,
    params: Type.Object({  }, {"additionalProperties":false}),
    query: Type.Object({  }, {"additionalProperties":false}),
    body: schemas.RefreshRequest,
    bodyRequired: false,
    bodyLimit: 4096,
    data: schemas.SignedIn,
    errors: {"400":["VALIDATION_FAILED"],"401":["UNAUTHENTICATED"],"403":["FORBIDDEN"],"413":["PAYLOAD_TOO_LARGE"],"415":["UNSUPPORTED_MEDIA_TYPE"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  },
  logout: {
    method: 'POST',
    url: '/api/v1/auth/logout',
    access: "public",
    protocol: 'json',
    status: 200,
    params: Type.Object({  }, {"additionalProperties":false}),
    query: Type.Object({  }, {"additionalProperties":false}),
    body: schemas.LogoutRequest,
    bodyRequired: false,
    bodyLimit: 4096,
    data: Type.Null(),
    errors: {"400":["VALIDATION_FAILED"],"403":["FORBIDDEN"],"413":["PAYLOAD_TOO_LARGE"],"415":["UNSUPPORTED_MEDIA_TYPE"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  },
  getMe: {
    method: 'GET',
    url: '/api/v1/auth/me',
    access: "viewer",
    protocol: 'json',
    status: 200,
    params: Type.Object({  }, {"additionalProperties":false}),
    query: Type.Object({  }, {"additionalProperties":false}),
    body: undefined,
    bodyRequired: false,
    bodyLimit: 65536,
    data: schemas.User,
    errors: {"400":["VALIDATION_FAILED"],"401":["UNAUTHENTICATED"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  },
  getMySummary: {
    method: 'GET',
    url: '/api/v1/me/summary',
    access: "viewer",
    protocol: 'json',
    status: 200,
    params: Type.Object({  }, {"additionalProperties":false}),
    query: Type.Object({  }, {"additionalProperties":false}),
    body: undefined,
    bodyRequired: false,
    bodyLimit: 65536,
    data: schemas.MySummary,
    errors: {"400":["VALIDATION_FAILED"],"401":["UNAUTHENTICATED"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  },
  listTeams: {
    method: 'GET',
    url: '/api/v1/teams',
    access: "viewer",
    protocol: 'json',
    status: 200,
    params: Type.Object({  }, {"additionalProperties":false}),
    query: Type.Object({ "cursor": Type.Optional(schemas.Cursor), "limit": Type.Optional(Type.Integer({"minimum":1,"maximum":100})) }, {"additionalProperties":false}),
    body: undefined,
    bodyRequired: false,
    bodyLimit: 65536,
    data: schemas.TeamPage,
    errors: {"400":["VALIDATION_FAILED"],"401":["UNAUTHENTICATED"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  },
  listReports: {
    method: 'GET',
    url: '/api/v1/reports',
    access: "viewer",
    protocol: 'json',
    status: 200,
    params: Type.Object({  }, {"additionalProperties":false}),
    query: Type.Object({ "date": Type.Optional(schemas.LocalDate), "from": Type.Optional(schemas.LocalDate), "to": Type.Optional(schemas.LocalDate), "divisionId": Type.Optional(schemas.Id), "teamId": Type.Optional(schemas.Id), "userId": Type.Optional(schemas.Id), "state": Type.Optional(schemas.ReportState), "cursor": Type.Optional(schemas.Cursor), "limit": Type.Optional(Type.Integer({"minimum":1,"maximum":100})) }, {"additionalProperties":false}),
    body: undefined,
    bodyRequired: false,
    bodyLimit: 65536,
    data: schemas.ReportPage,
    errors: {"400":["VALIDATION_FAILED"],"401":["UNAUTHENTICATED"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  },
  createReport: {
    method: 'POST',
    url: '/api/v1/reports',
    access: "viewer",
    protocol: 'json',
    status: 201,
    params: Type.Object({  }, {"additionalProperties":false}),
    query: Type.Object({  }, {"additionalProperties":false}),
    body: schemas.CreateReport,
    bodyRequired: true,
    bodyLimit: 1048576,
    data: schemas.ReportDetail,
    errors: {"400":["VALIDATION_FAILED"],"401":["UNAUTHENTICATED"],"403":["FORBIDDEN"],"409":["DUPLICATE"],"413":["PAYLOAD_TOO_LARGE"],"415":["UNSUPPORTED_MEDIA_TYPE"],"422":["RULE_REFUSED"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: ["report.created","report.submitted","notification.new"]
  },
  listNotifications: {
    method: 'GET',
    url: '/api/v1/notifications',
    access: "viewer",
    protocol: 'json',
    status: 200,
    params: Type.Object({  }, {"additionalProperties":false}),
    query: Type.Object({  }, {"additionalProperties":false}),
    body: undefined,
    bodyRequired: false,
    bodyLimit: 65536,
    data: Type.Array(schemas.Notification),
    errors: {"400":["VALIDATION_FAILED"],"401":["UNAUTHENTICATED"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  },
  markAllNotificationsRead: {
    method: 'PATCH',
    url: '/api/v1/notifications/read',
    access: "viewer",
    protocol: 'json',
    status: 200,
    params: Type.Object({  }, {"additionalProperties":false}),
    query: Type.Object({  }, {"additionalProperties":false}),
    body: undefined,
    bodyRequired: false,
    bodyLimit: 65536,
    data: schemas.AllNotificationsRead,
    errors: {"400":["VALIDATION_FAILED"],"401":["UNAUTHENTICATED"],"403":["FORBIDDEN"],"413":["PAYLOAD_TOO_LARGE"],"415":["UNSUPPORTED_MEDIA_TYPE"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  },
  streamNotifications: {
    method: 'GET',
    url: '/api/v1/stream/notifications',
    access: "viewer",
    protocol: 'sse',
    status: 200,
    params: Type.Object({  }, {"additionalProperties":false}),
    query: Type.Object({  }, {"additionalProperties":false}),
    body: undefined,
    bodyRequired: false,
    bodyLimit: 65536,
    data: undefined,
    errors: {"400":["VALIDATION_FAILED"],"401":["UNAUTHENTICATED"],"403":["FORBIDDEN"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  },
  createWsTicket: {
    method: 'POST',
    url: '/api/v1/ws/ticket',
    access: "viewer",
    protocol: 'json',
    status: 201,
    params: Type.Object({  }, {"additionalProperties":false}),
    query: Type.Object({  }, {"additionalProperties":false}),
    body: undefined,
    bodyRequired: false,
    bodyLimit: 65536,
    data: schemas.WsTicket,
    errors: {"400":["VALIDATION_FAILED"],"401":["UNAUTHENTICATED"],"403":["FORBIDDEN"],"413":["PAYLOAD_TOO_LARGE"],"415":["UNSUPPORTED_MEDIA_TYPE"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  },
  connectWebSocket: {
    method: 'GET',
    url: '/api/v1/ws',
    access: "public",
    protocol: 'websocket',
    status: 101,
    params: Type.Object({  }, {"additionalProperties":false}),
    query: Type.Object({ "ticket": Type.Optional(Type.String({"pattern":"^[0-9A-Za-z_-]{1,128}$"})) }, {"additionalProperties":false}),
    body: undefined,
    bodyRequired: false,
    bodyLimit: 65536,
    data: undefined,
    errors: {"400":["VALIDATION_FAILED"],"403":["FORBIDDEN"],"426":["UPGRADE_REQUIRED"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  },
  listTeamMembers: {
    method: 'GET',
    url: '/api/v1/teams/:teamId/members',
    access: "viewer",
    protocol: 'json',
    status: 200,
    params: Type.Object({ "teamId": schemas.Id }, {"additionalProperties":false}),
    query: Type.Object({ "cursor": Type.Optional(schemas.Cursor), "limit": Type.Optional(Type.Integer({"minimum":1,"maximum":100})) }, {"additionalProperties":false}),
    body: undefined,
    bodyRequired: false,
    bodyLimit: 65536,
    data: schemas.TeamMemberPage,
    errors: {"400":["VALIDATION_FAILED"],"401":["UNAUTHENTICATED"],"404":["NOT_FOUND"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  },
  getReport: {
    method: 'GET',
    url: '/api/v1/reports/:reportId',
    access: "viewer",
    protocol: 'json',
    status: 200,
    params: Type.Object({ "reportId": schemas.Id }, {"additionalProperties":false}),
    query: Type.Object({  }, {"additionalProperties":false}),
    body: undefined,
    bodyRequired: false,
    bodyLimit: 65536,
    data: schemas.ReportDetail,
    errors: {"400":["VALIDATION_FAILED"],"401":["UNAUTHENTICATED"],"404":["NOT_FOUND"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  },
  updateReport: {
    method: 'PATCH',
    url: '/api/v1/reports/:reportId',
    access: "viewer",
    protocol: 'json',
    status: 200,
    params: Type.Object({ "reportId": schemas.Id }, {"additionalProperties":false}),
    query: Type.Object({  }, {"additionalProperties":false}),
    body: schemas.UpdateReport,
    bodyRequired: true,
    bodyLimit: 1048576,
    data: schemas.ReportDetail,
    errors: {"400":["VALIDATION_FAILED"],"401":["UNAUTHENTICATED"],"403":["FORBIDDEN"],"404":["NOT_FOUND"],"409":["STATE_CONFLICT","VERSION_CONFLICT"],"413":["PAYLOAD_TOO_LARGE"],"415":["UNSUPPORTED_MEDIA_TYPE"],"422":["RULE_REFUSED"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: ["report.updated"]
  },
  submitReport: {
    method: 'POST',
    url: '/api/v1/reports/:reportId/submit',
    access: "viewer",
    protocol: 'json',
    status: 200,
    params: Type.Object({ "reportId": schemas.Id }, {"additionalProperties":false}),
    query: Type.Object({  }, {"additionalProperties":false}),
    body: schemas.SubmitReport,
    bodyRequired: true,
    bodyLimit: 65536,
    data: schemas.ReportDetail,
    errors: {"400":["VALIDATION_FAILED"],"401":["UNAUTHENTICATED"],"403":["FORBIDDEN"],"404":["NOT_FOUND"],"409":["STATE_CONFLICT","VERSION_CONFLICT"],"413":["PAYLOAD_TOO_LARGE"],"415":["UNSUPPORTED_MEDIA_TYPE"],"422":["RULE_REFUSED"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: ["report.submitted","notification.new"]
  },
  markNotificationRead: {
    method: 'PATCH',
    url: '/api/v1/notifications/:notificationId/read',
    access: "viewer",
    protocol: 'json',
    status: 200,
    params: Type.Object({ "notificationId": schemas.Id }, {"additionalProperties":false}),
    query: Type.Object({  }, {"additionalProperties":false}),
    body: undefined,
    bodyRequired: false,
    bodyLimit: 65536,
    data: schemas.NotificationRead,
    errors: {"400":["VALIDATION_FAILED"],"401":["UNAUTHENTICATED"],"403":["FORBIDDEN"],"413":["PAYLOAD_TOO_LARGE"],"415":["UNSUPPORTED_MEDIA_TYPE"],"500":["INTERNAL"],"503":["UNAVAILABLE"]},
    emits: []
  }
}
