import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { invalid } from '../errors.ts'
import { accessTokenLifetime } from './tokens.ts'

const access = { name: 'access_token', path: '/' }
const refresh = { name: 'refresh_token', path: '/api/v1/auth' }

/** Host-only: without a Domain, no sibling site of the same domain gets them. */
function options (path: string, secure: boolean): CookieSerializeOptions {
  return { path, httpOnly: true, sameSite: 'strict', secure }
}

export function setTokenCookies (reply: FastifyReply, tokens: { access: string, refresh: string, refreshExpires: Date }, secure: boolean): void {
  reply.setCookie(access.name, tokens.access, { ...options(access.path, secure), maxAge: accessTokenLifetime })
  reply.setCookie(refresh.name, tokens.refresh, { ...options(refresh.path, secure), expires: tokens.refreshExpires })
}

export function clearTokenCookies (reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(access.name, options(access.path, secure))
  reply.clearCookie(refresh.name, options(refresh.path, secure))
}

export function accessCookie (request: FastifyRequest): string | undefined {
  // Two of them mean that somebody planted one; which is ours cannot be told.
  const times = (request.headers.cookie ?? '').match(/(?:^|;)\s*access_token=/g)?.length ?? 0
  if (times > 1) throw invalid('/cookies/access_token', 'unique')
  return request.cookies[access.name]
}

export function refreshCookie (request: FastifyRequest): string | undefined {
  return request.cookies[refresh.name]
}
