import { openTabChannel } from "./channel.js";
import { createLeader } from "./leader.js";
import { createLeadership } from "./leadership.js";
import { createMembers, randomId } from "./members.js";
import { onPageChange } from "./page.js";
import { createTerm } from "./term.js";
/** In milliseconds: how often it is looked whether the leader is still there. */
const watchInterval = 2500;
/**
 * The clients of a browser, in whichever tab, have one socket and one stream: those of the client that leads. The others speak
 * to it. When it goes, or falls silent, another leads, and everybody goes on where they were.
 */
export function createLive(deps) {
    const self = randomId();
    let channel;
    let leadership;
    let timer;
    let forgetPage = () => { };
    let isStarted = false;
    const post = (spoken) => channel?.post(spoken);
    const members = createMembers();
    const term = createTerm({ exchange: deps, self, members, post });
    const leader = createLeader(self, post);
    function say(message) {
        if (term.isOn)
            term.take(message);
        else if (leader.name !== undefined)
            post({ kind: 'up', self, message });
    }
    /** The connections are another's now: members hear that, and say anew what they want. */
    function joinAll() {
        members.deliver({ kind: 'down', state: 'connecting' });
        members.introduce((id, want) => say({ kind: 'join', id, want, person: deps.person() }));
    }
    function lead() {
        if (term.isOn || members.isEmpty)
            return;
        leader.forget();
        term.begin();
        joinAll();
    }
    function stepDown() {
        if (!term.isOn)
            return;
        term.end();
        members.deliver({ kind: 'down', state: 'connecting' });
    }
    function stand() {
        if (members.isEmpty)
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
    function follow(next) {
        if (leader.name !== next && term.isOn)
            depose(); // Whoever was elected later leads.
        if (leader.follow(next))
            joinAll();
    }
    function hear(spoken) {
        if (spoken.kind === 'lead')
            return follow(spoken.self);
        if (term.isOn)
            return term.hear(spoken);
        if (spoken.self !== leader.name)
            return;
        leader.heard();
        if (spoken.kind === 'down')
            members.deliver(spoken.message, spoken.to);
        else if (spoken.kind === 'gone')
            leader.forget();
    }
    function wake() {
        if (term.isOn)
            term.take({ kind: 'wake' });
        else
            leader.ask(true);
    }
    function watch() {
        if (term.isOn)
            return;
        if (!leader.isSilent())
            return leader.ask(false);
        leader.heard();
        leader.forget();
        leadership?.seize();
    }
    function start() {
        isStarted = true;
        const locks = deps.name === undefined ? undefined : locksOf();
        // Without locks, as on http, nobody could be elected: each tab has connections of its own, and speaks to no other.
        if (locks)
            channel = openTabChannel(deps.name, hear);
        forgetPage = onPageChange({ onWake: wake, onSleep: sleep, onReturn: stand });
        if (!channel || !locks)
            return lead();
        leadership = createLeadership({ locks, name: deps.name, onElected: lead, onDeposed: depose });
        stand();
        timer = setInterval(watch, watchInterval);
        timer.unref?.();
    }
    /** The page is about to be frozen, or to go: what it holds is handed over while it can be. */
    function sleep() {
        leadership?.withdraw();
        if (term.isOn)
            stepDown();
        else
            for (const id of members.ids())
                say({ kind: 'leave', id });
        leader.forget();
    }
    function end() {
        isStarted = false;
        forgetPage();
        clearInterval(timer);
        leadership?.withdraw();
        stepDown();
        channel?.close();
        channel = leadership = undefined;
        leader.heard();
        leader.forget();
    }
    function join(want, deliver) {
        const id = members.add({ want, deliver });
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
                if (!members.remove(id))
                    return;
                say({ kind: 'leave', id });
                if (members.isEmpty)
                    end();
            }
        };
    }
    function renew() {
        if (term.isOn || leader.name !== undefined)
            return say({ kind: 'renew' });
        if (deps.name === undefined)
            return;
        const passing = channel ?? openTabChannel(deps.name, () => { });
        passing?.post({ kind: 'up', self, message: { kind: 'renew' } });
        if (!channel)
            passing?.close();
    }
    return { join, renew };
}
function locksOf() {
    try {
        return navigator.locks ?? undefined;
    }
    catch {
        return undefined;
    }
}
