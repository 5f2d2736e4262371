import { pause } from "./pause.js";
import { createSharing } from "./sharing.js";
/** In milliseconds: what another tab wrote, or told, may arrive a little after its turn is over. */
const propagation = 50;
/** When the tokens last changed, and how: `1763607600000 in`. Each is later than the one before, whatever the clock does. */
const timeOf = (mark) => Number.parseInt(mark) || 0;
const isIn = (mark) => mark.endsWith('in');
/** Whether one is signed in, as the client, the tabs and the live connections agree on it. */
export function createSession(options) {
    const sharing = createSharing(options, hear);
    const listeners = new Set();
    let state = 'unknown';
    let newest = '';
    let renewing;
    /** What was told may be ahead of the storage, and the other way round. */
    function mark() {
        const stored = sharing.read('session') ?? '';
        return timeOf(stored) > timeOf(newest) ? stored : newest;
    }
    function change(to) {
        newest = `${Math.max(Date.now(), timeOf(mark()) + 1)} ${to}`;
        sharing.write('session', newest);
    }
    function begin() {
        change('in');
        state = 'in';
        sharing.tell(newest);
    }
    function end() {
        state = 'out';
        for (const listener of [...listeners])
            listener();
    }
    /** A tab that was frozen hears of what is long over. */
    function hear(told) {
        if (timeOf(told) === 0 || timeOf(told) < timeOf(mark()))
            return;
        newest = told;
        if (isIn(told)) {
            state = 'in';
            options.onSignedIn?.();
        }
        else if (state !== 'out') {
            end();
            options.onSignedOut?.();
        }
    }
    return {
        ...sharing,
        mark,
        begin,
        async renew(sent, refresh) {
            if (sent !== mark())
                return isIn(mark());
            renewing ??= sharing.exclusively(async (waited) => {
                if (waited && sent === mark())
                    await pause(propagation);
                if (sent !== mark())
                    return isIn(mark());
                const renewed = await refresh();
                if (renewed)
                    begin();
                else
                    change('out');
                return renewed;
            }).finally(() => {
                renewing = undefined;
            });
            return renewing;
        },
        confirm(sent) {
            if (sent === mark())
                state = 'in';
        },
        leave() {
            change('out');
            sharing.tell(newest);
            end();
        },
        lose(quiet = false) {
            if (state === 'out')
                return;
            const silent = quiet && state === 'unknown';
            end();
            if (silent)
                return;
            sharing.tell(mark());
            options.onSignedOut?.();
        },
        onEnd(listener) {
            listeners.add(listener);
            return () => {
                listeners.delete(listener);
            };
        }
    };
}
