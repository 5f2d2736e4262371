import { add, callEach } from "../listeners.js";
import { onPageChange } from "../live/page.js";
import { openDrafts } from "./drafts.js";
import { createPost } from "./post.js";
/** In milliseconds: after what passes by itself, the first time and at most. */
const [firstPause, longestPause] = [2000, 300_000];
/** Drafts go to `PUT /reports/by-date/{date}`, one after the other; the tabs of a browser take turns. */
export function createOutbox(client, { userId, name = 'workpulse.outbox' }) {
    const drafts = openDrafts(name);
    const listeners = new Set();
    const tabs = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(`${name}|${userId}`);
    if (tabs)
        tabs.onmessage = ({ data }) => callEach(listeners, data);
    const closing = new AbortController();
    let timer;
    let pause = firstPause;
    let flushing;
    let again = false;
    const post = createPost(client, drafts, { userId, closing: closing.signal, tell });
    const ignorePage = onPageChange({ onWake: () => void flush(), onSleep: () => { }, onReturn: () => { } });
    function tell(outcome) {
        callEach(listeners, outcome);
        if (!closing.signal.aborted)
            tabs?.postMessage(outcome);
    }
    /** One run at a time; who asks meanwhile gets another one after it. */
    function flush() {
        again = true;
        flushing ??= runs().finally(() => {
            flushing = undefined;
        });
        return flushing;
    }
    async function runs() {
        while (again && !closing.signal.aborted) {
            again = false;
            clearTimeout(timer);
            if (await inTurn(post))
                pause = firstPause;
            else
                later();
        }
    }
    function later() {
        if (closing.signal.aborted)
            return;
        timer = setTimeout(() => void flush(), pause * (0.5 + Math.random()));
        pause = Math.min(2 * pause, longestPause);
    }
    /** Only one tab sends at a time. */
    async function inTurn(work) {
        const { locks } = globalThis.navigator ?? {};
        if (!locks)
            return work();
        try {
            return await locks.request(`${name}|${userId}`, { signal: closing.signal }, work);
        }
        catch (error) {
            if (closing.signal.aborted)
                return false;
            throw error;
        }
    }
    return {
        async keep(date, draft) {
            const keptAt = Date.now();
            await drafts.change({ userId, date }, (present, nextOrder) => {
                const waiting = present && !present.refused ? present : undefined;
                return {
                    userId,
                    date,
                    order: present?.order ?? nextOrder,
                    revision: (present?.revision ?? 0) + 1,
                    draft: waiting ? { ...draft, baseVersion: waiting.draft.baseVersion } : draft,
                    sent: waiting?.sent ?? null,
                    refused: null,
                    keptAt
                };
            });
            void flush();
        },
        list: () => drafts.list(userId),
        async discard(date) {
            await drafts.change({ userId, date }, () => undefined);
        },
        flush,
        onOutcome: (listener) => add(listeners, listener),
        close() {
            closing.abort();
            clearTimeout(timer);
            ignorePage();
            tabs?.close();
            drafts.close();
        }
    };
}
