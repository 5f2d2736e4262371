export { createClient, pages, type Client, type User } from './client.ts';
export { ApiError, ConnectionError, isApiError, type ErrorCode, type GoogleSignInError } from './errors.ts';
export type { ConnectionState, EventOf, Realtime, Resync } from './realtime.ts';
export type { UnreadListeners } from './stream.ts';
export type { CallOptions, ClientOptions, ClientStorage, Tokens } from './options.ts';
export type { Methods, OperationErrors } from '../../generated/sdk/operations.ts';
export type { EventFrames, Frames } from '../../generated/sdk/frames.ts';
export type { components } from '../../generated/types.ts';
