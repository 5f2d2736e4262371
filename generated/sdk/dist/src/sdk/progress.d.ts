/** Can it be seen how much of a body has left? Not with `fetch`. */
export declare const seesProgress: () => boolean;
/**
 * As `fetch`, for one body in a browser.
 * @param onProgress told how much of it has left, in bytes, and how much there is.
 */
export declare function sendingWith(onProgress: (sent: number, total: number) => void): (url: string, { method, headers, body, credentials, signal }: RequestInit) => Promise<Response>;
