import type { MySummary } from '../../../generated/schemas.ts'
import { leadsAnything } from '../../rules/identity/viewer.ts'
import { localeOf } from '../../texts/locale.ts'
import { createOwn } from '../shared/insight/answers.ts'
import { createKeptReads } from '../shared/insight/kept-reads.ts'
import { summarise } from '../shared/insight/summary.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'

export function meHandlers ({ db, clock }: HandlerDeps) {
  const own = createOwn<Awaited<ReturnType<typeof summarise>>>()
  const readsOf = createKeptReads({ db })

  return implement('me', {
    async getMySummary ({ viewer, request }): Promise<MySummary> {
      const now = clock.now()
      const reads = readsOf(viewer.id, request.standing, request.url)
      const make = () => summarise(db, reads, viewer, now, localeOf(request.headers['accept-language']))
      // How long a team's reports have waited is another number each hour.
      return {
        ...await (leadsAnything(viewer) ? make() : own(request.etag && `${request.etag} ${request.url}`, make)),
        serverTime: now.toISOString()
      }
    }
  })
}
