import type { OperationErrors } from '../../generated/sdk/operations.ts';
import type { components } from '../../generated/types.ts';
export type ErrorCode = components['schemas']['ErrorCode'];
/** What the sign-in page may find in `?error=` after Google. */
export type GoogleSignInError = components['schemas']['GoogleSignInError'];
type ErrorBody = components['schemas']['ErrorBody'];
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
}
/** The API could not be reached, or something in between answered in its place. */
export declare class ConnectionError extends Error {
    readonly name = "ConnectionError";
}
/**
 * Is it an error that the API answered? With the name of an operation, `code` is narrowed to what that one
 * can answer, so that a switch over it can be exhaustive.
 */
export declare function isApiError(error: unknown): error is ApiError;
export declare function isApiError<O extends keyof OperationErrors>(error: unknown, operation: O): error is ApiError<OperationErrors[O]>;
export {};
