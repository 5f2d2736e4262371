import { notConfigured } from '../../errors.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'

export function googleHandlers (_deps: HandlerDeps) {
  return implement({
    async startGoogleSignIn () {
      throw notConfigured()
    },
    async finishGoogleSignIn () {
      throw notConfigured()
    }
  })
}
