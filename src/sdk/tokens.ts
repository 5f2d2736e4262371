import type { components } from '../../generated/types.ts'
import type { ClientOptions, Tokens } from './options.ts'
import type { Session } from './session.ts'

type SignedIn = components['schemas']['SignedIn']

/** The tokens of a client in bearer mode; with cookies there is nothing to keep, and nothing is kept. */
export interface TokenKeeper {
  read: () => Tokens | undefined
  keep: (next: Tokens | undefined) => void
  keepSignedIn: (signedIn: SignedIn) => void
  /** The session is over. */
  forget: () => false
  /** The request with what the cookies would have said. */
  added: <R extends { path: string, body?: unknown }>(request: R) => R
}

/** @param session where they are kept. */
export function createTokens ({ mode = 'cookie', onTokens, tokens }: ClientOptions, session: Session): TokenKeeper {
  if (tokens) session.write('tokens', JSON.stringify(tokens))

  function read (): Tokens | undefined {
    const kept = mode === 'bearer' ? session.read('tokens') : undefined
    try {
      return kept === undefined ? undefined : JSON.parse(kept)
    } catch {
      return undefined // Somebody else's words in the storage.
    }
  }

  function keep (next: Tokens | undefined): void {
    if (mode !== 'bearer') return
    session.write('tokens', next && JSON.stringify(next))
    onTokens?.(next)
  }

  function keepSignedIn ({ accessToken, refreshToken }: SignedIn): void {
    keep({ accessToken, ...(refreshToken !== undefined && { refreshToken }) })
  }

  function forget (): false {
    if (read()) keep(undefined)
    return false
  }

  function added<R extends { path: string, body?: unknown }> (request: R): R {
    if (mode !== 'bearer') return request
    if (request.path.endsWith('/auth/login')) return { ...request, body: { ...request.body as object, tokenDelivery: 'body' } }
    const refreshToken = read()?.refreshToken
    if (refreshToken === undefined) return request
    if (request.path.endsWith('/auth/refresh')) {
      return { ...request, body: { refreshToken, ...request.body as object, tokenDelivery: 'body' } }
    }
    if (request.path.endsWith('/auth/logout')) return { ...request, body: { refreshToken, ...request.body as object } }
    return request
  }

  return { read, keep, keepSignedIn, forget, added }
}
