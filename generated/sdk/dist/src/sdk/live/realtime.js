import { ConnectionError, fromJson } from "../errors.js";
import { add, callEach } from "../listeners.js";
import { createChannels } from "./channels.js";
import { createStatus } from "./status.js";
/** The realtime connection as one page uses it: comes back after a loss, and goes on where it was. */
export function connectRealtime(live, onSessionEnd, { since, patience = 30_000 } = {}) {
    const listeners = new Map();
    const resyncListeners = new Set();
    const status = createStatus(patience);
    const channels = createChannels({
        status,
        since,
        ask: (ref, question) => membership.ask(ref, question),
        redial: () => membership.redial(),
        tell: (event) => callEach(listeners.get(event.type) ?? [], event),
        missed: (resync) => callEach(resyncListeners, resync)
    });
    const membership = live.join('events', receive);
    const forget = onSessionEnd(() => close());
    function close(why) {
        if (status.state === 'closed')
            return;
        forget();
        membership.leave();
        const error = new ConnectionError('The realtime connection is closed', { kind: 'closed', cause: why });
        channels.close(error);
        status.close(error, why);
    }
    function receive(message) {
        switch (message.kind) {
            case 'frame':
                return channels.hear(message.frame);
            case 'down':
                channels.lose(message.code);
                return status.lose(message.state, message.reason && fromJson(message.reason));
            case 'over':
                return close(message.reason && fromJson(message.reason));
        }
    }
    async function follow(channel, { since } = {}) {
        if (status.state === 'closed')
            return status.opened.then(() => () => { });
        let isEnded = false;
        const end = () => {
            if (!isEnded)
                channels.end(channel);
            isEnded = true;
        };
        await status.patiently(channels.begin(channel, since)).catch((error) => {
            if (error instanceof ConnectionError)
                end();
            throw error;
        });
        return end;
    }
    return {
        get state() {
            return status.state;
        },
        get reason() {
            return status.reason;
        },
        ready: () => status.patiently(status.opened),
        on(type, listener) {
            let set = listeners.get(type);
            if (!set)
                listeners.set(type, set = new Set());
            return add(set, listener);
        },
        followTeam: (teamId, options) => follow(`team:${teamId}`, options),
        followOrganisation: (options) => follow('org', options),
        onResync: (listener) => add(resyncListeners, listener),
        onState: status.onState,
        close: () => close()
    };
}
