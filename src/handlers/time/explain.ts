import type { Explanation, Report } from '../../../generated/schemas.ts'
import { notFound } from '../../http/errors.ts'
import { readCalendar, type DayCalendar } from '../../steps/time/ledger.ts'
import * as facts from '../../repositories/organisation/person-facts.ts'
import { listPeople } from '../../repositories/organisation/pictures.ts'
import * as users from '../../repositories/organisation/users.ts'
import * as handIns from '../../repositories/time/hand-ins.ts'
import * as leaveDays from '../../repositories/time/leave-days.ts'
import * as leaves from '../../repositories/time/leaves.ts'
import * as obligations from '../../repositories/time/obligations.ts'
import { rightOver } from '../../rules/identity/stand-ins.ts'
import { leadershipScope, type Viewer } from '../../rules/identity/viewer.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { stepsOf, type Facts } from '../../rules/time/explanation.ts'
import { knowsWhy } from '../../rules/time/leaves.ts'
import { obligationOn, outcomeOf, reasonOf, type Terms } from '../../rules/time/obligations.ts'
import { holidayOn, rosteredOn, schedulesOn } from '../../rules/time/working-days.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { readerLocale } from '../shared/platform/locales.ts'

export function explainHandlers ({ db, clock }: HandlerDeps) {
  return implement('obligations', {
    async explainObligation ({ params: { userId, date }, viewer, request }) {
      const now = clock.now()
      const [row, person] = [await obligations.find(db, userId, date), await facts.findFacts(db, userId, date)]
      const place = row ?? person
      if (!await users.find(db, userId) || !sees(viewer, userId, place)) throw notFound()
      const calendar = await readCalendar(db, date, now, userId)
      const known = await factsOf(calendar, viewer, { userId, row, person }, now)
      const { timing, firstSubmittedAt, terms, outcome, reason } = known
      return {
        userId,
        date,
        owed: terms !== null,
        outcome,
        reason,
        timing,
        timezone: calendar.timeZone,
        schedule: known.schedule,
        roster: known.roster,
        holiday: known.holiday,
        leave: known.leave,
        excuse: known.excuse,
        extension: known.extension,
        deadlineAt: terms && iso(terms.deadlineAt),
        graceUntil: terms && iso(terms.graceUntil),
        closesAt: terms && iso(terms.closesAt),
        firstSubmittedAt: firstSubmittedAt === null ? null : iso(firstSubmittedAt),
        lateMinutes: known.lateMinutes,
        forecast: known.forecast,
        steps: stepsOf(known, await readerLocale(db, viewer, request))
      } satisfies Explanation
    }
  })

  async function factsOf (
    calendar: DayCalendar,
    viewer: Viewer,
    { userId, row, person }: { userId: string, row: obligations.Obligation | undefined, person: facts.PersonFacts | undefined },
    now: Date
  ): Promise<Facts> {
    const { date, timeZone } = calendar
    const handIn = await handIns.find(db, userId, date)
    const forecast = date > localDate(now, timeZone)
    const terms: Terms | null = row?.terms ?? (person && obligationOn(calendar, person, date)) ?? null
    const absent = (await leaveDays.listAbsent(db, date, [userId])).has(userId)
    const reasons = row?.reasons ?? new Set(absent ? ['leave' as const] : [])
    const firstSubmittedAt = handIn?.firstSubmittedAt ?? null
    const rostered = person && rosteredOn(calendar.roster, person, date)
    const [schedule, ...others] = person && rostered === undefined ? schedulesOn(calendar.schedules, person, date) : []
    const holiday = person && holidayOn(calendar.holidays, person.divisionId, date, calendar.observeJointLeave)
    const leave = await leaves.findOn(db, userId, date)
    return {
      date,
      timeZone,
      forecast,
      person: person ?? null,
      terms,
      outcome: terms && outcomeOf(terms, reasons.size > 0, firstSubmittedAt, now.getTime()),
      reason: terms && reasonOf(reasons),
      timing: (handIn?.timing ?? null) as Report['timing'],
      firstSubmittedAt,
      lateMinutes: row?.lateMinutes ?? null,
      schedule: schedule ? { id: schedule.id, scope: schedule.scope, over: others.map(({ scope }) => scope) } : null,
      roster: rostered === undefined ? null : { teamId: person!.teamId!, shift: rostered && { id: rostered.id, name: rostered.name } },
      holiday: holiday ? { id: holiday.id, name: holiday.name, kind: holiday.kind } : null,
      leave: leave ? { kind: knowsWhy(viewer, leave) ? leave.kind : null, part: absent ? 'full' : leave.part } : null,
      excuse: row?.excuse ? await excuseOf(row.excuse) : null,
      extension: row?.extension ? await excuseOf(row.extension) : null
    }
  }

  async function excuseOf ({ by, onBehalfOf, at, note }: NonNullable<obligations.Obligation['excuse']>): Promise<Facts['excuse']> {
    const people = await listPeople(db, [by, ...(onBehalfOf === null ? [] : [onBehalfOf])])
    const person = (id: string | null) => people.find((each) => each.id === id) ?? null
    return { by: person(by), onBehalfOf: person(onBehalfOf), at: iso(at), note }
  }
}

/** One's own, and what one leads by the team and division of the day. */
function sees (viewer: Viewer, userId: string, place: { teamId: string | null, divisionId: string | null } | undefined): boolean {
  if (viewer.id === userId || leadershipScope(viewer).everything) return true
  if (!place?.divisionId) return false
  return rightOver(viewer, { userId, teamId: place.teamId ?? '', divisionId: place.divisionId }) !== undefined
}

const iso = (instant: number) => new Date(instant).toISOString()
