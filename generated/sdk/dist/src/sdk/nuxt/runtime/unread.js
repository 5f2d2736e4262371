import { useState } from '#imports';
import { readonly, watch } from 'vue';
import { useWorkPulse } from "./client.js";
import { useSession } from "./session.js";
/** How many notifications are unread; undefined until that is known. However many call it, a browser has one stream or socket. */
export function useUnread() {
    const unread = useState('workpulse:unread');
    const { status } = useSession();
    const client = useWorkPulse();
    if (import.meta.client) {
        watch(status, (now, _before, onCleanup) => {
            if (now !== 'in') {
                unread.value = undefined;
                return;
            }
            onCleanup(client.followUnread({
                onUnread(count) {
                    unread.value = count;
                }
            }));
        }, { immediate: true });
    }
    return readonly(unread);
}
