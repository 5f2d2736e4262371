import { useAsyncData } from '#imports';
import { computed, shallowRef, toValue, watch } from 'vue';
import { calls } from "../../../../generated/sdk/operations.js";
import { apiErrorOf } from "../../errors.js";
import { openChannel } from "./channel.js";
import { useWorkPulse } from "./client.js";
import { concerns, effectOf } from "./concerns.js";
import { useSession } from "./session.js";
/** In milliseconds: events that come together are one reason to read anew. */
const gathering = 300;
/**
 * Reads, and keeps what was read as it is at the API: what an event tells is shown at once, and what it does not tell is read anew.
 * Reads again when the input changes; for `undefined` nothing is read. What happens after the reading is not missed.
 */
export function useLive(operation, 
// `state: 'submitted'` in a function is more than some text.
input, options = {}) {
    const client = useWorkPulse();
    const { status } = useSession();
    const state = shallowRef('connecting');
    const given = computed(() => toValue(input));
    const args = computed(() => argumentsOf(operation, given.value));
    const wanted = computed(() => status.value === 'in' && (input === undefined || given.value !== undefined));
    const read = useAsyncData(`workpulse:${operation}:${JSON.stringify(args.value)}`, async () => wanted.value ? reading(client, operation, args.value) : null, { watch: [args, wanted], deep: false });
    const teams = computed(() => [toValue(options.channel) ?? teamOf(operation, args.value, read.data.value?.answer)]);
    if (import.meta.client)
        follow(client, operation, { args, teams, state, read });
    const live = {
        data: computed(() => read.data.value?.answer),
        error: computed(() => errorOf(read.error.value)),
        pending: read.pending,
        state,
        refresh: () => read.refresh()
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
function follow(client, operation, { args, teams, state, read }) {
    const channels = computed(() => read.data.value ? [...new Set(['me', ...teams.value])].join(' ') : '');
    let timer;
    function again() {
        timer ??= setTimeout(() => {
            timer = undefined;
            void read.refresh();
        }, gathering);
    }
    function hear(event) {
        const known = read.data.value;
        if (!known || !concerns(operation, event.type))
            return;
        const effect = effectOf(event, known.answer, queryOf(args.value));
        if (effect.kind === 'refresh')
            again();
        if (effect.kind === 'apply')
            read.data.value = { ...known, answer: effect.answer };
    }
    watch(channels, (names, _before, onCleanup) => {
        const since = read.data.value?.position;
        const ends = names.split(' ').filter((name) => name !== '').map((name) => openChannel(client, name, since, {
            onEvent: hear,
            onResync: again,
            onState(next) {
                state.value = next;
            }
        }));
        onCleanup(() => {
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
