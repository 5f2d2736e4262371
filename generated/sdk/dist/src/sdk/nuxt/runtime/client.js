import { useNuxtApp } from '#imports';
/** The API: one client for each page, and on the server one for each request. */
export function useWorkPulse() {
    return useNuxtApp().$workpulse;
}
