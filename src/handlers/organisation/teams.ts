import { notFound } from '../../http/errors.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { canSeeTeam, teamScope } from '../../rules/organisation/teams.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { defaultLimit, readCursor } from '../pages.ts'

export function teamHandlers ({ db, clock }: HandlerDeps) {
  return implement('teams', {
    async listTeams ({ query, viewer }) {
      return teams.list(db, teamScope(viewer), query.limit ?? defaultLimit, readCursor(teams.teamCursors, query.cursor))
    },

    async listTeamMembers ({ params, query, viewer }) {
      const after = readCursor(teams.memberCursors, query.cursor)
      const team = await teams.find(db, params.teamId)
      if (!team || !canSeeTeam(viewer, team)) throw notFound()
      const today = localDate(clock.now(), (await readDayRules(db)).timeZone)
      return teams.listMembers(db, params.teamId, today, query.limit ?? defaultLimit, after)
    }
  })
}
