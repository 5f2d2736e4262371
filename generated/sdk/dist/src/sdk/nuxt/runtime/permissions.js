import { useAsyncData } from '#imports';
import { computed } from 'vue';
import { useWorkPulse } from "./client.js";
import { useSession } from "./session.js";
/** What who is signed in may do, read once for each of them. */
export function usePermissions() {
    const { user, status } = useSession();
    const client = useWorkPulse();
    const id = computed(() => status.value === 'in' ? user.value?.id : undefined);
    const { data } = useAsyncData('workpulse:permissions', async () => ({ of: id.value, permissions: id.value === undefined ? [] : (await client.getMySummary()).permissions }), { watch: [id], lazy: true });
    const all = computed(() => data.value?.of !== undefined && data.value.of === id.value ? data.value.permissions : []);
    return {
        all,
        can: (permission) => all.value.includes(permission),
        is: (...roles) => user.value !== undefined && roles.includes(user.value.role)
    };
}
