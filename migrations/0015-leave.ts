import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/**
 * Leave, and its half-days while it is pending or approved: their key is what refuses a second leave for one of them, whoever is first.
 */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)

  await createTable('leaves')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('team_id', type.id)
    .addColumn('division_id', type.id)
    .addColumn('kind', type.key, (column) => column.notNull())
    .addColumn('start_date', type.date, (column) => column.notNull())
    .addColumn('end_date', type.date, (column) => column.notNull())
    .addColumn('part', type.key, (column) => column.notNull())
    .addColumn('half_days', type.integer, (column) => column.notNull())
    .addColumn('status', type.key, (column) => column.notNull())
    .addColumn('note', type.longText, (column) => column.notNull())
    .addColumn('decided_by', type.id)
    .addColumn('decided_at', type.dateTime)
    .addColumn('decision_note', type.longText, (column) => column.notNull())
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('updated_at', type.dateTime, (column) => column.notNull())
    .addColumn('version', type.integer, (column) => column.notNull())
    .addForeignKeyConstraint('leaves_user', ['user_id'], 'users', ['id'])
    .execute()
  await createIndex('leaves', 'leaves_by_start', ['start_date', 'id'])
  await createIndex('leaves', 'leaves_by_person', ['user_id', 'start_date', 'id'])
  await createIndex('leaves', 'leaves_by_team', ['team_id', 'status', 'start_date', 'id'])
  await createIndex('leaves', 'leaves_by_status', ['status', 'start_date', 'id'])

  await createTable('leave_days')
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('date', type.date, (column) => column.notNull())
    .addColumn('half', type.key, (column) => column.notNull())
    .addColumn('leave_id', type.id, (column) => column.notNull())
    .addColumn('approved', type.integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('leave_days_key', ['user_id', 'date', 'half'])
    .addForeignKeyConstraint('leave_days_leave', ['leave_id'], 'leaves', ['id'], (constraint) => constraint.onDelete('cascade'))
    .execute()
  await createIndex('leave_days', 'leave_days_by_date', ['date', 'approved', 'user_id'])
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable } = schemaChanges(db)
  for (const table of ['leave_days', 'leaves']) await dropTable(table)
}
