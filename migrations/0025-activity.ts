import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** What has happened lately is found without reading what each report has been through. */
export async function up (db: Kysely<any>): Promise<void> {
  await schemaChanges(db).createIndex('report_history', 'report_history_by_time', ['time', 'id'])
}

export async function down (db: Kysely<any>): Promise<void> {
  await schemaChanges(db).dropIndex('report_history', 'report_history_by_time')
}
