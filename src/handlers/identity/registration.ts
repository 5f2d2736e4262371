import type { FastifyRequest } from 'fastify'
import type { RegisterRequest } from '../../../generated/schemas.ts'
import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import { invalidToken, notConfigured, registrationClosed, ruleRefused } from '../../http/errors.ts'
import * as invitations from '../../repositories/identity/invitations.ts'
import * as linkTokens from '../../repositories/identity/link-tokens.ts'
import * as organisation from '../../repositories/organisation/settings.ts'
import * as users from '../../repositories/organisation/users.ts'
import { isOfDomains, normaliseEmail } from '../../rules/identity/email.ts'
import { isCommonPassword } from '../../security/common-passwords.ts'
import { localeOf } from '../../texts/locale.ts'
import { letters } from '../../texts/mail.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'

/** In milliseconds. */
const registrationLifetime = 86_400_000

/** Registering, with an invitation or, where the organisation is open, without. */
export function registrationHandlers ({ config, db, clock, transaction, passwords, mailer, background, throttle, audit }: HandlerDeps) {
  async function acceptInvitation (request: FastifyRequest, { email, name, password }: RegisterRequest, secret: string): Promise<void> {
    const attempt = await transaction((tx) =>
      throttle.attempt(tx, { account: email, address: request.ip, device: undefined, now: clock.now() })
    )
    const invitation = await invitations.findBySecret(db, secret, clock.now())
    if (invitation?.email !== email) {
      await transaction(attempt.fail)
      throw invalidToken()
    }
    const passwordHash = await passwords.hash(password).catch(async (error: unknown) => {
      await transaction(attempt.takeBack)
      throw error
    })
    await transaction(async (tx) => {
      const { role, divisionId, teams } = invitation
      if (!await invitations.close(tx, invitation.id, 'accepted_at', clock.now())) throw invalidToken()
      await createAccount(tx, request, { email, name, role, divisionId, teams, passwordHash, emailVerified: true })
      await attempt.succeed(tx)
    })
  }

  /** @throws INVALID_TOKEN when the address has got an account meanwhile. */
  async function createAccount (tx: Database, request: FastifyRequest, user: Omit<users.NewUser, 'id' | 'now'>): Promise<void> {
    const now = clock.now()
    const id = newId(now.getTime())
    if (!await users.create(tx, { id, now, ...user })) throw invalidToken()
    await audit(tx, request, {
      action: 'user.registered',
      actorId: id,
      targetType: 'user',
      targetId: id,
      after: { email: user.email, name: user.name, role: user.role }
    })
  }

  /** The same for those who have an account and those who have none: a hash, and then a message to the address. */
  async function registerOpenly (request: FastifyRequest, { email, name, password }: RegisterRequest): Promise<void> {
    if (!mailer) throw notConfigured()
    const attempt = await transaction((tx) =>
      throttle.attempt(tx, { account: email, address: request.ip, device: undefined, now: clock.now() })
    )
    const passwordHash = await passwords.hash(password).catch(async (error: unknown) => {
      await transaction(attempt.takeBack)
      throw error
    })
    // Each counts: what is open to everybody is not to be filled by one.
    await transaction(attempt.fail)
    const locale = localeOf(request.headers['accept-language'])
    background.run('answering a registration', async () => {
      const now = clock.now()
      const letter = await transaction(async (tx) => {
        if (!await throttle.mayWriteTo(tx, email, now)) return undefined
        if (await users.findCredentials(tx, email)) return letters.alreadyRegistered({ url: `${config.frontEndUrl}/login` })
        const secret = await linkTokens.insertRegistration(
          tx,
          { email, name, passwordHash },
          new Date(now.getTime() + registrationLifetime)
        )
        return letters.verify({ url: `${config.frontEndUrl}/verify-email#token=${secret}` })
      })
      if (letter) mailer.send({ to: email, ...letter[locale] })
    })
  }

  return implement('auth', {
    async register ({ body, request }) {
      const given = { ...body, email: normaliseEmail(body.email) }
      const settings = await organisation.readSettings(db)
      if (settings.registrationMode === 'closed' || (settings.registrationMode === 'invitation' && given.invitation === undefined)) {
        throw registrationClosed()
      }
      if (isCommonPassword(given.password, given.email, given.name)) throw ruleRefused('/body/password', 'commonPassword')
      if (given.invitation !== undefined) {
        await acceptInvitation(request, given, given.invitation)
        return { next: 'signIn' }
      }
      if (!isOfDomains(given.email, settings.allowedEmailDomains)) throw ruleRefused('/body/email', 'emailDomain')
      await registerOpenly(request, given)
      return { next: 'verifyEmail' }
    },

    async verifyEmail ({ body, request }) {
      const registration = await linkTokens.findRegistration(db, body.token, clock.now())
      const { registrationMode, allowedEmailDomains } = await organisation.readSettings(db)
      if (!registration || registrationMode !== 'open' || !isOfDomains(registration.email, allowedEmailDomains)) throw invalidToken()
      await transaction(async (tx) => {
        if (!await linkTokens.consume(tx, body.token)) throw invalidToken()
        await createAccount(tx, request, { ...registration, role: 'employee', divisionId: null, teams: [], emailVerified: true })
      })
      return null
    }
  })
}
