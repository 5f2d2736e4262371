import type { Report } from '../../generated/schemas.ts'
import type { Database } from '../database/tables.ts'
import { readDayRules } from '../repositories/organisation/settings.ts'
import { find } from '../repositories/time/obligations.ts'
import * as comments from '../repositories/work/comments.ts'
import { localDate } from '../rules/time/calendar.ts'
import type { Circumstances } from '../rules/work/reviews.ts'

/** What decides about a report, beside the report itself; of none, what decides about any. */
export async function circumstancesOf (
  db: Database,
  report: Report | undefined,
  now: Date
): Promise<Circumstances> {
  const { timeZone } = await readDayRules(db, now)
  const obligation = report && await find(db, report.userId, report.reportDate)
  return { now: now.getTime(), today: localDate(now, timeZone), terms: obligation?.terms, commented: await isCommented(db, report) }
}

async function isCommented (db: Database, report: Report | undefined): Promise<boolean> {
  return report?.state === 'draft' && await comments.hasOthers(db, report.id, report.userId)
}
