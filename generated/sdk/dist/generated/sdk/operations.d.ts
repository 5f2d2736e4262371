import type { CallOptions } from '../../src/sdk/options.ts';
import type { components, operations } from '../types.ts';
type Schemas = components['schemas'];
export interface Methods {
    changePassword: (body: Schemas['ChangePasswordRequest'], options?: CallOptions) => Promise<null>;
    createInvitation: (body: Schemas['CreateInvitationRequest'], options?: CallOptions) => Promise<Schemas['Invitation']>;
    createReport: (body: Schemas['CreateReport'], options?: CallOptions) => Promise<Schemas['ReportDetail']>;
    createUser: (body: Schemas['CreateUserRequest'], options?: CallOptions) => Promise<Schemas['Account']>;
    createWsTicket: (options?: CallOptions) => Promise<Schemas['WsTicket']>;
    disableUser: (userId: string, options?: CallOptions) => Promise<Schemas['Account']>;
    enableUser: (userId: string, options?: CallOptions) => Promise<Schemas['Account']>;
    forgotPassword: (body: Schemas['ForgotPasswordRequest'], options?: CallOptions) => Promise<null>;
    getHealth: (options?: CallOptions) => Promise<Schemas['Health']>;
    getMe: (options?: CallOptions) => Promise<Schemas['User']>;
    getMySummary: (options?: CallOptions) => Promise<Schemas['MySummary']>;
    getReadiness: (options?: CallOptions) => Promise<Schemas['Readiness']>;
    getReport: (reportId: string, options?: CallOptions) => Promise<Schemas['ReportDetail']>;
    getSettings: (query: NonNullable<operations['getSettings']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['OrganisationSettings']>;
    getUser: (userId: string, options?: CallOptions) => Promise<Schemas['Account']>;
    listAuditEntries: (query?: NonNullable<operations['listAuditEntries']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['AuditPage']>;
    listInvitations: (query?: NonNullable<operations['listInvitations']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['InvitationPage']>;
    listNotifications: (options?: CallOptions) => Promise<Schemas['Notification'][]>;
    listReports: (query?: NonNullable<operations['listReports']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['ReportPage']>;
    listSessions: (options?: CallOptions) => Promise<Schemas['SessionList']>;
    listTeamMembers: (teamId: string, query?: NonNullable<operations['listTeamMembers']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['TeamMemberPage']>;
    listTeams: (query?: NonNullable<operations['listTeams']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['TeamPage']>;
    listUsers: (query?: NonNullable<operations['listUsers']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['AccountPage']>;
    login: (body: Schemas['LoginRequest'], options?: CallOptions) => Promise<Schemas['SignedIn']>;
    logout: (body?: Schemas['LogoutRequest'], options?: CallOptions) => Promise<null>;
    markAllNotificationsRead: (options?: CallOptions) => Promise<Schemas['AllNotificationsRead']>;
    markNotificationRead: (notificationId: string, options?: CallOptions) => Promise<Schemas['NotificationRead']>;
    refreshSession: (body?: Schemas['RefreshRequest'], options?: CallOptions) => Promise<Schemas['SignedIn']>;
    register: (body: Schemas['RegisterRequest'], options?: CallOptions) => Promise<Schemas['Registration']>;
    resetPassword: (body: Schemas['ResetPasswordRequest'], options?: CallOptions) => Promise<null>;
    revokeAllSessions: (options?: CallOptions) => Promise<Schemas['RevokedSessions']>;
    revokeInvitation: (invitationId: string, options?: CallOptions) => Promise<Schemas['Invitation']>;
    revokeSession: (sessionId: string, options?: CallOptions) => Promise<Schemas['RevokedSessions']>;
    startGoogleSignIn: (query?: NonNullable<operations['startGoogleSignIn']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['GoogleRedirect']>;
    submitReport: (reportId: string, body: Schemas['SubmitReport'], options?: CallOptions) => Promise<Schemas['ReportDetail']>;
    updateReport: (reportId: string, body: Schemas['UpdateReport'], options?: CallOptions) => Promise<Schemas['ReportDetail']>;
    updateSettings: (body: Schemas['UpdateSettingsRequest'], options?: CallOptions) => Promise<Schemas['OrganisationSettings']>;
    updateUser: (userId: string, body: Schemas['UpdateUserRequest'], options?: CallOptions) => Promise<Schemas['Account']>;
    verifyEmail: (body: Schemas['VerifyEmailRequest'], options?: CallOptions) => Promise<null>;
}
/** The codes that each operation can answer. */
export interface OperationErrors {
    changePassword: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    createInvitation: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'IN_PROGRESS' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    createReport: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'IN_PROGRESS' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    createUser: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    createWsTicket: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    disableUser: 'FORBIDDEN' | 'INTERNAL' | 'LAST_ADMIN' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    enableUser: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    forgotPassword: 'FORBIDDEN' | 'INTERNAL' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    getHealth: 'INTERNAL' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    getMe: 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    getMySummary: 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    getReadiness: 'INTERNAL' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    getReport: 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    getSettings: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    getUser: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    listAuditEntries: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    listInvitations: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    listNotifications: 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    listReports: 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    listSessions: 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    listTeamMembers: 'INTERNAL' | 'NOT_FOUND' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    listTeams: 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    listUsers: 'FORBIDDEN' | 'INTERNAL' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    login: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_CREDENTIALS' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    logout: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    markAllNotificationsRead: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    markNotificationRead: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    refreshSession: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'REFRESH_SUPERSEDED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    register: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_TOKEN' | 'NOT_CONFIGURED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'REGISTRATION_CLOSED' | 'RULE_REFUSED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    resetPassword: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_TOKEN' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    revokeAllSessions: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    revokeInvitation: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    revokeSession: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    startGoogleSignIn: 'INTERNAL' | 'NOT_CONFIGURED' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    submitReport: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT';
    updateReport: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT';
    updateSettings: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT';
    updateUser: 'FORBIDDEN' | 'INTERNAL' | 'LAST_ADMIN' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT';
    verifyEmail: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_TOKEN' | 'PASSWORD_REQUIRED' | 'PAYLOAD_TOO_LARGE' | 'RATE_LIMITED' | 'RULE_REFUSED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
}
export interface Call {
    method: string;
    path: string;
    params: string[];
    input: 'query' | 'body' | null;
    /** Does it take an Idempotency-Key? */
    idempotent?: true;
    /** A file as it is, with its type, in the place of JSON. */
    sends?: 'bytes';
    answers?: 'bytes';
}
/** The media type of whatever is not bytes. */
export declare const jsonType = "application/json";
export declare const calls: Record<keyof Methods, Call>;
export {};
