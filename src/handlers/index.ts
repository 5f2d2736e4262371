import type { Handlers } from '../../generated/operations.ts'
import type { Viewer } from '../rules/viewer.ts'
import { authHandlers } from './auth.ts'
import type { HandlerDeps } from './deps.ts'
import { meHandlers } from './me.ts'
import { notificationHandlers } from './notifications.ts'
import { realtimeHandlers } from './realtime.ts'
import { reportHandlers } from './reports.ts'
import { systemHandlers } from './system.ts'
import { teamHandlers } from './teams.ts'

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
