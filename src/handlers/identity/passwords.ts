import { invalidToken, notConfigured, ruleRefused } from '../../http/errors.ts'
import { linkRequest } from '../../jobs/identity/link-request.ts'
import * as linkTokens from '../../repositories/identity/link-tokens.ts'
import { findLocale } from '../../repositories/organisation/user-settings.ts'
import * as users from '../../repositories/organisation/users.ts'
import { normaliseEmail } from '../../rules/identity/email.ts'
import { isCommonPassword } from '../../security/common-passwords.ts'
import { localeOf } from '../../texts/locale.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { endTokens } from '../shared/outward/tokens.ts'

/** Changing a password, and setting a new one that was forgotten. */
export function passwordHandlers (
  { config, db, clock, transaction, passwords, mailer, jobs, cookies, tokens, sessions, throttle, audit }: HandlerDeps
) {
  /** @throws RULE_REFUSED. */
  function refuseCommon (path: string, password: string, ...about: string[]): void {
    if (isCommonPassword(password, ...about)) throw ruleRefused(path, 'commonPassword')
  }

  return implement('auth', {
    async changePassword ({ body, viewer, request }) {
      const { currentPassword, newPassword } = body
      refuseCommon('/body/newPassword', newPassword, viewer.email, viewer.name)
      // A device that is signed in is known; it guesses no faster for that.
      const attempt = await transaction((tx) =>
        throttle.attempt(tx, { account: `password of ${viewer.id}`, address: request.ip, device: viewer.sessionId, now: clock.now() })
      )
      const user = await users.findCredentials(db, viewer.email)
      const correct = await passwords.verify(user?.passwordHash ?? null, currentPassword).catch(async (error: unknown) => {
        await transaction(attempt.takeBack)
        throw error
      })
      if (!correct) throw ruleRefused('/body/currentPassword', 'wrongPassword')
      const hash = await passwords.hash(newPassword)
      await transaction(async (tx) => {
        const current = await users.lockCredentials(tx, viewer.id)
        if (current?.passwordHash !== user!.passwordHash) throw ruleRefused('/body/currentPassword', 'wrongPassword')
        await attempt.succeed(tx)
        await users.changePassword(tx, viewer.id, hash, clock.now())
        await linkTokens.deleteOf(tx, viewer.id)
        await sessions.endAll(tx, request, viewer.id, 'password_changed', viewer.sessionId)
        await mailer?.write(tx, {
          to: viewer.email,
          letter: 'passwordChanged',
          about: { url: `${config.frontEndUrl}/forgot-password` },
          locale: await findLocale(tx, viewer.id) ?? localeOf(request.headers['accept-language'])
        })
        await audit(tx, request, { action: 'password.changed', targetType: 'user', targetId: viewer.id })
      })
      return null
    },

    async forgotPassword ({ body, request }) {
      if (!mailer) throw notConfigured()
      const wanted = { email: normaliseEmail(body.email), locale: localeOf(request.headers['accept-language']) }
      // The same for everybody: who has an account is looked up after the answer, whose time tells nothing then.
      await transaction((tx) => jobs.enqueue(tx, linkRequest, wanted))
      return null
    },

    async resetPassword ({ body, request, reply }) {
      refuseCommon('/body/password', body.password)
      const userId = await linkTokens.findReset(db, body.token, clock.now())
      if (!userId) throw invalidToken()
      const account = (await users.find(db, userId))!
      refuseCommon('/body/password', body.password, account.email, account.name)
      const hash = await passwords.hash(body.password)
      await transaction(async (tx) => {
        if (!await linkTokens.consume(tx, body.token)) throw invalidToken()
        await users.setPassword(tx, userId, hash, clock.now())
        await linkTokens.deleteOf(tx, userId)
        await sessions.endAll(tx, request, userId, 'password_reset')
        await endTokens(tx, request, userId, 'password_reset', audit)
        await audit(tx, request, { action: 'password.reset', targetType: 'user', targetId: userId })
      })
      // Who has the link is not held up by who guesses.
      cookies.setDevice(reply, tokens.signDevice(account.email))
      return null
    }
  })
}
