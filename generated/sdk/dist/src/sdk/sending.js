import { jsonType } from "../../generated/sdk/operations.js";
import { ConnectionError } from "./errors.js";
import { seesProgress, sendingWith } from "./progress.js";
/** Sends one request, as it is. @throws ConnectionError where the API cannot be reached. */
export function createSender(options, { baseUrl, fetchIt, credentials, jar, tokens }) {
    return async function send({ method, path, query, body, signal, sends, answers, idempotencyKey, onProgress }) {
        const headers = { ...options.headers?.(), accept: answers === 'bytes' ? '*/*' : jsonType };
        if (body !== undefined)
            headers['content-type'] = sends === 'bytes' ? typeOf(body) : jsonType;
        if (idempotencyKey !== undefined)
            headers['idempotency-key'] = idempotencyKey;
        const locale = typeof options.locale === 'function' ? options.locale() : options.locale;
        if (locale)
            headers['accept-language'] = locale;
        const cookie = jar?.header();
        if (cookie)
            headers.cookie = cookie;
        const accessToken = tokens.read()?.accessToken;
        if (accessToken !== undefined)
            headers.authorization = `Bearer ${accessToken}`;
        try {
            const deliver = sends === 'bytes' && onProgress && seesProgress() ? sendingWith(onProgress) : fetchIt;
            const response = await deliver(baseUrl + path + searchOf(query), {
                method,
                headers,
                credentials,
                ...(body !== undefined && { body: sends === 'bytes' ? body : JSON.stringify(body) }),
                ...(signal && { signal })
            });
            jar?.take(response);
            return response;
        }
        catch (error) {
            if (signal?.aborted)
                throw error;
            throw new ConnectionError(`${method} ${path}: the API cannot be reached`, { cause: error });
        }
    };
}
function typeOf(file) {
    return file.type || 'application/octet-stream';
}
function searchOf(query = {}) {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
    return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
