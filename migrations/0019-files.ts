import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Files of reports, and how much each person has sent on a day. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)

  await createTable('files')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('owner_id', type.id, (column) => column.notNull())
    .addColumn('report_id', type.id)
    .addColumn('name', type.text(255), (column) => column.notNull())
    .addColumn('type', type.key, (column) => column.notNull())
    .addColumn('size', type.integer, (column) => column.notNull())
    .addColumn('hash', type.key, (column) => column.notNull())
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addForeignKeyConstraint('files_owner', ['owner_id'], 'users', ['id'])
    .addForeignKeyConstraint('files_report', ['report_id'], 'reports', ['id'], (constraint) => constraint.onDelete('cascade'))
    .execute()
  await createIndex('files', 'files_by_report', ['report_id', 'created_at', 'id'])
  await createIndex('files', 'files_by_hash', ['hash'])

  await createTable('file_quotas')
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('day', type.date, (column) => column.notNull())
    .addColumn('bytes', type.bigint, (column) => column.notNull())
    .addPrimaryKeyConstraint('file_quotas_key', ['user_id', 'day'])
    .addForeignKeyConstraint('file_quotas_user', ['user_id'], 'users', ['id'])
    .execute()
  await createIndex('file_quotas', 'file_quotas_by_day', ['day'])
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable } = schemaChanges(db)
  await dropTable('file_quotas')
  await dropTable('files')
}
