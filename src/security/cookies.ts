import { isIP } from 'node:net'
import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { plantedCookie } from '../http/errors.ts'
import { accessTokenLifetime } from './tokens.ts'

const authPath = '/api/v1/auth'
const day = 86_400
/** In seconds. */
const deviceLifetime = 180 * day
/** Of this host and those above it that a planted cookie is looked for in. */
const mostDomains = 3

export interface Cookies {
  setTokens: (reply: FastifyReply, tokens: { access: string, refresh: string, refreshExpires: Date }) => void
  clearTokens: (reply: FastifyReply) => void
  setDevice: (reply: FastifyReply, token: string) => void
  /** Of a browser that registers, until `expires`. */
  setRegistration: (reply: FastifyReply, secret: string, expires: Date) => void
  /** Each @throws VALIDATION_FAILED when there are two. */
  access: (request: FastifyRequest) => string | undefined
  refresh: (request: FastifyRequest) => string | undefined
  device: (request: FastifyRequest) => string | undefined
  registration: (request: FastifyRequest) => string | undefined
}

/**
 * Host-only: without a Domain, no sibling site of the same domain gets them. With `__Host-` none can plant them
 * either; browsers then want `Path=/`.
 */
export function createCookies ({ environment, hostCookies }: Pick<Config, 'environment' | 'hostCookies'>): Cookies {
  const named = (name: string, path: string) => hostCookies ? { name: `__Host-${name}`, path: '/' } : { name, path }
  const access = named('access_token', '/')
  const refresh = named('refresh_token', authPath)
  const device = named('device', authPath)
  const registration = named('registration', authPath)
  const secure = environment === 'production' || hostCookies
  const options = ({ path }: { path: string }) => ({ path, httpOnly: true, sameSite: 'strict', secure }) satisfies CookieSerializeOptions

  /** What takes a cookie of that name away, whoever planted it: of this host and of the domains above it, at each path that gets here. */
  function clearing (request: FastifyRequest, name: string): string[] {
    const { serializeCookie } = request.server
    if (hostCookies) return [serializeCookie(name, '', { ...options({ path: '/' }), maxAge: 0 })]
    const labels = /^[a-z\d.-]+$/i.test(request.hostname) && !isIP(request.hostname) ? request.hostname.split('.') : []
    const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.')).slice(-mostDomains)
    return [undefined, ...domains].flatMap((domain) =>
      ['/', '/api', '/api/v1', authPath].map((path) =>
        serializeCookie(name, '', { ...options({ path }), maxAge: 0, ...(domain !== undefined && { domain }) })
      )
    )
  }

  /** @throws VALIDATION_FAILED when there are two: somebody planted one, and which is ours cannot be told. */
  function only (request: FastifyRequest, { name }: { name: string }): string | undefined {
    const times = (request.headers.cookie ?? '').split(';').filter((pair) => pair.trimStart().startsWith(`${name}=`)).length
    if (times > 1) throw plantedCookie(name.replace(/^__Host-/, ''), clearing(request, name))
    return request.cookies[name]
  }

  return {
    setTokens (reply, tokens) {
      reply.setCookie(access.name, tokens.access, { ...options(access), maxAge: accessTokenLifetime })
      reply.setCookie(refresh.name, tokens.refresh, { ...options(refresh), expires: tokens.refreshExpires })
    },
    clearTokens (reply) {
      reply.clearCookie(access.name, options(access))
      reply.clearCookie(refresh.name, options(refresh))
    },
    setDevice: (reply, token) => reply.setCookie(device.name, token, { ...options(device), maxAge: deviceLifetime }),
    setRegistration: (reply, secret, expires) => reply.setCookie(registration.name, secret, { ...options(registration), expires }),
    access: (request) => only(request, access),
    refresh: (request) => only(request, refresh),
    device: (request) => only(request, device),
    registration: (request) => only(request, registration)
  }
}
