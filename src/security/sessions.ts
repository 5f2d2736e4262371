import type { FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../database/id.ts'
import type { Database } from '../database/tables.ts'
import type { Deps } from '../deps.ts'
import { refreshSuperseded, unauthenticated } from '../http/errors.ts'
import * as events from '../repositories/platform/events.ts'
import * as sessions from '../repositories/identity/sessions.ts'
import { sessionRevoked } from '../rules/platform/channels.ts'
import { judgeRefresh } from '../rules/identity/rotation.ts'
import { sessionExpiry } from '../rules/identity/sessions.ts'
import { addressOf, networkOf } from '../runtime/networks.ts'
import type { Audit } from './audit.ts'
import type { Cookies } from './cookies.ts'
import type { RefreshToken, Tokens } from './tokens.ts'

/** Why a session was ended. */
export type RevocationReason =
  | 'logout'
  | 'replaced'
  | 'refresh_reuse'
  | 'revoked'
  | 'password_changed'
  | 'password_reset'
  | 'email_changed'
  | 'identity_unlinked'
  | 'disabled'

export interface Sessions {
  /** Opens a session for a person who has proven who they are. */
  open: (tx: Database, request: FastifyRequest, userId: string, method: 'password' | 'google') => Promise<RefreshToken>
  /** Ends those that are live and, through their events, their open connections on every replica. @returns how many. */
  end: (tx: Database, request: FastifyRequest, ids: string[], reason: RevocationReason, actorId?: string) => Promise<number>
  /** Ends all of a person's sessions. @param except one that stays. */
  endAll: (tx: Database, request: FastifyRequest, userId: string, reason: RevocationReason, except?: string) => Promise<number>
  /** Exchanges a refresh token for its successor. @throws UNAUTHENTICATED, or REFRESH_SUPERSEDED where the session goes on. */
  rotate: (request: FastifyRequest, token: RefreshToken) => Promise<RefreshToken>
  /** Hands out a pair of tokens, in both cookies. @throws UNAUTHENTICATED when the session ended meanwhile. */
  handOut: (reply: FastifyReply, token: RefreshToken) => Promise<TokenPair>
}

export interface TokenPair {
  viewer: sessions.SignedInUser
  access: string
  refresh: string
}

export function createSessions ({ db, clock, transaction }: Deps, tokens: Tokens, cookies: Cookies, audit: Audit): Sessions {
  const usedFrom = (request: FastifyRequest) => ({ userAgent: request.headers['user-agent'] ?? '', address: addressOf(request.ip) })

  async function end (tx: Database, request: FastifyRequest, ids: string[], reason: RevocationReason, actorId?: string): Promise<number> {
    const ended: string[] = []
    for (const id of ids) {
      if (await sessions.revoke(tx, id, reason, clock.now())) ended.push(id)
    }
    await events.append(tx, clock.now(), request.id, ended.map(sessionRevoked))
    for (const id of ended) {
      await audit(tx, request, {
        action: 'session.revoked',
        targetType: 'session',
        targetId: id,
        after: { reason },
        ...(actorId && { actorId })
      })
    }
    return ended.length
  }

  return {
    async open (tx, request, userId, method) {
      const now = clock.now()
      const sessionId = newId(now.getTime())
      await sessions.create(tx, { id: sessionId, userId, now, ...sessionExpiry(now), ...usedFrom(request) })
      await audit(tx, request, {
        action: 'session.created',
        actorId: userId,
        targetType: 'session',
        targetId: sessionId,
        after: { method }
      })
      return { sessionId, generation: 1 }
    },

    end,

    async endAll (tx, request, userId, reason, except) {
      const ids = await sessions.listLiveIds(tx, userId, clock.now())
      return end(tx, request, ids.filter((id) => id !== except), reason)
    },

    async rotate (request, { sessionId, generation }) {
      const { userAgent, address } = usedFrom(request)
      for (;;) {
        const now = clock.now()
        const current = await sessions.findRefreshing(db, sessionId, now)
        if (!current) throw unauthenticated()
        const sameDevice = current.userAgent === sessions.keptUserAgent(userAgent) && networkOf(current.address) === networkOf(address)
        const verdict = judgeRefresh(current.chain, generation, now.getTime(), sameDevice)
        if (verdict.kind === 'repeat') return { sessionId, generation: current.chain.newest }
        if (verdict.kind === 'late') throw refreshSuperseded()
        if (verdict.kind === 'theft') await transaction((tx) => end(tx, request, [sessionId], 'refresh_reuse'))
        if (verdict.kind !== 'advance') throw unauthenticated()
        const { idleExpiresAt } = sessionExpiry(now)
        // Who was slower looks again, and finds the predecessor's grace.
        if (await sessions.advance(db, sessionId, current.chain, verdict.next, { idleExpiresAt, userAgent, address })) {
          return { sessionId, generation: verdict.next.newest }
        }
      }
    },

    async handOut (reply, { sessionId, generation }) {
      const now = clock.now()
      const viewer = await sessions.findSignedIn(db, sessionId, now)
      if (!viewer) throw unauthenticated()
      const access = tokens.signAccess({ sub: viewer.id, sid: sessionId })
      const refresh = tokens.signRefresh({ sessionId, generation })
      cookies.setTokens(reply, { access, refresh, refreshExpires: sessionExpiry(now).idleExpiresAt })
      return { viewer, access, refresh }
    }
  }
}
