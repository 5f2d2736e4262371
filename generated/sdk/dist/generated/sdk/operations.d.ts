import type { CallOptions } from '../../src/sdk/transport.ts';
import type { components, operations } from '../types.ts';
type Schemas = components['schemas'];
export interface Methods {
    createReport: (body: Schemas['CreateReport'], options?: CallOptions) => Promise<Schemas['ReportDetail']>;
    createWsTicket: (options?: CallOptions) => Promise<Schemas['WsTicket']>;
    getHealth: (options?: CallOptions) => Promise<Schemas['Health']>;
    getMe: (options?: CallOptions) => Promise<Schemas['User']>;
    getMySummary: (options?: CallOptions) => Promise<Schemas['MySummary']>;
    getReadiness: (options?: CallOptions) => Promise<Schemas['Readiness']>;
    getReport: (reportId: string, options?: CallOptions) => Promise<Schemas['ReportDetail']>;
    listNotifications: (options?: CallOptions) => Promise<Schemas['Notification'][]>;
    listReports: (query?: NonNullable<operations['listReports']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['ReportPage']>;
    listTeamMembers: (teamId: string, query?: NonNullable<operations['listTeamMembers']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['TeamMemberPage']>;
    listTeams: (query?: NonNullable<operations['listTeams']['parameters']['query']>, options?: CallOptions) => Promise<Schemas['TeamPage']>;
    login: (body: Schemas['LoginRequest'], options?: CallOptions) => Promise<Schemas['SignedIn']>;
    logout: (body?: Schemas['LogoutRequest'], options?: CallOptions) => Promise<null>;
    markAllNotificationsRead: (options?: CallOptions) => Promise<Schemas['AllNotificationsRead']>;
    markNotificationRead: (notificationId: string, options?: CallOptions) => Promise<Schemas['NotificationRead']>;
    refreshSession: (body?: Schemas['RefreshRequest'], options?: CallOptions) => Promise<Schemas['SignedIn']>;
    submitReport: (reportId: string, body: Schemas['SubmitReport'], options?: CallOptions) => Promise<Schemas['ReportDetail']>;
    updateReport: (reportId: string, body: Schemas['UpdateReport'], options?: CallOptions) => Promise<Schemas['ReportDetail']>;
}
/** The codes that each operation can answer. */
export interface OperationErrors {
    createReport: 'DUPLICATE' | 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'RULE_REFUSED' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    createWsTicket: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    getHealth: 'INTERNAL' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    getMe: 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    getMySummary: 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    getReadiness: 'INTERNAL' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    getReport: 'INTERNAL' | 'NOT_FOUND' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    listNotifications: 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    listReports: 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    listTeamMembers: 'INTERNAL' | 'NOT_FOUND' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    listTeams: 'INTERNAL' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'VALIDATION_FAILED';
    login: 'FORBIDDEN' | 'INTERNAL' | 'INVALID_CREDENTIALS' | 'PAYLOAD_TOO_LARGE' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    logout: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    markAllNotificationsRead: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    markNotificationRead: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    refreshSession: 'FORBIDDEN' | 'INTERNAL' | 'PAYLOAD_TOO_LARGE' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED';
    submitReport: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT';
    updateReport: 'FORBIDDEN' | 'INTERNAL' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE' | 'RULE_REFUSED' | 'STATE_CONFLICT' | 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT';
}
export declare const calls: Record<keyof Methods, {
    method: string;
    path: string;
    params: string[];
    input: 'query' | 'body' | null;
}>;
export {};
