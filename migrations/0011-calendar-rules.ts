import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/**
 * Who works when. What is deleted stays, since a day is judged by what was known when it began: `live_key` is empty while a row counts,
 * and its id afterwards, and `scope_key` is `org` where there is no id, so that the unique keys have no null in them.
 */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)

  await createTable('schedules')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('scope', type.key, (column) => column.notNull())
    .addColumn('scope_key', type.key, (column) => column.notNull())
    .addColumn('effective_from', type.date, (column) => column.notNull())
    .addColumn('effective_to', type.date)
    .addColumn('days', type.key, (column) => column.notNull())
    .addColumn('deadline', type.key, (column) => column.notNull())
    .addColumn('day_offset', type.integer, (column) => column.notNull())
    .addColumn('grace_minutes', type.integer, (column) => column.notNull())
    .addColumn('late_window_days', type.integer, (column) => column.notNull())
    .addColumn('remind_minutes', type.key, (column) => column.notNull())
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('updated_at', type.dateTime, (column) => column.notNull())
    .addColumn('deleted_at', type.dateTime)
    .addColumn('live_key', type.key, (column) => column.notNull())
    .addColumn('version', type.integer, (column) => column.notNull())
    .addUniqueConstraint('schedules_key', ['scope', 'scope_key', 'effective_from', 'live_key'])
    .execute()
  await createIndex('schedules', 'schedules_by_beginning', ['live_key', 'effective_from', 'id'])

  await createTable('holidays')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('date', type.chosenDate, (column) => column.notNull())
    .addColumn('name', type.text(120), (column) => column.notNull())
    .addColumn('kind', type.key, (column) => column.notNull())
    .addColumn('scope_key', type.key, (column) => column.notNull())
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('updated_at', type.dateTime, (column) => column.notNull())
    .addColumn('deleted_at', type.dateTime)
    .addColumn('live_key', type.key, (column) => column.notNull())
    .addColumn('version', type.integer, (column) => column.notNull())
    .addUniqueConstraint('holidays_key', ['date', 'scope_key', 'live_key'])
    .execute()
  await createIndex('holidays', 'holidays_by_date', ['live_key', 'date', 'id'])
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable } = schemaChanges(db)
  for (const table of ['holidays', 'schedules']) await dropTable(table)
}
