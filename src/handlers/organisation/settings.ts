import * as organisation from '../../repositories/organisation/settings.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'

export function settingsHandlers ({ db, transaction, audit }: HandlerDeps) {
  return implement('settings', {
    async getSettings () {
      return organisation.readSettings(db)
    },

    async updateSettings ({ body: { scope, version, ...change }, request }) {
      return transaction(async (tx) => {
        const before = await organisation.readSettings(tx)
        await organisation.updateSettings(tx, version, change)
        const keys = Object.keys(change) as (keyof typeof change)[]
        await audit(tx, request, {
          action: 'settings.updated',
          targetType: 'organisation',
          targetId: null,
          before: Object.fromEntries(keys.map((key) => [key, before[key]])),
          after: change
        })
        return organisation.readSettings(tx)
      })
    }
  })
}
