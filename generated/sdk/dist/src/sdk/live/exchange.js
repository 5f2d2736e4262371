import { openCounter } from "./counter.js";
import { openLine } from "./line.js";
/** In milliseconds: for so long the stream waits for the socket, which brings the number too. */
const streamDelay = 3000;
export function createExchange(deps) {
    const { send } = deps;
    const members = new Map();
    /** Who follows a channel, and who waits for an answer about it. */
    const followers = new Map();
    const asking = new Map();
    let line;
    let counter;
    let streamTimer;
    let hello;
    let greeting;
    /** Does this connection bring the number? */
    let lineCounts = false;
    let count;
    let person;
    const wanted = (want) => [...members.values()].includes(want);
    function dial() {
        return openLine({
            ...deps,
            onTold,
            onOpen() {
                if (followers.size === 0)
                    line?.settled();
            },
            onDown: lineIsDown,
            onOver(reason) {
                line = undefined;
                greeting = undefined;
                lineCounts = false;
                send({ kind: 'over', ...withReason(reason) });
                considerStream();
            }
        });
    }
    function lineIsDown(state, code, reason) {
        hello = greeting = undefined;
        lineCounts = false;
        followers.clear();
        asking.clear();
        send({ kind: 'down', state, ...(code !== undefined && { code }), ...withReason(reason) });
        considerStream();
    }
    function onTold(frame) {
        if (frame.type === 'hello')
            hello = frame;
        if (frame.type === 'subscribed' && !greeting)
            greeting = greet(frame);
        if (frame.type === 'auth.expiring')
            return void deps.refresh().catch(() => { }); // Its loss is told by the transport, or by the close.
        if (frame.type === 'notification.unread') {
            if (greeting)
                greeting.unread = frame;
            counted(frame.data.count, true);
        }
        if (greeting && 'position' in frame && frame.channel === greeting.own.channel)
            greeting.own = { ...greeting.own, head: frame.position };
        // What cannot be replayed concerns whoever asked for it; that the log is another one concerns all.
        const askers = frame.type === 'resync' && frame.reason !== 'epoch' ? asking.get(frame.channel) : undefined;
        if (askers?.size) {
            for (const id of askers)
                send({ kind: 'frame', frame }, id);
        }
        else
            send({ kind: 'frame', frame });
    }
    function greet(own) {
        person = own.channel.replace(/^user:/, '');
        return { hello: hello, own: { ...own, recovered: false, replayed: 0 } };
    }
    function counted(next, byLine) {
        lineCounts = byLine;
        count = next;
        send({ kind: 'unread', count: next });
        if (byLine)
            considerStream();
    }
    /** The stream is for those who want the number while no socket brings it. */
    function considerStream() {
        const needed = wanted('unread') && !lineCounts;
        if (!needed) {
            clearTimeout(streamTimer);
            streamTimer = undefined;
            counter?.close();
            counter = undefined;
            if (!lineCounts)
                count = undefined;
        }
        else if (!counter)
            streamTimer ??= setTimeout(openStream, line ? streamDelay : 0);
    }
    function openStream() {
        streamTimer = undefined;
        if (counter || lineCounts || !wanted('unread'))
            return;
        person ??= deps.person();
        counter = openCounter({ ...deps, onUnread: (next) => counted(next, false) });
    }
    function join(id, want, who) {
        members.set(id, want);
        if (who !== undefined && person !== undefined && who !== person) {
            person = who;
            renew();
        }
        if (want === 'unread') {
            if (count !== undefined)
                send({ kind: 'unread', count }, id);
            return considerStream();
        }
        line ??= dial();
        if (!greeting)
            return send({ kind: 'down', state: line.state === 'waiting' ? 'waiting' : 'connecting', ...withReason(line.reason) }, id);
        send({ kind: 'frame', frame: greeting.hello }, id);
        send({ kind: 'frame', frame: greeting.own }, id);
        if (greeting.unread)
            send({ kind: 'frame', frame: greeting.unread }, id);
    }
    function leave(id) {
        members.delete(id);
        for (const channel of [...followers.keys()])
            drop(channel, id);
        if (!wanted('events')) {
            line?.close();
            line = hello = greeting = undefined;
            lineCounts = false;
        }
        considerStream();
    }
    /** @returns whether others still follow the channel, so that nobody need be asked. */
    function drop(channel, id) {
        const ids = followers.get(channel);
        if (!ids?.delete(id) || ids.size > 0)
            return (ids?.size ?? 0) > 0;
        followers.delete(channel);
        line?.connection?.ask({ type: 'unsubscribe', channel }, () => { });
        return false;
    }
    function ask(id, ref, question) {
        const connection = line?.connection;
        if (!connection)
            return; // It asks again once there is one.
        const { channel } = question;
        if (question.type === 'unsubscribe') {
            drop(channel, id);
            return send({ kind: 'frame', frame: { type: 'unsubscribed', ref, channel } }, id);
        }
        put(followers, channel, id);
        put(asking, channel, id);
        connection.ask(question, (answer) => {
            asking.get(channel)?.delete(id);
            if (answer.type === 'error' && answer.retryable)
                return line?.comeBack();
            if (answer.type === 'error')
                followers.get(channel)?.delete(id);
            send({ kind: 'frame', frame: { ...answer, ref } }, id);
            if (connection.unanswered === 0)
                line?.settled();
        });
    }
    /** Perhaps somebody else is signed in by now. */
    function renew() {
        count = undefined;
        counter?.close();
        counter = undefined;
        line?.renew();
        considerStream();
    }
    return {
        take(message) {
            switch (message.kind) {
                case 'join':
                    return join(message.id, message.want, message.person);
                case 'leave':
                    return leave(message.id);
                case 'ask':
                    return ask(message.id, message.ref, message.question);
                case 'redial':
                    return line?.comeBack();
                case 'renew':
                    person = undefined;
                    return renew();
                case 'wake':
                    line?.wake();
                    counter?.wake();
            }
        },
        close() {
            clearTimeout(streamTimer);
            line?.close();
            counter?.close();
            members.clear();
        }
    };
}
const withReason = (reason) => reason && { reason: reason.toJSON() };
function put(map, channel, id) {
    const ids = map.get(channel);
    if (ids)
        ids.add(id);
    else
        map.set(channel, new Set([id]));
}
