import bowser from 'bowser'

const day = 86_400_000
/** How long the generation before the present one is still answered, for parallel tabs. In milliseconds. */
const grace = 10_000

/** Seven days without use end a session; thirty end it in any case. */
export function sessionExpiry (now: Date): { idleExpiresAt: Date, expiresAt: Date } {
  return { idleExpiresAt: new Date(now.getTime() + 7 * day), expiresAt: new Date(now.getTime() + 30 * day) }
}

interface Generation {
  generation: number
  rotatedAt: string
}

/** Was the token presented by a tab that lost the race against another of the same browser? */
export function isWithinGrace (current: Generation, presented: number, now: Date): boolean {
  return current.generation === presented + 1 && now.getTime() - Date.parse(current.rotatedAt) <= grace
}

/** An older token than that is in somebody else's hands. */
export function isReuse (current: Generation, presented: number): boolean {
  return current.generation > presented
}

/** What a person would call it: `Chrome on Linux`. Empty for what says nothing of itself. */
export function deviceOf (userAgent: string): string {
  if (userAgent === '') return ''
  const { browser, os } = bowser.parse(userAgent)
  return [browser.name || userAgent.split(/[ /]/, 1)[0], os.name].filter(Boolean).join(' on ')
}
