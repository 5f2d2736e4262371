import { ApiError } from "../errors.js";
import { add, callEach } from "../listeners.js";
import { onPageChange } from "../live/page.js";
import { openDrafts } from "./drafts.js";
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
            if (await inTurn(sendAll))
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
    /** Resolves to false where some wait for better times. */
    async function sendAll() {
        const tried = new Set();
        for (;;) {
            // What was never on its way cannot have arrived.
            if (globalThis.navigator?.onLine === false)
                return false;
            const next = (await drafts.list(userId)).find(({ date, revision, refused }) => !refused && !tried.has(`${date} ${revision}`));
            if (!next || closing.signal.aborted)
                return true;
            tried.add(`${next.date} ${next.revision}`);
            if (!await send(next))
                return false;
        }
    }
    /** Resolves to false where it may be tried again. */
    async function send(entry) {
        const { date } = entry;
        try {
            const draft = await nextOf(entry);
            await drafts.change(entry, (present) => present && { ...present, sent: draft });
            const answer = await put(date, draft);
            await drafts.change(entry, (present) => present?.revision === entry.revision ? undefined : present && goingOn(present, answer));
            tell({ kind: 'sent', date, ...answer });
            return true;
        }
        catch (error) {
            if (!isFinal(error))
                return false;
            const refused = await drafts.change(entry, (present) => present?.revision === entry.revision ? { ...present, sent: null, refused: error.toJSON() } : present && { ...present, sent: null });
            if (refused?.refused)
                tell({ kind: 'refused', date, draft: refused });
            return true;
        }
    }
    /** What may have arrived goes first: it tells which version the newer one goes on from. The same can be sent again as it was. */
    async function nextOf({ date, draft, sent }) {
        if (sent === null)
            return draft;
        return JSON.stringify(sent.content) === JSON.stringify(draft.content) ? sent : rebased(draft, await put(date, sent));
    }
    const put = (date, draft) => client.upsertReportByDate(date, draft, { signal: closing.signal });
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
/** @param base what is at the API of the draft before it. */
function rebased(draft, { report }) {
    return { ...draft, baseVersion: report.version };
}
/** One that was kept while the one before was on its way. */
function goingOn(present, base) {
    return { ...present, draft: rebased(present.draft, base), sent: null };
}
/** What time, a network or signing in again mends. */
const passing = ['UNAUTHENTICATED', 'UNAVAILABLE', 'RATE_LIMITED', 'IN_PROGRESS', 'REQUEST_TIMEOUT', 'INTERNAL'];
function isFinal(error) {
    return error instanceof ApiError && error.status < 500 && !passing.includes(error.code);
}
