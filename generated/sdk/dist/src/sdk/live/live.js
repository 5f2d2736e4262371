import { createExchange } from "./exchange.js";
import { openTabChannel } from "./channel.js";
import { createLeadership } from "./leadership.js";
import { onPageChange } from "./page.js";
/** In milliseconds: how often a leader that is silent is asked, and after how many questions in vain another takes its place. */
const watchInterval = 2500;
const mostUnanswered = 2;
/**
 * The clients of a browser, in whichever tab, have one socket and one stream: those of the client that leads. The others speak
 * to it. When it goes, or falls silent, another leads, and everybody goes on where they were.
 */
export function createLive(deps) {
    const self = randomId();
    const members = new Map();
    let exchange;
    let channel;
    let leadership;
    let leader;
    /** Names this client's leadership; each has a name of its own. */
    let term = self;
    let terms = 0;
    let unanswered = 0;
    let timer;
    let forgetPage = () => { };
    let isStarted = false;
    const post = (spoken) => channel?.post(spoken);
    function say(message) {
        if (exchange)
            exchange.take(message);
        else if (leader !== undefined)
            post({ kind: 'up', self, message });
    }
    function joinAll() {
        for (const [id, { want }] of members)
            say({ kind: 'join', id, want, person: deps.person() });
    }
    function deliver(message, to) {
        if (to !== undefined)
            return members.get(to)?.deliver(message);
        for (const member of [...members.values()])
            member.deliver(message);
    }
    /** Everybody who is not of this client hears it too. */
    function send(message, to) {
        deliver(message, to);
        if (to === undefined || !members.has(to))
            post({ kind: 'down', self: term, message, ...(to !== undefined && { to }) });
    }
    function lead() {
        if (exchange || members.size === 0)
            return;
        leader = undefined;
        term = `${self}.${++terms}`;
        exchange = createExchange({ ...deps, send });
        post({ kind: 'lead', self: term });
        deliver({ kind: 'down', state: 'connecting' });
        joinAll();
    }
    function stepDown() {
        if (!exchange)
            return;
        exchange.close();
        exchange = undefined;
        post({ kind: 'gone', self: term });
        deliver({ kind: 'down', state: 'connecting' });
    }
    function follow(next) {
        unanswered = 0;
        if (leader === next)
            return;
        if (exchange)
            depose(); // Whoever was elected later leads.
        leader = next;
        deliver({ kind: 'down', state: 'connecting' });
        joinAll();
    }
    function hear(spoken) {
        if (spoken.kind === 'lead')
            return follow(spoken.self);
        if (exchange)
            return answer(spoken);
        if (spoken.self !== leader)
            return;
        unanswered = 0;
        if (spoken.kind === 'down')
            deliver(spoken.message, spoken.to);
        else if (spoken.kind === 'gone')
            leader = undefined;
    }
    /** As the leader. */
    function answer(spoken) {
        if (spoken.kind === 'who')
            return post({ kind: 'lead', self: term });
        if (spoken.kind === 'up')
            return exchange.take(spoken.message);
        if (spoken.kind !== 'ping')
            return;
        post({ kind: 'pong', self: term });
        if (spoken.wake)
            exchange.take({ kind: 'wake' });
    }
    function ask(wake) {
        if (exchange)
            return wake ? exchange.take({ kind: 'wake' }) : undefined;
        unanswered++;
        post(leader === undefined ? { kind: 'who', self } : { kind: 'ping', self, wake });
    }
    function watch() {
        if (exchange)
            return;
        if (unanswered >= mostUnanswered) {
            unanswered = 0;
            leader = undefined;
            return leadership?.seize();
        }
        ask(false);
    }
    function start() {
        isStarted = true;
        if (deps.name !== undefined)
            channel = openTabChannel(deps.name, hear);
        const locks = channel && locksOf();
        forgetPage = onPageChange({ onWake: () => ask(true), onSleep: sleep, onReturn: stand });
        if (!channel || !locks)
            return lead();
        leadership = createLeadership({ locks, name: deps.name, onElected: lead, onDeposed: depose });
        stand();
        timer = setInterval(watch, watchInterval);
        timer.unref?.();
    }
    function stand() {
        if (members.size === 0)
            return;
        if (!leadership)
            return lead();
        leadership.stand();
        post({ kind: 'who', self });
    }
    function depose() {
        leadership?.withdraw();
        stepDown();
        stand();
    }
    /** The page is about to be frozen, or to go: what it holds is handed over while it can be. */
    function sleep() {
        leadership?.withdraw();
        if (exchange)
            stepDown();
        else
            for (const id of members.keys())
                say({ kind: 'leave', id });
        leader = undefined;
    }
    function end() {
        isStarted = false;
        forgetPage();
        clearInterval(timer);
        leadership?.withdraw();
        stepDown();
        channel?.close();
        channel = leadership = leader = undefined;
        unanswered = 0;
    }
    return {
        join(want, deliver) {
            const id = randomId();
            members.set(id, { want, deliver });
            queueMicrotask(() => {
                if (!members.has(id))
                    return;
                if (isStarted)
                    say({ kind: 'join', id, want, person: deps.person() });
                else
                    start();
            });
            return {
                ask: (ref, question) => say({ kind: 'ask', id, ref, question }),
                redial: () => say({ kind: 'redial' }),
                leave() {
                    if (!members.delete(id))
                        return;
                    say({ kind: 'leave', id });
                    if (members.size === 0)
                        end();
                }
            };
        },
        renew() {
            if (exchange || leader !== undefined)
                return say({ kind: 'renew' });
            if (deps.name === undefined)
                return;
            const passing = channel ?? openTabChannel(deps.name, () => { });
            passing?.post({ kind: 'up', self, message: { kind: 'renew' } });
            if (!channel)
                passing?.close();
        }
    };
}
const randomId = () => Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
function locksOf() {
    try {
        return navigator.locks ?? undefined;
    }
    catch {
        return undefined;
    }
}
