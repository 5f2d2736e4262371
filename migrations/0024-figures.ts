import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** What figures are counted of is read from indexes alone: the rows themselves, which are long, are left where they are. */
const wide = [
  ['obligations', 'obligations_for_figures', [
    'work_date',
    'division_id',
    'team_id',
    'user_id',
    'outcome',
    'late_minutes',
    'grace_until',
    'closes_at'
  ]],
  ['reports', 'reports_counted', [
    'report_date',
    'division_id',
    'team_id',
    'user_id',
    'state',
    'timing',
    'ever_returned',
    'first_decision_at',
    'first_decision_handed_in_at'
  ]],
  ['report_items', 'report_items_counted', [
    'counted_on',
    'division_id',
    'team_id',
    'user_id',
    'category_key',
    'category',
    'status',
    'minutes'
  ]]
] as const

/** Those that they take the place of. */
const narrow = [
  ['reports', 'reports_for_figures', ['report_date', 'division_id', 'team_id', 'user_id', 'state']],
  ['report_items', 'report_items_by_category', ['counted_on', 'division_id', 'category_key', 'minutes']]
] as const

export async function up (db: Kysely<any>): Promise<void> {
  const { createIndex, dropIndex } = schemaChanges(db)
  for (const [table, name, columns] of wide) await createIndex(table, name, [...columns])
  for (const [table, name] of narrow) await dropIndex(table, name)
}

export async function down (db: Kysely<any>): Promise<void> {
  const { createIndex, dropIndex } = schemaChanges(db)
  for (const [table, name, columns] of narrow) await createIndex(table, name, [...columns])
  for (const [table, name] of wide) await dropIndex(table, name)
}
