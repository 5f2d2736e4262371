import { ConnectionError } from "./errors.js";
/**
 * Does work that has to end: within so many milliseconds, or with `outer`. The work is told by its signal, and not waited for.
 * @throws ConnectionError of the kind `timeout`.
 */
export async function within(milliseconds, what, work, outer) {
    const limit = new AbortController();
    const late = new ConnectionError(`${what}: no answer within ${milliseconds / 1000} s`, { kind: 'timeout' });
    const timer = setTimeout(() => limit.abort(late), milliseconds);
    const follow = () => limit.abort(outer.reason);
    if (outer?.aborted)
        follow();
    outer?.addEventListener('abort', follow, { once: true });
    const ended = new Promise((_resolve, reject) => {
        const fail = () => reject(limit.signal.reason);
        if (limit.signal.aborted)
            fail();
        limit.signal.addEventListener('abort', fail, { once: true });
    });
    try {
        return await Promise.race([work(limit.signal), ended]);
    }
    finally {
        clearTimeout(timer);
        outer?.removeEventListener('abort', follow);
        ended.catch(() => { });
    }
}
