import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Who is to decide on a leave, in whose place somebody did, and which of its half-days are worked. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, addColumn, createIndex } = schemaChanges(db)
  await addColumn('leaves', 'decider_id', type.id)
  await addColumn('leaves', 'on_behalf_of', type.id)
  await createIndex('leaves', 'leaves_by_decider', ['decider_id', 'status', 'start_date', 'id'])
  await addColumn('leave_days', 'worked', type.integer, (column) => column.notNull().defaultTo(1))
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropColumn, dropIndex } = schemaChanges(db)
  await dropColumn('leave_days', 'worked')
  await dropIndex('leaves', 'leaves_by_decider')
  for (const column of ['on_behalf_of', 'decider_id']) await dropColumn('leaves', column)
}
