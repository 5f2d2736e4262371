import type { Handlers } from '../../generated/operations.ts'
import type { Deps } from '../deps.ts'
import type { Viewer } from '../rules/viewer.ts'
import type { Security } from '../security.ts'
import type { Tokens } from '../security/tokens.ts'
import { authHandlers } from './auth.ts'
import { meHandlers } from './me.ts'
import { notificationHandlers } from './notifications.ts'
import { realtimeHandlers } from './realtime.ts'
import { reportHandlers } from './reports.ts'
import { systemHandlers } from './system.ts'
import { teamHandlers } from './teams.ts'

/** What the handlers are given: the service's parts, and those that only exist once the app does. */
export interface HandlerDeps extends Deps {
  tokens: Tokens
  security: Security
  /** Aborts when the service stops: what would stay open for ever ends then. */
  closing: AbortSignal
}

/** Every operation of the contract. One that is missing does not compile. */
export function createHandlers (deps: HandlerDeps): Handlers<Viewer> {
  return {
    ...systemHandlers(deps),
    ...authHandlers(deps),
    ...meHandlers(deps),
    ...teamHandlers(deps),
    ...reportHandlers(deps),
    ...notificationHandlers(deps),
    ...realtimeHandlers(deps)
  }
}
