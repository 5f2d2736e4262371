import type { Deps } from '../deps.ts'
import type { Security } from '../security.ts'
import type { Tokens } from '../security/tokens.ts'

/** What the handlers are given: the service's parts, and those that only exist once the app does. */
export interface HandlerDeps extends Deps {
  tokens: Tokens
  security: Security
  /** Aborts when the service stops: what would stay open for ever ends then. */
  closing: AbortSignal
}
