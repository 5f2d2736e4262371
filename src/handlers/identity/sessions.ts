import type { FastifyRequest } from 'fastify'
import type { LoginRequest } from '../../../generated/schemas.ts'
import { invalidCredentials, isUnauthenticated, notFound, unauthenticated } from '../../http/errors.ts'
import * as sessions from '../../repositories/identity/sessions.ts'
import * as users from '../../repositories/organisation/users.ts'
import { normaliseEmail } from '../../rules/identity/email.ts'
import { deviceOf } from '../../rules/identity/sessions.ts'
import type { Attempt } from '../../security/throttle.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { createProvePassword, type Proof } from '../shared/identity/proof.ts'
import { signedInOf, userOf } from '../shared/identity/views.ts'

/** Signing in with a password, in the place of the session of whoever asks. @returns the refresh token of a new one. */
function createSignIn (deps: HandlerDeps, sessionOf: (request: FastifyRequest) => Promise<string | undefined>) {
  const { clock, transaction, tokens, cookies, sessions: service, throttle } = deps
  const provePassword = createProvePassword(deps)

  /** @throws INVALID_CREDENTIALS. */
  async function checkPassword (request: FastifyRequest, email: string, password: string, attempt: Attempt): Promise<Proof> {
    const proof = await provePassword(request, email, password, attempt)
    if (!proof) throw invalidCredentials()
    return proof
  }

  return async function signIn (request: FastifyRequest, { email: given, password }: LoginRequest) {
    const email = normaliseEmail(given)
    const device = tokens.verifyDevice(cookies.device(request) ?? '', email)
    const attempt = await transaction((tx) => throttle.attempt(tx, { account: email, address: request.ip, device, now: clock.now() }))
    const former = await sessionOf(request)
    const begin = ({ userId, hash }: Proof) =>
      transaction(async (tx) => {
        // Whoever took the password away meanwhile has ended the sessions that there were; none begins with it now.
        const current = await users.lockCredentials(tx, userId)
        if (!current || current.disabled || current.passwordHash !== hash) return undefined
        await attempt.succeed(tx)
        if (former) await service.end(tx, request, [former], 'replaced', userId)
        return service.open(tx, request, userId, 'password')
      })
    // A second look: the hash may only have been renewed by another sign-in.
    const token = await begin(await checkPassword(request, email, password, attempt)) ??
      await begin(await checkPassword(request, email, password, attempt))
    if (!token) throw invalidCredentials()
    return { email, token }
  }
}

/** Signing in and out, and the sessions that one has. */
export function sessionHandlers (deps: HandlerDeps) {
  const { db, clock, transaction, tokens, security, cookies, sessions: service } = deps
  const signIn = createSignIn(deps, sessionOf)

  /** The session that a request is of, even when its access token is over. */
  async function sessionOf (request: FastifyRequest, refreshToken = cookies.refresh(request)): Promise<string | undefined> {
    const viewer = await security.identify(request)
    return viewer?.sessionId ?? tokens.verifyRefresh(refreshToken ?? '')?.sessionId
  }

  async function isRefreshable (request: FastifyRequest): Promise<boolean> {
    const token = tokens.verifyRefresh(cookies.refresh(request) ?? '')
    return token !== undefined && await sessions.findRefreshing(db, token.sessionId, clock.now()) !== undefined
  }

  return implement('auth', {
    async login ({ body, request, reply }) {
      const { email, token } = await signIn(request, body)
      cookies.setDevice(reply, tokens.signDevice(email))
      return signedInOf(await service.handOut(reply, token), body.tokenDelivery)
    },

    async refreshSession ({ body, request, reply }) {
      const given = body?.refreshToken ?? cookies.refresh(request)
      try {
        const token = tokens.verifyRefresh(given ?? '')
        if (!token) throw unauthenticated()
        return signedInOf(await service.handOut(reply, await service.rotate(request, token)), body?.tokenDelivery)
      } catch (error) {
        // The cookies are dead; not so where a faster request got newer ones.
        if (given !== undefined && body?.refreshToken === undefined && isUnauthenticated(error)) cookies.clearTokens(reply)
        throw error
      }
    },

    async logout ({ body, request, reply }) {
      const sessionId = await sessionOf(request, body?.refreshToken)
      const owner = sessionId && await sessions.findOwner(db, sessionId)
      if (sessionId) await transaction((tx) => service.end(tx, request, [sessionId], 'logout', owner))
      cookies.clearTokens(reply)
      return null
    },

    async getSession ({ request }) {
      const viewer = await security.identify(request)
      return { user: viewer ? userOf(viewer) : null, refreshable: !viewer && await isRefreshable(request) }
    },

    async getMe ({ viewer }) {
      return userOf(viewer)
    },

    async listSessions ({ viewer }) {
      const live = await sessions.listLive(db, viewer.id, clock.now())
      return {
        items: live.map((session) => ({ ...session, current: session.id === viewer.sessionId, device: deviceOf(session.userAgent) }))
      }
    },

    async revokeSession ({ params, viewer, request, reply }) {
      const { sessionId } = params
      const revoked = await transaction(async (tx) => {
        const own = await sessions.listLiveIds(tx, viewer.id, clock.now())
        if (!own.includes(sessionId)) throw notFound()
        return service.end(tx, request, [sessionId], 'revoked')
      })
      if (sessionId === viewer.sessionId) cookies.clearTokens(reply)
      return { revoked }
    },

    async revokeAllSessions ({ viewer, request, reply }) {
      const revoked = await transaction((tx) => service.endAll(tx, request, viewer.id, 'revoked'))
      cookies.clearTokens(reply)
      return { revoked }
    }
  })
}
