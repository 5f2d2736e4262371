import type { Database } from '../../../database/tables.ts'
import { readDayRules } from '../../../repositories/organisation/settings.ts'
import { daysAt } from '../../../rules/time/calendar.ts'

/** Which day it is in the organisation, and which the next. */
export async function organisationDays (db: Database, now: Date): Promise<ReturnType<typeof daysAt>> {
  return daysAt(now, (await readDayRules(db, now)).timeZone)
}
