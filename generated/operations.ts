// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import type { components, operations } from './types.ts'

type Schemas = components['schemas']
type Nothing = Record<never, never>

export interface Operations {
  changePassword: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['ChangePasswordRequest']
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  connectWebSocket: {
    access: 'public'
    protocol: 'websocket'
    params: Nothing
    query: NonNullable<operations['connectWebSocket']['parameters']['query']>
    body: undefined
    data: void
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UPGRADE_REQUIRED' | 'VALIDATION_FAILED'
  }
  createInvitation: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['CreateInvitationRequest']
    data: Schemas['Invitation']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createReport: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['CreateReport']
    data: Schemas['ReportDetail']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createUser: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['CreateUserRequest']
    data: Schemas['Account']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createWsTicket: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['WsTicket']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  disableUser: {
    access: 'viewer'
    protocol: 'json'
    params: operations['disableUser']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Account']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'LAST_ADMIN' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  enableUser: {
    access: 'viewer'
    protocol: 'json'
    params: operations['enableUser']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Account']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  finishGoogleSignIn: {
    access: 'public'
    protocol: 'redirect'
    params: Nothing
    query: NonNullable<operations['finishGoogleSignIn']['parameters']['query']>
    body: undefined
    data: string
    errors: 'INTERNAL' | 'NOT_CONFIGURED' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  forgotPassword: {
    access: 'public'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['ForgotPasswordRequest']
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  getHealth: {
    access: 'public'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['Health']
    errors: 'INTERNAL' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getMe: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['User']
    errors: 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getMySummary: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['MySummary']
    errors: 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getReadiness: {
    access: 'public'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['Readiness']
    errors: 'INTERNAL' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getReport: {
    access: 'viewer'
    protocol: 'json'
    params: operations['getReport']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['ReportDetail']
    errors: 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getSettings: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: NonNullable<operations['getSettings']['parameters']['query']>
    body: undefined
    data: Schemas['OrganisationSettings']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getUser: {
    access: 'viewer'
    protocol: 'json'
    params: operations['getUser']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Account']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listAuditEntries: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: NonNullable<operations['listAuditEntries']['parameters']['query']>
    body: undefined
    data: Schemas['AuditPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listInvitations: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: NonNullable<operations['listInvitations']['parameters']['query']>
    body: undefined
    data: Schemas['InvitationPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listNotifications: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['Notification'][]
    errors: 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listReports: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: NonNullable<operations['listReports']['parameters']['query']>
    body: undefined
    data: Schemas['ReportPage']
    errors: 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listSessions: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['SessionList']
    errors: 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listTeamMembers: {
    access: 'viewer'
    protocol: 'json'
    params: operations['listTeamMembers']['parameters']['path']
    query: NonNullable<operations['listTeamMembers']['parameters']['query']>
    body: undefined
    data: Schemas['TeamMemberPage']
    errors: 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listTeams: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: NonNullable<operations['listTeams']['parameters']['query']>
    body: undefined
    data: Schemas['TeamPage']
    errors: 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listUsers: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: NonNullable<operations['listUsers']['parameters']['query']>
    body: undefined
    data: Schemas['AccountPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  login: {
    access: 'public'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['LoginRequest']
    data: Schemas['SignedIn']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_CREDENTIALS' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  logout: {
    access: 'public'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['LogoutRequest'] | undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  markAllNotificationsRead: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['AllNotificationsRead']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  markNotificationRead: {
    access: 'viewer'
    protocol: 'json'
    params: operations['markNotificationRead']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['NotificationRead']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  refreshSession: {
    access: 'public'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['RefreshRequest'] | undefined
    data: Schemas['SignedIn']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'REFRESH_SUPERSEDED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  register: {
    access: 'public'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['RegisterRequest']
    data: Schemas['Registration']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_TOKEN' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'REGISTRATION_CLOSED' | 'RULE_REFUSED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  resetPassword: {
    access: 'public'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['ResetPasswordRequest']
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_TOKEN' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  revokeAllSessions: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['RevokedSessions']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  revokeInvitation: {
    access: 'viewer'
    protocol: 'json'
    params: operations['revokeInvitation']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Invitation']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  revokeSession: {
    access: 'viewer'
    protocol: 'json'
    params: operations['revokeSession']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['RevokedSessions']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  startGoogleSignIn: {
    access: 'public'
    protocol: 'json'
    params: Nothing
    query: NonNullable<operations['startGoogleSignIn']['parameters']['query']>
    body: undefined
    data: Schemas['GoogleRedirect']
    errors: 'INTERNAL' | 'NOT_CONFIGURED' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  streamNotifications: {
    access: 'viewer'
    protocol: 'sse'
    params: Nothing
    query: NonNullable<operations['streamNotifications']['parameters']['query']>
    body: undefined
    data: void
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  submitReport: {
    access: 'viewer'
    protocol: 'json'
    params: operations['submitReport']['parameters']['path']
    query: Nothing
    body: Schemas['SubmitReport']
    data: Schemas['ReportDetail']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateReport: {
    access: 'viewer'
    protocol: 'json'
    params: operations['updateReport']['parameters']['path']
    query: Nothing
    body: Schemas['UpdateReport']
    data: Schemas['ReportDetail']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateSettings: {
    access: 'viewer'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['UpdateSettingsRequest']
    data: Schemas['OrganisationSettings']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateUser: {
    access: 'viewer'
    protocol: 'json'
    params: operations['updateUser']['parameters']['path']
    query: Nothing
    body: Schemas['UpdateUserRequest']
    data: Schemas['Account']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'LAST_ADMIN' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  verifyEmail: {
    access: 'public'
    protocol: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['TokenRequest']
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_TOKEN' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
}

export type OperationId = keyof Operations

/** The operations of each tag. */
export interface Tags {
  audit: 'listAuditEntries'
  auth: 'changePassword' | 'finishGoogleSignIn' | 'forgotPassword' | 'getMe' | 'listSessions' | 'login' | 'logout' | 'refreshSession' | 'register' | 'resetPassword' | 'revokeAllSessions' | 'revokeSession' | 'startGoogleSignIn' | 'verifyEmail'
  invitations: 'createInvitation' | 'listInvitations' | 'revokeInvitation'
  me: 'getMySummary'
  notifications: 'listNotifications' | 'markAllNotificationsRead' | 'markNotificationRead' | 'streamNotifications'
  realtime: 'connectWebSocket' | 'createWsTicket'
  reports: 'createReport' | 'getReport' | 'listReports' | 'submitReport' | 'updateReport'
  settings: 'getSettings' | 'updateSettings'
  system: 'getHealth' | 'getReadiness'
  teams: 'listTeamMembers' | 'listTeams'
  users: 'createUser' | 'disableUser' | 'enableUser' | 'getUser' | 'listUsers' | 'updateUser'
}

export type Tag = keyof Tags

/** What a handler is given. A public operation has a viewer only when somebody is signed in. */
export interface Context<O extends OperationId, Viewer> {
  params: Operations[O]['params']
  query: Operations[O]['query']
  body: Operations[O]['body']
  viewer: Operations[O]['access'] extends 'public' ? Viewer | undefined : Viewer
  request: FastifyRequest
  reply: FastifyReply
}

/** Answers the operation's `data`, or the address that it redirects to; a stream writes to `reply.raw` or to the socket instead. */
export type Handler<O extends OperationId, Viewer> = Operations[O]['protocol'] extends 'websocket'
  ? (context: Context<O, Viewer> & { socket: WebSocket }) => void
  : (context: Context<O, Viewer>) => Promise<Operations[O]['data']>

/** A tag's handlers; one of another tag's operation is none of them. */
export type TagHandlers<T extends Tag, Viewer> = { [O in Tags[T]]: Handler<O, Viewer> }

/** Every operation's handler, under its tag; a missing or misspelt one does not compile. */
export type Handlers<Viewer> = { [T in Tag]: TagHandlers<T, Viewer> }
