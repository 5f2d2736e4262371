import { ApiError, ConnectionError } from "../errors.js";
import { pause } from "../pause.js";
import { silent, watchConnection } from "./connection.js";
/** In milliseconds. */
const shortestBackoff = 500;
const longestBackoff = 20_000;
/** A ticket that takes longer than this when somebody has reason to doubt is asked for anew. */
const suspicious = 1000;
const closeCodes = { normal: 1000, notUtf8: 1007, tooManyFragments: 1008, tooBig: 1009, unavailable: 4000, badFrame: 4400 };
const finalCodes = [closeCodes.notUtf8, closeCodes.tooManyFragments, closeCodes.tooBig, closeCodes.badFrame];
/** What the server says by its close, and cannot say otherwise. */
const refusals = {
    1013: 'the service cannot take it now',
    4408: 'it was not signed in to in time',
    4409: 'there are too many of this person already',
    4429: 'too much was sent'
};
export function openLine(deps) {
    const stop = new AbortController();
    let connection;
    let isOpen = false;
    let state = 'connecting';
    let reason;
    /** In a row: connections that did not come as far as to follow everything again. */
    let failures = 0;
    /** In milliseconds, as the server asked. */
    let comeBackAfter;
    /** Ends a pause, or a ticket that takes too long. */
    let nudge = new AbortController();
    let ticketAskedAt;
    let clearing;
    function receive(frame) {
        if (frame.type === 'bye')
            comeBackAfter = frame.reconnectAfterMs;
        else if (frame.type === 'error' && frame.retryable)
            return comeBack(apiError(frame));
        const opens = frame.type === 'subscribed' && !isOpen;
        if (opens)
            open();
        deps.onTold(frame);
        if (opens)
            deps.onOpen();
    }
    /** It follows one's own channel: whoever hears of it may ask for more at once. */
    function open() {
        isOpen = true;
        state = 'open';
        reason = undefined;
        connection.keepAlive();
    }
    function comeBack(why) {
        reason = why;
        connection?.close(closeCodes.unavailable, 'unavailable');
    }
    /** One connection, from ticket to close. @returns the code it closed with. */
    async function connectOnce() {
        await clearing;
        clearing = undefined;
        ticketAskedAt = performance.now();
        const { ticket } = await deps.createTicket(nudge.signal).finally(() => {
            ticketAskedAt = undefined;
        });
        if (stop.signal.aborted)
            return closeCodes.normal;
        connection = watchConnection(deps.createSocket(['workpulse.v1', `ticket.${ticket}`]), receive);
        return connection.closed;
    }
    function down(next, code) {
        state = next;
        deps.onDown(next, code, reason);
    }
    function over() {
        stop.abort();
        deps.onOver(reason);
    }
    /** @returns whether to try again. */
    async function attempt() {
        let code;
        try {
            code = await connectOnce();
            reason ??= reasonOf(code, isOpen);
            if (finalCodes.includes(code))
                return false;
            if (code === silent)
                clearing = deps.clearConnections();
        }
        catch (error) {
            if (error instanceof ApiError || error instanceof ConnectionError)
                reason = error;
            if (error instanceof ConnectionError && error.kind === 'timeout')
                clearing = deps.clearConnections();
            // A revoked session closes with 4401 and ends here, unless the ticket's own refresh found a good one.
            if (error instanceof ApiError && error.code === 'UNAUTHENTICATED')
                return false;
            if (error instanceof ApiError && error.retryAfter !== undefined)
                comeBackAfter = error.retryAfter * 1000 * (1 + Math.random() / 2);
        }
        connection = undefined;
        isOpen = false;
        if (!stop.signal.aborted)
            down('waiting', code);
        return !stop.signal.aborted;
    }
    async function run() {
        for (;;) {
            failures++;
            nudge = new AbortController();
            const goesOn = await attempt();
            if (stop.signal.aborted)
                return;
            if (!goesOn)
                return over();
            const backoff = Math.min(longestBackoff, shortestBackoff * 2 ** Math.max(1, failures));
            if (!nudge.signal.aborted)
                await pause(comeBackAfter ?? Math.max(shortestBackoff, Math.random() * backoff), nudge.signal);
            if (stop.signal.aborted)
                return;
            comeBackAfter = undefined;
            down('connecting');
            reason = undefined;
        }
    }
    void run();
    return {
        get connection() {
            return isOpen ? connection : undefined;
        },
        get state() {
            return state;
        },
        get reason() {
            return reason;
        },
        settled() {
            failures = 0;
        },
        comeBack,
        renew() {
            failures = 0;
            connection?.close(closeCodes.unavailable, 'renewed');
            nudge.abort();
        },
        wake() {
            if (connection)
                return connection.probe();
            const asking = ticketAskedAt !== undefined;
            if (asking && performance.now() - ticketAskedAt < suspicious)
                return;
            // What the server asked for is obeyed all the same.
            if (!asking && comeBackAfter !== undefined)
                return;
            clearing = deps.clearConnections();
            nudge.abort();
        },
        close() {
            stop.abort();
            nudge.abort();
            connection?.close(closeCodes.normal, '');
        }
    };
}
function reasonOf(code, wasOpen) {
    if (code === silent)
        return new ConnectionError('The realtime connection says nothing any more', { kind: 'timeout' });
    if (refusals[code])
        return new ConnectionError(`The realtime connection was refused: ${refusals[code]} (${code})`, { kind: 'refused' });
    if (wasOpen)
        return new ConnectionError(`The realtime connection was lost (${code})`);
    return new ConnectionError(`The realtime connection is refused (${code}): something in between may not let it through`, {
        kind: 'refused'
    });
}
const apiError = ({ code, message }) => new ApiError(0, { code, message, requestId: '' });
