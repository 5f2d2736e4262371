import type { FastifyReply, FastifyRequest } from 'fastify'
import type { RegisterRequest } from '../../../generated/schemas.ts'
import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import { hashOf, newSecret } from '../../database/secret.ts'
import { invalidToken, notConfigured, passwordRequired, registrationClosed, ruleRefused } from '../../http/errors.ts'
import { registration, registrationLifetime } from '../../jobs/identity/registration.ts'
import * as invitations from '../../repositories/identity/invitations.ts'
import * as linkTokens from '../../repositories/identity/link-tokens.ts'
import * as organisation from '../../repositories/organisation/settings.ts'
import * as users from '../../repositories/organisation/users.ts'
import { isOfDomains, normaliseEmail } from '../../rules/identity/email.ts'
import { isCommonPassword } from '../../security/common-passwords.ts'
import { localeOf } from '../../texts/locale.ts'
import { organisationDays } from '../shared/time/days.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { stillOpen } from '../shared/organisation/places.ts'

/** Counted apart from signing in: who registers an address holds nobody up who has it. */
const registrationOf = (email: string) => `registration of ${email}`

/** The ways to an account: with an invitation, or openly, where a message proves the address. */
function createRegistrar ({ db, clock, transaction, passwords, mailer, jobs, cookies, throttle, audit }: HandlerDeps) {
  async function acceptInvitation (request: FastifyRequest, { email, name, password }: RegisterRequest, secret: string): Promise<void> {
    const attempt = await transaction((tx) =>
      throttle.attempt(tx, { account: registrationOf(email), address: request.ip, device: undefined, now: clock.now() })
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
      const { role, divisionId, teams } = await stillOpen(tx, invitation)
      if (!await invitations.close(tx, invitation.id, 'accepted_at', clock.now())) throw invalidToken()
      await createAccount(tx, request, { email, name, role, divisionId, teams, passwordHash, emailVerified: true })
      await attempt.succeed(tx)
    })
  }

  /** @throws INVALID_TOKEN when the address has got an account meanwhile. */
  async function createAccount (tx: Database, request: FastifyRequest, user: Omit<users.NewUser, 'id' | 'now' | 'days'>): Promise<void> {
    const now = clock.now()
    const id = newId(now.getTime())
    if (!await users.create(tx, { id, now, days: await organisationDays(tx, now), ...user })) throw invalidToken()
    await audit(tx, request, {
      action: 'user.registered',
      actorId: id,
      targetType: 'user',
      targetId: id,
      after: { email: user.email, name: user.name, role: user.role }
    })
  }

  /** The same for those who have an account and those who have none: a hash, and later a message to the address. */
  async function registerOpenly (
    request: FastifyRequest,
    reply: FastifyReply,
    { email, name, password }: RegisterRequest
  ): Promise<void> {
    if (!mailer) throw notConfigured()
    const attempt = await transaction((tx) =>
      throttle.attempt(tx, { account: registrationOf(email), address: request.ip, device: undefined, now: clock.now() })
    )
    const passwordHash = await passwords.hash(password).catch(async (error: unknown) => {
      await transaction(attempt.takeBack)
      throw error
    })
    const locale = localeOf(request.headers['accept-language'])
    const browser = newSecret()
    await transaction(async (tx) => {
      // Each counts: what is open to everybody is not to be filled by one.
      await attempt.fail(tx)
      await jobs.enqueue(tx, registration, { email, name, passwordHash, browserHash: hashOf(browser), locale })
    })
    cookies.setRegistration(reply, browser, new Date(clock.now().getTime() + registrationLifetime))
  }

  /** Has whoever follows the link chosen the password too? @throws PASSWORD_REQUIRED, RULE_REFUSED. */
  async function proveChoice (request: FastifyRequest, registration: linkTokens.PendingRegistration, password?: string): Promise<void> {
    const browser = cookies.registration(request)
    if (browser !== undefined && hashOf(browser) === registration.browserHash) return
    if (password === undefined) throw passwordRequired()
    const attempt = await transaction((tx) =>
      throttle.attempt(tx, {
        account: registrationOf(registration.email),
        address: request.ip,
        // Who has the link; others do not hold them up.
        device: 'link',
        now: clock.now()
      })
    )
    const correct = await passwords.verify(registration.passwordHash, password).catch(async (error: unknown) => {
      await transaction(attempt.takeBack)
      throw error
    })
    if (!correct) throw ruleRefused('/body/password', 'wrongPassword')
    await transaction(attempt.succeed)
  }

  return { acceptInvitation, createAccount, registerOpenly, proveChoice }
}

/** Registering, with an invitation or, where the organisation is open, without. */
export function registrationHandlers (deps: HandlerDeps) {
  const { db, clock, transaction, cookies, tokens } = deps
  const { acceptInvitation, createAccount, registerOpenly, proveChoice } = createRegistrar(deps)

  return implement('auth', {
    async register ({ body, request, reply }) {
      const given = { ...body, email: normaliseEmail(body.email) }
      const settings = await organisation.readRegistration(db)
      if (settings.registrationMode === 'closed' || (settings.registrationMode === 'invitation' && given.invitation === undefined)) {
        throw registrationClosed()
      }
      if (isCommonPassword(given.password, given.email, given.name)) throw ruleRefused('/body/password', 'commonPassword')
      if (given.invitation !== undefined) {
        await acceptInvitation(request, given, given.invitation)
        cookies.setDevice(reply, tokens.signDevice(given.email))
        return { next: 'signIn' }
      }
      if (!isOfDomains(given.email, settings.allowedEmailDomains)) throw ruleRefused('/body/email', 'emailDomain')
      await registerOpenly(request, reply, given)
      return { next: 'verifyEmail' }
    },

    async verifyEmail ({ body, request, reply }) {
      const pending = await linkTokens.findRegistration(db, body.token, clock.now())
      const { registrationMode, allowedEmailDomains } = await organisation.readRegistration(db)
      if (!pending || registrationMode !== 'open' || !isOfDomains(pending.email, allowedEmailDomains)) throw invalidToken()
      await proveChoice(request, pending, body.password)
      await transaction(async (tx) => {
        if (!await linkTokens.consume(tx, body.token)) throw invalidToken()
        await linkTokens.deleteRegistrationsOf(tx, pending.email)
        await createAccount(tx, request, { ...pending, role: 'employee', divisionId: null, teams: [], emailVerified: true })
      })
      cookies.setDevice(reply, tokens.signDevice(pending.email))
      return null
    }
  })
}
