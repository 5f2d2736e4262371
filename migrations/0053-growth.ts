import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Lists that were sorted, or looked through whole, as they grew. */
export async function up (db: Kysely<any>): Promise<void> {
  const { createIndex } = schemaChanges(db)
  await createIndex('obligation_requests', 'obligation_requests_by_status', ['status', 'id'])
  await createIndex('report_reads', 'report_reads_by_report', ['report_id', 'first_read_at', 'user_id'])
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropIndex } = schemaChanges(db)
  await dropIndex('report_reads', 'report_reads_by_report')
  await dropIndex('obligation_requests', 'obligation_requests_by_status')
}
