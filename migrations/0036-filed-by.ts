import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Who filed a report in the place of its author. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, addReference } = schemaChanges(db)
  await addReference('reports', 'filed_by_id', type.id, 'reports_filed_by', 'users')
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropReference } = schemaChanges(db)
  await dropReference('reports', 'filed_by_id', 'reports_filed_by')
}
