import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** What people say about reports. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)

  await createTable('report_comments')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('report_id', type.id, (column) => column.notNull())
    .addColumn('author_id', type.id, (column) => column.notNull())
    .addColumn('body', type.longText, (column) => column.notNull())
    .addColumn('mentions', type.longText, (column) => column.notNull())
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('edited_at', type.dateTime)
    .addColumn('deleted_at', type.dateTime)
    .addColumn('version', type.integer, (column) => column.notNull())
    .addForeignKeyConstraint('report_comments_report', ['report_id'], 'reports', ['id'], (constraint) => constraint.onDelete('cascade'))
    .addForeignKeyConstraint('report_comments_author', ['author_id'], 'users', ['id'])
    .execute()
  await createIndex('report_comments', 'report_comments_by_report', ['report_id', 'created_at', 'id'])
}

export async function down (db: Kysely<any>): Promise<void> {
  await schemaChanges(db).dropTable('report_comments')
}
