import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** What is counted or left out in an index alone, and the narrower ones that these take the place of. */
const wider = [
  ['report_items', 'report_items_by_place', ['team_id', 'counted_on', 'category_key', 'category']],
  // What has ended before the days that are asked for.
  ['calendar_events', 'calendar_events_by_day', ['date', 'id', 'end_date', 'scope']]
] as const
const narrower = [
  ['report_items', 'report_items_by_team', ['team_id', 'counted_on', 'category_key']],
  ['calendar_events', 'calendar_events_by_date', ['date', 'id']]
] as const

/** Categories of a team, and the calendar of everybody, without the rows that are only looked at. */
export async function up (db: Kysely<any>): Promise<void> {
  const { createIndex, dropIndex } = schemaChanges(db)
  for (const [table, name, columns] of wider) await createIndex(table, name, [...columns])
  for (const [table, name] of narrower) await dropIndex(table, name)
}

export async function down (db: Kysely<any>): Promise<void> {
  const { createIndex, dropIndex } = schemaChanges(db)
  for (const [table, name, columns] of narrower) await createIndex(table, name, [...columns])
  for (const [table, name] of wider) await dropIndex(table, name)
}
