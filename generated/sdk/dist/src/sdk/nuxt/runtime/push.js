import { useRuntimeConfig, useState } from '#imports';
import { getCurrentScope, onScopeDispose, readonly, watch } from 'vue';
import { apiErrorOf } from "../../errors.js";
import { useWorkPulse } from "./client.js";
import { useSession } from "./session.js";
/** Below the root of the app. The worker's scope is a path that no page has, so that it stands in no other's way. */
const [file, scope] = ['workpulse-push.js', 'workpulse-push/'];
/** Who asked to be told in this browser: whoever signs in after them is not, unless they ask. The service worker says it of a change. */
const kept = 'workpulse:push';
/** Whether this browser is told of notices while no page is open, and the switch for it. */
export function usePush() {
    const state = useState(kept, () => 'unknown');
    const { user, status } = useSession();
    const client = useWorkPulse();
    const root = useRuntimeConfig().app.baseURL;
    function become(now) {
        state.value = now;
        return now;
    }
    /** Undefined where the service pushes nothing. */
    async function keyOf() {
        try {
            return (await client.getPushKey()).publicKey;
        }
        catch (error) {
            if (apiErrorOf(error)?.code === 'NOT_CONFIGURED')
                return undefined;
            throw error;
        }
    }
    /** The browser subscribes, and the API is told; both do nothing where it is so already. */
    async function agree(registration, key) {
        const known = await registration.pushManager.getSubscription();
        // One that was made with another key gets nothing.
        const isOurs = known && base64url(known.options.applicationServerKey) === key;
        if (known && !isOurs)
            await known.unsubscribe();
        const subscription = isOurs ? known : await subscribeIn(registration, key);
        const { endpoint, keys } = subscription.toJSON();
        await client.subscribeToPush({ endpoint: endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } });
        localStorage.setItem(kept, user.value.id);
        return become('on');
    }
    /**
     * Looks how it is, and tells the API anew of a browser whose subscription went with the session before. One that the browser itself
     * took away it is asked for again: the person still wants it.
     */
    async function look() {
        if (status.value !== 'in')
            return void become('unknown');
        // Nothing is other than the server rendered it before the page stands.
        const key = await (isAble() ? keyOf() : undefined);
        if (key === undefined)
            return void become('unsupported');
        if (Notification.permission === 'denied')
            return void become('denied');
        const registration = await registered(root + scope);
        const isWanted = localStorage.getItem(kept) === user.value?.id && Notification.permission === 'granted';
        const isThere = isWanted && registration &&
            (await registration.pushManager.getSubscription() ?? await subscribeIn(registration, key).catch(() => undefined));
        if (!isThere)
            return void become('off');
        await agree(registration, key);
    }
    if (import.meta.client) {
        // What cannot be asked now stays as it was known.
        const again = () => void look().catch(() => { });
        watch([status, () => user.value?.id], again, { immediate: true });
        if (isAble()) {
            const onChange = ({ data }) => data === kept && again();
            navigator.serviceWorker.addEventListener('message', onChange);
            if (getCurrentScope())
                onScopeDispose(() => navigator.serviceWorker.removeEventListener('message', onChange));
        }
    }
    return {
        state: readonly(state),
        async subscribe() {
            const key = await keyOf();
            if (key === undefined || !isAble())
                return become('unsupported');
            const permission = await Notification.requestPermission();
            if (permission !== 'granted')
                return become(permission === 'denied' ? 'denied' : 'off');
            const registration = await navigator.serviceWorker.register(root + file, { scope: root + scope });
            await activated(registration);
            return agree(registration, key);
        },
        async unsubscribe() {
            localStorage.removeItem(kept);
            const registration = await registered(root + scope);
            await (await registration?.pushManager.getSubscription())?.unsubscribe();
            become('off');
            const { items } = await client.listPushSubscriptions();
            for (const { id, current } of items)
                if (current)
                    await client.unsubscribeFromPush(id);
            return state.value;
        }
    };
}
const isAble = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
const subscribeIn = ({ pushManager }, key) => pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
/** Ours: a path is also answered with the registration of whatever is above it. */
async function registered(path) {
    const registration = await navigator.serviceWorker.getRegistration(path);
    return registration?.scope === new URL(path, location.origin).href ? registration : undefined;
}
async function activated({ installing, waiting, active }) {
    const worker = installing ?? waiting ?? active;
    if (!worker || worker.state === 'activated')
        return;
    await new Promise((resolve) => {
        worker.addEventListener('statechange', () => {
            if (worker.state === 'activated')
                resolve();
        });
    });
}
const bytesOf = (key) => Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes ?? []))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
