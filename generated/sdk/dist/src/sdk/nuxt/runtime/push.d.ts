import { type Ref } from 'vue';
/**
 * `unknown`: nobody is signed in, or the API has not answered yet. `unsupported`: this browser cannot, or the API has no key. `denied`: the
 * person has told the browser to show nothing of this site, and only they can change that, in its settings.
 */
export type PushState = 'unknown' | 'unsupported' | 'denied' | 'off' | 'on';
export interface Push {
    /** Of this browser. */
    state: Readonly<Ref<PushState>>;
    /** Asks the person, where they were not asked yet: call it from a click. @throws ApiError and ConnectionError as a call does. */
    subscribe: () => Promise<PushState>;
    unsubscribe: () => Promise<PushState>;
}
/** Whether this browser is told of notices while no page is open, and the switch for it. */
export declare function usePush(): Push;
