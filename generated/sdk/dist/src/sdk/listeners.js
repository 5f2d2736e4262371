/** Calls each; what one throws is reported as if nobody had caught it, and keeps nobody else from hearing. */
export function callEach(listeners, value) {
    for (const listener of listeners) {
        try {
            listener(value);
        }
        catch (error) {
            report(error);
        }
    }
}
function report(error) {
    if (typeof globalThis.reportError === 'function')
        return globalThis.reportError(error);
    queueMicrotask(() => {
        throw error;
    });
}
/** @returns a function that takes it out again. */
export function add(set, item) {
    set.add(item);
    return () => {
        set.delete(item);
    };
}
