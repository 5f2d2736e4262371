import { ApiError } from "../errors.js";
import { pause } from "../pause.js";
import { eventsOf } from "./event-stream.js";
/** In milliseconds: where the server does not say, and how it grows while it fails. */
const defaultRetry = 3000;
const longestRetry = 30_000;
/** In milliseconds, about: who is signing out, here or in another tab, hears of it before asking whether there is a session. */
const settling = 1000;
/** In milliseconds. The server says something every twenty seconds. */
const longestSilence = 30_000;
/** Read through `fetch`: unlike EventSource that sends a bearer token and sees a 401. Comes back by itself. */
export function openCounter({ openStream, clearConnections, onUnread }) {
    const stop = new AbortController();
    let nudge = new AbortController();
    let retry = defaultRetry;
    let failures = 0;
    let revocations = 0;
    let heardAt = performance.now();
    /** As the server asked; it is obeyed whoever wakes. */
    let isOrdered = false;
    /** @returns for how long to wait, in milliseconds. */
    async function read(attempt) {
        const response = await openStream(attempt.signal);
        attempt.isAlive();
        if (response.status === 401) {
            stop.abort(); // The transport has told of it.
            return 0;
        }
        if (!response.ok)
            throw await refusalOf(response);
        for await (const event of eventsOf(response.body, attempt.isAlive)) {
            failures = 0;
            if (event.retry !== undefined)
                retry = event.retry;
            if (event.event === 'unread')
                onUnread(Number(event.data));
            // Opening again finds out whether there is another session, soon but not for ever.
            if (event.event === 'session_revoked')
                return ++revocations === 1 ? settling : retry;
            if (event.event === 'unread')
                revocations = 0;
        }
        return retry;
    }
    async function once() {
        isOrdered = false;
        const attempt = createAttempt(stop.signal, nudge.signal, () => {
            heardAt = performance.now();
        });
        try {
            return await read(attempt);
        }
        catch (error) {
            failures++;
            if (attempt.isSilent())
                void clearConnections();
            if (error instanceof ApiError && error.retryAfter !== undefined) {
                isOrdered = true;
                return error.retryAfter * 1000;
            }
            return Math.min(longestRetry, retry * 2 ** (failures - 1));
        }
        finally {
            attempt.end();
        }
    }
    async function run() {
        while (!stop.signal.aborted) {
            nudge = new AbortController();
            const wait = await once();
            if (wait > 0 && !nudge.signal.aborted) {
                await pause(isOrdered ? wait * (1 + Math.random() / 2) : wait * (0.5 + Math.random()), nudge.signal);
            }
        }
    }
    void run();
    return {
        wake() {
            if (!isOrdered && performance.now() - heardAt > wakeAfter)
                nudge.abort();
        },
        close() {
            stop.abort();
            nudge.abort();
        }
    };
}
/** In milliseconds: a stream that has said something within it is one. It cannot be asked, only opened anew. */
const wakeAfter = 10_000;
async function refusalOf(response) {
    const { error } = await response.json();
    const retryAfter = response.headers.get('retry-after');
    return new ApiError(response.status, error, retryAfter === null ? undefined : Number(retryAfter));
}
/** Aborts with either signal, and after a long silence. */
function createAttempt(stop, nudge, onAlive) {
    const controller = new AbortController();
    let silent = false;
    const abort = () => controller.abort();
    const giveUp = () => {
        silent = true;
        abort();
    };
    let watchdog = setTimeout(giveUp, longestSilence);
    for (const signal of [stop, nudge])
        signal.addEventListener('abort', abort);
    if (stop.aborted || nudge.aborted)
        abort();
    return {
        signal: controller.signal,
        isAlive() {
            onAlive();
            clearTimeout(watchdog);
            watchdog = setTimeout(giveUp, longestSilence);
        },
        isSilent: () => silent,
        end() {
            clearTimeout(watchdog);
            for (const signal of [stop, nudge])
                signal.removeEventListener('abort', abort);
        }
    };
}
