import type { Rungs } from '../ladder.ts'

/** What taking a way in away asks for: that another one is left. @param identities how many there are with it. */
export function waysInWithout (identities: number, hasPassword: boolean): Rungs<object> {
  return { policy: () => identities > 1 || hasPassword ? undefined : { path: '/params/identityId', rule: 'lastWayIn' } }
}
