// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.

import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import type { components, operations } from './types.ts'

type Schemas = components['schemas']
type Nothing = Record<never, never>

export interface Operations {
  addReaction: {
    viewer: 'session'
    answer: 'json'
    params: operations['addReaction']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Reaction']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  approveLeave: {
    viewer: 'session'
    answer: 'json'
    params: operations['approveLeave']['parameters']['path']
    query: Nothing
    body: Schemas['ApproveLeave']
    data: Schemas['Leave']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  approveReport: {
    viewer: 'session'
    answer: 'json'
    params: operations['approveReport']['parameters']['path']
    query: Nothing
    body: Schemas['ApproveReport']
    data: Schemas['ReportDetail']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  archiveDivision: {
    viewer: 'session'
    answer: 'json'
    params: operations['archiveDivision']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Division']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  archiveTeam: {
    viewer: 'session'
    answer: 'json'
    params: operations['archiveTeam']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Team']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  archiveTemplate: {
    viewer: 'session'
    answer: 'json'
    params: operations['archiveTemplate']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Template']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  attachFile: {
    viewer: 'session'
    answer: 'json'
    params: operations['attachFile']['parameters']['path']
    query: Nothing
    body: Schemas['AttachFileRequest']
    data: Schemas['File']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  cancelEmailChange: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  cancelLeave: {
    viewer: 'session'
    answer: 'json'
    params: operations['cancelLeave']['parameters']['path']
    query: Nothing
    body: Schemas['ApproveLeave']
    data: Schemas['Leave']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  changePassword: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['ChangePasswordRequest']
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  confirmEmailChange: {
    viewer: 'perhaps'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['ConfirmEmailRequest']
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_TOKEN' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  connectWebSocket: {
    viewer: 'perhaps'
    answer: 'socket'
    params: Nothing
    query: NonNullable<operations['connectWebSocket']['parameters']['query']>
    body: undefined
    data: void
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UPGRADE_REQUIRED' | 'VALIDATION_FAILED'
  }
  createApiToken: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['NewApiToken']
    data: Schemas['ApiTokenWithSecret']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createCalendarEvent: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['CreateCalendarEvent']
    data: Schemas['CalendarEntry']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createCalendarFeed: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['CreateCalendarFeed']
    data: Schemas['NewCalendarFeed']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createComment: {
    viewer: 'session'
    answer: 'json'
    params: operations['createComment']['parameters']['path']
    query: Nothing
    body: Schemas['NewComment']
    data: Schemas['Comment']
    idempotent: true
    errors: 'FORBIDDEN' | 'INTERNAL' | 'IN_PROGRESS' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createDelegation: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['NewDelegation']
    data: Schemas['Delegation']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createDivision: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['CreateDivisionRequest']
    data: Schemas['Division']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createHoliday: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['CreateHoliday']
    data: Schemas['Holiday']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createInvitation: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['CreateInvitationRequest']
    data: Schemas['Invitation']
    idempotent: true
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'IN_PROGRESS' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createLeave: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['CreateLeave']
    data: Schemas['Leave']
    idempotent: true
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'IN_PROGRESS' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createObligationRequest: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['CreateObligationRequest']
    data: Schemas['ObligationRequest']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createReport: {
    viewer: 'any'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['CreateReport']
    data: Schemas['ReportDetail']
    idempotent: true
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'IN_PROGRESS' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createSchedule: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['CreateSchedule']
    data: Schemas['Schedule']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createShift: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['CreateShift']
    data: Schemas['Shift']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createSlackWebhook: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['NewSlackWebhook']
    data: Schemas['Webhook']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createTeam: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['CreateTeamRequest']
    data: Schemas['Team']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createTelegramWebhook: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['NewTelegramWebhook']
    data: Schemas['Webhook']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createTemplate: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['NewTemplate']
    data: Schemas['Template']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createUser: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['CreateUserRequest']
    data: Schemas['Account']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createWebhook: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['NewWebhook']
    data: Schemas['WebhookWithSecret']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  createWsTicket: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['WsTicket']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  declineObligationRequest: {
    viewer: 'session'
    answer: 'json'
    params: operations['declineObligationRequest']['parameters']['path']
    query: Nothing
    body: Schemas['DeclineObligationRequest']
    data: Schemas['ObligationRequest']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  deleteCalendarEvent: {
    viewer: 'session'
    answer: 'json'
    params: operations['deleteCalendarEvent']['parameters']['path']
    query: NonNullable<operations['deleteCalendarEvent']['parameters']['query']>
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  deleteCalendarFeed: {
    viewer: 'session'
    answer: 'json'
    params: operations['deleteCalendarFeed']['parameters']['path']
    query: Nothing
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  deleteComment: {
    viewer: 'session'
    answer: 'json'
    params: operations['deleteComment']['parameters']['path']
    query: NonNullable<operations['deleteComment']['parameters']['query']>
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  deleteDelegation: {
    viewer: 'session'
    answer: 'json'
    params: operations['deleteDelegation']['parameters']['path']
    query: NonNullable<operations['deleteDelegation']['parameters']['query']>
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  deleteDivision: {
    viewer: 'session'
    answer: 'json'
    params: operations['deleteDivision']['parameters']['path']
    query: NonNullable<operations['deleteDivision']['parameters']['query']>
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  deleteFile: {
    viewer: 'session'
    answer: 'json'
    params: operations['deleteFile']['parameters']['path']
    query: Nothing
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  deleteHoliday: {
    viewer: 'session'
    answer: 'json'
    params: operations['deleteHoliday']['parameters']['path']
    query: NonNullable<operations['deleteHoliday']['parameters']['query']>
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  deleteReport: {
    viewer: 'session'
    answer: 'json'
    params: operations['deleteReport']['parameters']['path']
    query: NonNullable<operations['deleteReport']['parameters']['query']>
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  deleteSchedule: {
    viewer: 'session'
    answer: 'json'
    params: operations['deleteSchedule']['parameters']['path']
    query: NonNullable<operations['deleteSchedule']['parameters']['query']>
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  deleteShift: {
    viewer: 'session'
    answer: 'json'
    params: operations['deleteShift']['parameters']['path']
    query: NonNullable<operations['deleteShift']['parameters']['query']>
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  deleteTeam: {
    viewer: 'session'
    answer: 'json'
    params: operations['deleteTeam']['parameters']['path']
    query: NonNullable<operations['deleteTeam']['parameters']['query']>
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  deleteTemplate: {
    viewer: 'session'
    answer: 'json'
    params: operations['deleteTemplate']['parameters']['path']
    query: NonNullable<operations['deleteTemplate']['parameters']['query']>
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  deleteWebhook: {
    viewer: 'session'
    answer: 'json'
    params: operations['deleteWebhook']['parameters']['path']
    query: NonNullable<operations['deleteWebhook']['parameters']['query']>
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  disableUser: {
    viewer: 'session'
    answer: 'json'
    params: operations['disableUser']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Account']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'LAST_ADMIN' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  downloadFile: {
    viewer: 'any'
    answer: 'bytes'
    params: operations['downloadFile']['parameters']['path']
    query: Nothing
    body: undefined
    data: Bytes
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  enableUser: {
    viewer: 'session'
    answer: 'json'
    params: operations['enableUser']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Account']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  excuseObligations: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['ExcuseRequest']
    data: Schemas['ExcuseResults']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  explainObligation: {
    viewer: 'session'
    answer: 'json'
    params: operations['explainObligation']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Explanation']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  exportAnalytics: {
    viewer: 'any'
    answer: 'bytes'
    params: Nothing
    query: NonNullable<operations['exportAnalytics']['parameters']['query']>
    body: undefined
    data: Bytes
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  extendObligations: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['ExtendRequest']
    data: Schemas['ExcuseResults']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  finishGoogleSignIn: {
    viewer: 'perhaps'
    answer: 'redirect'
    params: Nothing
    query: NonNullable<operations['finishGoogleSignIn']['parameters']['query']>
    body: undefined
    data: string
    errors: 'INTERNAL' | 'NOT_CONFIGURED' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  forgotPassword: {
    viewer: 'perhaps'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['ForgotPasswordRequest']
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  getAnalyticsHeatmap: {
    viewer: 'any'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['getAnalyticsHeatmap']['parameters']['query']>
    body: undefined
    data: Schemas['AnalyticsHeatmap']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getAnalyticsSummary: {
    viewer: 'any'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['getAnalyticsSummary']['parameters']['query']>
    body: undefined
    data: Schemas['AnalyticsSummary']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getAnalyticsTrends: {
    viewer: 'any'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['getAnalyticsTrends']['parameters']['query']>
    body: undefined
    data: Schemas['AnalyticsTrends']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getAvatar: {
    viewer: 'session'
    answer: 'bytes'
    params: operations['getAvatar']['parameters']['path']
    query: NonNullable<operations['getAvatar']['parameters']['query']>
    body: undefined
    data: Bytes
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getBlocker: {
    viewer: 'any'
    answer: 'json'
    params: operations['getBlocker']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Blocker']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getCalendarEvent: {
    viewer: 'any'
    answer: 'json'
    params: operations['getCalendarEvent']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['CalendarEntry']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getHealth: {
    viewer: 'perhaps'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['Health']
    errors: 'INTERNAL' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getLeave: {
    viewer: 'session'
    answer: 'json'
    params: operations['getLeave']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Leave']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getLeaveSummary: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['getLeaveSummary']['parameters']['query']>
    body: undefined
    data: Schemas['LeaveSummary']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getMe: {
    viewer: 'any'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['User']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getMySummary: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['MySummary']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getPerson: {
    viewer: 'any'
    answer: 'json'
    params: operations['getPerson']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Colleague']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getProfile: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['Profile']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getPushKey: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['PushKey']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getReadiness: {
    viewer: 'perhaps'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['Readiness']
    errors: 'INTERNAL' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getReport: {
    viewer: 'any'
    answer: 'json'
    params: operations['getReport']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['ReportDetail']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getReportDigest: {
    viewer: 'any'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['getReportDigest']['parameters']['query']>
    body: undefined
    data: Schemas['ReportDigest']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getReportDigestPage: {
    viewer: 'any'
    answer: 'bytes'
    params: Nothing
    query: NonNullable<operations['getReportDigestPage']['parameters']['query']>
    body: undefined
    data: Bytes
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getReportRevision: {
    viewer: 'any'
    answer: 'json'
    params: operations['getReportRevision']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['ReportRevision']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getRoster: {
    viewer: 'session'
    answer: 'json'
    params: operations['getRoster']['parameters']['path']
    query: NonNullable<operations['getRoster']['parameters']['query']>
    body: undefined
    data: Schemas['Roster']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getSession: {
    viewer: 'perhaps'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['CurrentSession']
    errors: 'INTERNAL' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getSettings: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['getSettings']['parameters']['query']>
    body: undefined
    data: Schemas['Settings']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getTeam: {
    viewer: 'any'
    answer: 'json'
    params: operations['getTeam']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Team']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getTeamMetrics: {
    viewer: 'any'
    answer: 'json'
    params: operations['getTeamMetrics']['parameters']['path']
    query: NonNullable<operations['getTeamMetrics']['parameters']['query']>
    body: undefined
    data: Schemas['TeamMetrics']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getTemplate: {
    viewer: 'any'
    answer: 'json'
    params: operations['getTemplate']['parameters']['path']
    query: NonNullable<operations['getTemplate']['parameters']['query']>
    body: undefined
    data: Schemas['Template']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  getUser: {
    viewer: 'session'
    answer: 'json'
    params: operations['getUser']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Account']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  importHolidays: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['ImportRequest']
    data: Schemas['ImportResult']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  importUsers: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['ImportPeopleRequest']
    data: Schemas['ImportResult']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  linkGoogle: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['GoogleRedirect']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  listApiTokens: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['ApiTokens']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listAuditEntries: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listAuditEntries']['parameters']['query']>
    body: undefined
    data: Schemas['AuditPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listBlockers: {
    viewer: 'any'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listBlockers']['parameters']['query']>
    body: undefined
    data: Schemas['BlockerPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listCalendarEvents: {
    viewer: 'any'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listCalendarEvents']['parameters']['query']>
    body: undefined
    data: Schemas['CalendarPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listCalendarFeeds: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['CalendarFeeds']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listCategories: {
    viewer: 'any'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['CategoryList']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listComments: {
    viewer: 'any'
    answer: 'json'
    params: operations['listComments']['parameters']['path']
    query: NonNullable<operations['listComments']['parameters']['query']>
    body: undefined
    data: Schemas['CommentPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listDelegations: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listDelegations']['parameters']['query']>
    body: undefined
    data: Schemas['DelegationPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listDivisions: {
    viewer: 'any'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listDivisions']['parameters']['query']>
    body: undefined
    data: Schemas['DivisionPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listFiles: {
    viewer: 'any'
    answer: 'json'
    params: operations['listFiles']['parameters']['path']
    query: NonNullable<operations['listFiles']['parameters']['query']>
    body: undefined
    data: Schemas['FilePage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listHolidays: {
    viewer: 'any'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listHolidays']['parameters']['query']>
    body: undefined
    data: Schemas['HolidayPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listIdentities: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['IdentityList']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listInbox: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listInbox']['parameters']['query']>
    body: undefined
    data: Schemas['InboxPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listInvitations: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listInvitations']['parameters']['query']>
    body: undefined
    data: Schemas['InvitationPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listLeaves: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listLeaves']['parameters']['query']>
    body: undefined
    data: Schemas['LeavePage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listNotifications: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['Notification'][]
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listObligationRequests: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listObligationRequests']['parameters']['query']>
    body: undefined
    data: Schemas['ObligationRequestPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listObligations: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listObligations']['parameters']['query']>
    body: undefined
    data: Schemas['ObligationPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listPeople: {
    viewer: 'any'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listPeople']['parameters']['query']>
    body: undefined
    data: Schemas['ColleaguePage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listPushSubscriptions: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['PushSubscriptions']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listReactions: {
    viewer: 'session'
    answer: 'json'
    params: operations['listReactions']['parameters']['path']
    query: NonNullable<operations['listReactions']['parameters']['query']>
    body: undefined
    data: Schemas['ReactionPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listReportHistory: {
    viewer: 'any'
    answer: 'json'
    params: operations['listReportHistory']['parameters']['path']
    query: NonNullable<operations['listReportHistory']['parameters']['query']>
    body: undefined
    data: Schemas['HistoryPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listReportReads: {
    viewer: 'session'
    answer: 'json'
    params: operations['listReportReads']['parameters']['path']
    query: NonNullable<operations['listReportReads']['parameters']['query']>
    body: undefined
    data: Schemas['ReportReadPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listReports: {
    viewer: 'any'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listReports']['parameters']['query']>
    body: undefined
    data: Schemas['ReportPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listSchedules: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listSchedules']['parameters']['query']>
    body: undefined
    data: Schemas['SchedulePage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listSessions: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['SessionList']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listShifts: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listShifts']['parameters']['query']>
    body: undefined
    data: Schemas['ShiftPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listTeamMembers: {
    viewer: 'session'
    answer: 'json'
    params: operations['listTeamMembers']['parameters']['path']
    query: NonNullable<operations['listTeamMembers']['parameters']['query']>
    body: undefined
    data: Schemas['TeamMemberPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listTeams: {
    viewer: 'any'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listTeams']['parameters']['query']>
    body: undefined
    data: Schemas['TeamPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listTemplates: {
    viewer: 'any'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listTemplates']['parameters']['query']>
    body: undefined
    data: Schemas['TemplatePage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listUserIdentities: {
    viewer: 'session'
    answer: 'json'
    params: operations['listUserIdentities']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['IdentityList']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listUsers: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['listUsers']['parameters']['query']>
    body: undefined
    data: Schemas['AccountPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listWebhookDeliveries: {
    viewer: 'session'
    answer: 'json'
    params: operations['listWebhookDeliveries']['parameters']['path']
    query: NonNullable<operations['listWebhookDeliveries']['parameters']['query']>
    body: undefined
    data: Schemas['WebhookDeliveryPage']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  listWebhooks: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['Webhooks']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  login: {
    viewer: 'perhaps'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['LoginRequest']
    data: Schemas['SignedIn']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_CREDENTIALS' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  logout: {
    viewer: 'perhaps'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['LogoutRequest'] | undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  markAllNotificationsRead: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['AllNotificationsRead']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  markNotificationRead: {
    viewer: 'session'
    answer: 'json'
    params: operations['markNotificationRead']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['NotificationRead']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  markReportRead: {
    viewer: 'session'
    answer: 'json'
    params: operations['markReportRead']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['ReportRead']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  prefillReport: {
    viewer: 'any'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['prefillReport']['parameters']['query']>
    body: undefined
    data: Schemas['Prefill']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  readCalendarFeed: {
    viewer: 'perhaps'
    answer: 'bytes'
    params: Nothing
    query: NonNullable<operations['readCalendarFeed']['parameters']['query']>
    body: undefined
    data: Bytes
    errors: 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  refreshSession: {
    viewer: 'perhaps'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['RefreshRequest'] | undefined
    data: Schemas['SignedIn']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'REFRESH_SUPERSEDED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  register: {
    viewer: 'perhaps'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['RegisterRequest']
    data: Schemas['Registration']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_TOKEN' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'REGISTRATION_CLOSED' | 'RULE_REFUSED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  rejectLeave: {
    viewer: 'session'
    answer: 'json'
    params: operations['rejectLeave']['parameters']['path']
    query: Nothing
    body: Schemas['RejectLeave']
    data: Schemas['Leave']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  remindObligations: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['RemindRequest']
    data: Schemas['RemindResult']
    idempotent: true
    errors: 'FORBIDDEN' | 'INTERNAL' | 'IN_PROGRESS' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  removeAvatar: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  removeReaction: {
    viewer: 'session'
    answer: 'json'
    params: operations['removeReaction']['parameters']['path']
    query: Nothing
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  removeTeamMember: {
    viewer: 'session'
    answer: 'json'
    params: operations['removeTeamMember']['parameters']['path']
    query: Nothing
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  reopenReport: {
    viewer: 'session'
    answer: 'json'
    params: operations['reopenReport']['parameters']['path']
    query: Nothing
    body: Schemas['ReturnReport']
    data: Schemas['ReportDetail']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  requestEmailChange: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['EmailChangeRequest']
    data: Schemas['PendingEmail']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  resetPassword: {
    viewer: 'perhaps'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['ResetPasswordRequest']
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_TOKEN' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  restoreDivision: {
    viewer: 'session'
    answer: 'json'
    params: operations['restoreDivision']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Division']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  restoreObligations: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['ExcuseRequest']
    data: Schemas['ExcuseResults']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  restoreTeam: {
    viewer: 'session'
    answer: 'json'
    params: operations['restoreTeam']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Team']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  restoreTemplate: {
    viewer: 'session'
    answer: 'json'
    params: operations['restoreTemplate']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Template']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  retryWebhookDelivery: {
    viewer: 'session'
    answer: 'json'
    params: operations['retryWebhookDelivery']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['WebhookDelivery']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  returnReport: {
    viewer: 'session'
    answer: 'json'
    params: operations['returnReport']['parameters']['path']
    query: Nothing
    body: Schemas['ReturnReport']
    data: Schemas['ReportDetail']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  reviewReports: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['ReviewBatch']
    data: Schemas['ReviewResults']
    idempotent: true
    errors: 'FORBIDDEN' | 'INTERNAL' | 'IN_PROGRESS' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  revokeAllApiTokens: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['RevokedApiTokens']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  revokeAllSessions: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: undefined
    data: Schemas['RevokedSessions']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  revokeApiToken: {
    viewer: 'session'
    answer: 'json'
    params: operations['revokeApiToken']['parameters']['path']
    query: Nothing
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  revokeInvitation: {
    viewer: 'session'
    answer: 'json'
    params: operations['revokeInvitation']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['Invitation']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  revokeSession: {
    viewer: 'session'
    answer: 'json'
    params: operations['revokeSession']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['RevokedSessions']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  rotateWebhookSecret: {
    viewer: 'session'
    answer: 'json'
    params: operations['rotateWebhookSecret']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['WebhookWithSecret']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  search: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['search']['parameters']['query']>
    body: undefined
    data: Schemas['SearchResults']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  setAvatar: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Buffer
    data: Schemas['Profile']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  setRoster: {
    viewer: 'session'
    answer: 'json'
    params: operations['setRoster']['parameters']['path']
    query: NonNullable<operations['setRoster']['parameters']['query']>
    body: Schemas['SetRoster']
    data: Schemas['Roster']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  setTeamMember: {
    viewer: 'session'
    answer: 'json'
    params: operations['setTeamMember']['parameters']['path']
    query: Nothing
    body: Schemas['SetTeamMemberRequest']
    data: Schemas['Membership']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  startGoogleSignIn: {
    viewer: 'perhaps'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['startGoogleSignIn']['parameters']['query']>
    body: undefined
    data: Schemas['GoogleRedirect']
    errors: 'INTERNAL' | 'NOT_CONFIGURED' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  streamNotifications: {
    viewer: 'session'
    answer: 'stream'
    params: Nothing
    query: NonNullable<operations['streamNotifications']['parameters']['query']>
    body: undefined
    data: void
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'TOO_MANY_STREAMS' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  submitReport: {
    viewer: 'any'
    answer: 'json'
    params: operations['submitReport']['parameters']['path']
    query: Nothing
    body: Schemas['SubmitReport']
    data: Schemas['ReportDetail']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  subscribeToPush: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['NewPushSubscription']
    data: Schemas['PushSubscription']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  suggestHolidays: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['suggestHolidays']['parameters']['query']>
    body: undefined
    data: Schemas['HolidaySuggestions']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  }
  testWebhook: {
    viewer: 'session'
    answer: 'json'
    params: operations['testWebhook']['parameters']['path']
    query: Nothing
    body: undefined
    data: Schemas['WebhookTrial']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  unlinkIdentity: {
    viewer: 'session'
    answer: 'json'
    params: operations['unlinkIdentity']['parameters']['path']
    query: Nothing
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  unlinkUserIdentity: {
    viewer: 'session'
    answer: 'json'
    params: operations['unlinkUserIdentity']['parameters']['path']
    query: Nothing
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  unsubscribeFromPush: {
    viewer: 'session'
    answer: 'json'
    params: operations['unsubscribeFromPush']['parameters']['path']
    query: Nothing
    body: undefined
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  updateBlocker: {
    viewer: 'session'
    answer: 'json'
    params: operations['updateBlocker']['parameters']['path']
    query: Nothing
    body: Schemas['BlockerChange']
    data: Schemas['Blocker']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateCalendarEvent: {
    viewer: 'session'
    answer: 'json'
    params: operations['updateCalendarEvent']['parameters']['path']
    query: Nothing
    body: Schemas['UpdateCalendarEvent']
    data: Schemas['CalendarEntry']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateComment: {
    viewer: 'session'
    answer: 'json'
    params: operations['updateComment']['parameters']['path']
    query: Nothing
    body: Schemas['CommentChange']
    data: Schemas['Comment']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateDivision: {
    viewer: 'session'
    answer: 'json'
    params: operations['updateDivision']['parameters']['path']
    query: Nothing
    body: Schemas['UpdateDivisionRequest']
    data: Schemas['Division']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateHoliday: {
    viewer: 'session'
    answer: 'json'
    params: operations['updateHoliday']['parameters']['path']
    query: Nothing
    body: Schemas['UpdateHoliday']
    data: Schemas['Holiday']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateProfile: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['UpdateProfileRequest']
    data: Schemas['Profile']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateReport: {
    viewer: 'any'
    answer: 'json'
    params: operations['updateReport']['parameters']['path']
    query: Nothing
    body: Schemas['UpdateReport']
    data: Schemas['ReportDetail']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateSchedule: {
    viewer: 'session'
    answer: 'json'
    params: operations['updateSchedule']['parameters']['path']
    query: Nothing
    body: Schemas['UpdateSchedule']
    data: Schemas['Schedule']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateSettings: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['UpdateSettingsRequest']
    data: Schemas['Settings']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateShift: {
    viewer: 'session'
    answer: 'json'
    params: operations['updateShift']['parameters']['path']
    query: Nothing
    body: Schemas['UpdateShift']
    data: Schemas['Shift']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateTeam: {
    viewer: 'session'
    answer: 'json'
    params: operations['updateTeam']['parameters']['path']
    query: Nothing
    body: Schemas['UpdateTeamRequest']
    data: Schemas['Team']
    errors: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateTemplate: {
    viewer: 'session'
    answer: 'json'
    params: operations['updateTemplate']['parameters']['path']
    query: Nothing
    body: Schemas['TemplateChange']
    data: Schemas['Template']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateUser: {
    viewer: 'session'
    answer: 'json'
    params: operations['updateUser']['parameters']['path']
    query: Nothing
    body: Schemas['UpdateUserRequest']
    data: Schemas['Account']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'LAST_ADMIN' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  updateWebhook: {
    viewer: 'session'
    answer: 'json'
    params: operations['updateWebhook']['parameters']['path']
    query: Nothing
    body: Schemas['WebhookPatch']
    data: Schemas['Webhook']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  uploadFile: {
    viewer: 'session'
    answer: 'json'
    params: Nothing
    query: NonNullable<operations['uploadFile']['parameters']['query']>
    body: AsyncIterable<Uint8Array>
    data: Schemas['File']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  upsertReportByDate: {
    viewer: 'any'
    answer: 'json'
    params: operations['upsertReportByDate']['parameters']['path']
    query: Nothing
    body: Schemas['UpsertReport']
    data: Schemas['UpsertedReport']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
  verifyEmail: {
    viewer: 'perhaps'
    answer: 'json'
    params: Nothing
    query: Nothing
    body: Schemas['VerifyEmailRequest']
    data: null
    errors: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_TOKEN' | 'PASSWORD_REQUIRED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  }
  withdrawReport: {
    viewer: 'session'
    answer: 'json'
    params: operations['withdrawReport']['parameters']['path']
    query: Nothing
    body: Schemas['SubmitReport']
    data: Schemas['ReportDetail']
    errors: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  }
}

export type OperationId = keyof Operations

/** The operations of each tag. */
export interface Tags {
  analytics: 'exportAnalytics' | 'getAnalyticsHeatmap' | 'getAnalyticsSummary' | 'getAnalyticsTrends' | 'getReportDigest' | 'getReportDigestPage'
  audit: 'listAuditEntries'
  auth: 'changePassword' | 'finishGoogleSignIn' | 'forgotPassword' | 'getMe' | 'getSession' | 'listSessions' | 'login' | 'logout' | 'refreshSession' | 'register' | 'resetPassword' | 'revokeAllSessions' | 'revokeSession' | 'startGoogleSignIn' | 'verifyEmail'
  blockers: 'getBlocker' | 'listBlockers' | 'updateBlocker'
  calendar: 'createCalendarEvent' | 'createCalendarFeed' | 'deleteCalendarEvent' | 'deleteCalendarFeed' | 'getCalendarEvent' | 'listCalendarEvents' | 'listCalendarFeeds' | 'readCalendarFeed' | 'updateCalendarEvent'
  comments: 'createComment' | 'deleteComment' | 'listComments' | 'updateComment'
  delegations: 'createDelegation' | 'deleteDelegation' | 'listDelegations'
  divisions: 'archiveDivision' | 'createDivision' | 'deleteDivision' | 'listDivisions' | 'restoreDivision' | 'updateDivision'
  files: 'attachFile' | 'deleteFile' | 'downloadFile' | 'listFiles' | 'uploadFile'
  holidays: 'createHoliday' | 'deleteHoliday' | 'importHolidays' | 'listHolidays' | 'suggestHolidays' | 'updateHoliday'
  invitations: 'createInvitation' | 'listInvitations' | 'revokeInvitation'
  leaves: 'approveLeave' | 'cancelLeave' | 'createLeave' | 'getLeave' | 'getLeaveSummary' | 'listLeaves' | 'rejectLeave'
  me: 'getMySummary'
  notifications: 'listInbox' | 'listNotifications' | 'markAllNotificationsRead' | 'markNotificationRead' | 'streamNotifications'
  obligations: 'createObligationRequest' | 'declineObligationRequest' | 'excuseObligations' | 'explainObligation' | 'extendObligations' | 'listObligationRequests' | 'listObligations' | 'remindObligations' | 'restoreObligations'
  people: 'getAvatar' | 'getPerson' | 'listPeople'
  profile: 'cancelEmailChange' | 'confirmEmailChange' | 'getProfile' | 'linkGoogle' | 'listIdentities' | 'removeAvatar' | 'requestEmailChange' | 'setAvatar' | 'unlinkIdentity' | 'updateProfile'
  push: 'getPushKey' | 'listPushSubscriptions' | 'subscribeToPush' | 'unsubscribeFromPush'
  reactions: 'addReaction' | 'listReactions' | 'listReportReads' | 'markReportRead' | 'removeReaction'
  realtime: 'connectWebSocket' | 'createWsTicket'
  reports: 'createReport' | 'deleteReport' | 'getReport' | 'listCategories' | 'listReports' | 'prefillReport' | 'submitReport' | 'updateReport' | 'upsertReportByDate'
  reviews: 'approveReport' | 'getReportRevision' | 'listReportHistory' | 'reopenReport' | 'returnReport' | 'reviewReports' | 'withdrawReport'
  rosters: 'createShift' | 'deleteShift' | 'getRoster' | 'listShifts' | 'setRoster' | 'updateShift'
  schedules: 'createSchedule' | 'deleteSchedule' | 'listSchedules' | 'updateSchedule'
  search: 'search'
  settings: 'getSettings' | 'updateSettings'
  system: 'getHealth' | 'getReadiness'
  teams: 'archiveTeam' | 'createTeam' | 'deleteTeam' | 'getTeam' | 'getTeamMetrics' | 'listTeamMembers' | 'listTeams' | 'removeTeamMember' | 'restoreTeam' | 'setTeamMember' | 'updateTeam'
  templates: 'archiveTemplate' | 'createTemplate' | 'deleteTemplate' | 'getTemplate' | 'listTemplates' | 'restoreTemplate' | 'updateTemplate'
  tokens: 'createApiToken' | 'listApiTokens' | 'revokeAllApiTokens' | 'revokeApiToken'
  users: 'createUser' | 'disableUser' | 'enableUser' | 'getUser' | 'importUsers' | 'listUserIdentities' | 'listUsers' | 'unlinkUserIdentity' | 'updateUser'
  webhooks: 'createSlackWebhook' | 'createTelegramWebhook' | 'createWebhook' | 'deleteWebhook' | 'listWebhookDeliveries' | 'listWebhooks' | 'retryWebhookDelivery' | 'rotateWebhookSecret' | 'testWebhook' | 'updateWebhook'
}

export type Tag = keyof Tags

/** A file or a feed as it is. */
export interface Bytes {
  /** One of the media types that the operation declares. */
  type: string
  content: Buffer | Readable | (() => Readable)
  /** What to call the file where it is saved; shown by the browser, where there is none. */
  name?: string
  /** Names what the content says: whoever has that already is told so, with 304. */
  etag?: string
  /** With an etag: what is at the address never changes. */
  immutable?: boolean
  /** Of content that stays the same, in bytes: with it a part can be asked for. */
  size?: number
  part?: (range: { start: number, end: number }) => Readable
  /** Of a page: the style sheet that stands in it. Nothing else in it acts. */
  style?: string
}

/** What a handler is given. @typeParam Viewer the person of a session. */
export interface Context<O extends OperationId, Viewer> {
  params: Operations[O]['params']
  query: Operations[O]['query']
  body: Operations[O]['body']
  viewer: ViewerOf<Operations[O]['viewer'], Viewer>
  request: FastifyRequest
  reply: FastifyReply
}

/** Who comes with a token or a secret address has no session; a public operation has a viewer only when somebody is signed in. */
type ViewerOf<Kind, Viewer> = Kind extends 'session' ? Viewer : Kind extends 'any' ? Omit<Viewer, 'sessionId'> : Viewer | undefined

declare const kept: unique symbol

/** An answer that `once` has kept under the Idempotency-Key of its request: it is given again, and nothing is done again. */
export type Kept<Answer> = Answer & { readonly [kept]: true }

/** What a handler answers. Where the document names the header Idempotency-Key, it comes from `once` or `onceEach`. */
export type AnswerOf<O extends OperationId> = Operations[O] extends { idempotent: true }
  ? Kept<Operations[O]['data']>
  : Operations[O]['data']

/** Answers the operation's `data`, or the address that it redirects to; a stream writes to `reply.raw` or to the socket instead. */
export type Handler<O extends OperationId, Viewer> = Operations[O]['answer'] extends 'socket'
  ? (context: Context<O, Viewer> & { socket: WebSocket }) => void
  : (context: Context<O, Viewer>) => Promise<AnswerOf<O>>

/** A tag's handlers; one of another tag's operation is none of them. */
export type TagHandlers<T extends Tag, Viewer> = { [O in Tags[T]]: Handler<O, Viewer> }

/** Every operation's handler, under its tag; a missing or misspelt one does not compile. */
export type Handlers<Viewer> = { [T in Tag]: TagHandlers<T, Viewer> }
