import { openTabChannel } from "./channel.js";
import { createMembers, randomId } from "./members.js";
import { onPageChange } from "./page.js";
import { createRole } from "./role.js";
/** In milliseconds: how often it is looked whether the leader is still there. */
const watchInterval = 2500;
/**
 * The clients of a browser, in whichever tab, have one socket and one stream: those of the client that leads. The others speak
 * to it. When it goes, or falls silent, another leads, and everybody goes on where they were.
 */
export function createLive(deps) {
    const { name, person } = deps;
    const self = randomId();
    let channel;
    let timer;
    let forgetPage = () => { };
    let isStarted = false;
    const members = createMembers();
    const role = createRole({ exchange: deps, self, members, post: (spoken) => channel?.post(spoken), person });
    function start() {
        isStarted = true;
        const locks = name === undefined ? undefined : locksOf();
        // Without locks, as on http, nobody could be elected: each tab has connections of its own, and speaks to no other.
        if (locks)
            channel = openTabChannel(name, role.hear);
        forgetPage = onPageChange({ onWake: role.wake, onSleep: role.sleep, onReturn: role.stand });
        if (!channel || !locks)
            return role.begin(undefined);
        role.begin({ locks, name: name });
        timer = setInterval(role.watch, watchInterval);
        timer.unref?.();
    }
    function end() {
        isStarted = false;
        forgetPage();
        clearInterval(timer);
        role.end();
        channel?.close();
        channel = undefined;
    }
    function join(want, deliver) {
        const id = members.add({ want, deliver });
        queueMicrotask(() => {
            if (!members.has(id))
                return;
            if (isStarted)
                role.say({ kind: 'join', id, want, person: person() });
            else
                start();
        });
        return {
            ask: (ref, question) => role.say({ kind: 'ask', id, ref, question }),
            redial: () => role.say({ kind: 'redial' }),
            leave() {
                if (!members.remove(id))
                    return;
                role.say({ kind: 'leave', id });
                if (members.isEmpty)
                    end();
            }
        };
    }
    function renew() {
        if (role.isFilled)
            return role.say({ kind: 'renew' });
        if (name === undefined)
            return;
        const passing = channel ?? openTabChannel(name, () => { });
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
