import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { invalid } from '../http/errors.ts'
import { accessTokenLifetime } from './tokens.ts'

const authPath = '/api/v1/auth'
const day = 86_400
/** In seconds. */
const deviceLifetime = 180 * day

export interface Cookies {
  setTokens: (reply: FastifyReply, tokens: { access: string, refresh: string, refreshExpires: Date }) => void
  clearTokens: (reply: FastifyReply) => void
  setDevice: (reply: FastifyReply, token: string) => void
  /** Of a browser that registers, until `expires`. */
  setRegistration: (reply: FastifyReply, secret: string, expires: Date) => void
  /** @throws VALIDATION_FAILED when there are two. */
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
  const options = ({ path }: { path: string }): CookieSerializeOptions => ({ path, httpOnly: true, sameSite: 'strict', secure })
  const accessPattern = new RegExp(`(?:^|;)\\s*${access.name}=`, 'g')

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
    access (request) {
      // Two of them mean that somebody planted one; which is ours cannot be told.
      const times = (request.headers.cookie ?? '').match(accessPattern)?.length ?? 0
      if (times > 1) throw invalid('/cookies/access_token', 'unique')
      return request.cookies[access.name]
    },
    refresh: (request) => request.cookies[refresh.name],
    device: (request) => request.cookies[device.name],
    registration: (request) => request.cookies[registration.name]
  }
}
