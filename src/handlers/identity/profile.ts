import * as profiles from '../../repositories/identity/profiles.ts'
import * as users from '../../repositories/organisation/users.ts'
import { climb } from '../../rules/ladder.ts'
import { organisationDays } from '../shared/time/days.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'

/** One's own account. */
export function profileHandlers ({ db, clock, transaction, audit }: HandlerDeps) {
  return implement('profile', {
    async getProfile ({ viewer }) {
      return climb(await profiles.find(db, viewer.id, clock.now()), {})
    },

    async updateProfile ({ body: { version, ...change }, viewer, request }) {
      const now = clock.now()
      return transaction(async (tx) => {
        const before = climb(await profiles.find(tx, viewer.id, now), { version })
        await users.update(tx, viewer.id, version, change, { now, days: await organisationDays(tx, now) })
        const changed = Object.keys(change) as (keyof typeof change)[]
        await audit(tx, request, {
          action: 'user.updated',
          targetType: 'user',
          targetId: viewer.id,
          before: Object.fromEntries(changed.map((key) => [key, before[key]])),
          after: change
        })
        return (await profiles.find(tx, viewer.id, now))!
      })
    }
  })
}
