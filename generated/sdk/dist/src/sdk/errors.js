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
    /** What frameworks carry from the server that renders to the browser: Nuxt keeps an error's `data`. */
    get data() {
        return this.toJSON();
    }
    toJSON() {
        const { name, status, code, message, details, meta, requestId, retryAfter } = this;
        return { name, status, code, message, details, meta, requestId, ...(retryAfter !== undefined && { retryAfter }) };
    }
}
/** The API could not be reached, or something in between answered in its place. */
export class ConnectionError extends Error {
    name = 'ConnectionError';
    kind;
    constructor(message, { kind = 'unreachable', cause } = {}) {
        super(message, { cause });
        this.kind = kind;
    }
    toJSON() {
        return { name: this.name, kind: this.kind, message: this.message };
    }
}
/** The error that `toJSON` was asked of. */
export function fromJson(json) {
    if (json.name === 'ConnectionError')
        return new ConnectionError(json.message, { kind: json.kind });
    const { status, retryAfter, ...body } = json;
    return new ApiError(status, body, retryAfter);
}
/** Frameworks wrap what was thrown, and what a server rendered arrives as JSON. */
const wrappers = ['cause', 'data', 'error'];
const deepest = 5;
/**
 * The API's error in what was caught: the error itself, one that a framework has wrapped (`cause`, `data`), or one that came
 * as JSON. Undefined where there is none.
 */
export function apiErrorOf(error, depth = 0) {
    if (error instanceof ApiError)
        return error;
    if (typeof error !== 'object' || error === null || depth > deepest)
        return undefined;
    if (isJson(error))
        return fromJson(error);
    for (const wrapper of wrappers) {
        const found = apiErrorOf(error[wrapper], depth + 1);
        if (found)
            return found;
    }
    return undefined;
}
function isJson(error) {
    const { name, code, status } = error;
    return name === 'ApiError' && typeof code === 'string' && typeof status === 'number';
}
export function isApiError(error) {
    const found = apiErrorOf(error);
    return found !== undefined && (found === error || lend(error, found));
}
function lend(wrapper, { code, status, details, meta, requestId, retryAfter }) {
    try {
        for (const [name, value] of Object.entries({ code, status, details, meta, requestId, retryAfter })) {
            if (!(name in wrapper))
                Object.defineProperty(wrapper, name, { value, configurable: true, writable: true });
        }
    }
    catch {
        return false; // Frozen.
    }
    return wrapper.code === code;
}
