import type { HandlerDeps } from '../deps.ts'
import { joined } from '../implement.ts'
import { googleHandlers } from './google.ts'
import { passwordHandlers } from './passwords.ts'
import { registrationHandlers } from './registration.ts'
import { sessionHandlers } from './sessions.ts'

export function authHandlers (deps: HandlerDeps) {
  return joined(sessionHandlers(deps), passwordHandlers(deps), registrationHandlers(deps), googleHandlers(deps).signingIn)
}
