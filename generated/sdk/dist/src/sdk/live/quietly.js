/** A promise that nobody need wait for. */
export function quietly() {
    const promise = Promise.withResolvers();
    promise.promise.catch(() => { });
    return promise;
}
