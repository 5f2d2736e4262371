/** Undefined where there are none. */
export function openTabChannel(name, hear) {
    try {
        const channel = new BroadcastChannel(name);
        channel.onmessage = ({ data }) => hear(data);
        channel.unref?.(); // In Node it would keep the process alive.
        return {
            post(spoken) {
                try {
                    channel.postMessage(spoken);
                }
                catch {
                    // Closed.
                }
            },
            close: () => channel.close()
        };
    }
    catch {
        return undefined; // What a page may not use throws already when it is looked at.
    }
}
