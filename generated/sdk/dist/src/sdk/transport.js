import { jsonType } from "../../generated/sdk/operations.js";
import { ApiError, ConnectionError } from "./errors.js";
import { add, callEach } from "./listeners.js";
import { createJar } from "./jar.js";
import { within } from "./limit.js";
import { pause } from "./pause.js";
import { createPool } from "./pool.js";
import { seesProgress, sendingWith } from "./progress.js";
import { createSession } from "./session.js";
/** What needs no session says nothing about it, whether it answers 200 or a 401 of its own. */
const sessionlessPaths = new Set([
    '/healthz',
    '/readyz',
    ...['login', 'session', 'refresh', 'logout', 'register', 'verify-email', 'password/forgot', 'password/reset', 'google'].map((name) => `/api/v1/auth/${name}`)
]);
/** What changes the tokens, by what is true after it. The other tabs wait meanwhile. */
const changes = {
    'POST /api/v1/auth/login': 'in',
    'POST /api/v1/auth/refresh': 'in',
    'POST /api/v1/auth/logout': 'out',
    'DELETE /api/v1/auth/sessions': 'out'
};
const mostRetries = 2;
/** The first repeat may be for another tab's refresh that is over itself. */
const mostRenewals = 2;
/** The second is for a token that another request exchanged. */
const mostRefreshes = 2;
/** In milliseconds. */
const supersededPause = 250;
/** In milliseconds: all calls of all tabs wait for it. */
const refreshTimeout = 10_000;
/** In milliseconds: a call that nobody has given another limit. */
const defaultTimeout = 15_000;
const fileTimeout = 120_000;
/** In bytes per second, as the API waits for: a file may take as long as it takes at this pace to be sent, and `fileTimeout` beside. */
const slowestUpload = 8192;
/** In milliseconds: what the server asks to wait longer for is the caller's to decide. */
const longestWait = 10_000;
/** Whose answers say who is signed in. */
const mePath = '/api/v1/auth/me';
const loginPath = '/api/v1/auth/login';
export function createTransport(options) {
    const { mode = 'cookie' } = options;
    const jar = options.cookies && createJar(options.cookies);
    const fetchIt = options.fetch ?? globalThis.fetch.bind(globalThis);
    const baseUrl = options.baseUrl.replace(/\/+$/, '');
    const session = createSession(options);
    const credentials = mode === 'cookie' ? 'include' : 'omit';
    const pool = createPool(() => fetchIt(`${baseUrl}/healthz`, { cache: 'no-store', credentials, signal: AbortSignal.timeout(3000) }));
    const signInListeners = new Set();
    let person;
    session.onEnd(() => {
        person = undefined;
    });
    if (options.tokens)
        session.write('tokens', JSON.stringify(options.tokens));
    function tokens() {
        const kept = mode === 'bearer' ? session.read('tokens') : undefined;
        try {
            return kept === undefined ? undefined : JSON.parse(kept);
        }
        catch {
            return undefined; // Somebody else's words in the storage.
        }
    }
    function keep(next) {
        if (mode !== 'bearer')
            return;
        session.write('tokens', next && JSON.stringify(next));
        options.onTokens?.(next);
    }
    function keepSignedIn({ accessToken, refreshToken }) {
        keep({ accessToken, ...(refreshToken !== undefined && { refreshToken }) });
    }
    async function send({ method, path, query, body, signal, sends, answers, idempotencyKey, onProgress }) {
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
        const accessToken = tokens()?.accessToken;
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
    }
    /** Resolves to false when the session is over. @throws ApiError or ConnectionError when the API cannot tell just now. */
    async function refresh() {
        for (let attempt = 1;; attempt++) {
            const refreshToken = tokens()?.refreshToken;
            if (mode === 'bearer' && refreshToken === undefined)
                return forget();
            const body = mode === 'bearer' ? { refreshToken, tokenDelivery: 'body' } : {};
            const request = { method: 'POST', path: '/api/v1/auth/refresh', body, signal: AbortSignal.timeout(refreshTimeout) };
            const response = await send(request).catch((error) => {
                throw error instanceof ConnectionError
                    ? error
                    : new ConnectionError('The API did not answer in time', { kind: 'timeout', cause: error });
            });
            if (response.status !== 401) {
                keepSignedIn(await readEnvelope(response));
                return true;
            }
            // The session goes on with what a faster request got: by now that is in the cookies, or in the storage.
            if (attempt === mostRefreshes || !await isSuperseded(response))
                return forget();
            await pause(supersededPause);
        }
    }
    function forget() {
        if (tokens())
            keep(undefined);
        return false;
    }
    /** Bearer mode: what the cookies would have said. */
    function withTokens(request) {
        if (mode !== 'bearer')
            return request;
        if (request.path.endsWith('/auth/login'))
            return { ...request, body: { ...request.body, tokenDelivery: 'body' } };
        const refreshToken = tokens()?.refreshToken;
        if (refreshToken === undefined)
            return request;
        if (request.path.endsWith('/auth/refresh')) {
            return { ...request, body: { refreshToken, ...request.body, tokenDelivery: 'body' } };
        }
        if (request.path.endsWith('/auth/logout'))
            return { ...request, body: { refreshToken, ...request.body } };
        return request;
    }
    /** Sends what changes the tokens in its turn, so that nobody takes the change for a loss. */
    async function deliver(request) {
        const change = changes[`${request.method} ${request.path}`];
        if (!change)
            return send(request);
        return session.exclusively(async () => {
            const response = await send(withTokens(request));
            if (!response.ok)
                return response;
            if (change === 'in') {
                const signedIn = await readEnvelope(response.clone());
                keepSignedIn(signedIn);
                await session.begin();
                person = signedIn.user.id;
                if (request.path === loginPath)
                    callEach(signInListeners, undefined);
            }
            else {
                keep(undefined);
                await session.leave();
            }
            return response;
        });
    }
    async function open(request) {
        if (sessionlessPaths.has(request.path))
            return deliver(request);
        for (let renewals = 0;; renewals++) {
            const mark = session.mark();
            const response = await deliver(request);
            if (response.ok)
                session.confirm(mark);
            // Where nobody gets the new tokens the old ones stay good.
            if (response.status !== 401 || renewals === mostRenewals || jar?.isHandedOn === false)
                return response;
            if (!await session.renew(mark, refresh)) {
                session.lose(request.quiet);
                return response;
            }
            response.body?.cancel().catch(() => { });
        }
    }
    async function answer(request) {
        const response = await open(request);
        const position = response.headers.get('x-realtime-position');
        if (position !== null)
            request.onPosition?.(Number(position));
        const data = request.answers === 'bytes' && response.ok ? await readFile(response) : await readEnvelope(response);
        if (request.path === mePath)
            person = data.id;
        return data;
    }
    /** Within its limit. A connection that let it pass may be dead, and the others that the browser keeps with it. */
    async function limited(request, work) {
        const { method, path } = request;
        const timeout = request.timeout ?? options.timeout ?? usualTimeout(request);
        try {
            return await within(timeout, `${method} ${path}`, (signal) => work({ ...request, signal }), request.signal);
        }
        catch (error) {
            if (error instanceof ConnectionError && error.kind === 'timeout')
                void pool.clear();
            throw error;
        }
    }
    return {
        // The signal goes on to end the stream once it has begun.
        open: (request) => limited(request, ({ signal }) => open({ ...request, signal: AbortSignal.any([signal, request.signal ?? signal]) })),
        call: (request) => retrying(request.method === 'GET' || request.idempotencyKey !== undefined, () => limited(request, answer), request.signal),
        adopt(id) {
            session.confirm(session.mark());
            person = id;
        },
        renew: async () => jar?.isHandedOn !== false && await session.renew(session.mark(), refresh),
        lose: () => session.lose(true),
        person: () => person,
        onSignIn: (listener) => add(signInListeners, listener),
        clearConnections: pool.clear,
        onEnd: session.onEnd,
        name: session.name
    };
}
function usualTimeout({ sends, answers, body }) {
    if (sends === 'bytes')
        return fileTimeout + body.size / slowestUpload * 1000;
    return answers === 'bytes' ? fileTimeout : defaultTimeout;
}
async function isSuperseded(response) {
    const envelope = await response.json().catch(() => undefined);
    return envelope?.error?.code === 'REFRESH_SUPERSEDED';
}
function typeOf(file) {
    return file.type || 'application/octet-stream';
}
async function readFile(response) {
    return response.blob().catch((error) => {
        throw new ConnectionError('The file broke off', { cause: error });
    });
}
async function readEnvelope(response) {
    const envelope = await response.json().catch(() => undefined);
    if (envelope?.ok === true)
        return envelope.data;
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
    if (envelope?.ok === false)
        throw new ApiError(response.status, envelope.error, Number.isNaN(retryAfter) ? undefined : retryAfter);
    throw new ConnectionError(`The answer (${response.status}) is not the API's own`, { kind: 'foreign' });
}
/** Passes by itself: the API is out of reach or busy, or the first attempt, whose answer was lost, is still being worked on. */
const passing = ['UNAVAILABLE', 'IN_PROGRESS'];
/** Reading again does no harm, nor does writing with a key; writing without one might. */
async function retrying(harmless, attempt, signal) {
    for (let retry = 0;; retry++) {
        try {
            return await attempt();
        }
        catch (error) {
            if (!harmless || retry === mostRetries || signal?.aborted)
                throw error;
            const wait = waitFor(error, retry);
            if (wait === undefined)
                throw error;
            await pause(wait, signal);
        }
    }
}
/** In milliseconds, before it is tried again: what the server asks for and a little more, so that not all come back at once. */
function waitFor(error, retry) {
    if (error instanceof ConnectionError)
        return 200 * 2 ** retry * (0.5 + Math.random());
    if (!(error instanceof ApiError) || (!passing.includes(error.code) && error.code !== 'RATE_LIMITED'))
        return undefined;
    if (error.retryAfter === undefined)
        return passing.includes(error.code) ? 200 * 2 ** retry * (0.5 + Math.random()) : undefined;
    return error.retryAfter * 1000 > longestWait ? undefined : error.retryAfter * 1000 * (1 + Math.random() / 2);
}
function searchOf(query = {}) {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
    return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
