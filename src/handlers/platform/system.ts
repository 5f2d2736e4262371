import { notMigrated } from '../../database/explain.ts'
import { notReady, unavailable } from '../../http/errors.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'

export function systemHandlers ({ clock, readiness, closing }: HandlerDeps) {
  return implement('system', {
    async getHealth () {
      return { status: 'ok' }
    },

    async getReadiness () {
      // deploy/apache reads this word.
      if (closing.aborted) throw notReady('/process', 'draining')
      const reason = await readiness.reason()
      if (reason === notMigrated) throw notReady('/database', 'notMigrated')
      if (reason !== undefined) throw unavailable(5)
      return { status: 'ready', clockDifference: clock.difference?.() ?? null }
    }
  })
}
