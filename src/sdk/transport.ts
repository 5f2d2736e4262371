import type { components } from '../../generated/types.ts'
import { ApiError, ConnectionError } from './errors.ts'

type SignedIn = components['schemas']['SignedIn']

export interface Tokens { accessToken: string, refreshToken?: string }

export interface ClientOptions {
  /** Where the API is: `https://apiwork.rycroftapparel.com`. */
  baseUrl: string
  /**
   * `cookie`, for browsers: the tokens stay in HttpOnly cookies. `bearer`, for scripts and mobile: the client keeps
   * them in memory and hands them to `onTokens`.
   */
  mode?: 'cookie' | 'bearer'
  /** Bearer mode: tokens from an earlier run. */
  tokens?: Tokens
  /** Bearer mode: called with each new pair, and with undefined when there is none any more. */
  onTokens?: (tokens: Tokens | undefined) => void
  /** Called once the session cannot be refreshed: show the sign-in page. */
  onSignedOut?: () => void
  /** The language of messages: `id` or `en`. */
  locale?: string
  fetch?: typeof fetch
  WebSocket?: typeof WebSocket
}

export interface CallOptions { signal?: AbortSignal }

export interface Request extends CallOptions {
  method: string
  path: string
  query?: Record<string, unknown>
  body?: unknown
}

export interface Transport {
  /** Calls the API; answers the envelope's `data` or throws ApiError or ConnectionError. */
  call: (request: Request) => Promise<unknown>
  /** An answer as it comes, for streams; refreshed once when signed out. */
  open: (request: Request) => Promise<Response>
}

/** Calls that sign in or out answer 401 themselves; refreshing would not help them. */
const unauthenticatedPaths = ['/api/v1/auth/login', '/api/v1/auth/refresh', '/api/v1/auth/logout']
const mostRetries = 2

export function createTransport (options: ClientOptions): Transport {
  const { mode = 'cookie', locale, onTokens, onSignedOut } = options
  const fetchIt = options.fetch ?? globalThis.fetch.bind(globalThis)
  const baseUrl = options.baseUrl.replace(/\/+$/, '')
  let tokens = options.tokens
  let refreshing: Promise<boolean> | undefined

  function keep (next: Tokens | undefined): void {
    tokens = next
    onTokens?.(next)
  }

  async function send ({ method, path, query, body, signal }: Request): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json' }
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (locale) headers['accept-language'] = locale
    if (mode === 'bearer' && tokens) headers.authorization = `Bearer ${tokens.accessToken}`
    try {
      return await fetchIt(baseUrl + path + searchOf(query), {
        method,
        headers,
        credentials: mode === 'cookie' ? 'include' : 'omit',
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal })
      })
    } catch (error) {
      if (signal?.aborted) throw error
      throw new ConnectionError(`${method} ${path}: the API cannot be reached`, { cause: error })
    }
  }

  /**
   * One at a time: callers that come meanwhile share it. Resolves to false when the session is over.
   * @throws ApiError or ConnectionError when the API cannot tell just now: the tokens may still be good.
   */
  function refresh (): Promise<boolean> {
    refreshing ??= (async () => {
      if (mode === 'bearer' && !tokens?.refreshToken) return signedOut()
      const body = mode === 'bearer' ? { refreshToken: tokens!.refreshToken, tokenDelivery: 'body' } : {}
      const response = await send({ method: 'POST', path: '/api/v1/auth/refresh', body })
      if (response.status === 401) return signedOut()
      const data = await readEnvelope(response)
      if (mode === 'bearer') keepSignedIn(data as SignedIn)
      return true
    })().finally(() => { refreshing = undefined })
    return refreshing
  }

  function signedOut (): false {
    if (mode === 'bearer') keep(undefined)
    onSignedOut?.()
    return false
  }

  function keepSignedIn ({ accessToken, refreshToken }: SignedIn): void {
    keep({ accessToken, ...(refreshToken !== undefined && { refreshToken }) })
  }

  /** Bearer mode: what the cookies would have said. */
  function withTokens (request: Request): Request {
    if (request.path.endsWith('/auth/login')) return { ...request, body: { ...request.body as object, tokenDelivery: 'body' } }
    if (!tokens?.refreshToken) return request
    const { refreshToken } = tokens
    if (request.path.endsWith('/auth/refresh')) return { ...request, body: { refreshToken, ...request.body as object, tokenDelivery: 'body' } }
    if (request.path.endsWith('/auth/logout')) return { ...request, body: { refreshToken, ...request.body as object } }
    return request
  }

  async function open (request: Request): Promise<Response> {
    const used = tokens?.accessToken
    const response = await send(request)
    if (response.status !== 401 || unauthenticatedPaths.includes(request.path)) return response
    // Somebody else may have refreshed while this call was under way.
    const renewed = mode === 'bearer' && used !== tokens?.accessToken ? tokens !== undefined : await refresh()
    return renewed ? send(request) : response
  }

  async function call (request: Request): Promise<unknown> {
    const complete = mode === 'bearer' ? withTokens(request) : request
    const data = await retrying(request.method === 'GET', () => open(complete).then(readEnvelope), request.signal)
    if (mode === 'bearer' && request.path.startsWith('/api/v1/auth/')) {
      if (request.path.endsWith('/login') || request.path.endsWith('/refresh')) keepSignedIn(data as SignedIn)
      if (request.path.endsWith('/logout')) keep(undefined)
    }
    return data
  }

  return { call, open }
}

async function readEnvelope (response: Response): Promise<unknown> {
  const envelope = await response.json().catch(() => undefined)
  if (envelope?.ok === true) return envelope.data
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  if (envelope?.ok === false) throw new ApiError(response.status, envelope.error, Number.isNaN(retryAfter) ? undefined : retryAfter)
  throw new ConnectionError(`The answer (${response.status}) is not the API's own`)
}

/** Reading again does no harm; writing again might. */
async function retrying (idempotent: boolean, attempt: () => Promise<unknown>, signal?: AbortSignal): Promise<unknown> {
  for (let retry = 0; ; retry++) {
    try {
      return await attempt()
    } catch (error) {
      const passing = error instanceof ConnectionError || (error instanceof ApiError && error.code === 'UNAVAILABLE')
      if (!idempotent || !passing || retry === mostRetries || signal?.aborted) throw error
      await pause(error instanceof ApiError && error.retryAfter ? error.retryAfter * 1000 : 200 * 2 ** retry * (0.5 + Math.random()), signal)
    }
  }
}

/** @param milliseconds ends early when `signal` aborts. */
export function pause (milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal?.addEventListener('abort', done)
  })
}

function searchOf (query: Record<string, unknown> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null)
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
