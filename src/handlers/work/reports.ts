import { channels, event } from '../../../generated/events.ts'
import type { Report } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import { forbidden, ruleRefused } from '../../http/errors.ts'
import { fault, type Fault } from '../../http/faults.ts'
import * as events from '../../repositories/platform/events.ts'
import { listCategories } from '../../repositories/work/categories.ts'
import * as lists from '../../repositories/work/report-lists.ts'
import * as reports from '../../repositories/work/reports.ts'
import * as templates from '../../repositories/work/templates.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import { placeOfDay } from '../../steps/time/hand-ins.ts'
import { climb } from '../../rules/ladder.ts'
import { addDays, localDate } from '../../rules/time/calendar.ts'
import { canSee, carriedOn, type DateRange, dateRange, deletion, edit, longestRange } from '../../rules/work/reports.ts'
import { addresseesOf } from '../../rules/work/reviews.ts'
import { workScope } from '../../rules/identity/stand-ins.ts'
import { leadsAnything, type Viewer } from '../../rules/identity/viewer.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { createReportWriting, tellWriters } from '../shared/work/report-writing.ts'
import { pageAsked } from '../pages.ts'
import { byDate, checkCarriedItems, checkContent, checkKeptItems, inBody } from '../shared/work/report-content.ts'
import { circumstancesOf, detailOf } from '../shared/work/circumstances.ts'
import { templateOf } from '../shared/work/templates.ts'

/** In days. */
const categoriesUsedWithin = 90
const whose = { mine: 'own', scope: 'others' } as const

export function reportHandlers (deps: HandlerDeps) {
  const { db, clock, transaction, once, audit } = deps
  const { rules, create, upsert, submit } = createReportWriting(deps)
  const today = async (db: Database) => localDate(clock.now(), (await rules(db)).timeZone)

  const detail = async (db: Database, viewer: Viewer, report: Report) =>
    detailOf(viewer, report, await circumstancesOf(db, report, clock.now()))

  return implement('reports', {
    async listReports ({ query, viewer }) {
      const { cursor, limit, view, date, from, to, ...narrower } = query
      const range = dateRange({ date, from, to }, await today(db))
      const order = view === 'review' ? lists.longestWaitFirst : lists.newestFirst
      const page = pageAsked({ cursor, limit }, order, typeof range === 'string' ? [rangeFault(range)] : [])
      const filter = { viewerId: viewer.id, scope: workScope(viewer), ...narrower }
      if (view !== 'review') return lists.list(db, { ...filter, ...range as DateRange, ...(view && { whose: whose[view] }) }, page)
      if (!(await rules(db)).reviewRequired) return { items: [], nextCursor: null }
      const days = date ?? from ?? to ? range as DateRange : {}
      return lists.listQueue(db, { ...filter, ...days, addressees: query.teamId ? undefined : addresseesOf(viewer) }, page)
    },

    async createReport ({ body: { userId: asked, ...body }, viewer, request }) {
      checkContent(body)
      const filed = asked !== undefined && asked !== viewer.id
      if (filed && (viewer.scopes || !leadsAnything(viewer))) throw forbidden()
      // A draft would be the other one's secret.
      if (filed && !body.submit) throw ruleRefused('/body/submit', 'required')
      const now = clock.now()
      return once(request, async (tx) => {
        const { created, found } = filed
          ? await create(tx, { userId: asked, filer: viewer }, body, now)
          : await create(tx, { userId: viewer.id }, body, now)
        await tellWriters(tx, clock.now(), request.id, created, viewer, 'report.created')
        if (body.submit) return detail(tx, viewer, await submit(tx, viewer, created.id, created.version, request.id, now))
        return detailOf(viewer, created, await circumstancesOf(tx, created, now, found))
      })
    },

    async prefillReport ({ query, viewer }) {
      const date = query.date ?? await today(db)
      const last = await reports.findLastHandedIn(db, viewer.id, date)
      return {
        date,
        reportId: await reports.findIdByDate(db, viewer.id, date) ?? null,
        from: last ? { reportId: last.id, reportDate: last.reportDate } : null,
        planned: last?.planNext ?? '',
        templateId: (await templates.findActive(db, await divisionOfDay(db, viewer, date)))?.id ?? null,
        items: last?.items.filter(({ status }) => status !== 'done').map(carriedOn) ?? []
      }
    },

    async listCategories ({ viewer }) {
      const from = addDays(await today(db), -categoriesUsedWithin)
      return { items: await listCategories(db, viewer.teams.map(({ id }) => id), from) }
    },

    async getReport ({ params, viewer }) {
      return detail(db, viewer, climb(await reports.findById(db, params.reportId), { sees: (report) => canSee(viewer, report) }))
    },

    async updateReport ({ params, body, viewer, request }) {
      checkContent(body)
      const report = await transaction(async (tx) => {
        const report = climb(await reports.findLocked(tx, params.reportId), edit(viewer, body.version))
        checkKeptItems(body.items, report.items)
        await checkCarriedItems(tx, report.userId, report.reportDate, body.items, report.items)

        const template = await templateOf(tx, report.divisionId, body.templateId, report, inBody.content)
        const updated = await reports.update(tx, report, { ...body, template }, viewer.id, clock.now())
        await tellWriters(tx, clock.now(), request.id, updated, viewer, 'report.updated')
        return updated
      })
      return detail(db, viewer, report)
    },

    async upsertReportByDate ({ params, body, viewer, request }) {
      checkContent(body.content, byDate.content)
      const { report, created } = await transaction((tx) => upsert(tx, viewer, params.date, body, request.id))
      return { created, report: await detail(db, viewer, report) }
    },

    async deleteReport ({ params, query, viewer, request }) {
      await transaction(async (tx) => {
        const found = await reports.findLocked(tx, params.reportId)
        const report = climb(found, deletion(viewer, await circumstancesOf(tx, found, clock.now()), query.version))
        await reports.remove(tx, report)
        await events.append(tx, clock.now(), request.id, [event(channels.user(viewer.id), 'report.deleted', { id: report.id })])
        const { id: targetId, reportDate, version } = report
        await audit(tx, request, { action: 'report.deleted', targetType: 'report', targetId, before: { reportDate, version } })
      })
      return null
    },

    async submitReport ({ params, body, viewer, request }) {
      const now = clock.now()
      return detail(db, viewer, await transaction((tx) => submit(tx, viewer, params.reportId, body.version, request.id, now)))
    }
  })
}

/** Where a day of the viewer's belongs; null where nobody knows. */
async function divisionOfDay (db: Database, viewer: Viewer, reportDate: string): Promise<string | null> {
  const place = await placeOfDay(db, { userId: viewer.id, reportDate }) ?? await teams.findPrimary(db, viewer.id)
  return place?.divisionId ?? viewer.divisionId
}

function rangeFault (problem: 'dateAndRange' | 'crossed' | 'tooLong'): Fault {
  switch (problem) {
    case 'dateAndRange':
      return fault('/query/date', 'exclusive')
    case 'crossed':
      return fault('/query/to', 'order')
    case 'tooLong':
      return fault('/query/to', 'maxDays', longestRange)
  }
}
