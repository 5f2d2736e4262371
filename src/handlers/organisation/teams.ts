import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import { climb } from '../../rules/ladder.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { canSeeTeam, teamScope } from '../../rules/organisation/teams.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'

export function teamHandlers ({ db, clock }: HandlerDeps) {
  return implement('teams', {
    async listTeams ({ query, viewer }) {
      return teams.list(db, teamScope(viewer), pageAsked(query, teams.byName))
    },

    async listTeamMembers ({ params, query, viewer }) {
      const page = pageAsked(query, teams.membersByName)
      const { teamId } = climb(await teams.find(db, params.teamId), { sees: (team) => canSeeTeam(viewer, team) })
      return teams.listMembers(db, teamId, localDate(clock.now(), (await readDayRules(db, clock.now())).timeZone), page)
    }
  })
}
