import { channels, event } from '../../../generated/events.ts'
import type { CreateReport, Report, UpsertReport } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import { duplicateReport, forbidden, ruleRefused, versionConflict } from '../../http/errors.ts'
import { fault, type Fault } from '../../http/faults.ts'
import * as events from '../../repositories/platform/events.ts'
import { listCategories } from '../../repositories/work/categories.ts'
import * as lists from '../../repositories/work/report-lists.ts'
import * as reports from '../../repositories/work/reports.ts'
import * as transitions from '../../repositories/work/report-transitions.ts'
import * as templates from '../../repositories/work/templates.ts'
import { objectionsAtHandIn } from '../../steps/work/templates.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as users from '../../repositories/organisation/users.ts'
import { notify } from '../../steps/platform/notify.ts'
import { handIn, placeOfDay, refusedHandIn } from '../../steps/time/hand-ins.ts'
import { climb, Refusal } from '../../rules/ladder.ts'
import { addDays, localDate } from '../../rules/time/calendar.ts'
import {
  canSee,
  carriedOn,
  type DateRange,
  dateRange,
  deletion,
  edit,
  longestRange,
  submission,
  hasContent,
  wholeContent
} from '../../rules/work/reports.ts'
import { aboutFiling } from '../../rules/platform/notices.ts'
import { teamViewOf } from '../../rules/work/report-events.ts'
import { addresseesOf } from '../../rules/work/reviews.ts'
import { workScope } from '../../rules/identity/stand-ins.ts'
import { leads, leadsAnything, type Viewer } from '../../rules/identity/viewer.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'
import { byDate, checkCarriedItems, checkContent, checkKeptItems, inBody, type Places } from '../shared/work/report-content.ts'
import { tellOfBlockers } from '../shared/work/blockers.ts'
import { circumstancesOf, detailOf } from '../shared/work/circumstances.ts'
import { chooseReviewer, tellReviewer } from '../shared/work/reviews.ts'
import { templateOf } from '../shared/work/templates.ts'

/** In days. */
const categoriesUsedWithin = 90
const whose = { mine: 'own', scope: 'others' } as const

export function reportHandlers ({ db, clock, transaction, once, audit }: HandlerDeps) {
  const rules = (db: Database) => readDayRules(db, clock.now())
  const today = async (db: Database) => localDate(clock.now(), (await rules(db)).timeZone)

  const detail = async (db: Database, viewer: Viewer, report: Report) =>
    detailOf(viewer, report, await circumstancesOf(db, report, clock.now()))

  /** @param now when the request arrived: whoever waits for a lock is not late for that. */
  async function submit (tx: Database, viewer: Viewer, reportId: string, version: number, cause: string, now: Date) {
    const dayRules = await rules(tx)
    const asked = submission(viewer, version, localDate(clock.now(), dayRules.timeZone))
    const reviewerId = await chooseReviewer(tx, climb(await reports.findById(tx, reportId), asked))
    // People are locked before reports: somebody else may have been faster meanwhile.
    const report = climb(await reports.findLocked(tx, reportId), asked)
    const objections = await objectionsAtHandIn(tx, report)
    if (objections.length > 0) throw new Refusal({ code: 'RULE_REFUSED', objections })
    const refused = await handIn(tx, report, now, dayRules)
    if (refused) throw ruleRefused('/body', refused.rule, refused.limit)
    const submitted = await transitions.submit(tx, report, reviewerId, viewer.id, now)
    await events.append(tx, clock.now(), cause, [
      ...writers(submitted, viewer).map((id) => event(channels.user(id), 'report.submitted', submitted)),
      event(channels.team(submitted.teamId), 'report.submitted', teamViewOf(submitted)),
      ...await tellReviewer(tx, submitted, clock.now(), report.state === 'returned' ? { alone: true } : {}),
      ...viewer.id === submitted.userId ? [] : await notify(tx, clock.now(), aboutFiling(submitted, viewer)),
      ...await tellOfBlockers(tx, submitted, now)
    ])
    return submitted
  }

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
        const created = filed
          ? await create(tx, { userId: asked, filer: viewer }, body, now)
          : await create(tx, { userId: viewer.id }, body, now)
        await events.append(
          tx,
          clock.now(),
          request.id,
          writers(created, viewer).map((id) => event(channels.user(id), 'report.created', created))
        )
        return detail(tx, viewer, body.submit ? await submit(tx, viewer, created.id, created.version, request.id, now) : created)
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
        templateId: (await templates.findActive(db, await divisionOfDay(viewer, date)))?.id ?? null,
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
        await events.append(
          tx,
          clock.now(),
          request.id,
          writers(updated, viewer).map((id) => event(channels.user(id), 'report.updated', updated))
        )
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

  /** Where a day of the viewer's belongs; null where nobody knows. */
  async function divisionOfDay (viewer: Viewer, reportDate: string): Promise<string | null> {
    const place = await placeOfDay(db, { userId: viewer.id, reportDate }) ?? await teams.findPrimary(db, viewer.id)
    return place?.divisionId ?? viewer.divisionId
  }

  /** What is there already is neither written nor told again; what is newer is never overwritten. */
  async function upsert (tx: Database, viewer: Viewer, reportDate: string, { baseVersion, content }: UpsertReport, cause: string) {
    const made = baseVersion === null && await createOnce(tx, viewer, { reportDate, ...content })
    if (made) {
      await events.append(tx, clock.now(), cause, [event(channels.user(viewer.id), 'report.created', made)])
      return { report: made, created: true }
    }
    const existing = await reports.findLockedByDate(tx, viewer.id, reportDate)
    if (!existing) throw versionConflict()
    if (hasContent(existing, content)) return { report: existing, created: false }
    // Version 0 is nobody's: what one took for new is there.
    const report = climb(existing, { ...edit(viewer, baseVersion ?? 0), conflict: whatIsThere })
    checkKeptItems(content.items, report.items, byDate)
    await checkCarriedItems(tx, viewer.id, reportDate, content.items, report.items, byDate)
    const whole = wholeContent(content)
    const template = await templateOf(tx, report.divisionId, whole.templateId, report, byDate.content)
    const updated = await reports.update(tx, report, { ...whole, template }, viewer.id, clock.now())
    await events.append(tx, clock.now(), cause, [event(channels.user(viewer.id), 'report.updated', updated)])
    return { report: updated, created: false }
  }

  /** Resolves to undefined where there is one of that date, also when another device was faster. */
  async function createOnce (tx: Database, viewer: Viewer, body: CreateReport): Promise<Report | undefined> {
    try {
      return await create(tx, { userId: viewer.id }, body, clock.now(), byDate)
    } catch (error) {
      if ((error as { code?: string }).code === 'DUPLICATE') return undefined
      throw error
    }
  }

  /** @param filer who files it, where that is not its author. */
  async function create (
    tx: Database,
    { userId, filer }: { userId: string, filer?: Viewer },
    body: CreateReport,
    now: Date,
    places: Places = inBody
  ) {
    const day = { userId, reportDate: body.reportDate }
    if (filer) await refuseStranger(tx, filer, day)
    const existing = await reports.findByDate(tx, userId, body.reportDate)
    // Of somebody else's draft nothing is told but that there is something.
    if (existing) throw duplicateReport(filer && !canSee(filer, existing) ? undefined : existing.id)
    // Tomorrow's can be prepared.
    const dayRules = await rules(tx)
    if (body.reportDate !== addDays(localDate(clock.now(), dayRules.timeZone), 1)) {
      const refused = await refusedHandIn(tx, day, now, dayRules)
      if (refused) throw ruleRefused(places.date, refused.rule, refused.limit)
    }
    const team = await placeOfDay(tx, day) ?? await teams.findPrimary(tx, userId)
    if (!team) throw ruleRefused('/body', 'noTeam')
    checkKeptItems(body.items, [], places)
    await checkCarriedItems(tx, userId, body.reportDate, body.items, [], places)

    const content = wholeContent(body)
    const template = await templateOf(tx, team.divisionId, content.templateId, undefined, places.content)
    const created = await reports.insert(tx, {
      ...content,
      template: template ?? null,
      userId,
      ...(filer && { filedById: filer.id }),
      reportDate: body.reportDate,
      ...team,
      reviewerId: await teams.findReviewer(tx, team.teamId, userId, ...(filer ? [filer.id] : []))
    }, now)
    // Somebody's other tab was faster.
    if (!created) throw duplicateReport(filer ? undefined : await reports.findIdByDate(tx, userId, body.reportDate))
    return created
  }
}

/** Its author, and whoever writes it for them just now. */
const writers = ({ userId }: Report, viewer: Viewer): string[] => [...new Set([userId, viewer.id])]

/** Whoever leads where the person's day belongs files for them; others do not learn whether there is such a person. */
async function refuseStranger (tx: Database, filer: Viewer, day: { userId: string, reportDate: string }): Promise<void> {
  const person = await users.lockCredentials(tx, day.userId)
  const place = await placeOfDay(tx, day) ?? await teams.findPrimary(tx, day.userId)
  if (!person || person.disabled || !place || !leads(filer, place)) throw ruleRefused('/body/userId', 'unknownPerson')
}

const whatIsThere = ({ id, version, state }: Report) => ({ reportId: id, currentVersion: version, state })

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
