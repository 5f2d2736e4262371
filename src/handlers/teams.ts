import { invalidCursor, notFound } from '../errors.ts'
import * as teams from '../repositories/teams.ts'
import { localDate } from '../rules/calendar.ts'
import { canSeeTeam, teamScope } from '../rules/teams.ts'
import type { HandlerDeps } from './deps.ts'
import { implement } from './implement.ts'

export function teamHandlers ({ db, clock }: HandlerDeps) {
  return implement({
    async listTeams ({ query, viewer }) {
      const page = await teams.list(db, teamScope(viewer), query.limit ?? 30, query.cursor)
      if (!page) throw invalidCursor()
      return page
    },

    async listTeamMembers ({ params, query, viewer }) {
      const team = await teams.find(db, params.teamId)
      if (!team || !canSeeTeam(viewer, team)) throw notFound()
      const page = await teams.listMembers(db, params.teamId, localDate(clock.now(), viewer.timeZone), query.limit ?? 30, query.cursor)
      if (!page) throw invalidCursor()
      return page
    }
  })
}
