import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Which fields a report has beside the usual ones. A report keeps the revision that it was begun with. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex, addColumn } = schemaChanges(db)

  await createTable('templates')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('scope_key', type.key, (column) => column.notNull())
    .addColumn('live_key', type.key, (column) => column.notNull())
    .addColumn('name', type.text(120), (column) => column.notNull())
    .addColumn('revision', type.integer, (column) => column.notNull())
    .addColumn('archived_at', type.dateTime)
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('version', type.integer, (column) => column.notNull())
    .execute()
  await createIndex('templates', 'templates_live', ['scope_key', 'live_key'], { unique: true })
  await createIndex('templates', 'templates_by_name', ['name', 'id'])

  await createTable('template_revisions')
    .addColumn('template_id', type.id, (column) => column.notNull())
    .addColumn('revision', type.integer, (column) => column.notNull())
    .addColumn('name', type.text(120), (column) => column.notNull())
    .addColumn('required', type.integer, (column) => column.notNull())
    .addColumn('fields', type.longText, (column) => column.notNull())
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addPrimaryKeyConstraint('template_revisions_key', ['template_id', 'revision'])
    .addForeignKeyConstraint(
      'template_revisions_template',
      ['template_id'],
      'templates',
      ['id'],
      (constraint) => constraint.onDelete('cascade')
    )
    .execute()

  await addColumn('reports', 'template_revision', type.integer)
  await createIndex('reports', 'reports_by_template', ['template_id'])
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable, dropColumn, dropIndex } = schemaChanges(db)
  await dropIndex('reports', 'reports_by_template')
  await dropColumn('reports', 'template_revision')
  for (const table of ['template_revisions', 'templates']) await dropTable(table)
}
