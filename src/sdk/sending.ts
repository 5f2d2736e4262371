import { type Call, jsonType } from '../../generated/sdk/operations.ts'
import { ConnectionError } from './errors.ts'
import type { createJar } from './jar.ts'
import type { CallOptions, ClientOptions } from './options.ts'
import { seesProgress, sendingWith } from './progress.ts'
import type { TokenKeeper } from './tokens.ts'

export interface Request extends CallOptions, Pick<Call, 'sends' | 'answers'> {
  method: string
  path: string
  query?: Record<string, unknown>
  body?: unknown
  /** Asks whether there is a session: that there is none is no loss. */
  quiet?: boolean
}

/** Where requests go, and what goes with each. */
export interface Sending {
  baseUrl: string
  fetchIt: typeof fetch
  credentials: RequestCredentials
  jar: ReturnType<typeof createJar> | undefined
  tokens: TokenKeeper
}

/** Sends one request, as it is. @throws ConnectionError where the API cannot be reached. */
export function createSender (options: ClientOptions, { baseUrl, fetchIt, credentials, jar, tokens }: Sending) {
  return async function send (
    { method, path, query, body, signal, sends, answers, idempotencyKey, onProgress }: Request
  ): Promise<Response> {
    const headers: Record<string, string> = { ...options.headers?.(), accept: answers === 'bytes' ? '*/*' : jsonType }
    if (body !== undefined) headers['content-type'] = sends === 'bytes' ? typeOf(body as Blob) : jsonType
    if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey
    const locale = typeof options.locale === 'function' ? options.locale() : options.locale
    if (locale) headers['accept-language'] = locale
    const cookie = jar?.header()
    if (cookie) headers.cookie = cookie
    const accessToken = tokens.read()?.accessToken
    if (accessToken !== undefined) headers.authorization = `Bearer ${accessToken}`
    try {
      const deliver = sends === 'bytes' && onProgress && seesProgress() ? sendingWith(onProgress) : fetchIt
      const response = await deliver(baseUrl + path + searchOf(query), {
        method,
        headers,
        credentials,
        ...(body !== undefined && { body: sends === 'bytes' ? body as Blob : JSON.stringify(body) }),
        ...(signal && { signal })
      })
      jar?.take(response)
      return response
    } catch (error) {
      if (signal?.aborted) throw error
      throw new ConnectionError(`${method} ${path}: the API cannot be reached`, { cause: error })
    }
  }
}

function typeOf (file: Blob): string {
  return file.type || 'application/octet-stream'
}

function searchOf (query: Record<string, unknown> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null)
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
