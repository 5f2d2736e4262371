import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

const decided = ['country', 'locale', 'auto_approve_days', 'review_required', 'observe_joint_leave', 'pending_time_zone', 'pending_from']

/** What the organisation has decided, and what each person wants. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, addColumn, createTable, createIndex } = schemaChanges(db)

  await addColumn('organisation', 'country', type.key, (column) => column.notNull().defaultTo('ID'))
  await addColumn('organisation', 'locale', type.key, (column) => column.notNull().defaultTo('en'))
  await addColumn('organisation', 'auto_approve_days', type.integer, (column) => column.notNull().defaultTo(0))
  await addColumn('organisation', 'review_required', type.integer, (column) => column.notNull().defaultTo(1))
  await addColumn('organisation', 'observe_joint_leave', type.integer, (column) => column.notNull().defaultTo(1))
  await addColumn('organisation', 'pending_time_zone', type.text(64))
  await addColumn('organisation', 'pending_from', type.dateTime)

  // A person without a row has the usual ones. The id is the person's.
  await createTable('user_settings')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('locale', type.key)
    .addColumn('theme', type.key, (column) => column.notNull())
    .addColumn('week_start', type.key, (column) => column.notNull())
    .addColumn('notifications', type.longText, (column) => column.notNull())
    .addColumn('quiet_enabled', type.integer, (column) => column.notNull())
    .addColumn('quiet_from', type.key, (column) => column.notNull())
    .addColumn('quiet_to', type.key, (column) => column.notNull())
    .addColumn('digest', type.key, (column) => column.notNull())
    .addColumn('digest_at', type.key, (column) => column.notNull())
    .addColumn('version', type.integer, (column) => column.notNull())
    .addForeignKeyConstraint('user_settings_user', ['id'], 'users', ['id'])
    .execute()
  await createIndex('user_settings', 'user_settings_by_digest', ['digest', 'digest_at', 'id'])
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropColumn, dropTable } = schemaChanges(db)
  await dropTable('user_settings')
  for (const column of decided.toReversed()) await dropColumn('organisation', column)
}
