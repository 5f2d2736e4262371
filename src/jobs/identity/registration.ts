import type { Database } from '../../database/tables.ts'
import type { Locale } from '../../texts/locale.ts'
import * as linkTokens from '../../repositories/identity/link-tokens.ts'
import { findLocale } from '../../repositories/organisation/user-settings.ts'
import * as users from '../../repositories/organisation/users.ts'
import { createThrottle } from '../../security/throttle.ts'
import type { Job } from '../job.ts'
import { usual } from '../retries.ts'
import type { LinkRequestDeps } from './link-request.ts'

/** In milliseconds. */
export const registrationLifetime = 86_400_000
const patience = 3_600_000

interface Registration extends linkTokens.PendingRegistration {
  locale: Locale
}

/** Answers who registers without an invitation: after the request, whose time tells nothing of who has an account. */
export const registration: Job<Registration, LinkRequestDeps> = {
  kind: 'registration',
  atOnce: 2,
  timeout: 30_000,
  retries: { ...usual, within: patience },
  async work (deps, given, run) {
    await deps.transaction(async (tx) => {
      if (await createThrottle(deps.config.trustedNetworks).mayWriteTo(tx, given.email, deps.clock.now())) await answer(tx, deps, given)
      await run.complete(tx)
    })
  }
}

async function answer (tx: Database, { config, clock, mailer }: LinkRequestDeps, { locale, ...pending }: Registration): Promise<void> {
  const to = pending.email
  const user = await users.findCredentials(tx, to)
  if (user) {
    const chosen = await findLocale(tx, user.id) ?? locale
    await mailer?.write(tx, { to, letter: 'alreadyRegistered', about: { url: `${config.frontEndUrl}/login` }, locale: chosen })
    return
  }
  const secret = await linkTokens.insertRegistration(tx, pending, new Date(clock.now().getTime() + registrationLifetime))
  await mailer?.write(tx, { to, letter: 'verify', about: { url: `${config.frontEndUrl}/verify-email#token=${secret}` }, locale })
}
