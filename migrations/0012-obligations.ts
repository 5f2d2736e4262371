import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Who owes a report for which day: one row for each, made at five past midnight, and the days that have been made. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)

  await createTable('obligations')
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('work_date', type.date, (column) => column.notNull())
    .addColumn('team_id', type.id, (column) => column.notNull())
    .addColumn('division_id', type.id, (column) => column.notNull())
    .addColumn('schedule_id', type.id, (column) => column.notNull())
    .addColumn('holiday_id', type.id)
    .addColumn('deadline_at', type.dateTime, (column) => column.notNull())
    .addColumn('grace_until', type.dateTime, (column) => column.notNull())
    .addColumn('closes_at', type.dateTime, (column) => column.notNull())
    .addColumn('outcome', type.key, (column) => column.notNull())
    .addColumn('on_leave', type.integer, (column) => column.notNull())
    .addColumn('inactive', type.integer, (column) => column.notNull())
    .addColumn('excused_at', type.dateTime)
    .addColumn('excused_by', type.id)
    .addColumn('excuse_note', type.longText)
    .addColumn('first_submitted_at', type.dateTime)
    .addColumn('late_minutes', type.integer)
    .addColumn('reminded_at', type.dateTime)
    .addColumn('made_at', type.dateTime, (column) => column.notNull())
    .addPrimaryKeyConstraint('obligations_key', ['user_id', 'work_date'])
    .addForeignKeyConstraint('obligations_user', ['user_id'], 'users', ['id'])
    .execute()
  await createIndex('obligations', 'obligations_by_date', ['work_date', 'user_id'])
  await createIndex('obligations', 'obligations_by_team', ['team_id', 'work_date', 'outcome'])
  await createIndex('obligations', 'obligations_by_division', ['division_id', 'work_date', 'outcome'])
  await createIndex('obligations', 'obligations_by_end', ['outcome', 'closes_at'])

  await createTable('ledger_days')
    .addColumn('work_date', type.date, (column) => column.primaryKey())
    .addColumn('made_at', type.dateTime, (column) => column.notNull())
    .execute()
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable } = schemaChanges(db)
  for (const table of ['ledger_days', 'obligations']) await dropTable(table)
}
