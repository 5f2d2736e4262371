import { useAsyncData } from '#imports';
import { computed, shallowRef, toValue, watch } from 'vue';
import { calls } from "../../../../generated/sdk/operations.js";
import { apiErrorOf } from "../../errors.js";
import { openChannel } from "./channel.js";
import { useWorkPulse } from "./client.js";
import { useSession } from "./session.js";
/** What is being read may be older than the reason to read it. */
const anew = { dedupe: 'cancel' };
/** In milliseconds: events that come together are one reason to read anew. */
const gathering = 300;
/** In milliseconds, about: how often a page that is seen reads where no connection tells what changes, or where reading failed. */
const pollInterval = 30_000;
/**
 * Reads, and keeps what was read as it is at the API: what an event tells is shown at once, and what it does not tell is read anew.
 * Reads again when the input changes; for `undefined` nothing is read. What happens after the reading is not missed. What was read
 * stays when reading it again fails, which is tried as soon as there is a connection.
 */
export function useLive(operation, 
// `state: 'submitted'` in a function is more than some text.
input, options = {}) {
    const client = useWorkPulse();
    const { user, status } = useSession();
    const state = shallowRef('connecting');
    const given = computed(() => toValue(input));
    const args = computed(() => argumentsOf(operation, given.value));
    // Of somebody, who may have to sign in again meanwhile.
    const wanted = computed(() => {
        const isAsked = input === undefined || given.value !== undefined;
        return user.value && isAsked ? user.value.id + JSON.stringify(args.value) : '';
    });
    const read = useAsyncData(`workpulse:${operation}:${JSON.stringify(args.value)}`, async function readIt() {
        const of = wanted.value;
        if (!of)
            return null;
        const found = await reading(client, operation, args.value).catch((error) => ({ error }));
        if (of !== wanted.value)
            return readIt();
        if (!('error' in found))
            return { of, ...found };
        const known = read.data.value;
        if (known?.of !== of)
            throw found.error;
        return { ...known, error: found.error };
    }, 
    // Components that begin together ask once; who comes while it is asked has the answer to what is wanted by then.
    {
        watch: [wanted],
        deep: false,
        dedupe: 'defer',
        // There a page begins when its layout has read the same already.
        ...(import.meta.server && { getCachedData: (key, app) => app.payload.data[key] ?? undefined })
    });
    const error = computed(() => errorOf(read.error.value ?? read.data.value?.error));
    if (import.meta.client) {
        const channels = computed(() => {
            if (status.value !== 'in' || !wanted.value || !(read.data.value ?? error.value))
                return '';
            const others = [toValue(options.channel) ?? teamOf(operation, args.value, read.data.value?.answer)].flat();
            return [...new Set(['me', ...others])].filter(Boolean).join(' ');
        });
        follow(client, operation, { args, channels, state, read, error });
    }
    const live = {
        data: computed(() => read.data.value?.answer),
        error,
        pending: read.pending,
        state,
        refresh: () => read.refresh(anew)
    };
    return Object.assign(read.then(() => live), live);
}
async function reading(client, operation, args) {
    let position;
    const call = client[operation];
    const answer = await call(...args, {
        onPosition(at) {
            position = at;
        }
    });
    return { answer, position };
}
function follow(client, operation, { args, channels, state, read, error }) {
    let timer;
    function again() {
        timer ??= setTimeout(() => {
            timer = undefined;
            void read.refresh(anew);
        }, gathering);
    }
    // What an event means is loaded beside the page: where that does not come, each is a reason to read anew.
    const meaning = import("./concerns.js");
    const hear = (event) => void meaning.then(({ concerns, effectOf }) => {
        const known = read.data.value;
        if (!concerns(operation, event.type))
            return;
        // What is being read may be older than the event.
        if (!known || read.pending.value)
            return again();
        const effect = effectOf(event, known.answer, queryOf(args.value));
        if (effect.kind === 'refresh')
            again();
        if (effect.kind === 'apply')
            read.data.value = { ...known, answer: effect.answer };
    }, again);
    watch(channels, (names, _before, onCleanup) => {
        if (!names)
            return;
        const since = read.data.value?.position;
        const ends = names.split(' ').map((name) => openChannel(client, name, since, {
            onEvent: hear,
            onResync: again,
            onState(next) {
                state.value = next;
                if (next === 'open' && error.value)
                    again();
            }
        }));
        const poll = setInterval(() => {
            if (!document.hidden && (state.value !== 'open' || error.value))
                again();
        }, pollInterval * (0.75 + Math.random() / 2));
        onCleanup(() => {
            clearInterval(poll);
            clearTimeout(timer);
            timer = undefined;
            for (const end of ends)
                end();
        });
    }, { immediate: true });
}
/** As many as the operation takes before its options. */
function argumentsOf(operation, input) {
    const { path, input: kind } = calls[operation];
    const length = path.split('{').length - 1 + (kind === undefined ? 0 : 1);
    const args = length > 1 && Array.isArray(input) ? input : [input];
    return Array.from({ length }, (_, index) => args[index]);
}
function queryOf(args) {
    const last = args.at(-1);
    return typeof last === 'object' && last !== null ? last : {};
}
/** The team whose events say what changes, where there is one. */
function teamOf(operation, args, answer) {
    if (/Calendar|Holiday/.test(operation))
        return 'org';
    const [first] = args;
    const id = queryOf(args).teamId ??
        (/Team/.test(operation) && typeof first === 'string' ? first : answer?.teamId);
    return typeof id === 'string' ? `team:${id}` : undefined;
}
function errorOf(error) {
    return error === undefined || error === null ? undefined : apiErrorOf(error) ?? error;
}
