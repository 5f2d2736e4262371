import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Which browsers people are told in while no page is open. Each is of a session, and tells nobody any more once that is over. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)
  await createTable('push_subscriptions')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('session_id', type.id, (column) => column.notNull())
    .addColumn('endpoint', type.text(2000), (column) => column.notNull())
    .addColumn('endpoint_hash', type.key, (column) => column.notNull())
    .addColumn('p256dh', type.text(100), (column) => column.notNull())
    .addColumn('auth', type.text(100), (column) => column.notNull())
    .addColumn('server_key', type.text(100), (column) => column.notNull())
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('last_used_at', type.dateTime)
    .addColumn('paused_until', type.dateTime)
    .addForeignKeyConstraint('push_subscriptions_user', ['user_id'], 'users', ['id'])
    .addForeignKeyConstraint('push_subscriptions_session', ['session_id'], 'sessions', ['id'])
    .execute()
  await createIndex('push_subscriptions', 'push_subscriptions_by_session', ['session_id'], { unique: true })
  await createIndex('push_subscriptions', 'push_subscriptions_by_endpoint', ['endpoint_hash'], { unique: true })
  await createIndex('push_subscriptions', 'push_subscriptions_by_person', ['user_id', 'id'])
}

export async function down (db: Kysely<any>): Promise<void> {
  await schemaChanges(db).dropTable('push_subscriptions')
}
