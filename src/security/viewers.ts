import type { Database } from '../database/tables.ts'
import * as sessions from '../repositories/identity/sessions.ts'
import { listStandIns } from '../repositories/organisation/delegations.ts'
import { readDayRules } from '../repositories/organisation/settings.ts'
import type { SessionViewer } from '../rules/identity/viewer.ts'
import { localDate } from '../rules/time/calendar.ts'

/** The person of a session that is live; one round trip, but for who stands in for somebody. */
export async function findViewer (db: Database, sessionId: string, now: Date): Promise<SessionViewer | undefined> {
  const found = await sessions.findSignedIn(db, sessionId, now)
  if (!found) return undefined
  const { standsIn, ...viewer } = found
  if (!standsIn) return viewer
  const { timeZone } = await readDayRules(db, now)
  const standIns = await listStandIns(db, [viewer.id], localDate(now, timeZone))
  return { ...viewer, standsInFor: standIns.get(viewer.id) ?? [] }
}
