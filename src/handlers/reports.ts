import { channels, event, type NewEvent } from '../../generated/events.ts'
import type { CreateReport, Report, ReportItemInput } from '../../generated/schemas.ts'
import type { Database } from '../database/tables.ts'
import { duplicateReport, forbidden, invalid, invalidCursor, notFound, ruleRefused, stateConflict, versionConflict } from '../errors.ts'
import * as events from '../repositories/events.ts'
import * as notifications from '../repositories/notifications.ts'
import * as reports from '../repositories/reports.ts'
import * as teams from '../repositories/teams.ts'
import { localDate } from '../rules/calendar.ts'
import { unreadChanged } from '../rules/channels.ts'
import { submittedNotice } from '../rules/notices.ts'
import { canSee, dateRange, exceedsDay, isAuthor, isEditable, isSubmittable, isSubmittableOn, largestFields, refusedDate, reportTeamOf } from '../rules/reports.ts'
import { leadershipScope, type Viewer } from '../rules/viewer.ts'
import type { HandlerDeps } from './deps.ts'
import { implement } from './implement.ts'
import { detailOf, teamViewOf } from './views.ts'

export function reportHandlers ({ db, clock, transaction }: HandlerDeps) {
  const today = (viewer: Viewer) => localDate(clock.now(), viewer.timeZone)

  async function submit (tx: Database, viewer: Viewer, reportId: string, version: number, cause: string) {
    const report = await reports.findById(tx, reportId)
    if (!report || !canSee(viewer, report)) throw notFound()
    if (!isAuthor(viewer, report)) throw forbidden()
    if (!isSubmittable(report.state)) throw stateConflict()
    if (report.version !== version) throw versionConflict(report.version)
    if (!isSubmittableOn(report.reportDate, today(viewer))) throw ruleRefused('/body', 'future', 'The report of a coming day is handed in on that day')

    const submitted = await reports.submit(tx, report, clock.now())
    if (!submitted) throw versionConflict(report.version)
    await events.append(tx, clock.now(), cause, [
      event(channels.user(viewer.id), 'report.submitted', submitted),
      event(channels.team(submitted.teamId), 'report.submitted', teamViewOf(submitted)),
      ...await notifyReviewer(tx, submitted)
    ])
    return submitted
  }

  /** @returns the events that tell the reviewer, if there is one. */
  async function notifyReviewer (tx: Database, report: Report): Promise<NewEvent[]> {
    if (!report.reviewerId) return []
    const notification = await notifications.insert(tx, { userId: report.reviewerId, ...submittedNotice(report) }, clock.now())
    return [event(channels.user(report.reviewerId), 'notification.new', notification), unreadChanged(report.reviewerId)]
  }

  return implement({
    async listReports ({ query, viewer }) {
      const range = dateRange(query, today(viewer))
      if (typeof range === 'string') throw invalidRange(range)
      const { divisionId, teamId, userId, state } = query
      const filter = { viewerId: viewer.id, scope: leadershipScope(viewer), ...range, divisionId, teamId, userId, state }
      const page = await reports.list(db, filter, query.limit ?? 30, query.cursor)
      if (!page) throw invalidCursor()
      return page
    },

    async createReport ({ body, viewer, request }) {
      checkContent(body)
      const report = await transaction(async (tx) => {
        const created = await create(tx, viewer, body)
        await events.append(tx, clock.now(), request.id, [event(channels.user(viewer.id), 'report.created', created)])
        return body.submit ? submit(tx, viewer, created.id, created.version, request.id) : created
      })
      return detailOf(viewer, report)
    },

    async getReport ({ params, viewer }) {
      const report = await reports.findById(db, params.reportId)
      if (!report || !canSee(viewer, report)) throw notFound()
      return detailOf(viewer, report)
    },

    async updateReport ({ params, body, viewer, request }) {
      checkContent(body)
      const report = await transaction(async (tx) => {
        const report = await reports.findById(tx, params.reportId)
        if (!report || !canSee(viewer, report)) throw notFound()
        if (!isAuthor(viewer, report)) throw forbidden()
        if (!isEditable(report.state)) throw stateConflict()
        if (report.version !== body.version) throw versionConflict(report.version)
        await checkCarriedItems(tx, viewer, report.reportDate, body.items)

        const updated = await reports.update(tx, report, body, clock.now())
        if (!updated) throw versionConflict(report.version)
        await events.append(tx, clock.now(), request.id, [event(channels.user(viewer.id), 'report.updated', updated)])
        return updated
      })
      return detailOf(viewer, report)
    },

    async submitReport ({ params, body, viewer, request }) {
      return detailOf(viewer, await transaction((tx) => submit(tx, viewer, params.reportId, body.version, request.id)))
    }
  })

  async function create (tx: Database, viewer: Viewer, body: CreateReport) {
    const existing = await reports.findIdByDate(tx, viewer.id, body.reportDate)
    if (existing) throw duplicateReport(existing)
    const refused = refusedDate(body.reportDate, today(viewer), viewer.backdateDays)
    if (refused === 'tooOld') throw ruleRefused('/body/reportDate', 'tooOld', `Reports can be filed up to ${viewer.backdateDays} days back`)
    if (refused === 'future') throw ruleRefused('/body/reportDate', 'future', 'Reports can be drafted for tomorrow at the latest')
    const teamId = reportTeamOf(viewer)
    const team = teamId && await teams.find(tx, teamId)
    if (!team) throw ruleRefused('/body', 'noTeam', 'Reports belong to a team, and you are in none')
    await checkCarriedItems(tx, viewer, body.reportDate, body.items)

    const created = await reports.insert(tx, {
      userId: viewer.id,
      reportDate: body.reportDate,
      ...team,
      reviewerId: await teams.findReviewer(tx, team.teamId, viewer.id),
      summary: body.summary,
      planNext: body.planNext ?? '',
      mood: body.mood ?? null,
      fields: body.fields ?? {},
      items: body.items ?? []
    }, clock.now())
    // Somebody's other tab was faster.
    if (!created) throw duplicateReport(await reports.findIdByDate(tx, viewer.id, body.reportDate) ?? '')
    return created
  }
}

/** What the schema cannot say of the content. */
function checkContent ({ fields, items = [] }: { fields?: Record<string, unknown>, items?: ReportItemInput[] }): void {
  if (fields && Buffer.byteLength(JSON.stringify(fields)) > largestFields) throw invalid('/body/fields', 'maxBytes', `is larger than ${largestFields} bytes as JSON`)
  if (exceedsDay(items)) throw invalid('/body/items', 'maxMinutes', 'has more minutes than a day')
}

async function checkCarriedItems (tx: Database, viewer: Viewer, reportDate: string, items: ReportItemInput[] = []): Promise<void> {
  const carried = [...new Set(items.flatMap((item) => item.carriedFromId ?? []))]
  if (carried.length === 0) return
  const own = await reports.countOwnItems(tx, viewer.id, reportDate, carried)
  if (own < carried.length) throw ruleRefused('/body/items', 'carriedFrom', 'An item can only go on with one of your own earlier items')
}

function invalidRange (problem: 'dateAndRange' | 'crossed' | 'tooLong') {
  switch (problem) {
    case 'dateAndRange': return invalid('/query/date', 'exclusive', 'stands alone, without from and to')
    case 'crossed': return invalid('/query/to', 'order', 'is before from')
    case 'tooLong': return invalid('/query/to', 'maxDays', 'is more than 92 days after from')
  }
}
