/** In milliseconds: for so long the stream waits for the socket, which brings the number too. */
const streamDelay = 3000;
export function createTally({ isWanted, hasLine, openStream, send }) {
    let counter;
    let timer;
    let lineCounts = false;
    let count;
    function take(next) {
        count = next;
        send({ kind: 'unread', count: next });
    }
    function stop() {
        counter?.close();
        counter = undefined;
    }
    function start() {
        timer = undefined;
        if (counter || lineCounts || !isWanted())
            return;
        counter = openStream(take);
    }
    function consider() {
        if (isWanted() && !lineCounts) {
            if (!counter)
                timer ??= setTimeout(start, hasLine() ? streamDelay : 0);
            return;
        }
        clearTimeout(timer);
        timer = undefined;
        stop();
        if (!lineCounts)
            count = undefined;
    }
    return {
        get count() {
            return count;
        },
        consider,
        tell(next) {
            lineCounts = true;
            take(next);
            consider();
        },
        lose() {
            lineCounts = false;
            consider();
        },
        forget() {
            count = undefined;
            stop();
        },
        wake: () => counter?.wake(),
        close() {
            clearTimeout(timer);
            counter?.close();
        }
    };
}
