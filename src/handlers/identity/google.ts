import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { GoogleSignInError } from '../../../generated/schemas.ts'
import { newId } from '../../database/id.ts'
import { hashOf, newSecret } from '../../database/secret.ts'
import type { Database } from '../../database/tables.ts'
import { notConfigured, unavailable } from '../../http/errors.ts'
import { notify } from '../../steps/platform/notify.ts'
import * as identities from '../../repositories/identity/identities.ts'
import * as invitations from '../../repositories/identity/invitations.ts'
import * as linkTokens from '../../repositories/identity/link-tokens.ts'
import * as organisation from '../../repositories/organisation/settings.ts'
import * as sessionRows from '../../repositories/identity/sessions.ts'
import * as flows from '../../repositories/identity/sign-in-flows.ts'
import * as users from '../../repositories/organisation/users.ts'
import * as events from '../../repositories/platform/events.ts'
import { normaliseEmail } from '../../rules/identity/email.ts'
import { bondOf, personNameOf, welcomeOf, type GoogleClaims } from '../../rules/identity/google.ts'
import { createGoogle, GoogleFailure, type Google } from '../../security/google.ts'
import type { RefreshToken } from '../../security/tokens.ts'
import { organisationDays } from '../shared/time/days.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { endTokens } from '../shared/outward/tokens.ts'
import { stillOpen } from '../shared/organisation/places.ts'

/** In seconds. */
const flowLifetime = 600
const attempts = 3
/** Of the front end: where whoever links an account comes back to. */
const profilePage = '/profile'

/** Somebody else changed meanwhile what was decided upon: look again. */
class Overtaken extends Error {}

/** The account with the address belongs to another identity. */
class OtherIdentity extends GoogleFailure {
  readonly accountId: string
  readonly claims: GoogleClaims
  constructor (accountId: string, claims: GoogleClaims) {
    super('google_other_identity')
    this.accountId = accountId
    this.claims = claims
  }
}

/** Signing in with Google, and linking an account there to one's own. */
export function googleHandlers ({ config, db, clock, transaction, tokens, cookies, sessions, throttle, audit }: HandlerDeps) {
  const google = createGoogle(config)
  const { frontEndUrl, hostCookies } = config
  // Lax: the browser comes back from another site, which Strict cookies do not survive.
  const cookieOptions: CookieSerializeOptions = {
    path: hostCookies ? '/' : '/api/v1/auth/google',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.environment === 'production' || hostCookies
  }
  const cookieOf = (state: string) => `${hostCookies ? '__Host-' : ''}google_flow_${hashOf(state).slice(0, 16)}`

  /** The session that a browser had is only seen now. It travels in the cookie, whose hash the flow keeps. */
  async function begin (
    google: Google,
    request: FastifyRequest,
    reply: FastifyReply,
    { returnTo, link }: Pick<flows.SignInFlow, 'returnTo' | 'link'>
  ): Promise<string> {
    const { url, ...secrets } = await google.begin()
    const former = tokens.verifyRefresh(cookies.refresh(request) ?? '')?.sessionId ?? ''
    const browser = `${newSecret()}.${former}`
    const expiresAt = new Date(clock.now().getTime() + flowLifetime * 1000)
    await flows.insert(db, { ...secrets, browser, returnTo, ...(link && { link }), expiresAt })
    reply.setCookie(cookieOf(secrets.state), browser, { ...cookieOptions, maxAge: flowLifetime })
    return url
  }

  /** The flow that ends here, used up with that, and the session that the browser had. @throws GoogleFailure. */
  async function resume (request: FastifyRequest, reply: FastifyReply, state: string): Promise<flows.SignInFlow & { former: string }> {
    const browser = request.cookies[cookieOf(state)]
    if (browser === undefined) throw new GoogleFailure('google_expired')
    reply.clearCookie(cookieOf(state), cookieOptions)
    // Before the provider is asked: a code is offered to it once.
    const flow = await flows.consume(db, state, browser, clock.now())
    if (!flow) throw new GoogleFailure('google_expired')
    const [, former] = browser.split('.')
    return { ...flow, former }
  }

  async function signIn (request: FastifyRequest, reply: FastifyReply, claims: GoogleClaims, former: string): Promise<void> {
    const { viewer } = await sessions.handOut(reply, await arrive(request, claims, former))
    cookies.setDevice(reply, tokens.signDevice(viewer.email))
  }

  /** Nobody but who asked gets the identity, and only while the session that asked lasts. @throws GoogleFailure. */
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

  /** The admins get to know of it, once a day for the same two. */
  async function reportOtherIdentity (request: FastifyRequest, { accountId, claims }: OtherIdentity): Promise<void> {
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

  function failed (request: FastifyRequest, code: GoogleSignInError, error: unknown, page = '/login'): string {
    request.log[error instanceof GoogleFailure ? 'warn' : 'error']({ err: error }, 'nobody was signed in with Google')
    return `${frontEndUrl}${page}?error=${code}`
  }

  /** The schema takes a path only; here it counts what a browser makes of it. */
  const atFrontEnd = (path: string) => frontEndUrl + (new URL(path, frontEndUrl).origin === frontEndUrl ? path : '/')

  const signingIn = implement('auth', {
    async startGoogleSignIn ({ query, request, reply }) {
      if (!google) throw notConfigured()
      try {
        return { url: await begin(google, request, reply, { returnTo: query.return_to ?? '/' }) }
      } catch (error) {
        if (!(error instanceof GoogleFailure)) throw error
        return { url: failed(request, error.code, error) }
      }
    },

    async finishGoogleSignIn ({ query, request, reply }) {
      if (!google) throw notConfigured()
      const { state = '' } = query
      let page = '/login'
      try {
        const { former, link, returnTo, ...secrets } = await resume(request, reply, state)
        if (link) page = profilePage
        const claims = await google.finish(query, { state, ...secrets })
        await (link ? bond(request, claims, link) : signIn(request, reply, claims, former))
        return atFrontEnd(returnTo)
      } catch (error) {
        if (error instanceof OtherIdentity) await reportOtherIdentity(request, error)
        // A browser that was sent here can do nothing with JSON.
        return failed(request, error instanceof GoogleFailure ? error.code : 'google_unavailable', error, page)
      }
    }
  })

  const linking = implement('profile', {
    async linkGoogle ({ viewer, request, reply }) {
      if (!google) throw notConfigured()
      try {
        const { id: userId, sessionId } = viewer
        return { url: await begin(google, request, reply, { returnTo: profilePage, link: { userId, sessionId } }) }
      } catch (error) {
        throw error instanceof GoogleFailure ? unavailable() : error
      }
    }
  })

  return { signingIn, linking }
}
