import { createPacing } from "./pacing.js";
/** In milliseconds: a server that says nothing before the connection is ready. */
const handshakeTimeout = 30_000;
/** A connection that is silent for longer is dead. */
const silentHeartbeats = 3;
const silent = 4000;
/** One WebSocket, from its making to its close. */
export function watchConnection(socket, onTold) {
    const closed = Promise.withResolvers();
    const questions = new Map();
    let refs = 0;
    let patience = handshakeTimeout;
    let heartbeat = handshakeTimeout;
    let pacing;
    let beats;
    let watchdog;
    function watch() {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => close(silent, 'silent'), patience);
    }
    function end(code) {
        clearTimeout(watchdog);
        clearInterval(beats);
        pacing?.stop();
        pacing = undefined;
        questions.clear();
        socket.onmessage = null;
        closed.resolve(code);
    }
    /** Does not wait for the other side, which may be gone. */
    function close(code, reason) {
        end(code);
        socket.close(code, reason);
    }
    function receive(frame) {
        if (frame.type === 'pong')
            return;
        if (frame.type === 'hello') {
            pacing = createPacing(frame.limits);
            heartbeat = frame.heartbeat * 1000;
        }
        const ref = 'ref' in frame ? frame.ref : undefined;
        const onAnswer = ref === undefined ? undefined : questions.get(ref);
        if (!onAnswer)
            return onTold(frame);
        questions.delete(ref);
        onAnswer(frame);
    }
    socket.onmessage = ({ data }) => {
        watch();
        receive(JSON.parse(String(data)));
    };
    socket.onclose = ({ code }) => end(code);
    socket.onerror = () => { }; // `close` follows and says more.
    watch();
    return {
        closed: closed.promise,
        get unanswered() {
            return questions.size;
        },
        ask(question, onAnswer) {
            const ref = String(++refs);
            questions.set(ref, onAnswer);
            pacing?.enqueue(() => socket.send(JSON.stringify({ ...question(), ref })));
        },
        keepAlive() {
            patience = heartbeat * silentHeartbeats;
            watch();
            beats = setInterval(() => pacing?.enqueue(() => socket.send('{"type":"ping"}')), heartbeat);
        },
        close
    };
}
