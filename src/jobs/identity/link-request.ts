import type { Config } from '../../config.ts'
import type { Locale } from '../../texts/locale.ts'
import type { Mailer } from '../../mail/mailer.ts'
import * as linkTokens from '../../repositories/identity/link-tokens.ts'
import { findLocale } from '../../repositories/organisation/user-settings.ts'
import * as users from '../../repositories/organisation/users.ts'
import { createThrottle } from '../../security/throttle.ts'
import type { Job } from '../job.ts'
import { usual } from '../retries.ts'
import type { Transact } from '../../database/transaction.ts'

/** In milliseconds. */
const resetLifetime = 900_000
/** Whoever asked has asked again by then. */
const patience = 900_000

export interface LinkRequestDeps {
  config: Config
  clock: { now: () => Date }
  transaction: Transact
  mailer: Mailer | undefined
}

/** Answers who asks for a link to set a password: after the request, whose time tells nothing of who has an account. */
export const linkRequest: Job<{ email: string, locale: Locale }, LinkRequestDeps> = {
  kind: 'link-request',
  atOnce: 2,
  timeout: 30_000,
  retries: { ...usual, within: patience },
  async work ({ config, clock, transaction, mailer }, { email, locale }, run) {
    const now = clock.now()
    const throttle = createThrottle(config.trustedNetworks)
    await transaction(async (tx) => {
      const user = await users.findCredentials(tx, email)
      if (user && !user.disabled && await throttle.mayWriteTo(tx, email, now)) {
        const secret = await linkTokens.insertReset(tx, user.id, new Date(now.getTime() + resetLifetime))
        await mailer?.write(tx, {
          to: email,
          letter: 'reset',
          about: { url: `${config.frontEndUrl}/reset-password#token=${secret}` },
          locale: await findLocale(tx, user.id) ?? locale
        })
      }
      await run.complete(tx)
    })
  }
}
