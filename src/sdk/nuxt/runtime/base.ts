/** The way of the session, which the environment may say anew for what is built. @throws for what is none. */
export function isProxied (way: string): boolean {
  if (way === 'direct' || way === 'proxy') return way === 'proxy'
  throw new Error(`WorkPulse: the session is '${way}', by workpulse.session or NUXT_PUBLIC_WORKPULSE_SESSION: it is 'direct' or 'proxy'`)
}

/** @throws where nobody has said where the API is. */
export function apiBaseOf (apiBase: string | undefined): string {
  if (apiBase) return apiBase
  throw new Error('WorkPulse: NUXT_PUBLIC_API_BASE is missing, the address of the API: https://apiwork.rycroftapparel.com')
}
