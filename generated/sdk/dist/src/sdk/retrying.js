import { ApiError, ConnectionError } from "./errors.js";
import { pause } from "./pause.js";
const mostRetries = 2;
/** In milliseconds: what the server asks to wait longer for is the caller's to decide. */
const longestWait = 10_000;
/** Passes by itself: the API is out of reach or busy, or the first attempt, whose answer was lost, is still being worked on. */
const passing = ['UNAVAILABLE', 'IN_PROGRESS'];
/** Reading again does no harm, nor does writing with a key; writing without one might. */
export async function retrying(harmless, attempt, signal) {
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
