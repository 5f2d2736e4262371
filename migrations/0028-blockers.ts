import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** What keeps people from going on: raised by hand-ins from now on. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)

  await createTable('blockers')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('first_item_id', type.id, (column) => column.notNull())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('team_id', type.id, (column) => column.notNull())
    .addColumn('division_id', type.id, (column) => column.notNull())
    .addColumn('report_id', type.id, (column) => column.notNull())
    .addColumn('item_id', type.id, (column) => column.notNull())
    .addColumn('title', type.text(200), (column) => column.notNull())
    .addColumn('owner_id', type.id)
    .addColumn('status', type.key, (column) => column.notNull())
    .addColumn('note', type.longText)
    .addColumn('decided_status', type.key)
    .addColumn('decided_at', type.dateTime)
    .addColumn('opened_at', type.dateTime, (column) => column.notNull())
    .addColumn('resolved_at', type.dateTime)
    .addColumn('version', type.integer, (column) => column.notNull())
    .addForeignKeyConstraint('blockers_report', ['report_id'], 'reports', ['id'], (constraint) => constraint.onDelete('cascade'))
    .addForeignKeyConstraint('blockers_user', ['user_id'], 'users', ['id'])
    .addForeignKeyConstraint('blockers_owner', ['owner_id'], 'users', ['id'])
    .addForeignKeyConstraint('blockers_team', ['team_id'], 'teams', ['id'])
    .addForeignKeyConstraint('blockers_division', ['division_id'], 'divisions', ['id'])
    .execute()
  await createIndex('blockers', 'blockers_once', ['first_item_id'], { unique: true })
  await createIndex('blockers', 'blockers_by_team', ['team_id', 'status', 'opened_at', 'id'])
  await createIndex('blockers', 'blockers_by_division', ['division_id', 'status', 'opened_at', 'id'])
  await createIndex('blockers', 'blockers_by_owner', ['owner_id', 'status', 'opened_at', 'id'])
  await createIndex('blockers', 'blockers_by_person', ['user_id', 'status', 'opened_at', 'id'])
  await createIndex('blockers', 'blockers_by_age', ['status', 'opened_at', 'id'])
  await createIndex('report_items', 'report_items_by_origin', ['carried_from_id'])
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable, dropIndex } = schemaChanges(db)
  await dropIndex('report_items', 'report_items_by_origin')
  await dropTable('blockers')
}
