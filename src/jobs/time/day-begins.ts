import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as events from '../../repositories/platform/events.ts'
import * as jobs from '../../repositories/platform/jobs.ts'
import { daysAt } from '../../rules/time/calendar.ts'
import { figuresChanged } from '../../rules/platform/channels.ts'
import { startOfDay } from '../../rules/time/zone.ts'
import type { Job } from '../job.ts'
import { usual } from '../retries.ts'
import type { FillDeps } from './fill.ts'

/** At midnight of the organisation: whoever has a page open reads it anew, since today is another day. */
export const dayBegins: Job<Record<string, never>, Pick<FillDeps, 'clock' | 'transaction'>> = {
  kind: 'day-begins',
  atOnce: 1,
  timeout: 60_000,
  retries: usual,
  async work ({ clock, transaction }, _payload, run) {
    await transaction(async (tx) => {
      await tellOfDay(tx, clock.now(), run.id)
      await awaitDay(tx, clock.now())
      await run.complete(tx)
    })
  }
}

/** Every open page of every team counts anew. @param cause what the events name as theirs. */
export async function tellOfDay (tx: Database, now: Date, cause: string): Promise<void> {
  const open = await teams.listOpen(tx)
  await events.append(tx, now, cause, open.map((team) => figuresChanged(team.id)))
}

/** Asks to be woken when the next day begins, once for each: another time zone makes it another moment. */
export async function awaitDay (db: Database, now: Date): Promise<void> {
  const { timeZone } = await readDayRules(db, now)
  const dueAt = new Date(startOfDay(daysAt(now, timeZone).tomorrow, timeZone))
  await jobs.insert(db, { id: newId(now.getTime()), kind: dayBegins.kind, key: dueAt.toISOString(), payload: '{}', now, dueAt })
}
