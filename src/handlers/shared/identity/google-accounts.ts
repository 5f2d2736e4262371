import type { FastifyRequest } from 'fastify'
import { newId } from '../../../database/id.ts'
import type { Database } from '../../../database/tables.ts'
import * as identities from '../../../repositories/identity/identities.ts'
import * as invitations from '../../../repositories/identity/invitations.ts'
import * as linkTokens from '../../../repositories/identity/link-tokens.ts'
import * as sessionRows from '../../../repositories/identity/sessions.ts'
import * as organisation from '../../../repositories/organisation/settings.ts'
import * as users from '../../../repositories/organisation/users.ts'
import * as events from '../../../repositories/platform/events.ts'
import { normaliseEmail } from '../../../rules/identity/email.ts'
import { bondOf, personNameOf, welcomeOf, type GoogleClaims } from '../../../rules/identity/google.ts'
import { GoogleFailure } from '../../../security/google.ts'
import type { RefreshToken } from '../../../security/tokens.ts'
import { notify } from '../../../steps/platform/notify.ts'
import type { HandlerDeps } from '../../deps.ts'
import { endTokens } from '../outward/tokens.ts'
import { organisationDays } from '../time/days.ts'
import { stillOpen } from '../organisation/places.ts'

const attempts = 3

/** Somebody else changed meanwhile what was decided upon: look again. */
class Overtaken extends Error {}

/** The account with the address belongs to another identity. */
export class OtherIdentity extends GoogleFailure {
  readonly accountId: string
  readonly claims: GoogleClaims
  constructor (accountId: string, claims: GoogleClaims) {
    super('google_other_identity')
    this.accountId = accountId
    this.claims = claims
  }
}

export interface GoogleAccounts {
  /** Opens a session for whoever somebody at Google is here, or becomes. @throws GoogleFailure. */
  arrive: (request: FastifyRequest, claims: GoogleClaims, former: string) => Promise<RefreshToken>
  /** Nobody but who asked gets the identity, and only while the session that asked lasts. @throws GoogleFailure. */
  bond: (request: FastifyRequest, claims: GoogleClaims, asked: { userId: string, sessionId: string }) => Promise<void>
  /** The admins get to know of it, once a day for the same two. */
  reportOther: (request: FastifyRequest, other: OtherIdentity) => Promise<void>
}

/** What joins an account and an identity, and what goes with that. */
function createLinks ({ clock, sessions, audit }: HandlerDeps) {
  /** Whoever chose it never showed that the address is theirs. */
  async function removePassword (tx: Database, request: FastifyRequest, userId: string): Promise<void> {
    await users.setPassword(tx, userId, null, clock.now())
    await linkTokens.deleteOf(tx, userId)
    await sessions.endAll(tx, request, userId, 'password_reset')
    await endTokens(tx, request, userId, 'password_reset', audit)
  }

  async function register (
    tx: Database,
    request: FastifyRequest,
    claims: GoogleClaims,
    email: string,
    { role, divisionId, teams }: Pick<users.NewUser, 'role' | 'divisionId' | 'teams'>
  ): Promise<string> {
    const now = clock.now()
    const [id, name] = [newId(now.getTime()), personNameOf(claims)]
    const days = await organisationDays(tx, now)
    if (!await users.create(tx, { id, email, name, role, divisionId, teams, passwordHash: null, emailVerified: true, now, days })) {
      throw new Overtaken()
    }
    await audit(tx, request, { action: 'user.registered', actorId: id, targetType: 'user', targetId: id, after: { email, name, role } })
    return link(tx, request, claims, id)
  }

  async function link (
    tx: Database,
    request: FastifyRequest,
    claims: GoogleClaims,
    userId: string,
    more: Record<string, unknown> = {}
  ): Promise<string> {
    const { issuer, subject, email } = claims
    if (!await identities.insert(tx, claims, userId, clock.now())) throw new Overtaken()
    await audit(tx, request, {
      action: 'identity.linked',
      actorId: userId,
      targetType: 'user',
      targetId: userId,
      after: { issuer, subject, email, ...more }
    })
    return userId
  }

  return { removePassword, register, link }
}

/** Which account is whose at Google, and how it comes to be. */
export function createGoogleAccounts (deps: HandlerDeps): GoogleAccounts {
  const { clock, transaction, sessions, throttle, audit } = deps
  const { removePassword, register, link } = createLinks(deps)

  async function bond (
    request: FastifyRequest,
    claims: GoogleClaims,
    { userId, sessionId }: { userId: string, sessionId: string }
  ): Promise<void> {
    await transaction(async (tx) => {
      await users.lockCredentials(tx, userId)
      const viewer = await sessionRows.findSignedIn(tx, sessionId, clock.now())
      if (viewer?.id !== userId) throw new GoogleFailure('google_expired')
      const outcome = bondOf(claims, {
        allowedEmailDomains: (await organisation.readRegistration(tx)).allowedEmailDomains,
        userId,
        owner: (await identities.findPerson(tx, claims))?.userId,
        linkedSubject: await identities.findSubject(tx, claims.issuer, userId)
      })
      if (outcome === 'link') await link(tx, request, claims, userId)
      else if (outcome !== 'linked') throw new GoogleFailure(outcome)
    }).catch((error: unknown) => {
      // Somebody else was linked with it meanwhile.
      throw error instanceof Overtaken ? new GoogleFailure('google_other_identity', error) : error
    })
  }

  async function arrive (request: FastifyRequest, claims: GoogleClaims, former: string): Promise<RefreshToken> {
    for (let attempt = 1;; attempt++) {
      try {
        return await transaction(async (tx) => {
          const userId = await admit(tx, request, claims)
          // Nobody is disabled between the look and the session.
          const credentials = await users.lockCredentials(tx, userId)
          if (credentials?.disabled !== false) throw new GoogleFailure('google_disabled')
          if (credentials.passwordUnproven) await removePassword(tx, request, userId)
          if (former) await sessions.end(tx, request, [former], 'replaced')
          return sessions.open(tx, request, userId, 'google')
        })
      } catch (error) {
        if (!(error instanceof Overtaken) || attempt === attempts) throw error
      }
    }
  }

  /** @returns the id of the person that somebody is, or becomes. @throws GoogleFailure. */
  async function admit (tx: Database, request: FastifyRequest, claims: GoogleClaims): Promise<string> {
    const now = clock.now()
    const email = normaliseEmail(claims.email)
    const account = await users.findCredentials(tx, email)
    const welcome = welcomeOf(claims, {
      settings: await organisation.readRegistration(tx),
      identity: await identities.findPerson(tx, claims),
      account,
      linkedSubject: account && await identities.findSubject(tx, claims.issuer, account.id),
      invitation: await invitations.findPending(tx, email, now)
    })
    switch (welcome.kind) {
      case 'refuse':
        throw welcome.code === 'google_other_identity' ? new OtherIdentity(account!.id, claims) : new GoogleFailure(welcome.code)
      case 'signIn':
        return welcome.userId
      case 'link':
        return link(tx, request, claims, welcome.userId)
      case 'takeOver':
        await removePassword(tx, request, welcome.userId)
        return link(tx, request, claims, welcome.userId, { passwordRemoved: true })
      case 'accept':
        if (!await invitations.close(tx, welcome.invitation.id, 'accepted_at', now)) throw new Overtaken()
        return register(tx, request, claims, email, await stillOpen(tx, welcome.invitation))
      case 'register':
        return register(tx, request, claims, email, { role: 'employee', divisionId: null, teams: [] })
    }
  }

  async function reportOther (request: FastifyRequest, { accountId, claims }: OtherIdentity): Promise<void> {
    const { issuer, subject, email } = claims
    await transaction(async (tx) => {
      const now = clock.now()
      if (!await throttle.isFirst(tx, `identity of ${accountId}: ${issuer} ${subject}`, now)) return
      const account = (await users.find(tx, accountId))!
      const about = { name: account.name, email: account.email }
      const notices = (await users.lockAdmins(tx)).map((userId) =>
        ({ userId, type: 'identity.refused', arguments: about, target: null, actorId: null }) as const
      )
      await events.append(tx, now, request.id, await notify(tx, now, ...notices))
      await audit(tx, request, { action: 'identity.refused', targetType: 'user', targetId: accountId, after: { issuer, subject, email } })
    })
  }

  return { arrive, bond, reportOther }
}
