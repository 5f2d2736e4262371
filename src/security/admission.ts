import type { FastifyRequest } from 'fastify'
import type { Route } from '../../generated/routes.ts'
import type { Deps } from '../deps.ts'
import { forbidden, unauthenticated } from '../http/errors.ts'
import * as sessions from '../repositories/identity/sessions.ts'
import * as tickets from '../repositories/platform/ws-tickets.ts'
import type { SessionViewer, Viewer } from '../rules/identity/viewer.ts'
import type { Cookies } from './cookies.ts'
import { isTrustedOrigin } from './origin.ts'
import type { Tokens } from './tokens.ts'

export interface Security {
  /** The signed-in person of a request, or undefined. One round trip; none without a valid token. */
  identify: (request: FastifyRequest) => Promise<SessionViewer | undefined>
  /** Lets a request through to an operation, or throws UNAUTHENTICATED or FORBIDDEN. Sets `request.viewer`. */
  admit: (request: FastifyRequest, route: Route) => Promise<void>
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once the operation's access has been checked; null for public operations. */
    viewer: Viewer | null
  }
}

export function createSecurity ({ config, db, clock }: Deps, tokens: Tokens, cookies: Cookies): Security {
  /** Any Authorization header, whatever its scheme, disables the cookie. */
  function accessToken (request: FastifyRequest): string | undefined {
    const { authorization } = request.headers
    if (authorization === undefined) return cookies.access(request)
    return /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1]
  }

  async function identify (request: FastifyRequest): Promise<SessionViewer | undefined> {
    const token = accessToken(request)
    const claims = token === undefined ? undefined : tokens.verifyAccess(token)
    if (!claims) return undefined
    const viewer = await sessions.findSignedIn(db, claims.sid, clock.now())
    return viewer?.id === claims.sub ? viewer : undefined
  }

  /** EventSource sends no header, and from another site no cookie. */
  async function identifyByTicket (request: FastifyRequest): Promise<SessionViewer | undefined> {
    const { ticket } = request.query as { ticket?: unknown }
    const sessionId = typeof ticket === 'string' ? await tickets.consume(db, ticket, clock.now()) : undefined
    return sessionId === undefined ? undefined : sessions.findSignedIn(db, sessionId, clock.now())
  }

  async function admit (request: FastifyRequest, { access, method, protocol }: Route): Promise<void> {
    if (access !== 'public') {
      request.viewer = await identify(request) ?? (protocol === 'sse' ? await identifyByTicket(request) : undefined) ?? null
      if (!request.viewer) throw unauthenticated()
    }
    // A bearer token cannot be sent by another site; a cookie and a sign-in can.
    const bearer = access !== 'public' && request.headers.authorization !== undefined
    const forgeable = (method !== 'GET' || protocol === 'sse' || protocol === 'websocket') && !bearer
    if (forgeable && !isTrustedOrigin(request.headers, config.allowedOrigins)) throw forbidden()
    if (access === 'public' && method !== 'GET') accessToken(request)
    if (Array.isArray(access) && !access.includes(request.viewer!.role)) throw forbidden()
  }

  return { identify, admit }
}
