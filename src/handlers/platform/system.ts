import { unavailable } from '../../http/errors.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'

export function systemHandlers ({ readiness, closing }: HandlerDeps) {
  return implement('system', {
    async getHealth () {
      return { status: 'ok' }
    },

    async getReadiness () {
      if (closing.aborted) throw unavailable(5)
      if (await readiness.reason() !== undefined) throw unavailable(5)
      return { status: 'ready' }
    }
  })
}
