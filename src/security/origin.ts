import type { IncomingHttpHeaders } from 'node:http'

/**
 * May a request that changes something come from where it says? A browser sends Origin or, at the least,
 * Sec-Fetch-Site; a caller that sends neither is not a browser and carries no cookies of a victim's.
 */
export function isTrustedOrigin (headers: IncomingHttpHeaders, allowed: string[]): boolean {
  if (headers.origin !== undefined) return allowed.includes(headers.origin)
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin'
}
