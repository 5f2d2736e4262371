import { ConnectionError } from "../errors.js";
import { add, callEach } from "../listeners.js";
import { quietly } from "./quietly.js";
/** @param patience in milliseconds. */
export function createStatus(patience) {
    const listeners = new Set();
    let state = 'connecting';
    let reason;
    let opened = quietly();
    function become(next, why) {
        if (state === 'closed')
            return;
        const changed = state !== next;
        state = next;
        reason = why;
        if (changed)
            callEach(listeners, { state, reason });
    }
    return {
        get state() {
            return state;
        },
        get reason() {
            return reason;
        },
        get opened() {
            return opened.promise;
        },
        open() {
            become('open');
            opened.resolve();
        },
        lose(next, why) {
            if (state === 'open')
                opened = quietly();
            become(next, why);
        },
        close(error, why) {
            opened.reject(error);
            opened = quietly();
            opened.reject(error);
            become('closed', why);
        },
        async patiently(work) {
            const late = quietly();
            const timer = setInterval(() => {
                if (state !== 'open')
                    late.reject(tooLate(reason));
            }, patience);
            await Promise.race([work, late.promise]).finally(() => clearInterval(timer));
        },
        onState: (listener) => add(listeners, ({ state, reason }) => listener(state, reason))
    };
}
function tooLate(reason) {
    const kind = reason instanceof ConnectionError ? reason.kind : 'timeout';
    return new ConnectionError(reason?.message ?? 'The realtime connection does not come about', { kind, cause: reason });
}
