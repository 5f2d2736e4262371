export function createLeadership({ locks, name, onElected, onDeposed }) {
    let standing;
    function request(options) {
        standing?.abort();
        const mine = standing = new AbortController();
        let isElected = false;
        const lead = () => new Promise((resolve) => {
            if (mine.signal.aborted)
                return resolve();
            isElected = true;
            mine.signal.addEventListener('abort', () => resolve(), { once: true });
            onElected();
        });
        // A lock that may be stolen takes no signal.
        locks.request(name, options.steal ? options : { ...options, signal: mine.signal }, lead).catch(() => {
            if (mine.signal.aborted)
                return;
            standing = undefined;
            if (isElected)
                onDeposed();
            else
                onElected(); // The page may have no locks: it works by itself.
        });
    }
    return {
        stand() {
            if (!standing)
                request({});
        },
        seize: () => request({ steal: true }),
        withdraw() {
            standing?.abort();
            standing = undefined;
        }
    };
}
