import type { MySummary, MyToday, NeededAction, RecentActivity } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import * as dashboard from '../../repositories/insight/dashboard.ts'
import * as figures from '../../repositories/insight/figures.ts'
import { findFacts } from '../../repositories/organisation/person-facts.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as holidays from '../../repositories/time/holidays.ts'
import * as leaves from '../../repositories/time/leaves.ts'
import * as obligations from '../../repositories/time/obligations.ts'
import * as blockers from '../../repositories/work/blockers.ts'
import * as templates from '../../repositories/work/templates.ts'
import { seesToWork, workScope } from '../../rules/identity/stand-ins.ts'
import { leadershipScope, leadsAnything, type Viewer } from '../../rules/identity/viewer.ts'
import { actionsOf, permissionsOf, weekOf } from '../../rules/insight/dashboard.ts'
import { measure } from '../../rules/insight/figures.ts'
import { addDays, localDate } from '../../rules/time/calendar.ts'
import { outcomeOf } from '../../rules/time/obligations.ts'
import { instantOf } from '../../rules/time/zone.ts'
import { holidayOn } from '../../rules/time/working-days.ts'
import { addresseesOf } from '../../rules/work/reviews.ts'
import { authorsTitle, leaveTitle, reportTitle, returnedTitle } from '../../texts/dashboard.ts'
import { localeOf, type Locale } from '../../texts/locale.ts'
import { createOwn } from '../shared/insight/answers.ts'
import { entryOf, listEntries, viewOf } from '../shared/insight/calendar-entries.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { readTeamDay } from '../shared/insight/team-days.ts'
import { userOf } from '../shared/identity/views.ts'

/** In days, the present one among them: an answer holds until midnight as far as the clock goes. */
const [ahead, ownSince, ledSince] = [31, 31, 7]
const [mostActions, mostUpcoming, mostActivity] = [10, 5, 10]
const comingKinds = ['event', 'holiday', 'joint_leave', 'leave', 'workday'] as const

/** When it is asked, by whose rules, and in which language. */
interface Moment {
  now: Date
  /** The local day at `now`. */
  date: string
  timeZone: string
  reviewRequired: boolean
  observeJointLeave: boolean
  locale: Locale
}

export function meHandlers ({ db, clock }: HandlerDeps) {
  const own = createOwn<Awaited<ReturnType<typeof summarise>>>()

  return implement('me', {
    async getMySummary ({ viewer, request }): Promise<MySummary> {
      const now = clock.now()
      const make = () => summarise(db, viewer, now, localeOf(request.headers['accept-language']))
      // How long a team's reports have waited is another number each hour.
      return {
        ...await (leadsAnything(viewer) ? make() : own(request.etag && `${request.etag} ${request.url}`, make)),
        serverTime: now.toISOString()
      }
    }
  })
}

/** All but the time of the answer. @param asked the language of who has not chosen one. */
async function summarise (db: Database, viewer: Viewer, now: Date, asked: Locale): Promise<Omit<MySummary, 'serverTime'>> {
  const { timeZone, reviewRequired, observeJointLeave } = await readDayRules(db, now)
  const date = localDate(now, timeZone)
  const { unread, reportId, reportState, locale, weekStart } = await dashboard.summarise(db, viewer.id, date)
  const moment = { now, date, timeZone, reviewRequired, observeJointLeave, locale: locale ?? asked }
  return {
    user: userOf(viewer),
    permissions: permissionsOf(viewer),
    notificationsUnread: unread,
    today: { date, reportId, reportState, ...await todayOf(db, viewer, moment) },
    week: await weekOfViewer(db, viewer, weekOf(date, weekStart ?? 'monday'), now),
    streak: await dashboard.readStreak(db, viewer.id, now),
    needsAction: await neededBy(db, viewer, moment),
    openBlockers: await blockers.countOpen(db, viewer.id),
    upcoming: await upcomingFor(db, viewer, moment),
    recentActivity: await activityFor(db, viewer, moment),
    team: leadsAnything(viewer) ? await readTeamDay(db, viewer, leadershipScope(viewer), moment) : null,
    timezone: timeZone
  }
}

async function todayOf (
  db: Database,
  viewer: Viewer,
  { now, date, observeJointLeave }: Moment
): Promise<Omit<MyToday, 'date' | 'reportId' | 'reportState'>> {
  const row = await obligations.find(db, viewer.id, date)
  const person = await findFacts(db, viewer.id, date)
  const holiday = holidayOn(await holidays.listOn(db, [date]), person?.divisionId ?? viewer.divisionId, date, observeJointLeave)
  const leave = await leaves.findOn(db, viewer.id, date)
  const template = await templates.findActive(db, row?.divisionId ?? person?.divisionId ?? viewer.divisionId)
  return {
    templateId: template?.id ?? null,
    owed: row !== undefined,
    outcome: row ? outcomeOf(row.terms, row.reasons.size > 0, row.firstSubmittedAt, now.getTime()) : null,
    deadlineAt: row ? new Date(row.terms.deadlineAt).toISOString() : null,
    closesAt: row ? new Date(row.terms.closesAt).toISOString() : null,
    holiday: holiday ? { id: holiday.id, name: holiday.name, kind: holiday.kind } : null,
    leave: leave ? { kind: leave.kind, part: row?.reasons.has('leave') ? 'full' : leave.part } : null
  }
}

async function weekOfViewer (db: Database, viewer: Viewer, range: ReturnType<typeof weekOf>, now: Date) {
  const counted = await figures.countOwn(db, { userId: viewer.id, ...range, now })
  const { expected, onTime, late, missed, excused, minutesTotal: minutes } = measure({ ...counted, reviews: [] })
  return { ...range, expected, onTime, late, missed, excused, minutes }
}

async function neededBy (db: Database, viewer: Viewer, { now, reviewRequired, locale }: Moment): Promise<NeededAction[]> {
  const open = (await obligations.listOpen(db, viewer.id, now)).filter(({ reasons }) => reasons.size === 0)
  const returned = await dashboard.listReturned(db, viewer.id, mostActions)
  const queue = seesToWork(viewer) && reviewRequired
    ? await dashboard.listWaiting(db, viewer.id, addresseesOf(viewer), mostActions)
    : []
  return actionsOf(
    open.map(({ workDate, terms }) => ({
      type: 'report.due',
      id: workDate,
      title: reportTitle(locale, workDate),
      dueAt: new Date(terms.deadlineAt).toISOString()
    })),
    returned.map(({ id, reportDate }) => ({ type: 'report.returned', id, title: returnedTitle(locale, reportDate), dueAt: null })),
    queue.map(({ id, author, reportDate }) => ({
      type: 'report.review',
      id,
      title: authorsTitle(locale, author, reportDate),
      dueAt: null
    })),
    await leavesToDecide(db, viewer, locale)
  )
}

async function leavesToDecide (db: Database, viewer: Viewer, locale: Locale): Promise<NeededAction[]> {
  if (!seesToWork(viewer)) return []
  const asked = { viewerId: viewer.id, scope: workScope(viewer), colleaguesIn: [], addressees: addresseesOf(viewer).map(({ id }) => id) }
  return (await leaves.list(db, asked, { limit: mostActions })).items.map(({ id, person, startDate, endDate }) => ({
    type: 'leave.decide',
    id,
    title: leaveTitle(locale, person.name, startDate, endDate),
    dueAt: null
  }))
}

async function upcomingFor (db: Database, viewer: Viewer, { now, date, locale }: Moment) {
  const view = await viewOf(db, viewer)
  const range = { from: date, to: addDays(date, ahead - 1), limit: mostUpcoming }
  return (await listEntries(db, view, range, { locale, outside: false, now }, comingKinds)).map((entry) => entryOf(viewer, entry))
}

async function activityFor (db: Database, viewer: Viewer, { date, timeZone, locale }: Moment): Promise<RecentActivity[]> {
  const scope = leadershipScope(viewer)
  const own = await dashboard.listOwnActivity(db, viewer.id, addDays(date, 1 - ownSince), mostActivity)
  const since = new Date(instantOf(addDays(date, 1 - ledSince), '00:00', timeZone))
  const led = leadsAnything(viewer)
    ? await dashboard.listLedActivity(db, { viewerId: viewer.id, scope }, { since, earliest: addDays(date, 1 - ownSince) }, mostActivity)
    : []
  const isOwn = new Set(own)
  return [...own, ...led].sort((a, b) => a.time === b.time ? (a.id < b.id ? 1 : -1) : a.time < b.time ? 1 : -1).slice(0, mostActivity)
    .map((each) => ({
      time: each.time,
      type: each.type,
      actor: each.actor,
      reportId: each.reportId,
      title: isOwn.has(each) ? reportTitle(locale, each.reportDate) : authorsTitle(locale, each.author, each.reportDate)
    }))
}
