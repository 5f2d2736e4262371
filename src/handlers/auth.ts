import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SignedIn, TokenDelivery } from '../../generated/schemas.ts'
import { newId } from '../database/id.ts'
import { invalidCredentials, unauthenticated } from '../errors.ts'
import * as events from '../repositories/events.ts'
import * as sessions from '../repositories/sessions.ts'
import * as users from '../repositories/users.ts'
import { sessionRevoked } from '../rules/channels.ts'
import { normaliseEmail } from '../rules/email.ts'
import { isReuse, isWithinGrace, sessionExpiry } from '../rules/sessions.ts'
import { clearTokenCookies, refreshCookie, setTokenCookies } from '../security/cookies.ts'
import { accessTokenLifetime, type RefreshToken } from '../security/tokens.ts'
import type { HandlerDeps } from './deps.ts'
import { implement } from './implement.ts'
import { userOf } from './views.ts'

export function authHandlers ({ config, db, clock, transaction, passwords, tokens, security }: HandlerDeps) {
  const secure = config.environment === 'production'

  async function checkPassword (email: string, password: string): Promise<string> {
    const user = await users.findCredentials(db, normaliseEmail(email))
    const correct = await passwords.verify(user && !user.disabled ? user.passwordHash : null, password)
    if (!user || !correct) throw invalidCredentials()
    if (passwords.isOutdated(user.passwordHash!)) await users.replacePasswordHash(db, user.id, user.passwordHash!, await passwords.hash(password))
    return user.id
  }

  async function openSession (request: FastifyRequest, userId: string): Promise<RefreshToken> {
    const now = clock.now()
    const sessionId = newId(now.getTime())
    await sessions.create(db, { id: sessionId, userId, now, ...sessionExpiry(now), userAgent: request.headers['user-agent'] ?? '', address: request.ip })
    return { sessionId, generation: 1 }
  }

  /** Ends a session and, through the event, its open connections wherever they are. */
  async function endSession (request: FastifyRequest, sessionId: string, reason: string): Promise<void> {
    await transaction(async (tx) => {
      const revoked = await sessions.revoke(tx, sessionId, reason, clock.now())
      if (revoked) await events.append(tx, clock.now(), request.id, [sessionRevoked(sessionId)])
    })
  }

  /** The session that a request is of, even when its access token is over. */
  async function sessionOf (request: FastifyRequest, refreshToken = refreshCookie(request)): Promise<string | undefined> {
    const viewer = await security.identify(request)
    return viewer?.sessionId ?? tokens.verifyRefresh(refreshToken ?? '')?.sessionId
  }

  /** Answers a pair of tokens, in cookies and, where asked for, in the body. */
  async function signedIn (reply: FastifyReply, { sessionId, generation }: RefreshToken, delivery: TokenDelivery = 'cookie'): Promise<SignedIn> {
    const now = clock.now()
    const viewer = await sessions.findSignedIn(db, sessionId, now)
    if (!viewer) throw unauthenticated()
    const access = tokens.signAccess({ sub: viewer.id, sid: sessionId })
    const refresh = tokens.signRefresh({ sessionId, generation })
    setTokenCookies(reply, { access, refresh, refreshExpires: sessionExpiry(now).idleExpiresAt }, secure)
    return {
      accessToken: access,
      expiresIn: accessTokenLifetime,
      ...(delivery === 'body' && { refreshToken: refresh }),
      user: userOf(viewer)
    }
  }

  /** @returns the generation that follows: a new one, or the one that a parallel request has just made. */
  async function rotate (request: FastifyRequest, { sessionId, generation }: RefreshToken): Promise<number> {
    const now = clock.now()
    if (await sessions.rotate(db, sessionId, generation, now, sessionExpiry(now).idleExpiresAt)) return generation + 1
    const current = await sessions.findGeneration(db, sessionId, now)
    if (!current) throw unauthenticated()
    if (isWithinGrace(current, generation, now)) return current.generation
    if (isReuse(current, generation)) await endSession(request, sessionId, 'refresh_reuse')
    throw unauthenticated()
  }

  return implement({
    async login ({ body, request, reply }) {
      const userId = await checkPassword(body.email, body.password)
      const former = await sessionOf(request)
      const token = await openSession(request, userId)
      if (former) await endSession(request, former, 'replaced')
      return signedIn(reply, token, body.tokenDelivery)
    },

    async refreshSession ({ body, request, reply }) {
      const token = tokens.verifyRefresh(body?.refreshToken ?? refreshCookie(request) ?? '')
      if (!token) throw unauthenticated()
      return signedIn(reply, { sessionId: token.sessionId, generation: await rotate(request, token) }, body?.tokenDelivery)
    },

    async logout ({ body, request, reply }) {
      const sessionId = await sessionOf(request, body?.refreshToken)
      if (sessionId) await endSession(request, sessionId, 'logout')
      clearTokenCookies(reply, secure)
      return null
    },

    async getMe ({ viewer }) {
      return userOf(viewer)
    }
  })
}
