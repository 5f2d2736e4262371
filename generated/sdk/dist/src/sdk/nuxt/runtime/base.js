/** @throws where nobody has said where the API is. */
export function apiBaseOf(apiBase) {
    if (apiBase)
        return apiBase;
    throw new Error('WorkPulse: NUXT_PUBLIC_API_BASE is missing, the address of the API: https://apiwork.rycroftapparel.com');
}
