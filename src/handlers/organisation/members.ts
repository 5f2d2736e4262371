import type { FastifyRequest } from 'fastify'
import type { Account } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import { notFound, ruleRefused, inTheWay } from '../../http/errors.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as users from '../../repositories/organisation/users.ts'
import { climb } from '../../rules/ladder.ts'
import { mostTeams, placing } from '../../rules/organisation/people.ts'
import { canSeeTeam, mayManageDivision } from '../../rules/organisation/teams.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { organisationDays } from '../shared/time/days.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { createPassOn } from '../shared/organisation/moves.ts'

/** Who is in a team. */
export function memberHandlers (deps: HandlerDeps) {
  const { clock, transaction, audit } = deps
  const passOn = createPassOn(deps)

  /** The team and the person, held until the transaction ends: people first, as everywhere. @throws NOT_FOUND, FORBIDDEN. */
  async function find (tx: Database, viewer: Viewer, teamId: string, userId: string) {
    await users.lockCredentials(tx, userId)
    await teams.lock(tx, teamId)
    const team = climb(await teams.findWhole(tx, teamId), { sees: ({ id, divisionId }) => canSeeTeam(viewer, { teamId: id, divisionId }) })
    climb(team, { may: ({ divisionId }) => mayManageDivision(viewer, divisionId) })
    const person = climb(await users.find(tx, userId), {})
    const places = await teams.divisionsOf(tx, person.teams.map(({ id }) => id))
    const verdict = placing(viewer, person, { places, isMember: person.teams.some(({ id }) => id === teamId) })
    return { team, person: climb(person, { sees: () => verdict !== 'hidden', may: () => verdict !== 'forbidden' }) }
  }

  async function change (tx: Database, request: FastifyRequest, before: Account, memberships: Account['teams']): Promise<Account> {
    const now = clock.now()
    const wish = { teams: memberships.map(({ id, role }) => ({ id, role })) }
    await users.update(tx, before.id, before.version, wish, { now, days: await organisationDays(tx, now) })
    const after = (await users.find(tx, before.id))!
    await passOn(tx, request, before, after)
    return after
  }

  return implement('teams', {
    async setTeamMember ({ params: { teamId, userId }, body: { role }, viewer, request }) {
      return transaction(async (tx) => {
        const { team, person } = await find(tx, viewer, teamId, userId)
        if (team.archivedAt !== null) throw inTheWay('archived')
        if (person.disabledAt !== null) throw inTheWay('disabled')
        const present = person.teams.find(({ id }) => id === teamId)
        if (present?.role === role) return { id: teamId, role }
        const others = person.teams.filter(({ id }) => id !== teamId)
        if (others.length >= mostTeams) throw ruleRefused('/params/userId', 'tooManyTeams', mostTeams)
        await change(tx, request, person, [...others, { id: teamId, name: team.name, role }])
        await audit(tx, request, {
          action: 'team.member_set',
          targetType: 'user',
          targetId: userId,
          before: { teamId, role: present?.role ?? null },
          after: { teamId, role }
        })
        return { id: teamId, role }
      })
    },

    async removeTeamMember ({ params: { teamId, userId }, viewer, request }) {
      return transaction(async (tx) => {
        const { person } = await find(tx, viewer, teamId, userId)
        const present = person.teams.find(({ id }) => id === teamId)
        if (!present) throw notFound()
        await change(tx, request, person, person.teams.filter(({ id }) => id !== teamId))
        await audit(tx, request, {
          action: 'team.member_removed',
          targetType: 'user',
          targetId: userId,
          before: { teamId, role: present.role }
        })
        return null
      })
    }
  })
}
