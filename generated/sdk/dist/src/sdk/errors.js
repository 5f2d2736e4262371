/** An error that the API answered. Branch on `code`; `message` is for people. */
export class ApiError extends Error {
    name = 'ApiError';
    code;
    status;
    /** Every fault of the request, each with a JSON Pointer. */
    details;
    /** What resolves a conflict: the report that exists, the version that is current. */
    meta;
    /** Quote it when you ask for help. */
    requestId;
    /** In seconds; undefined when the API did not say. */
    retryAfter;
    constructor(status, body, retryAfter) {
        super(body.message);
        this.code = body.code;
        this.status = status;
        this.details = body.details ?? [];
        this.meta = body.meta ?? {};
        this.requestId = body.requestId;
        this.retryAfter = retryAfter;
    }
}
/** The API could not be reached, or something in between answered in its place. */
export class ConnectionError extends Error {
    name = 'ConnectionError';
}
export function isApiError(error) {
    return error instanceof ApiError;
}
