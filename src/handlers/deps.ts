import type { Deps } from '../deps.ts'
import type { Idempotency } from '../http/idempotency.ts'
import type { Security } from '../security/admission.ts'
import type { ApiTokens } from '../security/api-tokens.ts'
import type { Audit } from '../security/audit.ts'
import type { Cookies } from '../security/cookies.ts'
import type { Sessions } from '../security/sessions.ts'
import type { Throttle } from '../security/throttle.ts'
import type { Tokens } from '../security/tokens.ts'

/** What the handlers are given: the service's parts, and those that only exist once the app does. */
export interface HandlerDeps extends Deps {
  tokens: Tokens
  apiTokens: ApiTokens
  security: Security
  cookies: Cookies
  sessions: Sessions
  throttle: Throttle
  audit: Audit
  once: Idempotency['once']
  onceEach: Idempotency['onceEach']
  /** Aborts when the service stops: what would stay open for ever ends then. */
  closing: AbortSignal
}
