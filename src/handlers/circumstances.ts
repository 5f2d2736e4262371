import type { Report } from '../../generated/schemas.ts'
import type { Database } from '../database/tables.ts'
import { readDayRules } from '../repositories/organisation/settings.ts'
import { localDate } from '../rules/time/calendar.ts'
import type { Circumstances } from '../rules/work/reviews.ts'

/** What decides about a report, beside the report itself; of none, what decides about any. */
export async function circumstancesOf (
  db: Database,
  _report: Pick<Report, 'userId' | 'reportDate'> | undefined,
  now: Date
): Promise<Circumstances> {
  const { timeZone } = await readDayRules(db, now)
  return { now: now.getTime(), today: localDate(now, timeZone), terms: undefined }
}
