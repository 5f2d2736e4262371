import type { Handlers } from '../../generated/operations.ts'
import type { Viewer } from '../rules/viewer.ts'
import { auditHandlers } from './audit.ts'
import { authHandlers } from './auth/index.ts'
import type { HandlerDeps } from './deps.ts'
import { invitationHandlers } from './invitations.ts'
import { meHandlers } from './me.ts'
import { notificationHandlers } from './notifications.ts'
import { realtimeHandlers } from './realtime.ts'
import { reportHandlers } from './reports.ts'
import { settingsHandlers } from './settings.ts'
import { systemHandlers } from './system.ts'
import { teamHandlers } from './teams.ts'
import { userHandlers } from './users.ts'

/** Every operation of the contract. One that is missing does not compile. */
export function createHandlers (deps: HandlerDeps): Handlers<Viewer> {
  return {
    ...systemHandlers(deps),
    ...authHandlers(deps),
    ...meHandlers(deps),
    ...teamHandlers(deps),
    ...reportHandlers(deps),
    ...notificationHandlers(deps),
    ...realtimeHandlers(deps),
    ...userHandlers(deps),
    ...invitationHandlers(deps),
    ...settingsHandlers(deps),
    ...auditHandlers(deps)
  }
}
