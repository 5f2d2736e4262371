import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { GoogleSignInError } from '../../../generated/schemas.ts'
import { hashOf, newSecret } from '../../database/secret.ts'
import { notConfigured, unavailable } from '../../http/errors.ts'
import * as flows from '../../repositories/identity/sign-in-flows.ts'
import type { GoogleClaims } from '../../rules/identity/google.ts'
import { createGoogle, GoogleFailure, type Google } from '../../security/google.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { createGoogleAccounts, OtherIdentity } from '../shared/identity/google-accounts.ts'

/** In seconds. */
const flowLifetime = 600
/** Of the front end: where whoever links an account comes back to. */
const profilePage = '/profile'

/** Signing in with Google, and linking an account there to one's own. */
export function googleHandlers (deps: HandlerDeps) {
  const { config, db, clock, tokens, cookies, sessions } = deps
  const accounts = createGoogleAccounts(deps)
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
    const { viewer } = await sessions.handOut(reply, await accounts.arrive(request, claims, former))
    cookies.setDevice(reply, tokens.signDevice(viewer.email))
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
        await (link ? accounts.bond(request, claims, link) : signIn(request, reply, claims, former))
        return atFrontEnd(returnTo)
      } catch (error) {
        if (error instanceof OtherIdentity) await accounts.reportOther(request, error)
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
