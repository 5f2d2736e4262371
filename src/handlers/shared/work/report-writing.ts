import { channels, event } from '../../../../generated/events.ts'
import type { CreateReport, Report, UpsertReport } from '../../../../generated/schemas.ts'
import type { Database } from '../../../database/tables.ts'
import { duplicateReport, ruleRefused, versionConflict } from '../../../http/errors.ts'
import * as events from '../../../repositories/platform/events.ts'
import * as reports from '../../../repositories/work/reports.ts'
import * as transitions from '../../../repositories/work/report-transitions.ts'
import { objectionsAtHandIn } from '../../../steps/work/templates.ts'
import { readDayRules } from '../../../repositories/organisation/settings.ts'
import * as teams from '../../../repositories/organisation/teams.ts'
import * as users from '../../../repositories/organisation/users.ts'
import { notify } from '../../../steps/platform/notify.ts'
import { handIn, judgeHandIn, placeOf, placeOfDay } from '../../../steps/time/hand-ins.ts'
import { climb, Refusal } from '../../../rules/ladder.ts'
import { addDays, localDate } from '../../../rules/time/calendar.ts'
import { canSee, edit, hasContent, submission, wholeContent } from '../../../rules/work/reports.ts'
import { aboutFiling } from '../../../rules/platform/notices.ts'
import { teamViewOf } from '../../../rules/work/report-events.ts'
import { leads, type Viewer } from '../../../rules/identity/viewer.ts'
import type { HandlerDeps } from '../../deps.ts'
import { tellOfBlockers } from './blockers.ts'
import { byDate, checkCarriedItems, checkKeptItems, inBody, type Places } from './report-content.ts'
import { chooseReviewer, tellReviewer } from './reviews.ts'
import { templateOf } from './templates.ts'

/** How reports come to be, and are handed in; each within the caller's transaction. */
export function createReportWriting ({ clock }: HandlerDeps) {
  const rules = (db: Database) => readDayRules(db, clock.now())

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

  /** What is there already is neither written nor told again; what is newer is never overwritten. */
  async function upsert (tx: Database, viewer: Viewer, reportDate: string, { baseVersion, content }: UpsertReport, cause: string) {
    const made = baseVersion === null && await createOnce(tx, viewer, { reportDate, ...content })
    if (made) {
      await tellWriters(tx, clock.now(), cause, made, viewer, 'report.created')
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
    await tellWriters(tx, clock.now(), cause, updated, viewer, 'report.updated')
    return { report: updated, created: false }
  }

  /** Resolves to undefined where there is one of that date, also when another device was faster. */
  async function createOnce (tx: Database, viewer: Viewer, body: CreateReport): Promise<Report | undefined> {
    try {
      return (await create(tx, { userId: viewer.id }, body, clock.now(), byDate)).created
    } catch (error) {
      if ((error as { code?: string }).code === 'DUPLICATE') return undefined
      throw error
    }
  }

  /** With what was found out of its day on the way. @param filer who files it, where that is not its author. */
  async function create (
    tx: Database,
    { userId, filer }: { userId: string, filer?: Viewer },
    body: CreateReport,
    now: Date,
    places: Places = inBody
  ) {
    const day = { userId, reportDate: body.reportDate }
    if (filer) await refuseStranger(tx, filer, day)
    const { existing, obligation } = await reports.findToFile(tx, userId, body.reportDate)
    // Of somebody else's draft nothing is told but that there is something.
    if (existing) throw duplicateReport(filer && !canSee(filer, existing) ? undefined : existing.id)
    const dayRules = await rules(tx)
    // Tomorrow's can be prepared.
    const isTomorrows = body.reportDate === addDays(localDate(clock.now(), dayRules.timeZone), 1)
    const judged = isTomorrows ? undefined : await judgeHandIn(tx, day, now, dayRules, obligation)
    if (judged?.refused) throw ruleRefused(places.date, judged.refused.rule, judged.refused.limit)
    const owed = judged ? judged.obligation : obligation
    const team = owed ? placeOf(owed) : await teams.findPrimary(tx, userId)
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
      reviewerId: await teams.presumeReviewer(tx, team.teamId, userId, ...(filer ? [filer.id] : []))
    }, now)
    // Somebody's other tab was faster.
    if (!created) throw duplicateReport(filer ? undefined : await reports.findIdByDate(tx, userId, body.reportDate))
    return { created, found: judged && { rules: dayRules, obligation: judged.obligation } }
  }

  return { rules, create, upsert, submit }
}

/** Its author, and whoever writes it for them just now. */
const writers = ({ userId }: Report, viewer: Viewer): string[] => [...new Set([userId, viewer.id])]

/** Tells those who write a report that it is there, or is another one. */
export function tellWriters (
  tx: Database,
  now: Date,
  cause: string,
  report: Report,
  viewer: Viewer,
  type: 'report.created' | 'report.updated'
): Promise<void> {
  return events.append(tx, now, cause, writers(report, viewer).map((id) => event(channels.user(id), type, report)))
}

/** Whoever leads where the person's day belongs files for them; others do not learn whether there is such a person. */
async function refuseStranger (tx: Database, filer: Viewer, day: { userId: string, reportDate: string }): Promise<void> {
  const person = await users.lockCredentials(tx, day.userId)
  const place = await placeOfDay(tx, day) ?? await teams.findPrimary(tx, day.userId)
  if (!person || person.disabled || !place || !leads(filer, place)) throw ruleRefused('/body/userId', 'unknownPerson')
}

const whatIsThere = ({ id, version, state }: Report) => ({ reportId: id, currentVersion: version, state })
