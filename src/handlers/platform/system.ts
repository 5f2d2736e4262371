import { pendingMigrations } from '../../database/migrate.ts'
import { unavailable } from '../../http/errors.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'

export function systemHandlers ({ db, closing }: HandlerDeps) {
  return implement('system', {
    async getHealth () {
      return { status: 'ok' }
    },

    async getReadiness () {
      if (closing.aborted) throw unavailable(5)
      const pending = await pendingMigrations(db)
      if (pending.length > 0) throw unavailable(5)
      return { status: 'ready' }
    }
  })
}
