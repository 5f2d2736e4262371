import type { NewEvent } from '../../../generated/events.ts'
import { mapPage } from '../../database/queries/page.ts'
import type { Database } from '../../database/tables.ts'
import { duplicate, ruleRefused, stateConflict } from '../../http/errors.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as events from '../../repositories/platform/events.ts'
import * as requests from '../../repositories/time/obligation-requests.ts'
import * as obligations from '../../repositories/time/obligations.ts'
import { workScope } from '../../rules/identity/stand-ins.ts'
import { climb } from '../../rules/ladder.ts'
import { addDays, localDate } from '../../rules/time/calendar.ts'
import { requestDecision, requestReach, requestView } from '../../rules/time/obligation-requests.ts'
import { notify } from '../../steps/platform/notify.ts'
import { isOpen, lockObligation } from '../../steps/time/ledger.ts'
import { findDecider, toldToDecide } from '../../steps/time/leaves.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'

export function obligationRequestHandlers ({ db, clock, transaction }: HandlerDeps) {
  return implement('obligations', {
    async listObligationRequests ({ query: { cursor, limit, ...narrower }, viewer }) {
      const page = pageAsked({ cursor, limit }, requests.newestFirst)
      const found = await requests.list(db, { viewerId: viewer.id, scope: workScope(viewer), ...narrower }, page)
      return mapPage(found, (request) => requestView(viewer, request))
    },

    async createObligationRequest ({ body: { workDate, kind, note }, viewer, request }) {
      const now = clock.now()
      return transaction(async (tx) => {
        const today = localDate(now, (await readDayRules(tx, now)).timeZone)
        if (workDate > today) throw ruleRefused('/body/workDate', 'future')
        if (workDate < addDays(today, -requestReach)) throw ruleRefused('/body/workDate', 'tooOld', requestReach)
        const obligation = await lockObligation(tx, viewer.id, workDate, now)
        if (!obligation) throw ruleRefused('/body/workDate', 'notOwed')
        if (!isOpen(obligation)) throw stateConflict()
        const { teamId, divisionId } = obligation
        const asked = { user_id: viewer.id, work_date: workDate, team_id: teamId, division_id: divisionId, kind, note, asked_on: today }
        const created = await requests.insert(tx, asked, now)
        if (!created) throw duplicate({})
        await events.append(tx, now, request.id, await tellDeciders(tx, created, now))
        return requestView(viewer, created)
      })
    },

    async declineObligationRequest ({ params: { requestId }, body: { version, note }, viewer, request }) {
      return transaction(async (tx) => {
        const now = clock.now()
        const before = climb(await lockRequest(tx, requestId), requestDecision(viewer, version))
        const declined = await requests.decline(tx, before, { by: viewer.id, note }, now)
        const { person, workDate: date } = declined
        await events.append(
          tx,
          now,
          request.id,
          await notify(tx, now, {
            userId: person.id,
            type: 'obligation.excused',
            arguments: { date, by: viewer.name, note, restored: false, declined: true },
            target: null,
            actorId: viewer.id
          })
        )
        return requestView(viewer, declined)
      })
    }
  })
}

/** Who excuses or extends the day, or declines something else of it, comes before or after. */
async function lockRequest (tx: Database, id: string): Promise<requests.StoredRequest | undefined> {
  const request = await requests.find(tx, id)
  if (!request) return undefined
  await obligations.lock(tx, request.person.id, request.workDate)
  return requests.find(tx, id)
}

/** Who leads there, or stands in for them. @returns the events that tell them. */
async function tellDeciders (tx: Database, asked: requests.StoredRequest, now: Date): Promise<NewEvent[]> {
  const { person, teamId, divisionId, workDate: date, kind, note } = asked
  const work = { userId: person.id, teamId, divisionId }
  const deciders = await toldToDecide(tx, await findDecider(tx, work), work, now)
  return notify(
    tx,
    now,
    ...deciders.map((userId) => ({
      userId,
      type: 'obligation.requested' as const,
      arguments: { person: person.name, date, kind, note },
      target: { kind: 'team' as const, id: teamId },
      actorId: person.id
    }))
  )
}
