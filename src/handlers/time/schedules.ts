import type { Schedule, UpdateSchedule } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import { duplicate, forbidden, ruleRefused, stateConflict, validationFailed } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import * as divisions from '../../repositories/organisation/divisions.ts'
import { lock, readDayRules } from '../../repositories/organisation/settings.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as users from '../../repositories/organisation/users.ts'
import * as schedules from '../../repositories/time/schedules.ts'
import { climb } from '../../rules/ladder.ts'
import { addDays, localDate } from '../../rules/time/calendar.ts'
import {
  firstDayWithout,
  isChangeable,
  mayChangeSchedule,
  refusedEnds,
  seesSchedule,
  usualSchedule,
  type SchedulePlace
} from '../../rules/time/schedules.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'

export function scheduleHandlers ({ db, clock, transaction, audit }: HandlerDeps) {
  const today = async (tx: Database) => localDate(clock.now(), (await readDayRules(tx, clock.now())).timeZone)

  /** @throws STATE_CONFLICT where the organisation had a schedule for every day from tomorrow on, and would not have any more. */
  async function keepOne (tx: Database, before: Schedule, after: Schedule | undefined, today: string): Promise<void> {
    if (before.scope !== 'org') return
    const present = await schedules.listOfOrganisation(tx)
    const others = present.filter(({ id }) => id !== before.id)
    const tomorrow = addDays(today, 1)
    const gapsBefore = firstDayWithout(present, tomorrow)
    const gapsAfter = firstDayWithout(after ? [...others, after] : others, tomorrow)
    if (gapsAfter === undefined || (gapsBefore !== undefined && gapsBefore <= gapsAfter)) return
    throw stateConflict([fault('/body/effectiveTo', 'lastSchedule')])
  }

  /** One that the viewer sees and may change. Until the transaction ends, nobody else changes schedules. */
  async function findChangeable (tx: Database, viewer: Viewer, id: string, state: (schedule: Schedule) => boolean, version?: number) {
    await lock(tx)
    const schedule = await schedules.find(tx, id)
    const place = schedule && await placeOf(tx, schedule)
    return climb(schedule, {
      sees: () => seesSchedule(viewer, place!),
      may: () => mayChangeSchedule(viewer, place!),
      state,
      version
    })
  }

  return implement('schedules', {
    async listSchedules ({ query: { cursor, limit, ...filter }, viewer }) {
      const divisionId = viewer.role === 'manager' ? viewer.divisionId : undefined
      return schedules.list(db, { ...filter, divisionId }, pageAsked({ cursor, limit }, schedules.latestFirst))
    },

    async createSchedule ({ body, viewer, request }) {
      checkForm(body)
      const schedule = { ...usualSchedule, scopeId: null, effectiveTo: null, ...body }
      return transaction(async (tx) => {
        await lock(tx)
        await refuseForeign(tx, viewer, schedule)
        const refused = refusedEnds(schedule, false, await today(tx))
        if (refused) throw ruleRefused(refused.path, refused.rule)
        const created = await schedules.insert(tx, schedule, clock.now())
        if (!created) throw duplicate({})
        await audit(tx, request, { action: 'schedule.created', targetType: 'schedule', targetId: created.id, after: { ...schedule } })
        return created
      })
    },

    async updateSchedule ({ params, body, viewer, request }) {
      checkForm(body)
      const { version, ...change } = body
      return transaction(async (tx) => {
        const day = await today(tx)
        const before = await findChangeable(tx, viewer, params.scheduleId, (found) => isChangeable(found, change, day), version)
        const after = { ...before, ...change }
        const refused = refusedEnds(after, before.effectiveFrom <= day, day)
        if (refused) throw ruleRefused(refused.path, refused.rule)
        await keepOne(tx, before, after, day)
        const updated = await schedules.update(tx, after, clock.now())
        if (!updated) throw duplicate({})
        await audit(tx, request, {
          action: 'schedule.updated',
          targetType: 'schedule',
          targetId: before.id,
          before: Object.fromEntries(Object.keys(change).map((key) => [key, before[key as keyof typeof change]])),
          after: change
        })
        return updated
      })
    },

    async deleteSchedule ({ params, query, viewer, request }) {
      return transaction(async (tx) => {
        const day = await today(tx)
        const notBegun = ({ effectiveFrom }: Schedule) => effectiveFrom > day
        const before = await findChangeable(tx, viewer, params.scheduleId, notBegun, query.version)
        await keepOne(tx, before, undefined, day)
        await schedules.remove(tx, before, clock.now())
        await audit(tx, request, { action: 'schedule.deleted', targetType: 'schedule', targetId: before.id, before: { ...before } })
        return null
      })
    }
  })
}

/** What the schema cannot say. */
function checkForm (body: Omit<UpdateSchedule, 'version'> & Partial<Pick<Schedule, 'scope' | 'scopeId'>>): void {
  const { scope, scopeId, effectiveFrom, effectiveTo } = body
  const faults = [
    ...(scope === 'org' && scopeId ? [fault('/body/scopeId', 'empty')] : []),
    ...(scope !== undefined && scope !== 'org' && !scopeId ? [fault('/body/scopeId', 'required')] : []),
    ...(effectiveFrom && effectiveTo && effectiveTo < effectiveFrom ? [fault('/body/effectiveTo', 'order')] : [])
  ]
  if (faults.length > 0) throw validationFailed(faults)
}

const unknown = { org: 'unknownDivision', division: 'unknownDivision', team: 'unknownTeam', user: 'unknownPerson' } as const

/** Where a schedule belongs; undefined where there is no such division, team or person. */
async function placeOf (tx: Database, { scope, scopeId }: Pick<Schedule, 'scope' | 'scopeId'>): Promise<SchedulePlace | undefined> {
  if (scope === 'org') return { scope, divisionId: null }
  if (scope === 'division') return await divisions.isOpen(tx, scopeId!) ? { scope, divisionId: scopeId } : undefined
  if (scope === 'team') {
    const [teamId] = await teams.open(tx, [scopeId!])
    return teamId === undefined ? undefined : { scope, divisionId: (await teams.find(tx, teamId))!.divisionId }
  }
  const person = await users.find(tx, scopeId!)
  return person && { scope, divisionId: person.divisionId }
}

/** @throws FORBIDDEN, or RULE_REFUSED for what there is not, or is out of scope. */
async function refuseForeign (tx: Database, viewer: Viewer, { scope, scopeId }: Pick<Schedule, 'scope' | 'scopeId'>): Promise<void> {
  if (scope === 'org' && !mayChangeSchedule(viewer, { scope, divisionId: null })) throw forbidden()
  const place = await placeOf(tx, { scope, scopeId })
  if (place && mayChangeSchedule(viewer, place)) return
  throw ruleRefused('/body/scopeId', unknown[scope])
}
