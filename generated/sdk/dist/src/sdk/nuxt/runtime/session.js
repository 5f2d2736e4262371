import { navigateTo, useNuxtApp, useRouter, useState } from '#imports';
import { options } from '#build/workpulse.mjs';
import { readonly } from 'vue';
import { ConnectionError } from "../../errors.js";
import { pause } from "../../pause.js";
/** Who is signed in, and what changes that. */
export function useSession() {
    return useNuxtApp().$workpulseSession;
}
/** In milliseconds: a page that is rendered waits no longer. */
const renderingPatience = 4000;
/** In milliseconds, after which the API is asked again while it cannot be reached: at first, and at most. */
const [firstPause, longestPause] = [2000, 30_000];
/** @param client to be called later only: it is made with `lose`. */
export function createSessionControl(client) {
    const app = useNuxtApp();
    const router = useRouter();
    const user = useState('workpulse:user');
    const status = useState('workpulse:status', () => 'unknown');
    const expired = useState('workpulse:expired', () => false);
    let asking;
    let isLeaving = false;
    const go = (to, way) => app.runWithContext(() => navigateTo(to, way));
    const asked = (to) => to ?? pathOf(router.currentRoute.value.query.next) ?? options.home;
    function know(found) {
        user.value = found;
        status.value = found ? 'in' : 'out';
        expired.value = false;
    }
    async function ask() {
        try {
            know(await client().restoreSession(import.meta.server ? { signal: AbortSignal.timeout(renderingPatience) } : {}));
        }
        catch {
            status.value = 'unreachable';
            if (import.meta.client)
                void askLater();
        }
        return status.value;
    }
    function retry() {
        asking ??= ask().finally(() => {
            asking = undefined;
        });
        return asking;
    }
    async function askLater(wait = firstPause) {
        await pauseUntilOnline(wait * (0.5 + Math.random()));
        if (status.value !== 'unreachable')
            return;
        try {
            know(await client().restoreSession());
        }
        catch {
            return askLater(Math.min(wait * 2, longestPause));
        }
    }
    return {
        user: readonly(user),
        status: readonly(status),
        expired: readonly(expired),
        async signIn(credentials, { to } = {}) {
            await client().login(credentials);
            // What the answer set may not have been kept.
            const found = await client().restoreSession();
            if (!found)
                throw new ConnectionError('The browser keeps no cookies of the API', { kind: 'blocked' });
            know(found);
            const here = router.currentRoute.value.path;
            if (to !== undefined || here === options.signIn)
                await go(asked(to), { replace: here === options.signIn });
            return found;
        },
        async signInWithGoogle({ to } = {}) {
            const { url } = await client().startGoogleSignIn({ return_to: asked(to) });
            await go(url, { external: true });
        },
        async signOut() {
            await client().logout();
            isLeaving = true;
            know(undefined);
            await go(options.signIn);
            isLeaving = false;
        },
        get isLeaving() {
            return isLeaving;
        },
        retry,
        settled: () => status.value === 'in' || status.value === 'out' ? Promise.resolve(status.value) : retry(),
        know,
        compare() {
            const before = user.value?.id;
            client().restoreSession().then((found) => {
                // Nothing of somebody else stays on the page.
                if (found && before !== undefined && found.id !== before)
                    location.reload();
                else if (found)
                    know(found);
            }, () => { });
        },
        lose() {
            const { path, fullPath, meta } = router.currentRoute.value;
            const wasIn = status.value === 'in';
            status.value = 'out';
            if (!wasIn)
                return;
            if ((meta.sessionEnd ?? options.sessionEnd) === 'stay') {
                expired.value = true;
                return;
            }
            user.value = undefined;
            if (path !== options.signIn)
                void go({ path: options.signIn, query: { next: fullPath } });
        }
    };
}
/** Shorter where the network comes back meanwhile. */
async function pauseUntilOnline(milliseconds) {
    const back = new AbortController();
    globalThis.addEventListener('online', () => back.abort(), { once: true, signal: back.signal });
    await pause(milliseconds, back.signal);
    back.abort();
}
/** A path of this app, from the address; what leads elsewhere is none. */
function pathOf(text) {
    return typeof text === 'string' && /^\/(?![/\\])/.test(text) ? text : undefined;
}
