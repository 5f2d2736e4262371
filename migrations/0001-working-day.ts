import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** People, their teams, sessions and reports. */
export async function up (db: Kysely<any>): Promise<void> {
  await makePeople(db)
  await makeReports(db)
}

async function makePeople (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)

  await createTable('organisation')
    .addColumn('id', type.integer, (column) => column.primaryKey())
    .addColumn('name', type.text(120), (column) => column.notNull())
    .addColumn('time_zone', type.text(64), (column) => column.notNull())
    .addColumn('backdate_days', type.integer, (column) => column.notNull())
    .execute()

  await createTable('divisions')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('name', type.text(120), (column) => column.notNull().unique())
    .execute()

  await createTable('teams')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('division_id', type.id, (column) => column.notNull())
    .addColumn('name', type.text(120), (column) => column.notNull())
    .addForeignKeyConstraint('teams_division', ['division_id'], 'divisions', ['id'])
    .execute()
  await createIndex('teams', 'teams_by_name', ['name', 'id'])

  await createTable('users')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('email', type.text(254), (column) => column.notNull())
    .addColumn('email_verified_at', type.dateTime)
    .addColumn('name', type.text(120), (column) => column.notNull())
    .addColumn('role', type.key, (column) => column.notNull())
    .addColumn('division_id', type.id)
    .addColumn('password_hash', type.text(512))
    .addColumn('disabled_at', type.dateTime)
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('updated_at', type.dateTime, (column) => column.notNull())
    .addUniqueConstraint('users_email', ['email'])
    .addForeignKeyConstraint('users_division', ['division_id'], 'divisions', ['id'])
    .execute()
  await createIndex('users', 'users_by_division', ['division_id', 'role'])

  await createTable('team_members')
    .addColumn('team_id', type.id, (column) => column.notNull())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('role', type.key, (column) => column.notNull())
    .addPrimaryKeyConstraint('team_members_key', ['team_id', 'user_id'])
    .addForeignKeyConstraint('team_members_team', ['team_id'], 'teams', ['id'])
    .addForeignKeyConstraint('team_members_user', ['user_id'], 'users', ['id'])
    .execute()
  await createIndex('team_members', 'team_members_by_user', ['user_id', 'team_id'])

  await createTable('sessions')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('refresh_generation', type.integer, (column) => column.notNull().defaultTo(1))
    .addColumn('rotated_at', type.dateTime, (column) => column.notNull())
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('idle_expires_at', type.dateTime, (column) => column.notNull())
    .addColumn('expires_at', type.dateTime, (column) => column.notNull())
    .addColumn('revoked_at', type.dateTime)
    .addColumn('revoked_reason', type.key)
    .addColumn('user_agent', type.text(255), (column) => column.notNull())
    .addColumn('address', type.key, (column) => column.notNull())
    .addForeignKeyConstraint('sessions_user', ['user_id'], 'users', ['id'])
    .execute()
  await createIndex('sessions', 'sessions_by_user', ['user_id', 'revoked_at'])
}

async function makeReports (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)

  await createTable('reports')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('report_date', type.date, (column) => column.notNull())
    .addColumn('team_id', type.id, (column) => column.notNull())
    .addColumn('division_id', type.id, (column) => column.notNull())
    .addColumn('reviewer_id', type.id)
    .addColumn('state', type.key, (column) => column.notNull())
    .addColumn('timing', type.key)
    .addColumn('summary', type.longText, (column) => column.notNull())
    .addColumn('plan_next', type.longText, (column) => column.notNull())
    .addColumn('mood', type.integer)
    .addColumn('template_id', type.id)
    .addColumn('fields', type.longText, (column) => column.notNull())
    .addColumn('submitted_at', type.dateTime)
    .addColumn('first_submitted_at', type.dateTime)
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('updated_at', type.dateTime, (column) => column.notNull())
    .addColumn('version', type.integer, (column) => column.notNull())
    .addUniqueConstraint('reports_user_date', ['user_id', 'report_date'])
    .addForeignKeyConstraint('reports_user', ['user_id'], 'users', ['id'])
    .execute()
  await createIndex('reports', 'reports_by_date', ['report_date', 'id'])
  await createIndex('reports', 'reports_by_team', ['team_id', 'report_date', 'id'])
  await createIndex('reports', 'reports_by_division', ['division_id', 'report_date', 'id'])
  await createIndex('reports', 'reports_by_reviewer', ['reviewer_id', 'state', 'submitted_at'])

  await createTable('report_items')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('report_id', type.id, (column) => column.notNull())
    .addColumn('position', type.integer, (column) => column.notNull())
    .addColumn('title', type.text(200), (column) => column.notNull())
    .addColumn('detail', type.text(2000), (column) => column.notNull())
    .addColumn('category', type.text(40))
    .addColumn('status', type.key, (column) => column.notNull())
    .addColumn('progress', type.integer, (column) => column.notNull())
    .addColumn('minutes', type.integer, (column) => column.notNull())
    .addColumn('quantity', type.double)
    .addColumn('unit', type.text(20))
    .addColumn('carried_from_id', type.id)
    .addUniqueConstraint('report_items_position', ['report_id', 'position'])
    .addForeignKeyConstraint('report_items_report', ['report_id'], 'reports', ['id'], (constraint) => constraint.onDelete('cascade'))
    .execute()
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable } = schemaChanges(db)
  for (const table of ['report_items', 'reports', 'sessions', 'team_members', 'users', 'teams', 'divisions', 'organisation']) {
    await dropTable(table)
  }
}
