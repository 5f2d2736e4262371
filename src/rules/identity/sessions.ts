import bowser from 'bowser'

const day = 86_400_000

/** Seven days without use end a session; thirty end it in any case. */
export function sessionExpiry (now: Date): { idleExpiresAt: Date, expiresAt: Date } {
  return { idleExpiresAt: new Date(now.getTime() + 7 * day), expiresAt: new Date(now.getTime() + 30 * day) }
}

/** What a person would call it: `Chrome on Linux`. Empty for what says nothing of itself. */
export function deviceOf (userAgent: string): string {
  if (userAgent === '') return ''
  const { browser, os } = bowser.parse(userAgent)
  return [browser.name || userAgent.split(/[ /]/, 1)[0], os.name].filter(Boolean).join(' on ')
}
