export { createClient, pages, type Client, type Reviewed, type User } from './client.ts';
export { ApiError, apiErrorOf, ConnectionError, isApiError, type ApiErrorJson, type ConnectionErrorKind, type ErrorCode, type GoogleSignInError, type SdkError } from './errors.ts';
export { faultsOf } from './faults.ts';
export type { ConnectionState, EventOf, Realtime, RealtimeOptions, Resync } from './live/realtime.ts';
export type { UnreadListeners } from './live/unread.ts';
export type { CallOptions, ClientOptions, ClientStorage, Tokens, VisitorCookies } from './options.ts';
export type { Methods, OperationErrors } from '../../generated/sdk/operations.ts';
export type { EventFrames, Frames } from '../../generated/sdk/frames.ts';
export type { components } from '../../generated/types.ts';
