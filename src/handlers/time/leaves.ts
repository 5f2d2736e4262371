import type { FastifyRequest } from 'fastify'
import type { CreateLeave } from '../../../generated/schemas.ts'
import { mapPage } from '../../database/queries/page.ts'
import type { Database } from '../../database/tables.ts'
import { duplicate, forbidden, ruleRefused, validationFailed } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as users from '../../repositories/organisation/users.ts'
import * as events from '../../repositories/platform/events.ts'
import * as leaves from '../../repositories/time/leaves.ts'
import { workScope } from '../../rules/identity/stand-ins.ts'
import { leadershipScope, type Viewer } from '../../rules/identity/viewer.ts'
import { climb, type Rungs } from '../../rules/ladder.ts'
import { addDays, localDate } from '../../rules/time/calendar.ts'
import {
  faultsOfLeave,
  halvesOf,
  leaveCancellation,
  leaveDecision,
  leaveReach,
  leaveRefusal,
  leaveSight,
  leaveView,
  longestLeave,
  rightOverLeave,
  type StoredLeave
} from '../../rules/time/leaves.ts'
import { rangeOf, type DateRange } from '../../rules/time/ranges.ts'
import { addresseesOf } from '../../rules/work/reviews.ts'
import { applyLeave, chooseDecider, halfDaysOf, leaveChanged, tellDecided, tellDeciders } from '../../steps/time/leaves.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'
import { handOver, refuseSubstitute, takeBack } from '../shared/time/substitutes.ts'

interface Asked {
  params: { leaveId: string }
  body: { version: number, note?: string | null }
  viewer: Viewer
  request: FastifyRequest
}

type Status = 'approved' | 'rejected' | 'cancelled'
const whose = { mine: 'own', scope: 'others' } as const

const today = async (tx: Database, now: Date) => localDate(now, (await readDayRules(tx, now)).timeZone)

/** What approving, rejecting and cancelling have in common. */
function createChange ({ clock, transaction, audit }: HandlerDeps) {
  /** @returns it as it is now, approved, rejected or cancelled; its days, the ledger and everybody whom it concerns know. */
  return async function change ({ params, body, viewer, request }: Asked, status: Status, rungsOf: (today: string) => Rungs<StoredLeave>) {
    return transaction(async (tx) => {
      const now = clock.now()
      const date = await today(tx, now)
      const before = climb(await lockLeave(tx, params.leaveId), rungsOf(date))
      const onBehalfOf = rightOverLeave(viewer, before)?.onBehalfOf?.id ?? null
      await leaves.decide(tx, before, { status, by: viewer.id, onBehalfOf, note: body.note ?? '' }, now)
      const wasApproved = before.status === 'approved'
      const { id, person } = before
      if (status === 'approved') await takeDays(tx, { id, userId: person.id, approved: true }, await halfDaysOf(tx, person.id, before, now))
      else await leaves.clearDays(tx, before.id)
      const after = (await leaves.find(tx, before.id))!
      const { rejudged, events: told } = status === 'approved' || wasApproved
        ? await applyLeave(tx, after, now)
        : { rejudged: [], events: [] }
      await events.append(tx, now, request.id, [
        ...leaveChanged(after, status === 'approved' ? 'updated' : 'deleted', status === 'approved' || wasApproved),
        ...told,
        ...await tellDecided(tx, before, after, viewer, now)
      ])
      if (status === 'approved') await handOver(tx, request, before, { by: viewer.id, audit, now })
      else await takeBack(tx, request, before.id, { by: viewer.id, audit, now })
      await auditChange(audit, tx, request, after, rejudged.map(({ obligation }) => obligation.workDate))
      return leaveView(viewer, after, date)
    })
  }
}

async function auditChange (
  audit: HandlerDeps['audit'],
  tx: Database,
  request: FastifyRequest,
  leave: StoredLeave,
  judgedAnew: string[]
): Promise<void> {
  const { id, person, startDate, endDate, part, onBehalfOf } = leave
  await audit(tx, request, {
    action: `leave.${leave.status as Status}`,
    targetType: 'leave',
    targetId: id,
    after: { userId: person.id, startDate, endDate, part, judgedAnew, ...(onBehalfOf && { onBehalfOf: onBehalfOf.id }) }
  })
}

export function leaveHandlers (deps: HandlerDeps) {
  const { db, clock, once, audit } = deps
  const change = createChange(deps)

  return implement('leaves', {
    async listLeaves ({ query, viewer }) {
      const { cursor, limit, from, to, view, ...narrower } = query
      const given = from !== undefined || to !== undefined
      const range = given ? rangeOf({ from, to }, { from: '', to: '' }, longestLeave) : undefined
      const page = pageAsked(
        { cursor, limit },
        leaves.latestFirst,
        typeof range === 'string' ? [fault('/query/to', range, longestLeave)] : []
      )
      const found = await leaves.list(db, {
        viewerId: viewer.id,
        scope: workScope(viewer),
        colleaguesIn: viewer.teams.map(({ id }) => id),
        ...narrower,
        ...(range && { touches: { ...range as DateRange, earliest: addDays((range as DateRange).from, 1 - longestLeave) } }),
        ...((view === 'mine' || view === 'scope') && { whose: whose[view] }),
        ...(view === 'decide' && { addressees: addresseesOf(viewer).map(({ id }) => id) })
      }, page)
      const date = await today(db, clock.now())
      return mapPage(found, (leave) => leaveView(viewer, leave, date))
    },

    async getLeave ({ params, viewer }) {
      const leave = climb(await leaves.find(db, params.leaveId), leaveSight(viewer))
      return leaveView(viewer, leave, await today(db, clock.now()))
    },

    async createLeave ({ body: { userId: asked, substituteId = null, ...body }, viewer, request }) {
      const leave = { part: 'full' as const, note: '', ...body }
      checkDays(leave)
      const now = clock.now()
      const userId = asked ?? viewer.id
      const entered = userId !== viewer.id
      if (entered && !leadershipScope(viewer).everything) throw forbidden()
      return once(request, async (tx) => {
        const whose = await placeOf(tx, userId, substituteId)
        const date = await today(tx, now)
        const days = await daysAsked(tx, userId, leave, date, now)
        if (substituteId !== null) await refuseSubstitute(tx, { userId, substituteId, ...leave }, viewer.id)
        const id = await leaves.insert(tx, {
          ...leave,
          ...whose,
          substituteId,
          deciderId: entered ? null : await chooseDecider(tx, whose),
          approvedBy: entered ? viewer.id : null
        }, now)
        await takeDays(tx, { id, userId, approved: entered }, days)
        const created = (await leaves.find(tx, id))!
        const { rejudged, events: told } = entered ? await applyLeave(tx, created, now) : { rejudged: [], events: [] }
        await events.append(tx, now, request.id, [
          ...leaveChanged(created, 'created', entered),
          ...told,
          ...entered ? await tellDecided(tx, created, created, viewer, now) : await tellDeciders(tx, created, now)
        ])
        if (entered) await handOver(tx, request, created, { by: viewer.id, audit, now })
        if (entered) await auditChange(audit, tx, request, created, rejudged.map(({ obligation }) => obligation.workDate))
        return leaveView(viewer, created, date)
      })
    },

    async approveLeave (asked) {
      return change(asked, 'approved', () => leaveDecision(asked.viewer, asked.body.version))
    },

    async rejectLeave (asked) {
      return change(asked, 'rejected', () => leaveDecision(asked.viewer, asked.body.version))
    },

    async cancelLeave (asked) {
      return change(asked, 'cancelled', (date) => leaveCancellation(asked.viewer, date, asked.body.version))
    },

    async getLeaveSummary ({ query, viewer }) {
      const userId = query.userId ?? viewer.id
      const tells = userId === viewer.id || leadershipScope(viewer).everything
      const year = query.year ?? Number((await today(db, clock.now())).slice(0, 4))
      return { year, kinds: tells ? await leaves.sumByKind(db, userId, `${year}-01-01`, `${year}-12-31`) : [] }
    }
  })
}

/** The half-days of a leave that is asked for. @throws DUPLICATE or RULE_REFUSED where it cannot be. */
async function daysAsked (
  tx: Database,
  userId: string,
  asked: Required<Omit<CreateLeave, 'userId' | 'substituteId'>>,
  today: string,
  now: Date
): Promise<leaves.LeaveHalf[]> {
  const { startDate, endDate, part } = asked
  if (await leaves.overlaps(tx, userId, startDate, endDate, halvesOf(part))) throw duplicate({})
  const days = await halfDaysOf(tx, userId, asked, now)
  const rule = leaveRefusal(startDate, days.filter(({ worked }) => worked).length, today)
  if (rule) throw ruleRefused('/body/startDate', rule, rule === 'tooOld' ? leaveReach : undefined)
  return days
}

/** @throws DUPLICATE where one of them is in another leave. */
async function takeDays (tx: Database, of: Parameters<typeof leaves.setDays>[1], days: leaves.LeaveHalf[]): Promise<void> {
  if (!await leaves.setDays(tx, of, days)) throw duplicate({})
}

/** Whoever changes leave of a person, or enters some, waits for the others who do. */
async function lockLeave (tx: Database, leaveId: string): Promise<StoredLeave | undefined> {
  const leave = await leaves.find(tx, leaveId)
  if (!leave) return undefined
  const concerned = [leave.person.id, ...(leave.substitute ? [leave.substitute.id] : [])]
  for (const id of concerned.sort()) await users.lockCredentials(tx, id)
  return leaves.find(tx, leaveId)
}

/** Where somebody belongs who asks for leave; they are held, in the order of ids. @throws RULE_REFUSED where there is nobody of the id. */
async function placeOf (
  tx: Database,
  userId: string,
  substituteId: string | null
): Promise<{ userId: string, teamId: string | null, divisionId: string | null }> {
  if (substituteId !== null && substituteId < userId) await users.lockCredentials(tx, substituteId)
  const account = await users.lockCredentials(tx, userId)
  if (!account || account.disabled) throw ruleRefused('/body/userId', 'unknownPerson')
  const team = await teams.findPrimary(tx, userId)
  return { userId, teamId: team?.teamId ?? null, divisionId: team?.divisionId ?? (await users.find(tx, userId))!.divisionId }
}

/** @throws VALIDATION_FAILED for what the schema cannot say of days. */
function checkDays (leave: Pick<StoredLeave, 'startDate' | 'endDate' | 'part'>): void {
  const faults = faultsOfLeave(leave).map(({ key, rule }) => fault(`/body/${key}`, rule, rule === 'maxDays' ? longestLeave : undefined))
  if (faults.length > 0) throw validationFailed(faults)
}
