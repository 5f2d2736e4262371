// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.

import type { CallOptions } from '../../src/sdk/options.ts'
import type { components, operations } from '../types.ts'

type Schemas = components['schemas']

export interface Methods {
  addReaction: (reportId: string, kind: string, options?: CallOptions) => Promise<Schemas['Reaction']>
  approveLeave: (leaveId: string, body: Schemas['ApproveLeave'], options?: CallOptions) => Promise<Schemas['Leave']>
  approveReport: (reportId: string, body: Schemas['ApproveReport'], options?: CallOptions) => Promise<Schemas['ReportDetail']>
  archiveDivision: (divisionId: string, options?: CallOptions) => Promise<Schemas['Division']>
  archiveTeam: (teamId: string, options?: CallOptions) => Promise<Schemas['Team']>
  archiveTemplate: (templateId: string, options?: CallOptions) => Promise<Schemas['Template']>
  attachFile: (fileId: string, body: Schemas['AttachFileRequest'], options?: CallOptions) => Promise<Schemas['File']>
  cancelEmailChange: (options?: CallOptions) => Promise<null>
  cancelLeave: (leaveId: string, body: Schemas['ApproveLeave'], options?: CallOptions) => Promise<Schemas['Leave']>
  changePassword: (body: Schemas['ChangePasswordRequest'], options?: CallOptions) => Promise<null>
  confirmEmailChange: (body: Schemas['ConfirmEmailRequest'], options?: CallOptions) => Promise<null>
  createApiToken: (body: Schemas['NewApiToken'], options?: CallOptions) => Promise<Schemas['ApiTokenWithSecret']>
  createCalendarEvent: (body: Schemas['CreateCalendarEvent'], options?: CallOptions) => Promise<Schemas['CalendarEntry']>
  createCalendarFeed: (body: Schemas['CreateCalendarFeed'], options?: CallOptions) => Promise<Schemas['NewCalendarFeed']>
  createComment: (reportId: string, body: Schemas['NewComment'], options?: CallOptions) => Promise<Schemas['Comment']>
  createDelegation: (body: Schemas['NewDelegation'], options?: CallOptions) => Promise<Schemas['Delegation']>
  createDivision: (body: Schemas['CreateDivisionRequest'], options?: CallOptions) => Promise<Schemas['Division']>
  createHoliday: (body: Schemas['CreateHoliday'], options?: CallOptions) => Promise<Schemas['Holiday']>
  createInvitation: (body: Schemas['CreateInvitationRequest'], options?: CallOptions) => Promise<Schemas['Invitation']>
  createLeave: (body: Schemas['CreateLeave'], options?: CallOptions) => Promise<Schemas['Leave']>
  createObligationRequest: (body: Schemas['CreateObligationRequest'], options?: CallOptions) => Promise<Schemas['ObligationRequest']>
  createReport: (body: Schemas['CreateReport'], options?: CallOptions) => Promise<Schemas['ReportDetail']>
  createSchedule: (body: Schemas['CreateSchedule'], options?: CallOptions) => Promise<Schemas['Schedule']>
  createShift: (body: Schemas['CreateShift'], options?: CallOptions) => Promise<Schemas['Shift']>
  createSlackWebhook: (body: Schemas['NewSlackWebhook'], options?: CallOptions) => Promise<Schemas['Webhook']>
  createTeam: (body: Schemas['CreateTeamRequest'], options?: CallOptions) => Promise<Schemas['Team']>
  createTelegramWebhook: (body: Schemas['NewTelegramWebhook'], options?: CallOptions) => Promise<Schemas['Webhook']>
  createTemplate: (body: Schemas['NewTemplate'], options?: CallOptions) => Promise<Schemas['Template']>
  createUser: (body: Schemas['CreateUserRequest'], options?: CallOptions) => Promise<Schemas['Account']>
  createWebhook: (body: Schemas['NewWebhook'], options?: CallOptions) => Promise<Schemas['WebhookWithSecret']>
  createWsTicket: (options?: CallOptions) => Promise<Schemas['WsTicket']>
  declineObligationRequest: (requestId: string, body: Schemas['DeclineObligationRequest'], options?: CallOptions) => Promise<Schemas['ObligationRequest']>
  deleteCalendarEvent: (eventId: string, query?: NonNullable<operations['deleteCalendarEvent']['parameters']['query']>, options?: CallOptions) => Promise<null>
  deleteCalendarFeed: (feedId: string, options?: CallOptions) => Promise<null>
  deleteComment: (reportId: string, commentId: string, query?: NonNullable<operations['deleteComment']['parameters']['query']>, options?: CallOptions) => Promise<null>
  deleteDelegation: (delegationId: string, query?: NonNullable<operations['deleteDelegation']['parameters']['query']>, options?: CallOptions) => Promise<null>
  deleteDivision: (divisionId: string, query?: NonNullable<operations['deleteDivision']['parameters']['query']>, options?: CallOptions) => Promise<null>
  deleteFile: (fileId: string, options?: CallOptions) => Promise<null>
  deleteHoliday: (holidayId: string, query?: NonNullable<operations['deleteHoliday']['parameters']['query']>, options?: CallOptions) => Promise<null>
  deleteReport: (reportId: string, query?: NonNullable<operations['deleteReport']['parameters']['query']>, options?: CallOptions) => Promise<null>
  deleteSchedule: (scheduleId: string, query?: NonNullable<operations['deleteSchedule']['parameters']['query']>, options?: CallOptions) => Promise<null>
  deleteShift: (shiftId: string, query?: NonNullable<operations['deleteShift']['parameters']['query']>, options?: CallOptions) => Promise<null>
  deleteTeam: (teamId: string, query?: NonNullable<operations['deleteTeam']['parameters']['query']>, options?: CallOptions) => Promise<null>
  deleteTemplate: (templateId: string, query?: NonNullable<operations['deleteTemplate']['parameters']['query']>, options?: CallOptions) => Promise<null>
  deleteWebhook: (webhookId: string, query?: NonNullable<operations['deleteWebhook']['parameters']['query']>, options?: CallOptions) => Promise<null>
  disableUser: (userId: string, options?: CallOptions) => Promise<Schemas['Account']>
  downloadFile: (fileId: string, options?: CallOptions) => Promise<Blob>
  enableUser: (userId: string, options?: CallOptions) => Promise<Schemas['Account']>
  excuseObligations: (body: Schemas['ExcuseRequest'], options?: CallOptions) => Promise<Schemas['ExcuseResults']>
  explainObligation: (userId: string, date: string, options?: CallOptions) => Promise<Schemas['Explanation']>
  exportAnalytics: (query: NonNullable<operations['exportAnalytics']['parameters']['query']>, options?: CallOptions) => Promise<Blob>
  extendObligations: (body: Schemas['ExtendRequest'], options?: CallOptions) => Promise<Schemas['ExcuseResults']>
  forgotPassword: (body: Schemas['ForgotPasswordRequest'], options?: CallOptions) => Promise<null>
  getAnalyticsHeatmap: (query?: NonNullable<operations['getAnalyticsHeatmap']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['AnalyticsHeatmap']>
  getAnalyticsSummary: (query?: NonNullable<operations['getAnalyticsSummary']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['AnalyticsSummary']>
  getAnalyticsTrends: (query?: NonNullable<operations['getAnalyticsTrends']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['AnalyticsTrends']>
  getAvatar: (userId: string, query?: NonNullable<operations['getAvatar']['parameters']['query']>, options?: CallOptions) => Promise<Blob>
  getBlocker: (blockerId: string, options?: CallOptions) => Promise<Schemas['Blocker']>
  getCalendarEvent: (eventId: string, options?: CallOptions) => Promise<Schemas['CalendarEntry']>
  getHealth: (options?: CallOptions) => Promise<Schemas['Health']>
  getLeave: (leaveId: string, options?: CallOptions) => Promise<Schemas['Leave']>
  getLeaveSummary: (query?: NonNullable<operations['getLeaveSummary']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['LeaveSummary']>
  getMe: (options?: CallOptions) => Promise<Schemas['User']>
  getMySummary: (options?: CallOptions) => Promise<Schemas['MySummary']>
  getPerson: (userId: string, options?: CallOptions) => Promise<Schemas['Colleague']>
  getProfile: (options?: CallOptions) => Promise<Schemas['Profile']>
  getPushKey: (options?: CallOptions) => Promise<Schemas['PushKey']>
  getReadiness: (options?: CallOptions) => Promise<Schemas['Readiness']>
  getReport: (reportId: string, options?: CallOptions) => Promise<Schemas['ReportDetail']>
  getReportDigest: (query?: NonNullable<operations['getReportDigest']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['ReportDigest']>
  getReportDigestPage: (query?: NonNullable<operations['getReportDigestPage']['parameters']['query']>, options?: CallOptions) => Promise<Blob>
  getReportRevision: (reportId: string, number: string, options?: CallOptions) => Promise<Schemas['ReportRevision']>
  getRoster: (teamId: string, query: NonNullable<operations['getRoster']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['Roster']>
  getSession: (options?: CallOptions) => Promise<Schemas['CurrentSession']>
  getSettings: (query?: NonNullable<operations['getSettings']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['Settings']>
  getTeam: (teamId: string, options?: CallOptions) => Promise<Schemas['Team']>
  getTeamMetrics: (teamId: string, query?: NonNullable<operations['getTeamMetrics']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['TeamMetrics']>
  getTemplate: (templateId: string, query?: NonNullable<operations['getTemplate']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['Template']>
  getUser: (userId: string, options?: CallOptions) => Promise<Schemas['Account']>
  importHolidays: (body: Schemas['ImportRequest'], options?: CallOptions) => Promise<Schemas['ImportResult']>
  importUsers: (body: Schemas['ImportPeopleRequest'], options?: CallOptions) => Promise<Schemas['ImportResult']>
  linkGoogle: (options?: CallOptions) => Promise<Schemas['GoogleRedirect']>
  listApiTokens: (options?: CallOptions) => Promise<Schemas['ApiTokens']>
  listAuditEntries: (query?: NonNullable<operations['listAuditEntries']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['AuditPage']>
  listBlockers: (query?: NonNullable<operations['listBlockers']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['BlockerPage']>
  listCalendarEvents: (query?: NonNullable<operations['listCalendarEvents']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['CalendarPage']>
  listCalendarFeeds: (options?: CallOptions) => Promise<Schemas['CalendarFeeds']>
  listCategories: (options?: CallOptions) => Promise<Schemas['CategoryList']>
  listComments: (reportId: string, query?: NonNullable<operations['listComments']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['CommentPage']>
  listDelegations: (query?: NonNullable<operations['listDelegations']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['DelegationPage']>
  listDivisions: (query?: NonNullable<operations['listDivisions']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['DivisionPage']>
  listFiles: (reportId: string, query?: NonNullable<operations['listFiles']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['FilePage']>
  listHolidays: (query?: NonNullable<operations['listHolidays']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['HolidayPage']>
  listIdentities: (options?: CallOptions) => Promise<Schemas['IdentityList']>
  listInbox: (query?: NonNullable<operations['listInbox']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['InboxPage']>
  listInvitations: (query?: NonNullable<operations['listInvitations']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['InvitationPage']>
  listLeaves: (query?: NonNullable<operations['listLeaves']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['LeavePage']>
  listNotifications: (options?: CallOptions) => Promise<Schemas['Notification'][]>
  listObligationRequests: (query?: NonNullable<operations['listObligationRequests']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['ObligationRequestPage']>
  listObligations: (query?: NonNullable<operations['listObligations']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['ObligationPage']>
  listPeople: (query?: NonNullable<operations['listPeople']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['ColleaguePage']>
  listPushSubscriptions: (options?: CallOptions) => Promise<Schemas['PushSubscriptions']>
  listReactions: (reportId: string, query?: NonNullable<operations['listReactions']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['ReactionPage']>
  listReportHistory: (reportId: string, query?: NonNullable<operations['listReportHistory']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['HistoryPage']>
  listReportReads: (reportId: string, query?: NonNullable<operations['listReportReads']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['ReportReadPage']>
  listReports: (query?: NonNullable<operations['listReports']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['ReportPage']>
  listSchedules: (query?: NonNullable<operations['listSchedules']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['SchedulePage']>
  listSessions: (options?: CallOptions) => Promise<Schemas['SessionList']>
  listShifts: (query?: NonNullable<operations['listShifts']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['ShiftPage']>
  listTeamMembers: (teamId: string, query?: NonNullable<operations['listTeamMembers']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['TeamMemberPage']>
  listTeams: (query?: NonNullable<operations['listTeams']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['TeamPage']>
  listTemplates: (query?: NonNullable<operations['listTemplates']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['TemplatePage']>
  listUserIdentities: (userId: string, options?: CallOptions) => Promise<Schemas['IdentityList']>
  listUsers: (query?: NonNullable<operations['listUsers']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['AccountPage']>
  listWebhookDeliveries: (webhookId: string, query?: NonNullable<operations['listWebhookDeliveries']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['WebhookDeliveryPage']>
  listWebhooks: (options?: CallOptions) => Promise<Schemas['Webhooks']>
  login: (body: Schemas['LoginRequest'], options?: CallOptions) => Promise<Schemas['SignedIn']>
  logout: (body?: Schemas['LogoutRequest'], options?: CallOptions) => Promise<null>
  markAllNotificationsRead: (options?: CallOptions) => Promise<Schemas['AllNotificationsRead']>
  markNotificationRead: (notificationId: string, options?: CallOptions) => Promise<Schemas['NotificationRead']>
  markReportRead: (reportId: string, options?: CallOptions) => Promise<Schemas['ReportRead']>
  prefillReport: (query?: NonNullable<operations['prefillReport']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['Prefill']>
  readCalendarFeed: (query: NonNullable<operations['readCalendarFeed']['parameters']['query']>, options?: CallOptions) => Promise<Blob>
  refreshSession: (body?: Schemas['RefreshRequest'], options?: CallOptions) => Promise<Schemas['SignedIn']>
  register: (body: Schemas['RegisterRequest'], options?: CallOptions) => Promise<Schemas['Registration']>
  rejectLeave: (leaveId: string, body: Schemas['RejectLeave'], options?: CallOptions) => Promise<Schemas['Leave']>
  remindObligations: (body: Schemas['RemindRequest'], options?: CallOptions) => Promise<Schemas['RemindResult']>
  removeAvatar: (options?: CallOptions) => Promise<null>
  removeReaction: (reportId: string, kind: string, options?: CallOptions) => Promise<null>
  removeTeamMember: (teamId: string, userId: string, options?: CallOptions) => Promise<null>
  reopenReport: (reportId: string, body: Schemas['ReturnReport'], options?: CallOptions) => Promise<Schemas['ReportDetail']>
  requestEmailChange: (body: Schemas['EmailChangeRequest'], options?: CallOptions) => Promise<Schemas['PendingEmail']>
  resetPassword: (body: Schemas['ResetPasswordRequest'], options?: CallOptions) => Promise<null>
  restoreDivision: (divisionId: string, options?: CallOptions) => Promise<Schemas['Division']>
  restoreObligations: (body: Schemas['ExcuseRequest'], options?: CallOptions) => Promise<Schemas['ExcuseResults']>
  restoreTeam: (teamId: string, options?: CallOptions) => Promise<Schemas['Team']>
  restoreTemplate: (templateId: string, options?: CallOptions) => Promise<Schemas['Template']>
  retryWebhookDelivery: (webhookId: string, deliveryId: string, options?: CallOptions) => Promise<Schemas['WebhookDelivery']>
  returnReport: (reportId: string, body: Schemas['ReturnReport'], options?: CallOptions) => Promise<Schemas['ReportDetail']>
  reviewReports: (body: Schemas['ReviewBatch'], options?: CallOptions) => Promise<Schemas['ReviewResults']>
  revokeAllApiTokens: (options?: CallOptions) => Promise<Schemas['RevokedApiTokens']>
  revokeAllSessions: (options?: CallOptions) => Promise<Schemas['RevokedSessions']>
  revokeApiToken: (tokenId: string, options?: CallOptions) => Promise<null>
  revokeInvitation: (invitationId: string, options?: CallOptions) => Promise<Schemas['Invitation']>
  revokeSession: (sessionId: string, options?: CallOptions) => Promise<Schemas['RevokedSessions']>
  rotateWebhookSecret: (webhookId: string, options?: CallOptions) => Promise<Schemas['WebhookWithSecret']>
  search: (query: NonNullable<operations['search']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['SearchResults']>
  setAvatar: (body: Blob, options?: CallOptions) => Promise<Schemas['Profile']>
  setRoster: (teamId: string, body: Schemas['SetRoster'], query: NonNullable<operations['setRoster']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['Roster']>
  setTeamMember: (teamId: string, userId: string, body: Schemas['SetTeamMemberRequest'], options?: CallOptions) => Promise<Schemas['Membership']>
  startGoogleSignIn: (query?: NonNullable<operations['startGoogleSignIn']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['GoogleRedirect']>
  submitReport: (reportId: string, body: Schemas['SubmitReport'], options?: CallOptions) => Promise<Schemas['ReportDetail']>
  subscribeToPush: (body: Schemas['NewPushSubscription'], options?: CallOptions) => Promise<Schemas['PushSubscription']>
  suggestHolidays: (query: NonNullable<operations['suggestHolidays']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['HolidaySuggestions']>
  testWebhook: (webhookId: string, options?: CallOptions) => Promise<Schemas['WebhookTrial']>
  unlinkIdentity: (identityId: string, options?: CallOptions) => Promise<null>
  unlinkUserIdentity: (userId: string, identityId: string, options?: CallOptions) => Promise<null>
  unsubscribeFromPush: (subscriptionId: string, options?: CallOptions) => Promise<null>
  updateBlocker: (blockerId: string, body: Schemas['BlockerChange'], options?: CallOptions) => Promise<Schemas['Blocker']>
  updateCalendarEvent: (eventId: string, body: Schemas['UpdateCalendarEvent'], options?: CallOptions) => Promise<Schemas['CalendarEntry']>
  updateComment: (reportId: string, commentId: string, body: Schemas['CommentChange'], options?: CallOptions) => Promise<Schemas['Comment']>
  updateDivision: (divisionId: string, body: Schemas['UpdateDivisionRequest'], options?: CallOptions) => Promise<Schemas['Division']>
  updateHoliday: (holidayId: string, body: Schemas['UpdateHoliday'], options?: CallOptions) => Promise<Schemas['Holiday']>
  updateProfile: (body: Schemas['UpdateProfileRequest'], options?: CallOptions) => Promise<Schemas['Profile']>
  updateReport: (reportId: string, body: Schemas['UpdateReport'], options?: CallOptions) => Promise<Schemas['ReportDetail']>
  updateSchedule: (scheduleId: string, body: Schemas['UpdateSchedule'], options?: CallOptions) => Promise<Schemas['Schedule']>
  updateSettings: (body: Schemas['UpdateSettingsRequest'], options?: CallOptions) => Promise<Schemas['Settings']>
  updateShift: (shiftId: string, body: Schemas['UpdateShift'], options?: CallOptions) => Promise<Schemas['Shift']>
  updateTeam: (teamId: string, body: Schemas['UpdateTeamRequest'], options?: CallOptions) => Promise<Schemas['Team']>
  updateTemplate: (templateId: string, body: Schemas['TemplateChange'], options?: CallOptions) => Promise<Schemas['Template']>
  updateUser: (userId: string, body: Schemas['UpdateUserRequest'], options?: CallOptions) => Promise<Schemas['Account']>
  updateWebhook: (webhookId: string, body: Schemas['WebhookPatch'], options?: CallOptions) => Promise<Schemas['Webhook']>
  uploadFile: (body: Blob, query: NonNullable<operations['uploadFile']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['File']>
  upsertReportByDate: (date: string, body: Schemas['UpsertReport'], options?: CallOptions) => Promise<Schemas['UpsertedReport']>
  verifyEmail: (body: Schemas['VerifyEmailRequest'], options?: CallOptions) => Promise<null>
  withdrawReport: (reportId: string, body: Schemas['SubmitReport'], options?: CallOptions) => Promise<Schemas['ReportDetail']>
}

/** The codes that each operation can answer. */
export interface OperationErrors {
  addReaction: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  approveLeave: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  approveReport: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  archiveDivision: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  archiveTeam: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  archiveTemplate: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  attachFile: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  cancelEmailChange: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  cancelLeave: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  changePassword: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  confirmEmailChange: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_TOKEN' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createApiToken: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createCalendarEvent: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createCalendarFeed: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createComment: 'FORBIDDEN' | 'INTERNAL' | 'IN_PROGRESS' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createDelegation: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createDivision: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createHoliday: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createInvitation: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'IN_PROGRESS' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createLeave: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'IN_PROGRESS' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createObligationRequest: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createReport: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'IN_PROGRESS' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createSchedule: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createShift: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createSlackWebhook: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createTeam: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createTelegramWebhook: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createTemplate: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createUser: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createWebhook: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  createWsTicket: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  declineObligationRequest: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  deleteCalendarEvent: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  deleteCalendarFeed: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  deleteComment: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  deleteDelegation: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  deleteDivision: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  deleteFile: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  deleteHoliday: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  deleteReport: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  deleteSchedule: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  deleteShift: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  deleteTeam: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  deleteTemplate: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  deleteWebhook: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  disableUser: 'FORBIDDEN' | 'INTERNAL' | 'LAST_ADMIN' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  downloadFile: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  enableUser: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  excuseObligations: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  explainObligation: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  exportAnalytics: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  extendObligations: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  forgotPassword: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  getAnalyticsHeatmap: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getAnalyticsSummary: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getAnalyticsTrends: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getAvatar: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getBlocker: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getCalendarEvent: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getHealth: 'INTERNAL' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getLeave: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getLeaveSummary: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getMe: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getMySummary: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getPerson: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getProfile: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getPushKey: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getReadiness: 'INTERNAL' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getReport: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getReportDigest: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getReportDigestPage: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getReportRevision: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getRoster: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getSession: 'INTERNAL' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getSettings: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getTeam: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getTeamMetrics: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getTemplate: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  getUser: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  importHolidays: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  importUsers: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  linkGoogle: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  listApiTokens: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listAuditEntries: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listBlockers: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listCalendarEvents: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listCalendarFeeds: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listCategories: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listComments: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listDelegations: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listDivisions: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listFiles: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listHolidays: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listIdentities: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listInbox: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listInvitations: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listLeaves: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listNotifications: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listObligationRequests: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listObligations: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listPeople: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listPushSubscriptions: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listReactions: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listReportHistory: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listReportReads: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listReports: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listSchedules: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listSessions: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listShifts: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listTeamMembers: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listTeams: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listTemplates: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listUserIdentities: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listUsers: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listWebhookDeliveries: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  listWebhooks: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  login: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_CREDENTIALS' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  logout: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  markAllNotificationsRead: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  markNotificationRead: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  markReportRead: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  prefillReport: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  readCalendarFeed: 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  refreshSession: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'REFRESH_SUPERSEDED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  register: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_TOKEN' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'REGISTRATION_CLOSED' | 'RULE_REFUSED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  rejectLeave: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  remindObligations: 'FORBIDDEN' | 'INTERNAL' | 'IN_PROGRESS' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  removeAvatar: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  removeReaction: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  removeTeamMember: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  reopenReport: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  requestEmailChange: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  resetPassword: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_TOKEN' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  restoreDivision: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  restoreObligations: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  restoreTeam: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  restoreTemplate: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  retryWebhookDelivery: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  returnReport: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  reviewReports: 'FORBIDDEN' | 'INTERNAL' | 'IN_PROGRESS' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  revokeAllApiTokens: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  revokeAllSessions: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  revokeApiToken: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  revokeInvitation: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  revokeSession: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  rotateWebhookSecret: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  search: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  setAvatar: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  setRoster: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  setTeamMember: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  startGoogleSignIn: 'INTERNAL' | 'NOT_CONFIGURED' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  submitReport: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  subscribeToPush: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  suggestHolidays: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED'
  testWebhook: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  unlinkIdentity: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  unlinkUserIdentity: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  unsubscribeFromPush: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  updateBlocker: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  updateCalendarEvent: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  updateComment: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  updateDivision: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  updateHoliday: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  updateProfile: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  updateReport: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  updateSchedule: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  updateSettings: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  updateShift: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  updateTeam: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  updateTemplate: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  updateUser: 'FORBIDDEN' | 'INTERNAL' | 'LAST_ADMIN' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  updateWebhook: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  uploadFile: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  upsertReportByDate: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
  verifyEmail: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_TOKEN' | 'PASSWORD_REQUIRED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED'
  withdrawReport: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT'
}

export interface Call {
  method: string
  /** With the names of its parameters in braces, in the order in which the method takes them. */
  path: string
  input?: 'query' | 'body'
  /** Does it take an Idempotency-Key? */
  idempotent?: true
  /** Beside a body. */
  withQuery?: true
  /** A file as it is, with its type, in the place of JSON. */
  sends?: 'bytes'
  answers?: 'bytes'
}

/** The media type of whatever is not bytes. */
export const jsonType = 'application/json'

export const calls: Record<keyof Methods, Call> = {
  addReaction: {"method":"PUT","path":"/api/v1/reports/{reportId}/reactions/{kind}"},
  approveLeave: {"method":"POST","path":"/api/v1/leaves/{leaveId}/approve","input":"body"},
  approveReport: {"method":"POST","path":"/api/v1/reports/{reportId}/approve","input":"body"},
  archiveDivision: {"method":"POST","path":"/api/v1/divisions/{divisionId}/archive"},
  archiveTeam: {"method":"POST","path":"/api/v1/teams/{teamId}/archive"},
  archiveTemplate: {"method":"POST","path":"/api/v1/templates/{templateId}/archive"},
  attachFile: {"method":"PATCH","path":"/api/v1/files/{fileId}","input":"body"},
  cancelEmailChange: {"method":"DELETE","path":"/api/v1/profile/email"},
  cancelLeave: {"method":"POST","path":"/api/v1/leaves/{leaveId}/cancel","input":"body"},
  changePassword: {"method":"PUT","path":"/api/v1/auth/password","input":"body"},
  confirmEmailChange: {"method":"POST","path":"/api/v1/profile/email/confirm","input":"body"},
  createApiToken: {"method":"POST","path":"/api/v1/api-tokens","input":"body"},
  createCalendarEvent: {"method":"POST","path":"/api/v1/calendar/events","input":"body"},
  createCalendarFeed: {"method":"POST","path":"/api/v1/calendar/feeds","input":"body"},
  createComment: {"method":"POST","path":"/api/v1/reports/{reportId}/comments","input":"body","idempotent":true},
  createDelegation: {"method":"POST","path":"/api/v1/delegations","input":"body"},
  createDivision: {"method":"POST","path":"/api/v1/divisions","input":"body"},
  createHoliday: {"method":"POST","path":"/api/v1/holidays","input":"body"},
  createInvitation: {"method":"POST","path":"/api/v1/invitations","input":"body","idempotent":true},
  createLeave: {"method":"POST","path":"/api/v1/leaves","input":"body","idempotent":true},
  createObligationRequest: {"method":"POST","path":"/api/v1/obligations/requests","input":"body"},
  createReport: {"method":"POST","path":"/api/v1/reports","input":"body","idempotent":true},
  createSchedule: {"method":"POST","path":"/api/v1/schedules","input":"body"},
  createShift: {"method":"POST","path":"/api/v1/shifts","input":"body"},
  createSlackWebhook: {"method":"POST","path":"/api/v1/webhooks/slack","input":"body"},
  createTeam: {"method":"POST","path":"/api/v1/teams","input":"body"},
  createTelegramWebhook: {"method":"POST","path":"/api/v1/webhooks/telegram","input":"body"},
  createTemplate: {"method":"POST","path":"/api/v1/templates","input":"body"},
  createUser: {"method":"POST","path":"/api/v1/users","input":"body"},
  createWebhook: {"method":"POST","path":"/api/v1/webhooks","input":"body"},
  createWsTicket: {"method":"POST","path":"/api/v1/ws/ticket"},
  declineObligationRequest: {"method":"POST","path":"/api/v1/obligations/requests/{requestId}/decline","input":"body"},
  deleteCalendarEvent: {"method":"DELETE","path":"/api/v1/calendar/events/{eventId}","input":"query"},
  deleteCalendarFeed: {"method":"DELETE","path":"/api/v1/calendar/feeds/{feedId}"},
  deleteComment: {"method":"DELETE","path":"/api/v1/reports/{reportId}/comments/{commentId}","input":"query"},
  deleteDelegation: {"method":"DELETE","path":"/api/v1/delegations/{delegationId}","input":"query"},
  deleteDivision: {"method":"DELETE","path":"/api/v1/divisions/{divisionId}","input":"query"},
  deleteFile: {"method":"DELETE","path":"/api/v1/files/{fileId}"},
  deleteHoliday: {"method":"DELETE","path":"/api/v1/holidays/{holidayId}","input":"query"},
  deleteReport: {"method":"DELETE","path":"/api/v1/reports/{reportId}","input":"query"},
  deleteSchedule: {"method":"DELETE","path":"/api/v1/schedules/{scheduleId}","input":"query"},
  deleteShift: {"method":"DELETE","path":"/api/v1/shifts/{shiftId}","input":"query"},
  deleteTeam: {"method":"DELETE","path":"/api/v1/teams/{teamId}","input":"query"},
  deleteTemplate: {"method":"DELETE","path":"/api/v1/templates/{templateId}","input":"query"},
  deleteWebhook: {"method":"DELETE","path":"/api/v1/webhooks/{webhookId}","input":"query"},
  disableUser: {"method":"POST","path":"/api/v1/users/{userId}/disable"},
  downloadFile: {"method":"GET","path":"/api/v1/files/{fileId}","answers":"bytes"},
  enableUser: {"method":"POST","path":"/api/v1/users/{userId}/enable"},
  excuseObligations: {"method":"POST","path":"/api/v1/obligations/excuse","input":"body"},
  explainObligation: {"method":"GET","path":"/api/v1/obligations/{userId}/{date}/explain"},
  exportAnalytics: {"method":"GET","path":"/api/v1/analytics/export","input":"query","answers":"bytes"},
  extendObligations: {"method":"POST","path":"/api/v1/obligations/extend","input":"body"},
  forgotPassword: {"method":"POST","path":"/api/v1/auth/password/forgot","input":"body"},
  getAnalyticsHeatmap: {"method":"GET","path":"/api/v1/analytics/heatmap","input":"query"},
  getAnalyticsSummary: {"method":"GET","path":"/api/v1/analytics/summary","input":"query"},
  getAnalyticsTrends: {"method":"GET","path":"/api/v1/analytics/trends","input":"query"},
  getAvatar: {"method":"GET","path":"/api/v1/users/{userId}/avatar","input":"query","answers":"bytes"},
  getBlocker: {"method":"GET","path":"/api/v1/blockers/{blockerId}"},
  getCalendarEvent: {"method":"GET","path":"/api/v1/calendar/events/{eventId}"},
  getHealth: {"method":"GET","path":"/healthz"},
  getLeave: {"method":"GET","path":"/api/v1/leaves/{leaveId}"},
  getLeaveSummary: {"method":"GET","path":"/api/v1/leaves/summary","input":"query"},
  getMe: {"method":"GET","path":"/api/v1/auth/me"},
  getMySummary: {"method":"GET","path":"/api/v1/me/summary"},
  getPerson: {"method":"GET","path":"/api/v1/people/{userId}"},
  getProfile: {"method":"GET","path":"/api/v1/profile"},
  getPushKey: {"method":"GET","path":"/api/v1/push/key"},
  getReadiness: {"method":"GET","path":"/readyz"},
  getReport: {"method":"GET","path":"/api/v1/reports/{reportId}"},
  getReportDigest: {"method":"GET","path":"/api/v1/reports/digest","input":"query"},
  getReportDigestPage: {"method":"GET","path":"/api/v1/reports/digest/page","input":"query","answers":"bytes"},
  getReportRevision: {"method":"GET","path":"/api/v1/reports/{reportId}/revisions/{number}"},
  getRoster: {"method":"GET","path":"/api/v1/rosters/{teamId}","input":"query"},
  getSession: {"method":"GET","path":"/api/v1/auth/session"},
  getSettings: {"method":"GET","path":"/api/v1/settings","input":"query"},
  getTeam: {"method":"GET","path":"/api/v1/teams/{teamId}"},
  getTeamMetrics: {"method":"GET","path":"/api/v1/teams/{teamId}/metrics","input":"query"},
  getTemplate: {"method":"GET","path":"/api/v1/templates/{templateId}","input":"query"},
  getUser: {"method":"GET","path":"/api/v1/users/{userId}"},
  importHolidays: {"method":"POST","path":"/api/v1/holidays/import","input":"body"},
  importUsers: {"method":"POST","path":"/api/v1/users/import","input":"body"},
  linkGoogle: {"method":"POST","path":"/api/v1/profile/identities/google"},
  listApiTokens: {"method":"GET","path":"/api/v1/api-tokens"},
  listAuditEntries: {"method":"GET","path":"/api/v1/audit","input":"query"},
  listBlockers: {"method":"GET","path":"/api/v1/blockers","input":"query"},
  listCalendarEvents: {"method":"GET","path":"/api/v1/calendar/events","input":"query"},
  listCalendarFeeds: {"method":"GET","path":"/api/v1/calendar/feeds"},
  listCategories: {"method":"GET","path":"/api/v1/reports/categories"},
  listComments: {"method":"GET","path":"/api/v1/reports/{reportId}/comments","input":"query"},
  listDelegations: {"method":"GET","path":"/api/v1/delegations","input":"query"},
  listDivisions: {"method":"GET","path":"/api/v1/divisions","input":"query"},
  listFiles: {"method":"GET","path":"/api/v1/reports/{reportId}/files","input":"query"},
  listHolidays: {"method":"GET","path":"/api/v1/holidays","input":"query"},
  listIdentities: {"method":"GET","path":"/api/v1/profile/identities"},
  listInbox: {"method":"GET","path":"/api/v1/me/inbox","input":"query"},
  listInvitations: {"method":"GET","path":"/api/v1/invitations","input":"query"},
  listLeaves: {"method":"GET","path":"/api/v1/leaves","input":"query"},
  listNotifications: {"method":"GET","path":"/api/v1/notifications"},
  listObligationRequests: {"method":"GET","path":"/api/v1/obligations/requests","input":"query"},
  listObligations: {"method":"GET","path":"/api/v1/obligations","input":"query"},
  listPeople: {"method":"GET","path":"/api/v1/people","input":"query"},
  listPushSubscriptions: {"method":"GET","path":"/api/v1/push/subscriptions"},
  listReactions: {"method":"GET","path":"/api/v1/reports/{reportId}/reactions","input":"query"},
  listReportHistory: {"method":"GET","path":"/api/v1/reports/{reportId}/history","input":"query"},
  listReportReads: {"method":"GET","path":"/api/v1/reports/{reportId}/reads","input":"query"},
  listReports: {"method":"GET","path":"/api/v1/reports","input":"query"},
  listSchedules: {"method":"GET","path":"/api/v1/schedules","input":"query"},
  listSessions: {"method":"GET","path":"/api/v1/auth/sessions"},
  listShifts: {"method":"GET","path":"/api/v1/shifts","input":"query"},
  listTeamMembers: {"method":"GET","path":"/api/v1/teams/{teamId}/members","input":"query"},
  listTeams: {"method":"GET","path":"/api/v1/teams","input":"query"},
  listTemplates: {"method":"GET","path":"/api/v1/templates","input":"query"},
  listUserIdentities: {"method":"GET","path":"/api/v1/users/{userId}/identities"},
  listUsers: {"method":"GET","path":"/api/v1/users","input":"query"},
  listWebhookDeliveries: {"method":"GET","path":"/api/v1/webhooks/{webhookId}/deliveries","input":"query"},
  listWebhooks: {"method":"GET","path":"/api/v1/webhooks"},
  login: {"method":"POST","path":"/api/v1/auth/login","input":"body"},
  logout: {"method":"POST","path":"/api/v1/auth/logout","input":"body"},
  markAllNotificationsRead: {"method":"PATCH","path":"/api/v1/notifications/read"},
  markNotificationRead: {"method":"PATCH","path":"/api/v1/notifications/{notificationId}/read"},
  markReportRead: {"method":"PUT","path":"/api/v1/reports/{reportId}/read"},
  prefillReport: {"method":"GET","path":"/api/v1/reports/prefill","input":"query"},
  readCalendarFeed: {"method":"GET","path":"/api/v1/calendar/feed.ics","input":"query","answers":"bytes"},
  refreshSession: {"method":"POST","path":"/api/v1/auth/refresh","input":"body"},
  register: {"method":"POST","path":"/api/v1/auth/register","input":"body"},
  rejectLeave: {"method":"POST","path":"/api/v1/leaves/{leaveId}/reject","input":"body"},
  remindObligations: {"method":"POST","path":"/api/v1/obligations/remind","input":"body","idempotent":true},
  removeAvatar: {"method":"DELETE","path":"/api/v1/profile/avatar"},
  removeReaction: {"method":"DELETE","path":"/api/v1/reports/{reportId}/reactions/{kind}"},
  removeTeamMember: {"method":"DELETE","path":"/api/v1/teams/{teamId}/members/{userId}"},
  reopenReport: {"method":"POST","path":"/api/v1/reports/{reportId}/reopen","input":"body"},
  requestEmailChange: {"method":"POST","path":"/api/v1/profile/email","input":"body"},
  resetPassword: {"method":"POST","path":"/api/v1/auth/password/reset","input":"body"},
  restoreDivision: {"method":"POST","path":"/api/v1/divisions/{divisionId}/restore"},
  restoreObligations: {"method":"POST","path":"/api/v1/obligations/restore","input":"body"},
  restoreTeam: {"method":"POST","path":"/api/v1/teams/{teamId}/restore"},
  restoreTemplate: {"method":"POST","path":"/api/v1/templates/{templateId}/restore"},
  retryWebhookDelivery: {"method":"POST","path":"/api/v1/webhooks/{webhookId}/deliveries/{deliveryId}/retry"},
  returnReport: {"method":"POST","path":"/api/v1/reports/{reportId}/return","input":"body"},
  reviewReports: {"method":"POST","path":"/api/v1/reports/review-batch","input":"body","idempotent":true},
  revokeAllApiTokens: {"method":"DELETE","path":"/api/v1/api-tokens"},
  revokeAllSessions: {"method":"DELETE","path":"/api/v1/auth/sessions"},
  revokeApiToken: {"method":"DELETE","path":"/api/v1/api-tokens/{tokenId}"},
  revokeInvitation: {"method":"DELETE","path":"/api/v1/invitations/{invitationId}"},
  revokeSession: {"method":"DELETE","path":"/api/v1/auth/sessions/{sessionId}"},
  rotateWebhookSecret: {"method":"POST","path":"/api/v1/webhooks/{webhookId}/secret"},
  search: {"method":"GET","path":"/api/v1/search","input":"query"},
  setAvatar: {"method":"PUT","path":"/api/v1/profile/avatar","input":"body","sends":"bytes"},
  setRoster: {"method":"PUT","path":"/api/v1/rosters/{teamId}","input":"body","withQuery":true},
  setTeamMember: {"method":"PUT","path":"/api/v1/teams/{teamId}/members/{userId}","input":"body"},
  startGoogleSignIn: {"method":"GET","path":"/api/v1/auth/google","input":"query"},
  submitReport: {"method":"POST","path":"/api/v1/reports/{reportId}/submit","input":"body"},
  subscribeToPush: {"method":"POST","path":"/api/v1/push/subscriptions","input":"body"},
  suggestHolidays: {"method":"GET","path":"/api/v1/holidays/suggestions","input":"query"},
  testWebhook: {"method":"POST","path":"/api/v1/webhooks/{webhookId}/test"},
  unlinkIdentity: {"method":"DELETE","path":"/api/v1/profile/identities/{identityId}"},
  unlinkUserIdentity: {"method":"DELETE","path":"/api/v1/users/{userId}/identities/{identityId}"},
  unsubscribeFromPush: {"method":"DELETE","path":"/api/v1/push/subscriptions/{subscriptionId}"},
  updateBlocker: {"method":"PATCH","path":"/api/v1/blockers/{blockerId}","input":"body"},
  updateCalendarEvent: {"method":"PATCH","path":"/api/v1/calendar/events/{eventId}","input":"body"},
  updateComment: {"method":"PATCH","path":"/api/v1/reports/{reportId}/comments/{commentId}","input":"body"},
  updateDivision: {"method":"PATCH","path":"/api/v1/divisions/{divisionId}","input":"body"},
  updateHoliday: {"method":"PATCH","path":"/api/v1/holidays/{holidayId}","input":"body"},
  updateProfile: {"method":"PATCH","path":"/api/v1/profile","input":"body"},
  updateReport: {"method":"PATCH","path":"/api/v1/reports/{reportId}","input":"body"},
  updateSchedule: {"method":"PATCH","path":"/api/v1/schedules/{scheduleId}","input":"body"},
  updateSettings: {"method":"PATCH","path":"/api/v1/settings","input":"body"},
  updateShift: {"method":"PATCH","path":"/api/v1/shifts/{shiftId}","input":"body"},
  updateTeam: {"method":"PATCH","path":"/api/v1/teams/{teamId}","input":"body"},
  updateTemplate: {"method":"PATCH","path":"/api/v1/templates/{templateId}","input":"body"},
  updateUser: {"method":"PATCH","path":"/api/v1/users/{userId}","input":"body"},
  updateWebhook: {"method":"PATCH","path":"/api/v1/webhooks/{webhookId}","input":"body"},
  uploadFile: {"method":"POST","path":"/api/v1/files","input":"body","sends":"bytes","withQuery":true},
  upsertReportByDate: {"method":"PUT","path":"/api/v1/reports/by-date/{date}","input":"body"},
  verifyEmail: {"method":"POST","path":"/api/v1/auth/verify-email","input":"body"},
  withdrawReport: {"method":"POST","path":"/api/v1/reports/{reportId}/withdraw","input":"body"}
}
