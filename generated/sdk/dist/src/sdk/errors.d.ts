import type { OperationErrors } from '../../generated/sdk/operations.ts';
import type { components } from '../../generated/types.ts';
export type ErrorCode = components['schemas']['ErrorCode'];
/** What the sign-in page may find in `?error=` after Google. */
export type GoogleSignInError = components['schemas']['GoogleSignInError'];
type ErrorBody = components['schemas']['ErrorBody'];
/** An ApiError as JSON: what survives a store, a page that a server rendered, or another tab. */
export interface ApiErrorJson {
    name: 'ApiError';
    status: number;
    code: ErrorCode;
    message: string;
    details: NonNullable<ErrorBody['details']>;
    meta: NonNullable<ErrorBody['meta']>;
    requestId: string;
    retryAfter?: number;
}
/** An error that the API answered. Branch on `code`; `message` is for people. */
export declare class ApiError<Code extends ErrorCode = ErrorCode> extends Error {
    readonly name = "ApiError";
    readonly code: Code;
    readonly status: number;
    /** Every fault of the request, each with a JSON Pointer. */
    readonly details: NonNullable<ErrorBody['details']>;
    /** What resolves a conflict: the report that exists, the version that is current. */
    readonly meta: NonNullable<ErrorBody['meta']>;
    /** Quote it when you ask for help. */
    readonly requestId: string;
    /** In seconds; undefined when the API did not say. */
    readonly retryAfter: number | undefined;
    constructor(status: number, body: ErrorBody, retryAfter?: number);
    /** What frameworks carry from the server that renders to the browser: Nuxt keeps an error's `data`. */
    get data(): ApiErrorJson;
    toJSON(): ApiErrorJson;
}
/**
 * `unreachable`: no connection, or it was lost. `timeout`: no answer in time; a call that writes may have been obeyed all the
 * same. `foreign`: something in between answered in the API's place. `refused`: the API answers calls, but no realtime
 * connection comes about, as behind a proxy that lets none through. `closed`: the realtime connection is closed for good.
 * `blocked`: the browser keeps no cookies of the API, so that nobody can sign in.
 */
export type ConnectionErrorKind = 'unreachable' | 'timeout' | 'foreign' | 'refused' | 'closed' | 'blocked';
export interface ConnectionErrorJson {
    name: 'ConnectionError';
    kind: ConnectionErrorKind;
    message: string;
}
/** The API could not be reached, or something in between answered in its place. */
export declare class ConnectionError extends Error {
    readonly name = "ConnectionError";
    readonly kind: ConnectionErrorKind;
    constructor(message: string, { kind, cause }?: {
        kind?: ConnectionErrorKind;
        cause?: unknown;
    });
    toJSON(): ConnectionErrorJson;
}
export type SdkError = ApiError | ConnectionError;
export type SdkErrorJson = ApiErrorJson | ConnectionErrorJson;
/** The error that `toJSON` was asked of. */
export declare function fromJson(json: SdkErrorJson): SdkError;
/**
 * The API's error in what was caught: the error itself, one that a framework has wrapped (`cause`, `data`), or one that came
 * as JSON. Undefined where there is none.
 */
export declare function apiErrorOf(error: unknown, depth?: number): ApiError | undefined;
/**
 * Is it an error that the API answered? With the name of an operation, `code` is narrowed to what that one
 * can answer, so that a switch over it can be exhaustive. An error that a framework has wrapped around it is one too: it is
 * lent what it lacks (`code`, `details`, `meta`, `requestId`, `retryAfter`).
 */
export declare function isApiError(error: unknown): error is ApiError;
export declare function isApiError<O extends keyof OperationErrors>(error: unknown, operation: O): error is ApiError<OperationErrors[O]>;
export {};
