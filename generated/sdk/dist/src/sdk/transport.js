import { isSuperseded, readEnvelope, readFile } from "./answers.js";
import { ConnectionError } from "./errors.js";
import { add, callEach } from "./listeners.js";
import { createJar } from "./jar.js";
import { within } from "./limit.js";
import { pause } from "./pause.js";
import { createPool } from "./pool.js";
import { retrying } from "./retrying.js";
import { createSender } from "./sending.js";
import { createSession } from "./session.js";
import { createTokens } from "./tokens.js";
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
/** Whose answers say who is signed in. */
const mePath = '/api/v1/auth/me';
const loginPath = '/api/v1/auth/login';
export function createTransport(options) {
    const { mode = 'cookie' } = options;
    const jar = options.cookies && createJar(options.cookies);
    const fetchIt = options.fetch ?? globalThis.fetch.bind(globalThis);
    const baseUrl = options.baseUrl.replace(/\/+$/, '');
    const session = createSession(options);
    const tokens = createTokens(options, session);
    const credentials = mode === 'cookie' ? 'include' : 'omit';
    const pool = createPool(() => fetchIt(`${baseUrl}/healthz`, { cache: 'no-store', credentials, signal: AbortSignal.timeout(3000) }));
    const send = createSender(options, { baseUrl, fetchIt, credentials, jar, tokens });
    const signInListeners = new Set();
    const refresh = () => refreshed(mode, tokens, send);
    let person;
    session.onEnd(() => {
        person = undefined;
    });
    /** Sends what changes the tokens in its turn, so that nobody takes the change for a loss. */
    async function deliver(request) {
        const change = changes[`${request.method} ${request.path}`];
        if (!change)
            return send(request);
        return session.exclusively(async () => {
            const response = await send(tokens.added(request));
            if (!response.ok)
                return response;
            if (change === 'in') {
                const signedIn = await readEnvelope(response.clone());
                tokens.keepSignedIn(signedIn);
                await session.begin();
                person = signedIn.user.id;
                if (request.path === loginPath)
                    callEach(signInListeners, undefined);
            }
            else {
                tokens.keep(undefined);
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
/** Resolves to false when the session is over. @throws ApiError or ConnectionError when the API cannot tell just now. */
async function refreshed(mode, tokens, send) {
    for (let attempt = 1;; attempt++) {
        const refreshToken = tokens.read()?.refreshToken;
        if (mode === 'bearer' && refreshToken === undefined)
            return tokens.forget();
        const body = mode === 'bearer' ? { refreshToken, tokenDelivery: 'body' } : {};
        const request = { method: 'POST', path: '/api/v1/auth/refresh', body, signal: AbortSignal.timeout(refreshTimeout) };
        const response = await send(request).catch((error) => {
            throw error instanceof ConnectionError
                ? error
                : new ConnectionError('The API did not answer in time', { kind: 'timeout', cause: error });
        });
        if (response.status !== 401) {
            tokens.keepSignedIn(await readEnvelope(response));
            return true;
        }
        // The session goes on with what a faster request got: by now that is in the cookies, or in the storage.
        if (attempt === mostRefreshes || !await isSuperseded(response))
            return tokens.forget();
        await pause(supersededPause);
    }
}
function usualTimeout({ sends, answers, body }) {
    if (sends === 'bytes')
        return fileTimeout + body.size / slowestUpload * 1000;
    return answers === 'bytes' ? fileTimeout : defaultTimeout;
}
