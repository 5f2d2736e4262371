import { catalogue, type ErrorCode } from '../../generated/errors.ts'
import type { ConflictReason, ErrorBody, ErrorDetail, ErrorMeta } from '../../generated/schemas.ts'
import type { Refusal } from '../rules/ladder.ts'
import type { FaultRule } from '../texts/faults.ts'
import type { Locale } from '../texts/locale.ts'
import { describe, fault, mostFaults, type Fault } from './faults.ts'

/** What a handler throws to answer an error of the catalogue. */
export class ApiError extends Error {
  readonly code: ErrorCode
  /** Those of the schemas are in the caller's language already. */
  readonly details: (Fault | ErrorDetail)[]
  readonly meta: ErrorMeta | undefined
  /** In seconds. */
  readonly retryAfter: number | undefined
  /** `Set-Cookie` lines that go with it. */
  readonly cookies: string[]

  constructor (
    code: ErrorCode,
    more: { details?: (Fault | ErrorDetail)[], meta?: ErrorMeta, retryAfter?: number, cookies?: string[] } = {}
  ) {
    super(catalogue[code].en)
    this.code = code
    this.details = more.details ?? []
    this.meta = more.meta
    this.retryAfter = more.retryAfter
    this.cookies = more.cookies ?? []
  }

  get status (): number {
    return catalogue[this.code].status
  }

  body (locale: Locale, requestId: string): ErrorBody {
    const details = this.details.slice(0, mostFaults).map((detail) => 'message' in detail ? detail : describe(detail, locale))
    return {
      code: this.code,
      message: catalogue[this.code][locale],
      ...(details.length > 0 && { details }),
      ...(this.meta && { meta: this.meta }),
      requestId
    }
  }
}

/** As it is answered that the rules said no. */
export function errorOf ({ code, meta, objections }: Refusal): ApiError {
  return new ApiError(code, { details: objections, ...(meta && { meta }) })
}

export const validationFailed = (details: (Fault | ErrorDetail)[]) => new ApiError('VALIDATION_FAILED', { details })
export const invalid = (path: string, rule: FaultRule, limit?: number) => validationFailed([fault(path, rule, limit)])
/** Which of two is ours cannot be told. @param cookies what takes both away, as far as that can be done. */
export const plantedCookie = (name: string, cookies: string[]) =>
  new ApiError('VALIDATION_FAILED', { details: [fault(`/cookies/${name}`, 'unique')], cookies })
export const unauthenticated = () => new ApiError('UNAUTHENTICATED')
export const isUnauthenticated = (error: unknown): boolean => error instanceof ApiError && error.code === 'UNAUTHENTICATED'
/** Another request exchanged the refresh token, and the session goes on with what that one got. */
export const refreshSuperseded = () => new ApiError('REFRESH_SUPERSEDED')
export const invalidCredentials = () => new ApiError('INVALID_CREDENTIALS')
/** The link of a message is unknown, used or over. */
export const invalidToken = () => new ApiError('INVALID_TOKEN')
/** The link proves the address, and not that who followed it chose the password. */
export const passwordRequired = () => new ApiError('PASSWORD_REQUIRED')
export const registrationClosed = () => new ApiError('REGISTRATION_CLOSED')
export const lastAdmin = () => new ApiError('LAST_ADMIN')
export const notConfigured = () => new ApiError('NOT_CONFIGURED')
/** @param retryAfter in seconds. */
export const rateLimited = (retryAfter: number) => new ApiError('RATE_LIMITED', { retryAfter })
/** @param retryAfter in seconds. */
export const tooManyStreams = (retryAfter: number) => new ApiError('TOO_MANY_STREAMS', { retryAfter })
export const forbidden = () => new ApiError('FORBIDDEN')
export const notFound = () => new ApiError('NOT_FOUND')
export const methodNotAllowed = () => new ApiError('METHOD_NOT_ALLOWED')
export const inProgress = () => new ApiError('IN_PROGRESS')
export const stateConflict = (details: Fault[] = []) => new ApiError('STATE_CONFLICT', { details })
/** @param reason what stands in the way. */
export const inTheWay = (reason: ConflictReason) => new ApiError('STATE_CONFLICT', { meta: { reason } })
export const duplicate = (meta: ErrorMeta) => new ApiError('DUPLICATE', { meta })
export const duplicateReport = (reportId?: string) => reportId === undefined ? new ApiError('DUPLICATE') : duplicate({ reportId })
/** @param currentVersion undefined where it is gone. */
export const versionConflict = (currentVersion?: number) =>
  new ApiError('VERSION_CONFLICT', currentVersion === undefined ? {} : { meta: { currentVersion } })
/** The request took too long to arrive. */
export const requestTimeout = () => new ApiError('REQUEST_TIMEOUT')
export const payloadTooLarge = () => new ApiError('PAYLOAD_TOO_LARGE')
export const unsupportedMediaType = () => new ApiError('UNSUPPORTED_MEDIA_TYPE')
/** A policy says no: `rule` names it, `path` points at what it is about. */
export const ruleRefused = (path: string, rule: FaultRule, limit?: number) => rulesRefused([fault(path, rule, limit)])
export const rulesRefused = (details: Fault[]) => new ApiError('RULE_REFUSED', { details })
export const upgradeRequired = () => new ApiError('UPGRADE_REQUIRED')
export const internal = () => new ApiError('INTERNAL')
export const unavailable = (retryAfter = 1) => new ApiError('UNAVAILABLE', { retryAfter })
/** What of the service is not there yet, and why. */
export const notReady = (path: string, rule: FaultRule) => new ApiError('UNAVAILABLE', { details: [fault(path, rule)], retryAfter: 5 })
