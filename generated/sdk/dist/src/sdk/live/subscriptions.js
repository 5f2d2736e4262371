export function createSubscriptions({ line, send }) {
    /** Who follows a channel, and who waits for an answer about it. */
    const followers = new Map();
    const asking = new Map();
    /** Nobody is asked while others still follow the channel. */
    function drop(channel, id) {
        const ids = followers.get(channel);
        if (!ids?.delete(id) || ids.size > 0)
            return;
        followers.delete(channel);
        line()?.connection?.ask({ type: 'unsubscribe', channel }, () => { });
    }
    function subscribe(connection, id, ref, question) {
        const { channel } = question;
        put(followers, channel, id);
        put(asking, channel, id);
        connection.ask(question, (answer) => {
            asking.get(channel)?.delete(id);
            if (answer.type === 'error' && answer.retryable)
                return line()?.comeBack();
            if (answer.type === 'error')
                followers.get(channel)?.delete(id);
            send({ kind: 'frame', frame: { ...answer, ref } }, id);
            if (connection.unanswered === 0)
                line()?.settled();
        });
    }
    return {
        get isEmpty() {
            return followers.size === 0;
        },
        ask(id, ref, question) {
            const connection = line()?.connection;
            if (!connection)
                return; // It asks again once there is one.
            if (question.type === 'subscribe')
                return subscribe(connection, id, ref, question);
            drop(question.channel, id);
            send({ kind: 'frame', frame: { type: 'unsubscribed', ref, channel: question.channel } }, id);
        },
        // What cannot be replayed concerns whoever asked for it; that the log is another one concerns all.
        askersOf(frame) {
            const askers = frame.type === 'resync' && frame.reason !== 'epoch' ? asking.get(frame.channel) : undefined;
            return askers?.size ? askers : undefined;
        },
        leave(id) {
            for (const channel of [...followers.keys()])
                drop(channel, id);
        },
        lose() {
            followers.clear();
            asking.clear();
        }
    };
}
function put(map, channel, id) {
    const ids = map.get(channel);
    if (ids)
        ids.add(id);
    else
        map.set(channel, new Set([id]));
}
