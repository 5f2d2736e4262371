import { createSharing } from "./sharing.js";
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
    /** What another tab wrote, or told, may arrive here long after its turn is over. */
    async function catchUp() {
        for (const published of await sharing.published()) {
            if (timeOf(published) > timeOf(mark()))
                newest = published;
        }
    }
    async function change(to) {
        await catchUp();
        const changed = newest = `${Math.max(Date.now(), timeOf(mark()) + 1)} ${to}`;
        sharing.write('session', changed);
        await sharing.publish(changed);
        return changed;
    }
    async function begin() {
        const changed = await change('in');
        state = 'in';
        sharing.tell(changed);
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
            renewing ??= sharing.exclusively(async () => {
                await catchUp();
                if (sent !== mark())
                    return isIn(mark());
                const renewed = await refresh();
                await (renewed ? begin() : change('out'));
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
        async leave() {
            sharing.tell(await change('out'));
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
