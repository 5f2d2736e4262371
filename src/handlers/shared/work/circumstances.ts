import type { Report, ReportDetail } from '../../../../generated/schemas.ts'
import type { Database } from '../../../database/tables.ts'
import { readDayRules, type DayRules } from '../../../repositories/organisation/settings.ts'
import * as obligations from '../../../repositories/time/obligations.ts'
import * as comments from '../../../repositories/work/comments.ts'
import { localDate } from '../../../rules/time/calendar.ts'
import { handInRefusal } from '../../../rules/time/obligations.ts'
import { isSubmittable } from '../../../rules/work/reports.ts'
import type { Viewer } from '../../../rules/identity/viewer.ts'
import { abilities, type Circumstances } from '../../../rules/work/reviews.ts'
import { findObligation } from '../../../steps/time/ledger.ts'
import { objectionsAtHandIn } from '../../../steps/work/templates.ts'

/** What has been found out of a report's day, by the transaction that has just made it as a draft. */
interface FreshDay {
  rules: DayRules
  obligation: obligations.Obligation | undefined
}

/**
 * What decides about a report, beside the report itself; of none, what decides about any.
 * @param fresh of one that the caller has just made: nobody else has seen it.
 */
export async function circumstancesOf (
  db: Database,
  report: Report | undefined,
  now: Date,
  fresh?: FreshDay
): Promise<Circumstances> {
  const { timeZone, backdateDays } = fresh?.rules ?? await readDayRules(db, now)
  const asked = { now: now.getTime(), today: localDate(now, timeZone), backdateDays }
  const { now: at, today } = asked
  const unfit = report !== undefined && isSubmittable(report.state) && (await objectionsAtHandIn(db, report)).length > 0
  if (report?.state !== 'draft') {
    const obligation = report && await obligations.find(db, report.userId, report.reportDate)
    return { now: at, today, terms: obligation?.terms, commented: false, refused: undefined, unfit }
  }
  const obligation = fresh ? fresh.obligation : await findObligation(db, report.userId, report.reportDate, now)
  const excused = obligation !== undefined && obligation.reasons.size > 0
  return {
    now: at,
    today,
    unfit,
    terms: obligation?.terms,
    commented: !fresh && await comments.hasOthers(db, report.id, report.userId),
    refused: handInRefusal(report.reportDate, obligation?.terms, excused, asked)
  }
}

/** A report with what the viewer can do to it. */
export function detailOf (viewer: Viewer, report: Report, circumstances: Circumstances): ReportDetail {
  return { ...report, can: abilities(viewer, report, circumstances) }
}
