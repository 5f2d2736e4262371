import { callEach } from "../listeners.js";
/**
 * Follows the number of unread notifications: over the browser's socket where it has one, else over a stream. Comes back by itself.
 * @returns a function that ends it.
 */
export function followUnread(live, onSessionEnd, { onUnread, onRevoked, signal }) {
    if (signal?.aborted)
        return () => { };
    let told;
    // A stream and a socket that take turns say the same.
    const membership = live.join('unread', (message) => {
        // After a loss it is told anew: perhaps it is another person's.
        if (message.kind === 'down')
            told = undefined;
        if (message.kind !== 'unread' || message.count === told)
            return;
        told = message.count;
        callEach([onUnread], told);
    });
    // Whoever learns of it first: the stream, another call, or another tab.
    const forget = onSessionEnd(() => {
        end();
        if (onRevoked)
            callEach([onRevoked], undefined);
    });
    function end() {
        membership.leave();
        forget();
        signal?.removeEventListener('abort', end);
    }
    signal?.addEventListener('abort', end, { once: true });
    return end;
}
