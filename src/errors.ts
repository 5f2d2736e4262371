import { catalogue, type ErrorCode } from '../generated/errors.ts'
import type { ErrorBody, ErrorDetail, ErrorMeta } from '../generated/schemas.ts'

export type Locale = 'en' | 'id'

/** What a handler throws to answer an error of the catalogue. */
export class ApiError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetail[] | undefined
  readonly meta: ErrorMeta | undefined
  /** In seconds. */
  readonly retryAfter: number | undefined

  constructor (code: ErrorCode, more: { details?: ErrorDetail[], meta?: ErrorMeta, retryAfter?: number } = {}) {
    super(catalogue[code].en)
    this.code = code
    this.details = more.details
    this.meta = more.meta
    this.retryAfter = more.retryAfter
  }

  get status (): number {
    return catalogue[this.code].status
  }

  body (locale: Locale, requestId: string): ErrorBody {
    return {
      code: this.code,
      message: catalogue[this.code][locale],
      ...(this.details && { details: this.details }),
      ...(this.meta && { meta: this.meta }),
      requestId
    }
  }
}

export const validationFailed = (details: ErrorDetail[]) => new ApiError('VALIDATION_FAILED', { details })
export const invalid = (path: string, rule: string, message: string) => validationFailed([{ path, rule, message }])
export const invalidCursor = () => invalid('/query/cursor', 'cursor', 'is not a cursor of this list')
export const unauthenticated = () => new ApiError('UNAUTHENTICATED')
export const invalidCredentials = () => new ApiError('INVALID_CREDENTIALS')
export const forbidden = () => new ApiError('FORBIDDEN')
export const notFound = () => new ApiError('NOT_FOUND')
export const methodNotAllowed = () => new ApiError('METHOD_NOT_ALLOWED')
export const stateConflict = () => new ApiError('STATE_CONFLICT')
export const duplicateReport = (reportId: string) => new ApiError('DUPLICATE', { meta: { reportId } })
export const versionConflict = (currentVersion: number) => new ApiError('VERSION_CONFLICT', { meta: { currentVersion } })
export const payloadTooLarge = () => new ApiError('PAYLOAD_TOO_LARGE')
export const unsupportedMediaType = () => new ApiError('UNSUPPORTED_MEDIA_TYPE')
/** A policy says no: `rule` names it, `path` points at what it is about. */
export const ruleRefused = (path: string, rule: string, message: string) => new ApiError('RULE_REFUSED', { details: [{ path, rule, message }] })
export const upgradeRequired = () => new ApiError('UPGRADE_REQUIRED')
export const internal = () => new ApiError('INTERNAL')
export const unavailable = (retryAfter = 1) => new ApiError('UNAVAILABLE', { retryAfter })

/** The language of the first range of Accept-Language that we speak; English otherwise. */
export function localeOf (acceptLanguage: string | undefined): Locale {
  const ranges = (acceptLanguage ?? '').split(',').map((range) => range.trim().slice(0, 2).toLowerCase())
  return ranges.find((range) => range === 'en' || range === 'id') as Locale | undefined ?? 'en'
}
