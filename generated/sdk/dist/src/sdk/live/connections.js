/** All of the live connections: what is loaded when somebody first asks for one. */
import { createLive } from "./live.js";
import { connectRealtime } from "./realtime.js";
import { followUnread } from "./unread.js";
export function createConnections(deps, onSessionEnd) {
    const live = createLive(deps);
    return {
        connect: (options) => connectRealtime(live, onSessionEnd, options),
        followUnread: (listeners) => followUnread(live, onSessionEnd, listeners),
        renew: live.renew
    };
}
