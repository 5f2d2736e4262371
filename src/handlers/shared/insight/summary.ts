/** What somebody sees first: their day, week and streak, what needs them, what comes and what was done. */
import type { MySummary, MyToday, NeededAction, RecentActivity } from '../../../../generated/schemas.ts'
import type { Database } from '../../../database/tables.ts'
import * as dashboard from '../../../repositories/insight/dashboard.ts'
import * as figures from '../../../repositories/insight/figures.ts'
import { compareEntries } from '../../../repositories/insight/calendar.ts'
import { findFacts } from '../../../repositories/organisation/person-facts.ts'
import { readRules, rulesAt } from '../../../repositories/organisation/settings.ts'
import * as holidays from '../../../repositories/time/holidays.ts'
import * as leaves from '../../../repositories/time/leaves.ts'
import * as obligations from '../../../repositories/time/obligations.ts'
import * as templates from '../../../repositories/work/templates.ts'
import { seesToWork, workScope } from '../../../rules/identity/stand-ins.ts'
import { leadershipScope, leadsAnything, type Viewer } from '../../../rules/identity/viewer.ts'
import { actionsOf, permissionsOf, weekOf } from '../../../rules/insight/dashboard.ts'
import { measure } from '../../../rules/insight/figures.ts'
import { addDays, localDate } from '../../../rules/time/calendar.ts'
import { outcomeOf } from '../../../rules/time/obligations.ts'
import { instantOf } from '../../../rules/time/zone.ts'
import { holidayOn } from '../../../rules/time/working-days.ts'
import { addresseesOf } from '../../../rules/work/reviews.ts'
import { authorsTitle, leaveTitle, reportTitle, returnedTitle } from '../../../texts/dashboard.ts'
import type { Locale } from '../../../texts/locale.ts'
import { userOf } from '../identity/views.ts'
import { entryOf, listEntries, viewOf } from './calendar-entries.ts'
import type { Reads } from './kept-reads.ts'
import { readTeamDay } from './team-days.ts'

/** In days, the present one among them: an answer holds until midnight as far as the clock goes. */
const [ahead, ownSince, ledSince] = [31, 31, 7]
const [mostActions, mostUpcoming, mostActivity] = [10, 5, 10]

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

/** All but the time of the answer. @param asked the language of who has not chosen one. */
export async function summarise (
  db: Database,
  reads: Reads,
  viewer: Viewer,
  now: Date,
  asked: Locale
): Promise<Omit<MySummary, 'serverTime'>> {
  const { timeZone, reviewRequired, observeJointLeave } = rulesAt(await reads.of(['organisation'], ['rules'], () => readRules(db)), now)
  const date = localDate(now, timeZone)
  const work = await reads.own(['work', date], () => readWork(db, viewer, date, now))
  const { unread, openBlockers, reportId, reportState, locale } = work.dashboard
  const moment = { now, date, timeZone, reviewRequired, observeJointLeave, locale: locale ?? asked }
  const [today, needsAction, upcoming, recentActivity, team] = await Promise.all([
    todayOf(db, reads, viewer, work.today, moment),
    neededBy(db, viewer, work, moment),
    upcomingFor(db, reads, viewer, moment),
    activityFor(db, reads, viewer, moment),
    leadsAnything(viewer) ? readTeamDay(db, viewer, leadershipScope(viewer), moment, reads) : null
  ])
  return {
    user: userOf(viewer),
    permissions: permissionsOf(viewer),
    notificationsUnread: unread,
    today: { date, reportId, reportState, ...today },
    week: work.week,
    streak: work.streak,
    needsAction,
    openBlockers,
    upcoming,
    recentActivity,
    team,
    timezone: timeZone
  }
}

type Work = Awaited<ReturnType<typeof readWork>>

/** What the viewer's own rows say, and nobody else's. */
async function readWork (db: Database, viewer: Viewer, date: string, now: Date) {
  const [own, unmet, streak, returned] = await Promise.all([
    dashboard.summarise(db, viewer.id, date),
    obligations.listUnmet(db, viewer.id, date, now),
    dashboard.readStreak(db, viewer.id, now),
    dashboard.listReturned(db, viewer.id, mostActions)
  ])
  const week = await weekOfViewer(db, viewer, weekOf(date, own.weekStart ?? 'monday'), now)
  return { dashboard: own, ...unmet, streak, returned, week }
}

async function todayOf (
  db: Database,
  reads: Reads,
  viewer: Viewer,
  row: Work['today'],
  { now, date, observeJointLeave }: Moment
): Promise<Omit<MyToday, 'date' | 'reportId' | 'reportState'>> {
  const [person, free, leave] = await Promise.all([
    reads.of(['person_facts'], ['facts', viewer.id, date], () => findFacts(db, viewer.id, date)),
    reads.of(['holidays'], ['on', date], () => holidays.listOn(db, [date])),
    reads.of(['leaves', 'leave_days', 'users'], ['on', viewer.id, date], () => leaves.findOn(db, viewer.id, date))
  ])
  const holiday = holidayOn(free, person?.divisionId ?? viewer.divisionId, date, observeJointLeave)
  const divisionId = row?.divisionId ?? person?.divisionId ?? viewer.divisionId
  const template = await reads.of(
    ['templates', 'template_revisions'],
    ['active', divisionId],
    () => templates.findActive(db, divisionId)
  )
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

async function neededBy (
  db: Database,
  viewer: Viewer,
  { open, returned }: Work,
  { now, reviewRequired, locale }: Moment
): Promise<NeededAction[]> {
  const queue = seesToWork(viewer) && reviewRequired
    ? await dashboard.listWaiting(db, viewer.id, addresseesOf(viewer), mostActions)
    : []
  return actionsOf(
    open.filter(({ reasons, terms }) => reasons.size === 0 && terms.closesAt > now.getTime()).map(({ workDate, terms }) => ({
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

async function upcomingFor (db: Database, reads: Reads, viewer: Viewer, { now, date, locale }: Moment) {
  const view = await reads.of(['teams'], ['view', JSON.stringify(viewer)], () => viewOf(db, viewer))
  const range = { from: date, to: addDays(date, ahead - 1), limit: mostUpcoming }
  const list = (...kinds: Parameters<typeof listEntries>[4] & object) =>
    listEntries(db, view, range, { locale, outside: false, now }, kinds)
  const about = JSON.stringify([view, range, locale])
  const ofDivisions = JSON.stringify([view.everything, view.divisionIds, range])
  const lists = await Promise.all([
    reads.of(['calendar_events', 'teams'], ['events', about], () => list('event')),
    reads.of(['holidays'], ['holidays', ofDivisions], () => list('holiday', 'joint_leave', 'workday')),
    reads.of(['leaves', 'leave_days', 'users'], ['leaves', about], () => list('leave'))
  ])
  return lists.flat().sort(compareEntries).slice(0, mostUpcoming).map((entry) => entryOf(viewer, entry))
}

async function activityFor (
  db: Database,
  reads: Reads,
  viewer: Viewer,
  { date, timeZone, locale }: Moment
): Promise<RecentActivity[]> {
  const scope = leadershipScope(viewer)
  const earliest = addDays(date, 1 - ownSince)
  const own = await reads.ownAnd(['users'], ['activity', date], () => dashboard.listOwnActivity(db, viewer.id, earliest))
  const since = new Date(instantOf(addDays(date, 1 - ledSince), '00:00', timeZone))
  const led = leadsAnything(viewer)
    ? await dashboard.listLedActivity(db, { viewerId: viewer.id, scope }, { since, earliest }, mostActivity)
    : []
  const isOwn = new Set(own)
  return [...own, ...led].sort(dashboard.newestFirst).slice(0, mostActivity)
    .map((each) => ({
      time: each.time,
      type: each.type,
      actor: each.actor,
      reportId: each.reportId,
      title: isOwn.has(each) ? reportTitle(locale, each.reportDate) : authorsTitle(locale, each.author, each.reportDate)
    }))
}
