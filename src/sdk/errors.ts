import type { OperationErrors } from '../../generated/sdk/operations.ts'
import type { components } from '../../generated/types.ts'

export type ErrorCode = components['schemas']['ErrorCode']
/** What the sign-in page may find in `?error=` after Google. */
export type GoogleSignInError = components['schemas']['GoogleSignInError']
type ErrorBody = components['schemas']['ErrorBody']

/** An ApiError as JSON: what survives a store, a page that a server rendered, or another tab. */
export interface ApiErrorJson {
  name: 'ApiError'
  status: number
  code: ErrorCode
  message: string
  details: NonNullable<ErrorBody['details']>
  meta: NonNullable<ErrorBody['meta']>
  requestId: string
  retryAfter?: number
}

/** An error that the API answered. Branch on `code`; `message` is for people. */
export class ApiError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'ApiError'
  readonly code: Code
  readonly status: number
  /** Every fault of the request, each with a JSON Pointer. */
  readonly details: NonNullable<ErrorBody['details']>
  /** What resolves a conflict: the report that exists, the version that is current. */
  readonly meta: NonNullable<ErrorBody['meta']>
  /** Quote it when you ask for help. */
  readonly requestId: string
  /** In seconds; undefined when the API did not say. */
  readonly retryAfter: number | undefined

  constructor (status: number, body: ErrorBody, retryAfter?: number) {
    super(body.message)
    this.code = body.code as Code
    this.status = status
    this.details = body.details ?? []
    this.meta = body.meta ?? {}
    this.requestId = body.requestId
    this.retryAfter = retryAfter
  }

  /** What frameworks carry from the server that renders to the browser: Nuxt keeps an error's `data`. */
  get data (): ApiErrorJson {
    return this.toJSON()
  }

  toJSON (): ApiErrorJson {
    const { name, status, code, message, details, meta, requestId, retryAfter } = this
    return { name, status, code, message, details, meta, requestId, ...(retryAfter !== undefined && { retryAfter }) }
  }
}

/**
 * `unreachable`: no connection, or it was lost. `timeout`: no answer in time; a call that writes may have been obeyed all the
 * same. `foreign`: something in between answered in the API's place. `refused`: the API answers calls, but no realtime
 * connection comes about, as behind a proxy that lets none through. `closed`: the realtime connection is closed for good.
 * `blocked`: the browser keeps no cookies of the API, so that nobody can sign in.
 */
export type ConnectionErrorKind = 'unreachable' | 'timeout' | 'foreign' | 'refused' | 'closed' | 'blocked'

export interface ConnectionErrorJson {
  name: 'ConnectionError'
  kind: ConnectionErrorKind
  message: string
}

/** The API could not be reached, or something in between answered in its place. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
  readonly kind: ConnectionErrorKind

  constructor (message: string, { kind = 'unreachable', cause }: { kind?: ConnectionErrorKind, cause?: unknown } = {}) {
    super(message, { cause })
    this.kind = kind
  }

  toJSON (): ConnectionErrorJson {
    return { name: this.name, kind: this.kind, message: this.message }
  }
}

export type SdkError = ApiError | ConnectionError
export type SdkErrorJson = ApiErrorJson | ConnectionErrorJson

/** The error that `toJSON` was asked of. */
export function fromJson (json: SdkErrorJson): SdkError {
  if (json.name === 'ConnectionError') return new ConnectionError(json.message, { kind: json.kind })
  const { status, retryAfter, ...body } = json
  return new ApiError(status, body, retryAfter)
}

/** Frameworks wrap what was thrown, and what a server rendered arrives as JSON. */
const wrappers = ['cause', 'data', 'error'] as const
const deepest = 5

/**
 * The API's error in what was caught: the error itself, one that a framework has wrapped (`cause`, `data`), or one that came
 * as JSON. Undefined where there is none.
 */
export function apiErrorOf (error: unknown, depth = 0): ApiError | undefined {
  if (error instanceof ApiError) return error
  if (typeof error !== 'object' || error === null || depth > deepest) return undefined
  if (isJson(error)) return fromJson(error) as ApiError
  for (const wrapper of wrappers) {
    const found = apiErrorOf((error as Record<string, unknown>)[wrapper], depth + 1)
    if (found) return found
  }
  return undefined
}

function isJson (error: object): error is ApiErrorJson {
  const { name, code, status } = error as Partial<ApiErrorJson>
  return name === 'ApiError' && typeof code === 'string' && typeof status === 'number'
}

/**
 * Is it an error that the API answered? With the name of an operation, `code` is narrowed to what that one
 * can answer, so that a switch over it can be exhaustive. An error that a framework has wrapped around it is one too: it is
 * lent what it lacks (`code`, `details`, `meta`, `requestId`, `retryAfter`).
 */
export function isApiError (error: unknown): error is ApiError
export function isApiError<O extends keyof OperationErrors> (error: unknown, operation: O): error is ApiError<OperationErrors[O]>
export function isApiError (error: unknown): boolean {
  const found = apiErrorOf(error)
  return found !== undefined && (found === error || lend(error as object, found))
}

function lend (wrapper: object, { code, status, details, meta, requestId, retryAfter }: ApiError): boolean {
  try {
    for (const [name, value] of Object.entries({ code, status, details, meta, requestId, retryAfter })) {
      if (!(name in wrapper)) Object.defineProperty(wrapper, name, { value, configurable: true, writable: true })
    }
  } catch {
    return false // Frozen.
  }
  return (wrapper as ApiError).code === code
}
