import { calls } from "../../generated/sdk/operations.js";
import { ApiError } from "./errors.js";
import { connectRealtime } from "./realtime.js";
import { followUnread } from "./stream.js";
import { createTransport } from "./transport.js";
/** Outside a page two clients share nothing, so that a server can render for many people at once. */
export function createClient(options) {
    const transport = createTransport(options);
    const methods = Object.fromEntries(Object.entries(calls).map(([id, call]) => [id, methodFor(transport, call)]));
    return {
        ...methods,
        restoreSession: (options) => restoreSession(transport, options),
        followUnread: (listeners) => followUnread(transport, listeners),
        connect: ({ since } = {}) => connectRealtime(options, {
            createTicket: () => methods.createWsTicket(),
            refresh: () => methods.refreshSession(),
            onSessionEnd: transport.onEnd,
            since
        })
    };
}
async function restoreSession(transport, options) {
    try {
        return await transport.call({ ...calls.getMe, quiet: true, ...options });
    }
    catch (error) {
        if (error instanceof ApiError && error.code === 'UNAUTHENTICATED')
            return undefined;
        throw error;
    }
}
/** Takes the path's parameters in their order, then the query or the body where there is one, then the options. */
function methodFor(transport, { method, path, params, input, sends, answers }) {
    return (...given) => {
        const values = params.map((name) => [name, given.shift()]);
        const payload = input === null ? undefined : given.shift();
        const options = given.shift();
        return transport.call({
            method,
            path: values.reduce((text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(String(value))), path),
            ...(input === 'query' && { query: payload }),
            ...(input === 'body' && { body: payload }),
            ...(sends && { sends }),
            ...(answers && { answers }),
            ...options
        });
    };
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
