import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** A state that is rare in a long range is found without reading the range. */
export async function up (db: Kysely<any>): Promise<void> {
  await schemaChanges(db).createIndex('reports', 'reports_by_state', ['state', 'report_date', 'id'])
}

export async function down (db: Kysely<any>): Promise<void> {
  await schemaChanges(db).dropIndex('reports', 'reports_by_state')
}
