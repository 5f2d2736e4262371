import type { FastifyRequest } from 'fastify'
import type { Route } from '../../generated/routes.ts'
import type { Deps } from '../deps.ts'
import { forbidden, notFound, unauthenticated } from '../http/errors.ts'
import * as tickets from '../repositories/platform/ws-tickets.ts'
import type { SessionViewer, Viewer } from '../rules/identity/viewer.ts'
import type { Cookies } from './cookies.ts'
import { isTrustedOrigin } from './origin.ts'
import type { Tokens } from './tokens.ts'
import { findViewer } from './viewers.ts'

export interface Security {
  /** The signed-in person of a request, or undefined. One round trip; none without a valid token. */
  identify: (request: FastifyRequest) => Promise<SessionViewer | undefined>
  /**
   * Lets a request through to an operation, with one of the credentials that it takes, or throws UNAUTHENTICATED, FORBIDDEN or
   * NOT_FOUND. Sets `request.viewer`.
   */
  admit: (request: FastifyRequest, route: Route) => Promise<void>
  /** Is there something that checks such a credential? */
  checks: (credential: Credential) => boolean
}

/** The person of an API token, and what the token is for. */
export interface TokenHolder {
  viewer: Viewer
  scopes: string[]
}

/** Who stands behind a secret; undefined where it is none, or not any more. Those that are left out are taken nowhere. */
export interface CredentialChecks {
  token?: (secret: string) => Promise<TokenHolder | undefined>
  address?: (secret: string) => Promise<Viewer | undefined>
}

type Credential = Route['credentials'][number]

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once the operation's access has been checked; null for public operations. */
    viewer: Viewer | null
  }
}

export function createSecurity (
  { config, db, clock, catchUp }: Pick<Deps, 'config' | 'db' | 'clock' | 'catchUp'>,
  tokens: Tokens,
  cookies: Cookies,
  checks: CredentialChecks = {}
): Security {
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
    const viewer = await findViewer(db, claims.sid, clock.now())
    return viewer?.id === claims.sub ? viewer : undefined
  }

  /** EventSource sends no header, and from another site no cookie. */
  async function identifyByTicket (request: FastifyRequest): Promise<SessionViewer | undefined> {
    const { ticket } = request.query as { ticket?: unknown }
    const sessionId = typeof ticket === 'string' ? await tickets.consume(db, ticket, clock.now()) : undefined
    return sessionId === undefined ? undefined : findViewer(db, sessionId, clock.now())
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN for a token that may not, NOT_FOUND for an address that is none. */
  async function viewerOf (request: FastifyRequest, { credentials, answer }: Route): Promise<Viewer> {
    const token = checks.token && apiToken(request)
    if (checks.token && token !== undefined) return viewerOfToken(await checks.token(token), credentials)
    if (credentials.includes('session')) {
      const viewer = await identify(request) ?? (answer === 'stream' ? await identifyByTicket(request) : undefined)
      if (viewer) return viewer
    }
    if (credentials.includes('address')) {
      const { token: secret } = request.query as { token?: unknown }
      const viewer = typeof secret === 'string' ? await checks.address?.(secret) : undefined
      if (viewer) return viewer
    }
    throw credentials.join() === 'address' ? notFound() : unauthenticated()
  }

  async function admit (request: FastifyRequest, route: Route): Promise<void> {
    const { access, method, answer, tag } = route
    // Who has just written, or was just signed out, has done so for whatever is asked from here on, at whichever replica.
    if (tag !== 'system') await catchUp()
    if (access !== 'public') request.viewer = await viewerOf(request, route)
    // A bearer token cannot be sent by another site; a cookie and a sign-in can.
    const bearer = access !== 'public' && request.headers.authorization !== undefined
    const forgeable = (method !== 'GET' || answer === 'stream' || answer === 'socket') && !bearer
    if (forgeable && !isTrustedOrigin(request.headers, config.allowedOrigins)) throw forbidden()
    if (access === 'public' && method !== 'GET') accessToken(request)
    if (Array.isArray(access) && !access.includes(request.viewer!.role)) throw forbidden()
  }

  return {
    identify,
    admit,
    checks: (credential) => credential === 'session' || checks[credential === 'address' ? 'address' : 'token'] !== undefined
  }
}

/** One that is no access token, which has dots. */
function apiToken ({ headers }: FastifyRequest): string | undefined {
  return /^Bearer ([\w-]{1,512})$/i.exec(headers.authorization ?? '')?.[1]
}

function viewerOfToken (found: TokenHolder | undefined, credentials: Credential[]): Viewer {
  if (!found) throw unauthenticated()
  if (!found.scopes.some((scope) => credentials.includes(`token:${scope}`))) throw forbidden()
  return found.viewer
}
