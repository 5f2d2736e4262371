import { ref, shallowRef, toValue, watch } from 'vue';
import { eventTypes } from "../../../../generated/sdk/frames.js";
import { useWorkPulse } from "./client.js";
import { useSession } from "./session.js";
/** Follows a channel while somebody is signed in, for as long as the component is there; on the server nothing happens. */
export function useChannel(name, handlers = {}) {
    const state = ref('connecting');
    const reason = shallowRef();
    const online = ref([]);
    if (import.meta.client) {
        const { status } = useSession();
        const client = useWorkPulse();
        watch([() => toValue(name), status], ([channel, now], _before, onCleanup) => {
            online.value = [];
            if (channel === undefined || now !== 'in')
                return;
            onCleanup(openChannel(client, channel, undefined, {
                onEvent(event) {
                    if (event.type === 'team.presence')
                        online.value = event.data.users ?? [];
                    handlers[event.type]?.(event);
                },
                onResync: (missed) => handlers.resync?.(missed),
                onState(next, why) {
                    state.value = next;
                    reason.value = why;
                }
            }));
        }, { immediate: true });
    }
    return { state, reason, online };
}
/** @param since its events after this position come first. @returns a function that ends it. */
export function openChannel(client, name, since, heard) {
    const realtime = client.connect(name === 'me' && since !== undefined ? { since } : {});
    const isOwn = (channel) => name === 'me' ? channel.startsWith('user:') : channel === name;
    for (const type of eventTypes) {
        realtime.on(type, (event) => {
            if (isOwn(event.channel))
                heard.onEvent(event);
        });
    }
    realtime.onResync((missed) => {
        if (isOwn(missed.channel))
            heard.onResync(missed);
    });
    realtime.onState(heard.onState);
    follow(realtime, name, since)?.catch((error) => heard.onState(realtime.state, error));
    return () => realtime.close();
}
function follow(realtime, name, since) {
    const options = since === undefined ? {} : { since };
    if (name === 'me')
        return undefined;
    return name === 'org' ? realtime.followOrganisation(options) : realtime.followTeam(name.slice('team:'.length), options);
}
