import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** What people put into calendars, and the feeds that other programs read them by. Days are local, both ends included. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)

  await createTable('calendar_events')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('scope', type.key, (column) => column.notNull())
    .addColumn('scope_key', type.key, (column) => column.notNull())
    .addColumn('title', type.text(200), (column) => column.notNull())
    .addColumn('description', type.text(2000), (column) => column.notNull())
    .addColumn('location', type.text(200), (column) => column.notNull())
    .addColumn('date', type.date, (column) => column.notNull())
    .addColumn('end_date', type.date, (column) => column.notNull())
    .addColumn('starts_at', type.dateTime)
    .addColumn('ends_at', type.dateTime)
    .addColumn('created_by', type.id, (column) => column.notNull())
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('updated_at', type.dateTime, (column) => column.notNull())
    .addColumn('version', type.integer, (column) => column.notNull())
    .execute()
  await createIndex('calendar_events', 'calendar_events_by_scope', ['scope', 'scope_key', 'date', 'id'])
  await createIndex('calendar_events', 'calendar_events_by_date', ['date', 'id'])

  await createTable('calendar_feeds')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('name', type.text(120), (column) => column.notNull())
    .addColumn('include', type.key, (column) => column.notNull())
    .addColumn('token_hash', type.key, (column) => column.notNull())
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('last_used_at', type.dateTime)
    .addForeignKeyConstraint('calendar_feeds_user', ['user_id'], 'users', ['id'])
    .execute()
  await createIndex('calendar_feeds', 'calendar_feeds_by_token', ['token_hash'], { unique: true })
  await createIndex('calendar_feeds', 'calendar_feeds_by_person', ['user_id', 'id'])
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable } = schemaChanges(db)
  for (const table of ['calendar_feeds', 'calendar_events']) await dropTable(table)
}
