import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Shifts, and which day of whom is which. A day keeps the hours that its shift had when the day began. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)

  await createTable('shifts')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('name', type.text(120), (column) => column.notNull())
    .addColumn('scope_key', type.key, (column) => column.notNull())
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
    .addUniqueConstraint('shifts_key', ['scope_key', 'name', 'live_key'])
    .execute()
  await createIndex('shifts', 'shifts_by_name', ['live_key', 'name', 'id'])

  await createTable('roster_days')
    .addColumn('work_date', type.date, (column) => column.notNull())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('team_id', type.id, (column) => column.notNull())
    .addColumn('shift_id', type.id)
    .addColumn('deadline', type.key)
    .addColumn('day_offset', type.integer)
    .addColumn('grace_minutes', type.integer)
    .addColumn('late_window_days', type.integer)
    .addColumn('remind_minutes', type.key)
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addPrimaryKeyConstraint('roster_days_key', ['work_date', 'user_id', 'team_id'])
    .addForeignKeyConstraint('roster_days_user', ['user_id'], 'users', ['id'])
    .addForeignKeyConstraint('roster_days_team', ['team_id'], 'teams', ['id'])
    .addForeignKeyConstraint('roster_days_shift', ['shift_id'], 'shifts', ['id'])
    .execute()
  await createIndex('roster_days', 'roster_days_by_team', ['team_id', 'work_date', 'user_id'])
  await createIndex('roster_days', 'roster_days_by_shift', ['shift_id', 'work_date'])
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable } = schemaChanges(db)
  for (const table of ['roster_days', 'shifts']) await dropTable(table)
}
