import { toDateTime } from '../../src/database/dialect.ts'
import { newId } from '../../src/database/id.ts'
import type { Database } from '../../src/database/tables.ts'
import type { Deps } from '../../src/deps.ts'
import { fillLedger } from '../../src/jobs/time/fill.ts'
import { rowOf } from '../../src/repositories/time/schedules.ts'
import { usualSchedule } from '../../src/rules/time/schedules.ts'

/** Since when everybody of the small company works here, from Monday to Friday until six. */
const since = '2026-01-01'

/** Everybody of the small company who is in a team owes a report of each working day. */
export async function everyWorkingDay (db: Database, rules: Partial<typeof usualSchedule> = {}): Promise<void> {
  const schedule = { ...usualSchedule, ...rules, scope: 'org' as const, scopeId: null, effectiveFrom: since, effectiveTo: null }
  await db.insertInto('schedules').values(rowOf(schedule, newId(), new Date(`${since}T00:00:00Z`))).execute()
  await db.updateTable('person_facts').set({ from_day: since, joined_on: null }).execute()
}

/** The same, from `from` on, and the ledger is filled up to now, as the service itself does it; nobody is told of what has been. */
export async function owing (deps: Deps, from: string): Promise<void> {
  const { db } = deps
  await everyWorkingDay(db)
  const before = new Date(Date.parse(from) - 86_400_000).toISOString().slice(0, 10)
  await db.deleteFrom('ledger_days').execute()
  await db.insertInto('ledger_days').values({ work_date: before, made_at: toDateTime(deps.clock.now()) }).execute()
  await fillLedger(deps)
  await db.updateTable('obligations').set({ next_at: null }).execute()
}
