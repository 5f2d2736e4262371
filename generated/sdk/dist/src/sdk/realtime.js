import { ApiError, ConnectionError } from "./errors.js";
import { pause } from "./pause.js";
import { createResumption } from "./resumption.js";
/** In milliseconds. */
const shortestBackoff = 500;
const longestBackoff = 20_000;
/** A connection that is silent for this many heartbeats is dead. */
const silentHeartbeats = 2;
const closeCodes = { normal: 1000, notUtf8: 1007, tooManyFragments: 1008, tooBig: 1009, badFrame: 4400, signedOut: 4401 };
/** Coming back would end the same way. */
const finalCodes = [closeCodes.notUtf8, closeCodes.tooManyFragments, closeCodes.tooBig, closeCodes.badFrame];
/** The realtime connection: signs in by ticket, comes back after a loss with growing pauses, and goes on where it was. */
export function connectRealtime(options, { createTicket, refresh, onSessionEnd, since }) {
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
    let epoch;
    let ownChannel;
    let accessChanged = false;
    /** In milliseconds, as the server asked. */
    let comeBackAfter;
    const resumption = createResumption(tell);
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
    function tell(event) {
        for (const listener of listeners.get(event.type) ?? [])
            listener(event);
    }
    function missed(resync) {
        for (const listener of resyncListeners)
            listener(resync);
    }
    /** Subscribes from where one was; resolves when everything missed has been handed on. */
    function follow(channel) {
        const since = resumption.resume(channel);
        return ask('subscribe', channel, since === undefined ? {} : { since });
    }
    function ask(type, channel, more = {}) {
        const ref = String(++refs);
        const answer = Promise.withResolvers();
        pending.set(ref, answer);
        socket.send(JSON.stringify({ type, channel, ref, ...more }));
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
            case 'hello': return greet(frame.epoch);
            case 'pong': return;
            case 'subscribed': return subscribed(frame);
            case 'unsubscribed': return answer(frame.ref);
            case 'error': return answer(frame.ref, new ApiError(0, { code: frame.code, message: frame.message, requestId: '' }));
            case 'resync':
                resumption.begin(frame.channel, frame.head);
                return missed(frame);
            case 'bye':
                comeBackAfter = frame.reconnectAfterMs;
                return;
            case 'auth.expiring':
                refresh().catch(() => { }); // Its loss is told by the transport, or by the close.
                return;
            default: return 'position' in frame ? resumption.take(frame) : tell(frame);
        }
    }
    /** Positions that are remembered are of the log they were told of. */
    function greet(current) {
        if (epoch !== undefined && epoch !== current) {
            resumption.forgetAll();
            for (const channel of [ownChannel, ...followed.keys()])
                missed({ channel, reason: 'epoch' });
        }
        epoch = current;
    }
    function subscribed({ ref, channel, head }) {
        if (ref !== undefined) {
            resumption.settle(channel, head);
            return answer(ref);
        }
        // One's own channel, without asking: from the very first on it is where the log is, later it goes on where it was.
        if (ownChannel === undefined && since !== undefined)
            resumption.begin(channel, since);
        const known = ownChannel !== undefined || since !== undefined;
        ownChannel = channel;
        if (!known) {
            resumption.settle(channel, head);
            return arrived();
        }
        follow(channel).then(arrived, () => { });
    }
    /** One's own channel is followed: the connection is ready. */
    function arrived() {
        connections++;
        for (const channel of followed.keys())
            follow(channel).catch(() => followed.delete(channel));
        become('open');
        opened.resolve();
        if (accessChanged)
            missed({ channel: ownChannel, reason: 'access' });
        accessChanged = false;
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
                if (code === closeCodes.signedOut)
                    accessChanged = true;
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
            await pause(comeBackAfter ?? Math.max(shortestBackoff, Math.random() * Math.min(longestBackoff, shortestBackoff * 2 ** (failures + 1))), stop.signal);
            comeBackAfter = undefined;
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
        async followTeam(teamId, { since } = {}) {
            await opened.promise;
            const channel = `team:${teamId}`;
            if (!followed.has(channel)) {
                if (since !== undefined)
                    resumption.begin(channel, since);
                await follow(channel).catch((error) => {
                    resumption.forget(channel);
                    throw error;
                });
            }
            followed.set(channel, (followed.get(channel) ?? 0) + 1);
            return () => {
                const left = (followed.get(channel) ?? 1) - 1;
                if (left > 0)
                    return void followed.set(channel, left);
                followed.delete(channel);
                resumption.forget(channel);
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
