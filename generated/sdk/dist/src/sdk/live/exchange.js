import { openCounter } from "./counter.js";
import { createGreeting } from "./greeting.js";
import { openLine } from "./line.js";
import { createSubscriptions } from "./subscriptions.js";
import { createTally } from "./tally.js";
export function createExchange(deps) {
    const { send } = deps;
    const members = new Map();
    let line;
    let person;
    const greeting = createGreeting();
    const subscriptions = createSubscriptions({ line: () => line, send });
    const tally = createTally({
        isWanted: () => isWanted('unread'),
        hasLine: () => line !== undefined,
        openStream(onUnread) {
            person ??= deps.person();
            return openCounter({ ...deps, onUnread });
        },
        send
    });
    const isWanted = (want) => [...members.values()].includes(want);
    function onPerson(id) {
        person = id;
    }
    function onOver() {
        line = undefined;
    }
    function join(id, want, who) {
        members.set(id, want);
        if (who !== undefined && person !== undefined && who !== person) {
            person = who;
            renew();
        }
        if (want === 'unread') {
            if (tally.count !== undefined)
                send({ kind: 'unread', count: tally.count }, id);
            return tally.consider();
        }
        line ??= dial({ deps, greeting, subscriptions, tally, onPerson, onOver });
        if (!greeting.isComplete) {
            return send({ kind: 'down', state: line.state === 'waiting' ? 'waiting' : 'connecting', ...withReason(line.reason) }, id);
        }
        for (const frame of greeting.frames())
            send({ kind: 'frame', frame }, id);
    }
    function leave(id) {
        members.delete(id);
        subscriptions.leave(id);
        if (isWanted('events'))
            return tally.consider();
        line?.close();
        line = undefined;
        greeting.forget();
        tally.lose();
    }
    /** Perhaps somebody else is signed in by now. */
    function renew() {
        tally.forget();
        line?.renew();
        tally.consider();
    }
    return {
        take(message) {
            switch (message.kind) {
                case 'join':
                    return join(message.id, message.want, message.person);
                case 'leave':
                    return leave(message.id);
                case 'ask':
                    return subscriptions.ask(message.id, message.ref, message.question);
                case 'redial':
                    return line?.comeBack();
                case 'renew':
                    person = undefined;
                    return renew();
                case 'wake':
                    line?.wake();
                    tally.wake();
            }
        },
        close() {
            tally.close();
            line?.close();
            members.clear();
        }
    };
}
/** The socket of an exchange, and who is told of what comes over it. */
function dial({ deps, greeting, subscriptions, tally, onPerson, onOver }) {
    const { send } = deps;
    const line = openLine({
        ...deps,
        onTold(frame) {
            if (frame.type === 'auth.expiring')
                return void deps.refresh().catch(() => { }); // Its loss is told by the transport, or by the close.
            if (frame.type === 'subscribed' && !greeting.isComplete)
                onPerson(frame.channel.replace(/^user:/, ''));
            greeting.hear(frame);
            if (frame.type === 'notification.unread')
                tally.tell(frame.data.count);
            const askers = subscriptions.askersOf(frame);
            if (!askers)
                return send({ kind: 'frame', frame });
            for (const id of askers)
                send({ kind: 'frame', frame }, id);
        },
        onOpen() {
            if (subscriptions.isEmpty)
                line.settled();
        },
        onDown(state, code, reason) {
            greeting.forget();
            subscriptions.lose();
            send({ kind: 'down', state, ...(code !== undefined && { code }), ...withReason(reason) });
            tally.lose();
        },
        onOver(reason) {
            onOver();
            greeting.forget();
            send({ kind: 'over', ...withReason(reason) });
            tally.lose();
        }
    });
    return line;
}
const withReason = (reason) => reason && { reason: reason.toJSON() };
