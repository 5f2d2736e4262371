import type { FastifyRequest } from 'fastify'
import type { Database } from '../../database/tables.ts'
import { invalidToken, notConfigured, ruleRefused } from '../../http/errors.ts'
import * as linkTokens from '../../repositories/identity/link-tokens.ts'
import * as organisation from '../../repositories/organisation/settings.ts'
import { findLocale } from '../../repositories/organisation/user-settings.ts'
import * as users from '../../repositories/organisation/users.ts'
import { isOfDomains, normaliseEmail } from '../../rules/identity/email.ts'
import type { SessionViewer } from '../../rules/identity/viewer.ts'
import { localeOf } from '../../texts/locale.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { createProvePassword } from '../shared/identity/proof.ts'

/** In milliseconds. */
const lifetime = 86_400_000

/** What a change is made of: the password, the messages, and what the link in one of them does. */
function createEmailChange (deps: HandlerDeps) {
  const { config, clock, transaction, mailer, sessions, throttle, audit } = deps
  const provePassword = createProvePassword(deps)

  /** @throws RULE_REFUSED, RATE_LIMITED. */
  async function prove (request: FastifyRequest, viewer: SessionViewer, password: string): Promise<(tx: Database) => Promise<void>> {
    const now = clock.now()
    const attempt = await transaction(async (tx) => {
      await throttle.askForEmail(tx, viewer.id, now)
      return throttle.attempt(tx, { account: viewer.email, address: request.ip, device: undefined, now })
    })
    if (!await provePassword(request, viewer.email, password, attempt)) throw ruleRefused('/body/password', 'wrongPassword')
    return attempt.succeed
  }

  /** Whoever has the new address is told one of two things: nobody else sees which. */
  async function write (tx: Database, request: FastifyRequest, viewer: SessionViewer, email: string, secret: string): Promise<void> {
    const spoken = localeOf(request.headers['accept-language'])
    const owner = await users.findCredentials(tx, email)
    const [own, theirs] = [await findLocale(tx, viewer.id) ?? spoken, await findLocale(tx, owner?.id ?? viewer.id) ?? spoken]
    const { frontEndUrl } = config
    if (await throttle.mayWriteTo(tx, email, clock.now())) {
      await (owner
        ? mailer?.write(tx, { to: email, letter: 'emailTaken', about: { url: `${frontEndUrl}/login` }, locale: theirs })
        : mailer?.write(tx, {
          to: email,
          letter: 'emailChange',
          about: { url: `${frontEndUrl}/confirm-email#token=${secret}` },
          locale: own
        }))
    }
    await mailer?.write(tx, {
      to: viewer.email,
      letter: 'emailChangeAsked',
      about: { url: `${frontEndUrl}/profile`, email },
      locale: own
    })
  }

  /** @returns the new address. @throws INVALID_TOKEN. */
  async function confirm (tx: Database, request: FastifyRequest, token: string): Promise<string> {
    const now = clock.now()
    const change = await linkTokens.findEmailChange(tx, token, now)
    const credentials = change && await users.lockCredentials(tx, change.userId)
    if (!change || credentials?.disabled !== false) throw invalidToken()
    const { userId, email, sessionId } = change
    const { email: former } = (await users.find(tx, userId))!
    const { allowedEmailDomains } = await organisation.readRegistration(tx)
    if (!isOfDomains(email, allowedEmailDomains) || !await linkTokens.consume(tx, token)) throw invalidToken()
    if (!await users.changeEmail(tx, userId, email, now)) throw invalidToken()
    await linkTokens.deleteOf(tx, userId)
    await sessions.endAll(tx, request, userId, 'email_changed', sessionId ?? undefined)
    await mailer?.write(tx, {
      to: former,
      letter: 'emailChanged',
      about: { url: `${config.frontEndUrl}/login`, email },
      locale: await findLocale(tx, userId) ?? localeOf(request.headers['accept-language'])
    })
    await audit(tx, request, {
      action: 'email.changed',
      actorId: userId,
      targetType: 'user',
      targetId: userId,
      before: { email: former },
      after: { email }
    })
    return email
  }

  return { prove, write, confirm }
}

/** Another address: asked for with the password, confirmed from there. */
export function emailChangeHandlers (deps: HandlerDeps) {
  const { db, clock, transaction, mailer, cookies, tokens, audit } = deps
  const { prove, write, confirm } = createEmailChange(deps)

  return implement('profile', {
    async requestEmailChange ({ body, viewer, request }) {
      if (!mailer) throw notConfigured()
      const email = normaliseEmail(body.email)
      const { allowedEmailDomains } = await organisation.readRegistration(db)
      if (!isOfDomains(email, allowedEmailDomains)) throw ruleRefused('/body/email', 'emailDomain')
      if (email === viewer.email) throw ruleRefused('/body/email', 'ownAddress')
      const succeed = await prove(request, viewer, body.password)
      const expiresAt = new Date(clock.now().getTime() + lifetime)
      await transaction(async (tx) => {
        await succeed(tx)
        await users.lockCredentials(tx, viewer.id)
        const secret = await linkTokens.insertEmailChange(tx, { userId: viewer.id, email, sessionId: viewer.sessionId }, expiresAt)
        await write(tx, request, viewer, email, secret)
        await audit(tx, request, { action: 'email_change.requested', targetType: 'user', targetId: viewer.id, after: { email } })
      })
      return { pendingEmail: email, expiresAt: expiresAt.toISOString() }
    },

    async cancelEmailChange ({ viewer, request }) {
      await transaction(async (tx) => {
        if (!await linkTokens.deleteEmailChangeOf(tx, viewer.id)) return
        await audit(tx, request, { action: 'email_change.cancelled', targetType: 'user', targetId: viewer.id })
      })
      return null
    },

    async confirmEmailChange ({ body, request, reply }) {
      const email = await transaction((tx) => confirm(tx, request, body.token))
      // Who has the link is not held up by who guesses.
      cookies.setDevice(reply, tokens.signDevice(email))
      return null
    }
  })
}
