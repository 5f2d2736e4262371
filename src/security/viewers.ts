import type { Database } from '../database/tables.ts'
import * as sessions from '../repositories/identity/sessions.ts'
import { listStandIns } from '../repositories/organisation/delegations.ts'
import { readDayRules } from '../repositories/organisation/settings.ts'
import type { SessionViewer, Viewer } from '../rules/identity/viewer.ts'
import { localDate } from '../rules/time/calendar.ts'

/** The person of a session that is live; one round trip, but for who stands in for somebody. */
export async function findViewer (db: Database, sessionId: string, now: Date): Promise<SessionViewer | undefined> {
  const found = await sessions.findSignedIn(db, sessionId, now)
  return found && standingIn(db, found, now)
}

/** Somebody by whatever they have shown for themselves; undefined where they are disabled. */
export async function findPerson (db: Database, userId: string, now: Date): Promise<Viewer | undefined> {
  const found = await sessions.findPerson(db, userId, now)
  return found && standingIn(db, found, now)
}

async function standingIn<Person extends sessions.KnownPerson> (
  db: Database,
  { standsIn, ...viewer }: Person,
  now: Date
): Promise<Omit<Person, 'standsIn'> & Pick<Viewer, 'standsInFor'>> {
  if (!standsIn) return viewer
  const { timeZone } = await readDayRules(db, now)
  const standIns = await listStandIns(db, [viewer.id], localDate(now, timeZone))
  return { ...viewer, standsInFor: standIns.get(viewer.id) ?? [] }
}
