import { ApiError } from "./errors.js";
import { pause } from "./pause.js";
/** In milliseconds: where the server does not say. */
const defaultRetry = 3000;
/**
 * Follows the number of unread notifications, over server-sent events read through `fetch`: unlike EventSource
 * that sends a bearer token and sees a 401. Comes back by itself.
 * @returns a function that ends it.
 */
export function followUnread(transport, { onUnread, onRevoked, signal }) {
    const stop = new AbortController();
    const end = () => stop.abort();
    const forget = transport.onEnd(revoked);
    signal?.addEventListener('abort', end, { once: true });
    stop.signal.addEventListener('abort', () => {
        forget();
        signal?.removeEventListener('abort', end);
    });
    if (signal?.aborted)
        end();
    /** Whoever learns of it first: the stream, another call, or another tab. */
    function revoked() {
        if (stop.signal.aborted)
            return;
        end();
        onRevoked?.();
    }
    void (async () => {
        let retry = defaultRetry;
        let revocations = 0;
        while (!stop.signal.aborted) {
            let ending = false;
            try {
                const response = await transport.open({ method: 'GET', path: '/api/v1/stream/notifications', signal: stop.signal });
                if (response.status === 401)
                    return revoked();
                if (!response.ok)
                    throw new ApiError(response.status, (await response.json()).error);
                for await (const event of eventsOf(response.body)) {
                    if (event.retry !== undefined)
                        retry = event.retry;
                    if (event.event === 'unread')
                        onUnread(Number(event.data));
                    if (event.event !== 'session_revoked')
                        continue;
                    ending = true;
                    break;
                }
            }
            catch {
                // Lost or refused for now: come back.
            }
            // Opening again finds out whether there is another session, at once but not for ever.
            revocations = ending ? revocations + 1 : 0;
            if (revocations !== 1)
                await pause(retry * (0.5 + Math.random()), stop.signal);
        }
    })();
    return end;
}
/** As the HTML standard parses an event stream, for the fields that this one has. */
async function* eventsOf(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let buffer = '';
    try {
        while (true) {
            const { done, value } = await reader.read();
            if (done)
                return;
            buffer += value;
            const blocks = buffer.split('\n\n');
            buffer = blocks.pop();
            for (const block of blocks)
                yield parseEvent(block);
        }
    }
    finally {
        await reader.cancel().catch(() => { });
    }
}
function parseEvent(block) {
    const fields = block.split('\n').filter((line) => !line.startsWith(':')).map((line) => line.split(/: ?(.*)/s, 2));
    const event = Object.fromEntries(fields);
    return { ...event, ...(event.retry !== undefined && { retry: Number(event.retry) }) };
}
