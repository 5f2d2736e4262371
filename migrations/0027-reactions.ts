import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** How people have reacted to reports, and who has read them. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)

  await createTable('report_reactions')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('report_id', type.id, (column) => column.notNull())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('kind', type.key, (column) => column.notNull())
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addForeignKeyConstraint('report_reactions_report', ['report_id'], 'reports', ['id'], (constraint) => constraint.onDelete('cascade'))
    .addForeignKeyConstraint('report_reactions_user', ['user_id'], 'users', ['id'])
    .execute()
  await createIndex('report_reactions', 'report_reactions_once', ['report_id', 'user_id', 'kind'], { unique: true })
  await createIndex('report_reactions', 'report_reactions_by_report', ['report_id', 'created_at', 'id'])

  await createTable('report_reads')
    .addColumn('report_id', type.id, (column) => column.notNull())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('version', type.integer, (column) => column.notNull())
    .addColumn('first_read_at', type.dateTime, (column) => column.notNull())
    .addColumn('read_at', type.dateTime, (column) => column.notNull())
    .addPrimaryKeyConstraint('report_reads_key', ['report_id', 'user_id'])
    .addForeignKeyConstraint('report_reads_report', ['report_id'], 'reports', ['id'], (constraint) => constraint.onDelete('cascade'))
    .addForeignKeyConstraint('report_reads_user', ['user_id'], 'users', ['id'])
    .execute()
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable } = schemaChanges(db)
  for (const table of ['report_reads', 'report_reactions']) await dropTable(table)
}
