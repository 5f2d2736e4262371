/** Of what the server allows: messages that leave one by one may arrive together. */
const share = 0.8;
/** Keeps to the limits of `hello`; a client that sends faster is closed. */
export function createPacing({ burst, messagesPerSecond }) {
    const capacity = Math.max(1, Math.floor(burst * share));
    const interval = 1000 / (messagesPerSecond * share);
    const queue = [];
    let tokens = capacity;
    let filledAt = performance.now();
    let timer;
    function flush() {
        const now = performance.now();
        tokens = Math.min(capacity, tokens + (now - filledAt) / interval);
        filledAt = now;
        for (; queue.length > 0 && tokens >= 1; tokens--)
            queue.shift()();
        timer = queue.length > 0 ? setTimeout(flush, Math.ceil((1 - tokens) * interval)) : undefined;
    }
    return {
        enqueue(send) {
            queue.push(send);
            if (timer === undefined)
                flush();
        },
        stop() {
            clearTimeout(timer);
            queue.length = 0;
        }
    };
}
