import type { FastifyRequest } from 'fastify'
import type { Team } from '../../../generated/schemas.ts'
import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import { duplicate, forbidden, ruleRefused, inTheWay } from '../../http/errors.ts'
import * as divisions from '../../repositories/organisation/divisions.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import { count } from '../../repositories/insight/figures.ts'
import { recordFacts } from '../../repositories/organisation/person-facts.ts'
import * as members from '../../repositories/organisation/members.ts'
import * as memberships from '../../repositories/organisation/memberships.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as events from '../../repositories/platform/events.ts'
import * as rosters from '../../repositories/time/rosters.ts'
import * as schedules from '../../repositories/time/schedules.ts'
import { climb } from '../../rules/ladder.ts'
import { rightOver, type Work } from '../../rules/identity/stand-ins.ts'
import { leads, type Viewer } from '../../rules/identity/viewer.ts'
import { measure, rounded } from '../../rules/insight/figures.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { canSeeTeam, mayManageDivision, teamScope } from '../../rules/organisation/teams.ts'
import { scopeChanged } from '../../rules/platform/channels.ts'
import { organisationDays } from '../shared/time/days.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement, joined } from '../implement.ts'
import { peopleFigures } from '../shared/insight/figures.ts'
import { pageAsked } from '../pages.ts'
import { figureRange } from '../shared/time/ranges.ts'
import { readTeamDay, readTeamDays } from '../shared/insight/team-days.ts'

export function teamHandlers (deps: HandlerDeps) {
  return joined(lists(deps), changes(deps))
}

function lists ({ db, clock }: HandlerDeps) {
  return implement('teams', {
    async listTeams ({ query: { archived = false, include, cursor, limit }, viewer }) {
      // Figures of people are no directory.
      if (include && viewer.scopes?.includes('analytics:read') === false) throw forbidden()
      const page = await teams.list(db, { scope: teamScope(viewer), archived }, pageAsked({ cursor, limit }, teams.byName))
      if (include !== 'today') return page
      const now = clock.now()
      const { timeZone, reviewRequired } = await readDayRules(db, now)
      const asked = { date: localDate(now, timeZone), now, reviewRequired }
      const dayOf = await readTeamDays(db, viewer, page.items.map(({ id }) => id), asked)
      return { ...page, items: page.items.map((team) => ({ ...team, today: dayOf(team.id) })) }
    },

    async getTeam ({ params, viewer }) {
      return climb(await teams.findWhole(db, params.teamId), { sees: (team) => canSeeTeam(viewer, placeOf(team)) })
    },

    async listTeamMembers ({ params, query: { q, ...asked }, viewer }) {
      const page = pageAsked(asked, members.membersByName)
      const { teamId } = climb(await teams.find(db, params.teamId), { sees: (team) => canSeeTeam(viewer, team) })
      const now = clock.now()
      const tellsWhy = (owed: Work) => owed.userId === viewer.id || rightOver(viewer, owed) !== undefined
      return members.list(db, { teamId, q }, { date: (await organisationDays(db, now)).today, now, tellsWhy }, page)
    },

    async getTeamMetrics ({ params, query, viewer }) {
      const now = clock.now()
      const { timeZone, reviewRequired } = await readDayRules(db, now)
      const date = localDate(now, timeZone)
      const range = figureRange(query, date)
      const team = climb(await teams.find(db, params.teamId), { sees: (team) => canSeeTeam(viewer, team) })
      const { teamId } = team
      const within = { everything: false, divisionId: null, teamIds: [teamId] }
      const filter = { viewerId: viewer.id, scope: { ...within, everything: true }, teamId, ...range }
      return {
        teamId,
        ...range,
        figures: rounded(measure(await count(db, filter, 'team', now))),
        today: await readTeamDay(db, viewer, within, { date, now, reviewRequired }),
        people: leads(viewer, team) ? await peopleFigures(db, filter, now) : null
      }
    }
  })
}

const placeOf = ({ id, divisionId }: Team) => ({ teamId: id, divisionId })

function changes ({ clock, transaction, audit }: HandlerDeps) {
  /** One that the viewer may change; held until the transaction ends. @throws NOT_FOUND, FORBIDDEN. */
  async function findChangeable (tx: Database, viewer: Viewer, teamId: string): Promise<Team> {
    await teams.lock(tx, teamId)
    return climb(await teams.findWhole(tx, teamId), {
      sees: (team) => canSeeTeam(viewer, placeOf(team)),
      may: ({ divisionId }) => mayManageDivision(viewer, divisionId)
    })
  }

  /** What the members are from tomorrow on; who managed the team, or manages it now, sees so at once. */
  async function moved (tx: Database, request: FastifyRequest, team: Team, to: string): Promise<void> {
    const now = clock.now()
    await recordFacts(tx, await teams.listAllMemberIds(tx, team.id), await organisationDays(tx, now))
    const managers = await divisions.listManagerIds(tx, [team.divisionId, to])
    await events.append(tx, now, request.id, managers.map(scopeChanged))
  }

  return implement('teams', {
    async createTeam ({ body, viewer, request }) {
      if (!mayManageDivision(viewer, body.divisionId)) throw forbidden()
      return transaction(async (tx) => {
        if (await teams.isTaken(tx, body)) throw duplicate({})
        if (!await divisions.isOpen(tx, body.divisionId)) throw ruleRefused('/body/divisionId', 'unknownDivision')
        const id = newId(clock.now().getTime())
        if (!await teams.insert(tx, { id, ...body })) throw duplicate({})
        await audit(tx, request, { action: 'team.created', targetType: 'team', targetId: id, after: body })
        return (await teams.findWhole(tx, id))!
      })
    },

    async updateTeam ({ params: { teamId }, body: { version, ...change }, viewer, request }) {
      return transaction(async (tx) => {
        const before = await findChangeable(tx, viewer, teamId)
        const { name, divisionId } = { ...before, ...change }
        if (!mayManageDivision(viewer, divisionId)) throw forbidden()
        if (await teams.isTaken(tx, { name, divisionId }, teamId)) throw duplicate({})
        climb(before, { version })
        const moves = divisionId !== before.divisionId
        if (moves && !await divisions.isOpen(tx, divisionId)) throw ruleRefused('/body/divisionId', 'unknownDivision')
        await teams.update(tx, teamId, version, change)
        if (moves) await moved(tx, request, before, divisionId)
        const keys = Object.keys(change) as (keyof typeof change)[]
        await audit(tx, request, {
          action: 'team.updated',
          targetType: 'team',
          targetId: teamId,
          before: Object.fromEntries(keys.map((key) => [key, before[key]])),
          after: change
        })
        return (await teams.findWhole(tx, teamId))!
      })
    },

    async deleteTeam ({ params: { teamId }, query: { version }, viewer, request }) {
      return transaction(async (tx) => {
        const team = await findChangeable(tx, viewer, teamId)
        if (await teams.isReferredTo(tx, teamId)) throw inTheWay('referredTo')
        climb(team, { version })
        await teams.remove(tx, teamId)
        const { name, divisionId } = team
        await audit(tx, request, { action: 'team.deleted', targetType: 'team', targetId: teamId, before: { name, divisionId } })
        return null
      })
    },

    async archiveTeam ({ params: { teamId }, viewer, request }) {
      return transaction(async (tx) => {
        const team = await findChangeable(tx, viewer, teamId)
        if (team.memberCount > 0) throw inTheWay('members')
        const now = clock.now()
        if (!await teams.setArchived(tx, teamId, true, now)) return team
        const days = await organisationDays(tx, now)
        await memberships.emptyTeam(tx, teamId, days)
        await schedules.endOfTeam(tx, teamId, days.today, now)
        await rosters.clearAfter(tx, teamId, days.today)
        await audit(tx, request, { action: 'team.archived', targetType: 'team', targetId: teamId })
        return (await teams.findWhole(tx, teamId))!
      })
    },

    async restoreTeam ({ params: { teamId }, viewer, request }) {
      return transaction(async (tx) => {
        const team = await findChangeable(tx, viewer, teamId)
        if (!await divisions.isOpen(tx, team.divisionId)) throw inTheWay('division')
        if (!await teams.setArchived(tx, teamId, false, clock.now())) return team
        await audit(tx, request, { action: 'team.restored', targetType: 'team', targetId: teamId })
        return (await teams.findWhole(tx, teamId))!
      })
    }
  })
}
