export interface Tokens {
    accessToken: string;
    refreshToken?: string;
}
export interface ClientOptions {
    /** Where the API is: `https://apiwork.rycroftapparel.com`. */
    baseUrl: string;
    /**
     * `cookie`, for browsers: the tokens stay in HttpOnly cookies. `bearer`, for scripts and mobile: the client keeps
     * them in memory and hands them to `onTokens`.
     */
    mode?: 'cookie' | 'bearer';
    /** Bearer mode: tokens from an earlier run. */
    tokens?: Tokens;
    /** Bearer mode: called with each new pair, and with undefined when there is none any more. */
    onTokens?: (tokens: Tokens | undefined) => void;
    /** Called once the session cannot be refreshed: show the sign-in page. */
    onSignedOut?: () => void;
    /** The language of messages: `id` or `en`. */
    locale?: string;
    fetch?: typeof fetch;
    WebSocket?: typeof WebSocket;
}
export interface CallOptions {
    signal?: AbortSignal;
}
export interface Request extends CallOptions {
    method: string;
    path: string;
    query?: Record<string, unknown>;
    body?: unknown;
}
export interface Transport {
    /** Calls the API; answers the envelope's `data` or throws ApiError or ConnectionError. */
    call: (request: Request) => Promise<unknown>;
    /** An answer as it comes, for streams; refreshed once when signed out. */
    open: (request: Request) => Promise<Response>;
}
export declare function createTransport(options: ClientOptions): Transport;
/** @param milliseconds ends early when `signal` aborts. */
export declare function pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
