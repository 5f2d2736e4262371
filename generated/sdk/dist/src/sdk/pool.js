/** As many as a browser keeps for one host. */
const kept = 6;
/** In milliseconds. */
const shortestInterval = 5000;
/** @param probe a small call with a short limit. */
export function createPool(probe) {
    let clearing;
    let clearedAt = -Infinity;
    async function use() {
        try {
            await (await probe()).arrayBuffer();
        }
        catch {
            // Dead, and given up.
        }
    }
    return {
        clear() {
            if (performance.now() - clearedAt < shortestInterval)
                return clearing ?? Promise.resolve();
            clearedAt = performance.now();
            clearing = Promise.all(Array.from({ length: kept }, use)).then(() => {
                clearing = undefined;
            });
            return clearing;
        }
    };
}
