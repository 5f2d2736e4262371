import { calls } from "../../generated/sdk/operations.js";
import { ApiError } from "./errors.js";
import { connectionsLater } from "./live/later.js";
import { createTransport } from "./transport.js";
/** Outside a page two clients share nothing, so that a server can render for many people at once. */
export function createClient(given) {
    if (!given.baseUrl && given.baseUrl !== '')
        throw new TypeError('createClient: baseUrl is missing, the address of the API');
    const options = 'apiToken' in given ? ofProgram(given) : given;
    const transport = createTransport(options);
    const methods = Object.fromEntries(Object.entries(calls).map(([id, call]) => [id, methodFor(transport, call)]));
    const live = liveOf(options, transport, methods);
    transport.onSignIn(live.renew);
    return {
        ...methods,
        restoreSession: (calling) => options.mode === 'bearer' ? currentUser(transport, calling) : restoreSession(transport, calling),
        adopt: ({ id }) => transport.adopt(id),
        followUnread: live.followUnread,
        connect: live.connect
    };
}
/** A token is sent as access tokens are, and nothing comes after it. */
function ofProgram({ apiToken, ...options }) {
    const strange = ['mode', 'tokens', 'storage', 'cookies'].find((name) => options[name] !== undefined);
    if (strange)
        throw new TypeError(`createClient: apiToken stands alone, without ${strange}`);
    if (!apiToken)
        throw new TypeError('createClient: apiToken is empty: is it in the environment of the program?');
    return { ...options, mode: 'bearer', tokens: { accessToken: apiToken } };
}
/** In milliseconds: a ticket is small, and a connection that lets it wait is soon to be given up. */
const ticketTimeout = 6000;
function liveOf(options, transport, methods) {
    const base = options.baseUrl.replace(/\/+$/, '');
    const address = `${(options.realtimeUrl ?? base).replace(/\/+$/, '').replace(/^http/, 'ws')}/api/v1/ws`;
    return connectionsLater({
        name: transport.name === undefined ? undefined : `${transport.name}|${base}|live`,
        person: transport.person,
        createSocket: (protocols) => new (options.WebSocket ?? globalThis.WebSocket)(address, protocols),
        createTicket: (signal) => methods.createWsTicket({ signal, timeout: ticketTimeout }),
        openStream: (signal) => transport.open({ method: 'GET', path: '/api/v1/stream/notifications', signal }),
        clearConnections: transport.clearConnections,
        refresh: () => methods.refreshSession()
    }, transport.onEnd);
}
/** With cookies: asks what answers 200 either way, since a browser writes a red line for each 401. */
async function restoreSession(transport, options) {
    try {
        const { user, refreshable } = await transport.call({ ...calls.getSession, ...options });
        if (user) {
            transport.adopt(user.id);
            return user;
        }
        if (!refreshable || !await transport.renew()) {
            transport.lose();
            return undefined;
        }
    }
    catch (error) {
        // An API before 0.3 is asked as it was then.
        if (!(error instanceof ApiError && error.code === 'NOT_FOUND'))
            throw error;
    }
    return currentUser(transport, options);
}
async function currentUser(transport, options) {
    try {
        return await transport.call({ ...calls.getMe, quiet: true, ...options });
    }
    catch (error) {
        if (error instanceof ApiError && error.code === 'UNAUTHENTICATED')
            return undefined;
        throw error;
    }
}
/** Takes the path's parameters in their order, then the body and the query where there are, then the options. */
function methodFor(transport, { method, path, input, withQuery, idempotent, sends, answers }) {
    return (...given) => {
        const address = path.replace(/\{\w+\}/g, () => encodeURIComponent(String(given.shift())));
        const payload = input && given.shift();
        const search = input === 'query' ? payload : withQuery ? given.shift() : undefined;
        const options = given.shift();
        return transport.call({
            method,
            path: address,
            ...(search !== undefined && { query: search }),
            ...(input === 'body' && { body: payload }),
            ...(sends && { sends }),
            ...(answers && { answers }),
            ...options,
            // Elsewhere it would promise what nobody keeps.
            idempotencyKey: idempotent ? options?.idempotencyKey ?? newKey() : undefined
        });
    };
}
/** 128 random bits. `randomUUID` is for secure pages only. */
function newKey() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
/**
 * Every item of a list, page after page: `for await (const report of pages(client.listReports, { teamId }))`.
 */
export async function* pages(list, query, options) {
    let cursor = null;
    do {
        const page = await list({ ...query, ...(cursor && { cursor }) }, options);
        yield* page.items;
        cursor = page.nextCursor;
    } while (cursor);
}
