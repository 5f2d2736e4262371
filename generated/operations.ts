// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import type { components, operations } from './types.ts'

type Schemas = components['schemas']
type Nothing = Record<never, never>

export interface Operations {
  connectWebSocket: {
    access: 'public'
    protocol: 'websocket'
    params: Nothing
    query: NonNullable<operations['connectWebSocket']['parameters']['query']>
    body: undefined
    data: void
    errors: 'FORBIDDEN' | 'INTERNAL' | 'UNAVAILABLE' | 'UPGRADE_REQUIRED' | 'VALIDATION_FAILED'
  }
  createReport: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['CreateReport']
    data: Schemas['ReportDetail']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createWsTicket: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['WsTicket']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  getHealth: {
    access: 'public'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['Health']
    errors: 'INTERNAL' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getMe: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['User']
    errors: 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getMySummary: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['MySummary']
    errors: 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getReadiness: {
    access: 'public'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['Readiness']
    errors: 'INTERNAL' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getReport: {
    access: 'viewer'
    protocol: 'json'
    params: operations['getReport']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['ReportDetail']
    errors: 'INTERNAL' | 'NOT_FOUND' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listNotifications: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['Notification'][]
    errors: 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listReports: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: NonNullable<operations['listReports']['parameters']['query']>
    body: undefined
    data: Schemas['ReportPage']
    errors: 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listTeamMembers: {
    access: 'viewer'
    protocol: 'json'
    params: operations['listTeamMembers']['parameters']['path']
    query: NonNullable<operations['listTeamMembers']['parameters']['query']>
    body: undefined
    data: Schemas['TeamMemberPage']
    errors: 'INTERNAL' | 'NOT_FOUND' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listTeams: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: NonNullable<operations['listTeams']['parameters']['query']>
    body: undefined
    data: Schemas['TeamPage']
    errors: 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  login: {
    access: 'public'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['LoginRequest']
    data: Schemas['SignedIn']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_CREDENTIALS' | 'PAYLOAD_TOO_LARGE' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  logout: {
    access: 'public'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['LogoutRequest'] | undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  markAllNotificationsRead: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['AllNotificationsRead']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  markNotificationRead: {
    access: 'viewer'
    protocol: 'json'
    params: operations['markNotificationRead']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['NotificationRead']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  refreshSession: {
    access: 'public'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['RefreshRequest'] | undefined
    data: Schemas['SignedIn']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  streamNotifications: {
    access: 'viewer'
    protocol: 'sse'
    params: Nothing
    query: Nothing
    body: undefined
    data: void
    errors: 'FORBIDDEN' | 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  submitReport: {
    access: 'viewer'
    protocol: 'json'
    params: operations['submitReport']['parameters']['path']
    query: Nothing
    body: Schemas['SubmitReport']
    data: Schemas['ReportDetail']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateReport: {
    access: 'viewer'
    protocol: 'json'
    params: operations['updateReport']['parameters']['path']
    query: Nothing
    body: Schemas['UpdateReport']
    data: Schemas['ReportDetail']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
}

export type OperationId = keyof Operations

/** What a handler is given. A public operation has a viewer only when somebody is signed in. */
export interface Context<O extends OperationId, Viewer> {
  params: Operations[O]['params']
  query: Operations[O]['query']
  body: Operations[O]['body']
  viewer: Operations[O]['access'] extends 'public' ? Viewer | undefined : Viewer
  request: FastifyRequest
  reply: FastifyReply
}

/** Answers the operation's `data`; a stream writes to `reply.raw` or to the socket instead. */
export type Handler<O extends OperationId, Viewer> = Operations[O]['protocol'] extends 'websocket'
  ? (context: Context<O, Viewer> & { socket: WebSocket }) => void
  : (context: Context<O, Viewer>) => Promise<Operations[O]['data']>

/** Every operation's handler; a missing or misspelt one does not compile. */
export type Handlers<Viewer> = { [O in OperationId]: Handler<O, Viewer> }
