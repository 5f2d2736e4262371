export { createClient, pages, type Client } from './client.ts';
export { ApiError, ConnectionError, isApiError, type ErrorCode } from './errors.ts';
export type { ConnectionState, EventOf, Realtime } from './realtime.ts';
export type { UnreadListeners } from './stream.ts';
export type { CallOptions, ClientOptions, Tokens } from './transport.ts';
export type { Methods, OperationErrors } from '../../generated/sdk/operations.ts';
export type { EventFrames, Frames } from '../../generated/sdk/frames.ts';
export type { components } from '../../generated/types.ts';
