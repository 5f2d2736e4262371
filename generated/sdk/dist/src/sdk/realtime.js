import { ApiError, ConnectionError } from "./errors.js";
import { pause } from "./pause.js";
/** In milliseconds. */
const shortestBackoff = 500;
const longestBackoff = 20_000;
/** A connection that is silent for this many heartbeats is dead. */
const silentHeartbeats = 2;
const closeCodes = { normal: 1000, tooBig: 1009, badFrame: 4400, signedOut: 4401 };
/** Coming back would end the same way. */
const finalCodes = [closeCodes.tooBig, closeCodes.badFrame];
/** The realtime connection: signs in by ticket, comes back after a loss with growing pauses, and follows again what it followed. */
export function connectRealtime(options, createTicket, onSessionEnd) {
    const Socket = options.WebSocket ?? globalThis.WebSocket;
    const address = `${options.baseUrl.replace(/\/+$/, '').replace(/^http/, 'ws')}/api/v1/ws`;
    const listeners = new Map();
    const stateListeners = new Set();
    const resyncListeners = new Set();
    const followed = new Map();
    const pending = new Map();
    const stop = new AbortController();
    let socket;
    let state = 'connecting';
    let refs = 0;
    let connections = 0;
    let opened = Promise.withResolvers();
    opened.promise.catch(() => { });
    const forget = onSessionEnd(close);
    function close() {
        forget();
        stop.abort();
        socket?.close(closeCodes.normal);
        become('closed');
    }
    function become(next) {
        if (state === next)
            return;
        state = next;
        for (const listener of stateListeners)
            listener(next);
    }
    function ask(type, channel) {
        const ref = String(++refs);
        const answer = Promise.withResolvers();
        pending.set(ref, answer);
        socket.send(JSON.stringify({ type, channel, ref }));
        return answer.promise;
    }
    function answer(ref, error) {
        const asked = pending.get(ref ?? '');
        pending.delete(ref ?? '');
        if (error)
            asked?.reject(error);
        else
            asked?.resolve();
    }
    function receive(frame) {
        switch (frame.type) {
            case 'hello':
            case 'pong': return;
            case 'subscribed': return frame.ref === undefined ? arrived() : answer(frame.ref);
            case 'unsubscribed': return answer(frame.ref);
            case 'error': return answer(frame.ref, new ApiError(0, { code: frame.code, message: frame.message, requestId: '' }));
            default: for (const listener of listeners.get(frame.type) ?? [])
                listener(frame);
        }
    }
    /** Subscribed to one's own channel: the connection is ready. */
    function arrived() {
        connections++;
        for (const channel of followed.keys())
            ask('subscribe', channel).catch(() => followed.delete(channel));
        become('open');
        opened.resolve();
        if (connections > 1)
            for (const listener of resyncListeners)
                listener();
    }
    /** One connection, from ticket to close. @returns the code it closed with. */
    async function connectOnce() {
        const { ticket } = await createTicket();
        if (stop.signal.aborted)
            return closeCodes.normal;
        const closed = Promise.withResolvers();
        const current = socket = new Socket(address, ['workpulse.v1', `ticket.${ticket}`]);
        let heartbeat;
        let silence = 0;
        current.onmessage = ({ data }) => {
            silence = 0;
            const frame = JSON.parse(String(data));
            if (frame.type === 'hello') {
                heartbeat = setInterval(() => {
                    if (++silence > silentHeartbeats)
                        return current.close(4000, 'silent');
                    current.send(JSON.stringify({ type: 'ping' }));
                }, frame.heartbeat * 1000);
            }
            receive(frame);
        };
        current.onclose = ({ code }) => closed.resolve(code);
        current.onerror = () => { }; // `close` follows and says more.
        const code = await closed.promise;
        clearInterval(heartbeat);
        for (const { reject } of pending.values())
            reject(new ConnectionError('The connection was lost'));
        pending.clear();
        return code;
    }
    async function run() {
        for (let failures = 0; !stop.signal.aborted; failures++) {
            become('connecting');
            const before = connections;
            try {
                const code = await connectOnce();
                if (finalCodes.includes(code))
                    break;
            }
            catch (error) {
                // A revoked session closes with 4401 and ends here, unless the ticket's own refresh found a good one.
                if (error instanceof ApiError && error.code === 'UNAUTHENTICATED')
                    break;
            }
            if (stop.signal.aborted)
                break;
            if (connections > before) {
                failures = 0;
                opened = Promise.withResolvers();
                opened.promise.catch(() => { });
            }
            become('waiting');
            await pause(Math.max(shortestBackoff, Math.random() * Math.min(longestBackoff, shortestBackoff * 2 ** (failures + 1))), stop.signal);
        }
        close();
        opened.reject(new ConnectionError('The realtime connection is closed'));
    }
    void run();
    return {
        get state() {
            return state;
        },
        ready: () => opened.promise,
        on(type, listener) {
            let set = listeners.get(type);
            if (!set)
                listeners.set(type, set = new Set());
            set.add(listener);
            return () => set.delete(listener);
        },
        async followTeam(teamId) {
            await opened.promise;
            const channel = `team:${teamId}`;
            await ask('subscribe', channel);
            followed.set(channel, (followed.get(channel) ?? 0) + 1);
            return () => {
                const left = (followed.get(channel) ?? 1) - 1;
                if (left > 0)
                    return void followed.set(channel, left);
                followed.delete(channel);
                if (state === 'open')
                    ask('unsubscribe', channel).catch(() => { });
            };
        },
        onResync: (listener) => add(resyncListeners, listener),
        onState: (listener) => add(stateListeners, listener),
        close
    };
}
function add(set, item) {
    set.add(item);
    return () => { set.delete(item); };
}
