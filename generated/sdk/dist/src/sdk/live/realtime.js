import { ConnectionError, fromJson } from "../errors.js";
import { add, callEach } from "../listeners.js";
import { createFollowing } from "./following.js";
import { createQuestions } from "./questions.js";
import { quietly } from "./quietly.js";
import { createResumption } from "./resumption.js";
const signedOut = 4401;
/** The realtime connection as one page uses it: comes back after a loss, and goes on where it was. */
export function connectRealtime(live, onSessionEnd, { since, patience = 30_000 } = {}) {
    const listeners = new Map();
    const stateListeners = new Set();
    const resyncListeners = new Set();
    let state = 'connecting';
    let reason;
    let epoch;
    let ownChannel;
    /** Has this connection been told that it follows one's own channel? */
    let isGreeted = false;
    let accessChanged = false;
    let opened = quietly();
    const resumption = createResumption(tell);
    const questions = createQuestions((ref, question) => membership.ask(ref, question));
    const following = createFollowing({
        resumption,
        isOpen: () => state === 'open',
        epoch: () => epoch,
        subscribe,
        unsubscribe(channel) {
            if (state === 'open')
                questions.ask({ type: 'unsubscribe', channel }, () => { });
        },
        settle,
        onLost: (channel) => missed({ channel, reason: 'access' })
    });
    const membership = live.join('events', receive);
    const forget = onSessionEnd(() => close());
    function close(why) {
        if (state === 'closed')
            return;
        forget();
        membership.leave();
        const error = new ConnectionError('The realtime connection is closed', { kind: 'closed', cause: why });
        opened.reject(error);
        opened = quietly();
        opened.reject(error);
        following.close(error);
        become('closed', why);
    }
    function become(next, why) {
        const changed = state !== next;
        if (state === 'closed')
            return;
        state = next;
        reason = why;
        if (changed)
            callEach(stateListeners, { state, reason });
    }
    function tell(event) {
        callEach(listeners.get(event.type) ?? [], event);
    }
    function missed(resync) {
        callEach(resyncListeners, resync);
    }
    const isFollowed = (channel) => channel === ownChannel || following.has(channel);
    /** Subscribes from where one was. When the connection is lost meanwhile, the next one does it again. */
    function subscribe(channel, onAnswer) {
        const since = resumption.resume(channel, epoch);
        questions.ask({ type: 'subscribe', channel, ...(since !== undefined && { since }) }, onAnswer);
    }
    function settle(frame) {
        epoch = frame.epoch;
        resumption.settle(frame.channel, frame.head, frame.epoch);
    }
    function receive(message) {
        switch (message.kind) {
            case 'frame':
                return questions.answer(message.frame) ? undefined : hear(message.frame);
            case 'down':
                return lose(message.state, message.code, message.reason && fromJson(message.reason));
            case 'over':
                return close(message.reason && fromJson(message.reason));
        }
    }
    function lose(next, code, why) {
        questions.clear();
        isGreeted = false;
        if (code === signedOut)
            accessChanged = true;
        if (state === 'open')
            opened = quietly();
        become(next, why);
    }
    function hear(frame) {
        switch (frame.type) {
            case 'hello':
                return greet(frame.epoch);
            case 'subscribed':
                return subscribed(frame);
            case 'resync':
                if (!isFollowed(frame.channel))
                    return;
                resumption.skip(frame.channel, frame.head);
                return missed({ channel: frame.channel, reason: frame.reason });
            case 'unsubscribed':
            case 'error':
            case 'bye':
            case 'auth.expiring':
                return;
            default:
                if ('position' in frame)
                    resumption.take(frame);
                else if (isFollowed(frame.channel))
                    tell(frame);
        }
    }
    /** Positions that are remembered are of the log they were told of. */
    function greet(current) {
        epoch = current;
        for (const channel of resumption.forgetOthers(current))
            missed({ channel, reason: 'epoch' });
    }
    /** Unasked: one's own channel when the connection begins, and any that the server has begun anew after a restore. */
    function subscribed(frame) {
        const { channel } = frame;
        if (isGreeted || !channel.startsWith('user:')) {
            if (isFollowed(channel))
                settle(frame);
            return;
        }
        isGreeted = true;
        // From the very first on it is where the log is, later it goes on where it was.
        if (ownChannel === undefined && since !== undefined)
            resumption.begin(channel, since, epoch);
        if (ownChannel !== undefined && ownChannel !== channel) {
            resumption.forget(ownChannel);
            accessChanged = true;
        }
        ownChannel = channel;
        if (!resumption.knows(channel)) {
            settle(frame);
            return arrived();
        }
        subscribe(channel, (answer) => {
            if (answer.type !== 'subscribed')
                return membership.redial();
            settle(answer);
            arrived();
        });
    }
    /** One's own channel is followed: the connection is ready. */
    function arrived() {
        become('open');
        following.again();
        opened.resolve();
        if (accessChanged)
            missed({ channel: ownChannel, reason: 'access' });
        accessChanged = false;
    }
    /** Rejects with what keeps the connection from coming about, once that has taken too long. */
    async function patiently(work) {
        const late = quietly();
        const timer = setInterval(() => {
            if (state !== 'open')
                late.reject(tooLate(reason));
        }, patience);
        await Promise.race([work, late.promise]).finally(() => clearInterval(timer));
    }
    async function follow(channel, { since } = {}) {
        if (state === 'closed')
            return opened.promise.then(() => () => { });
        let isEnded = false;
        const end = () => {
            if (!isEnded)
                following.end(channel);
            isEnded = true;
        };
        await patiently(following.begin(channel, since)).catch((error) => {
            if (error instanceof ConnectionError)
                end();
            throw error;
        });
        return end;
    }
    return {
        get state() {
            return state;
        },
        get reason() {
            return reason;
        },
        ready: () => patiently(opened.promise),
        on(type, listener) {
            let set = listeners.get(type);
            if (!set)
                listeners.set(type, set = new Set());
            return add(set, listener);
        },
        followTeam: (teamId, options) => follow(`team:${teamId}`, options),
        followOrganisation: (options) => follow('org', options),
        onResync: (listener) => add(resyncListeners, listener),
        onState: (listener) => add(stateListeners, ({ state, reason }) => listener(state, reason)),
        close: () => close()
    };
}
function tooLate(reason) {
    const kind = reason instanceof ConnectionError ? reason.kind : 'timeout';
    return new ConnectionError(reason?.message ?? 'The realtime connection does not come about', { kind, cause: reason });
}
