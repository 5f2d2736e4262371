import { type Call, jsonType } from '../../generated/sdk/operations.ts'
import type { components } from '../../generated/types.ts'
import { ApiError, ConnectionError } from './errors.ts'
import type { CallOptions, ClientOptions, Tokens } from './options.ts'
import { pause } from './pause.ts'
import { createSession, type Session } from './session.ts'

export type { CallOptions } from './options.ts'

type SignedIn = components['schemas']['SignedIn']

export interface Request extends CallOptions, Pick<Call, 'sends' | 'answers'> {
  method: string
  path: string
  query?: Record<string, unknown>
  body?: unknown
  /** Asks whether there is a session: that there is none is no loss. */
  quiet?: boolean
}

export interface Transport extends Pick<Session, 'onEnd'> {
  /** Calls the API; answers the envelope's `data`, or a file as a Blob, or throws ApiError or ConnectionError. */
  call: (request: Request) => Promise<unknown>
  /** An answer as it comes, for streams; refreshed once when signed out. */
  open: (request: Request) => Promise<Response>
}

/** What needs no session says nothing about it, whether it answers 200 or a 401 of its own. */
const sessionlessPaths = new Set([
  '/healthz',
  '/readyz',
  ...['login', 'refresh', 'logout', 'register', 'verify-email', 'password/forgot', 'password/reset', 'google'].map((name) =>
    `/api/v1/auth/${name}`
  )
])
/** What changes the tokens, by what is true after it. The other tabs wait meanwhile. */
const changes: Record<string, 'in' | 'out' | undefined> = {
  'POST /api/v1/auth/login': 'in',
  'POST /api/v1/auth/refresh': 'in',
  'POST /api/v1/auth/logout': 'out',
  'DELETE /api/v1/auth/sessions': 'out'
}
const mostRetries = 2
/** The first repeat may be for another tab's refresh that is over itself. */
const mostRenewals = 2
/** The second is for a token that another request exchanged. */
const mostRefreshes = 2
/** In milliseconds. */
const supersededPause = 250
/** In milliseconds: all calls of all tabs wait for it. */
const refreshTimeout = 15_000

export function createTransport (options: ClientOptions): Transport {
  const { mode = 'cookie', locale } = options
  const fetchIt = options.fetch ?? globalThis.fetch.bind(globalThis)
  const baseUrl = options.baseUrl.replace(/\/+$/, '')
  const session = createSession(options)
  if (options.tokens) session.write('tokens', JSON.stringify(options.tokens))

  function tokens (): Tokens | undefined {
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
    options.onTokens?.(next)
  }

  function keepSignedIn ({ accessToken, refreshToken }: SignedIn): void {
    keep({ accessToken, ...(refreshToken !== undefined && { refreshToken }) })
  }

  async function send ({ method, path, query, body, signal, sends, answers }: Request): Promise<Response> {
    const headers: Record<string, string> = { accept: answers === 'bytes' ? '*/*' : jsonType }
    if (body !== undefined) headers['content-type'] = sends === 'bytes' ? typeOf(body as Blob) : jsonType
    if (locale) headers['accept-language'] = locale
    const accessToken = tokens()?.accessToken
    if (accessToken !== undefined) headers.authorization = `Bearer ${accessToken}`
    try {
      return await fetchIt(baseUrl + path + searchOf(query), {
        method,
        headers,
        credentials: mode === 'cookie' ? 'include' : 'omit',
        ...(body !== undefined && { body: sends === 'bytes' ? body as Blob : JSON.stringify(body) }),
        ...(signal && { signal })
      })
    } catch (error) {
      if (signal?.aborted) throw error
      throw new ConnectionError(`${method} ${path}: the API cannot be reached`, { cause: error })
    }
  }

  /** Resolves to false when the session is over. @throws ApiError or ConnectionError when the API cannot tell just now. */
  async function refresh (): Promise<boolean> {
    for (let attempt = 1;; attempt++) {
      const refreshToken = tokens()?.refreshToken
      if (mode === 'bearer' && refreshToken === undefined) return forget()
      const body = mode === 'bearer' ? { refreshToken, tokenDelivery: 'body' } : {}
      const request = { method: 'POST', path: '/api/v1/auth/refresh', body, signal: AbortSignal.timeout(refreshTimeout) }
      const response = await send(request).catch((error) => {
        throw error instanceof ConnectionError ? error : new ConnectionError('The API did not answer in time', { cause: error })
      })
      if (response.status !== 401) {
        keepSignedIn(await readEnvelope(response) as SignedIn)
        return true
      }
      // The session goes on with what a faster request got: by now that is in the cookies, or in the storage.
      if (attempt === mostRefreshes || !await isSuperseded(response)) return forget()
      await pause(supersededPause)
    }
  }

  function forget (): false {
    if (tokens()) keep(undefined)
    return false
  }

  /** Bearer mode: what the cookies would have said. */
  function withTokens (request: Request): Request {
    if (mode !== 'bearer') return request
    if (request.path.endsWith('/auth/login')) return { ...request, body: { ...request.body as object, tokenDelivery: 'body' } }
    const refreshToken = tokens()?.refreshToken
    if (refreshToken === undefined) return request
    if (request.path.endsWith('/auth/refresh')) {
      return { ...request, body: { refreshToken, ...request.body as object, tokenDelivery: 'body' } }
    }
    if (request.path.endsWith('/auth/logout')) return { ...request, body: { refreshToken, ...request.body as object } }
    return request
  }

  /** Sends what changes the tokens in its turn, so that nobody takes the change for a loss. */
  async function deliver (request: Request): Promise<Response> {
    const change = changes[`${request.method} ${request.path}`]
    if (!change) return send(request)
    return session.exclusively(async () => {
      const response = await send(withTokens(request))
      if (!response.ok) return response
      if (change === 'in') {
        keepSignedIn(await readEnvelope(response.clone()) as SignedIn)
        session.begin()
      } else {
        keep(undefined)
        session.leave()
      }
      return response
    })
  }

  async function open (request: Request): Promise<Response> {
    if (sessionlessPaths.has(request.path)) return deliver(request)
    for (let renewals = 0;; renewals++) {
      const mark = session.mark()
      const response = await deliver(request)
      if (response.ok) session.confirm(mark)
      if (response.status !== 401 || renewals === mostRenewals) return response
      if (!await session.renew(mark, refresh)) {
        session.lose(request.quiet)
        return response
      }
      response.body?.cancel().catch(() => {})
    }
  }

  return {
    open,
    call: (request) =>
      retrying(request.method === 'GET', async () => {
        const response = await open(request)
        const position = response.headers.get('x-realtime-position')
        if (position !== null) request.onPosition?.(Number(position))
        return request.answers === 'bytes' && response.ok ? readFile(response) : readEnvelope(response)
      }, request.signal),
    onEnd: session.onEnd
  }
}

async function isSuperseded (response: Response): Promise<boolean> {
  const envelope = await response.json().catch(() => undefined)
  return envelope?.error?.code === 'REFRESH_SUPERSEDED'
}

function typeOf (file: Blob): string {
  return file.type || 'application/octet-stream'
}

async function readFile (response: Response): Promise<Blob> {
  return response.blob().catch((error: unknown) => {
    throw new ConnectionError('The file broke off', { cause: error })
  })
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
  for (let retry = 0;; retry++) {
    try {
      return await attempt()
    } catch (error) {
      const passing = error instanceof ConnectionError || (error instanceof ApiError && error.code === 'UNAVAILABLE')
      if (!idempotent || !passing || retry === mostRetries || signal?.aborted) throw error
      await pause(
        error instanceof ApiError && error.retryAfter ? error.retryAfter * 1000 : 200 * 2 ** retry * (0.5 + Math.random()),
        signal
      )
    }
  }
}

function searchOf (query: Record<string, unknown> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null)
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
