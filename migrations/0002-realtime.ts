import type { Kysely } from 'kysely'
import { ulid } from 'ulid'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Notifications, the event log and WebSocket tickets. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex, insertRow } = schemaChanges(db)

  await createTable('notifications')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('type', type.key, (column) => column.notNull())
    .addColumn('title', type.text(200), (column) => column.notNull())
    .addColumn('body', type.text(2000))
    .addColumn('report_id', type.id)
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('read_at', type.dateTime)
    .addForeignKeyConstraint('notifications_user', ['user_id'], 'users', ['id'])
    .execute()
  await createIndex('notifications', 'notifications_unread', ['user_id', 'read_at'])
  await createIndex('notifications', 'notifications_newest', ['user_id', 'created_at', 'id'])

  await createTable('events')
    .addColumn('id', type.sequence)
    .addColumn('channel', type.key, (column) => column.notNull())
    .addColumn('type', type.key, (column) => column.notNull())
    .addColumn('payload', type.longText, (column) => column.notNull())
    .addColumn('cause', type.key)
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('position', type.bigint)
    .addColumn('seq', type.bigint)
    .addUniqueConstraint('events_position', ['position'])
    .execute()
  await createIndex('events', 'events_by_channel', ['channel', 'position'])

  await createTable('event_clock')
    .addColumn('id', type.integer, (column) => column.primaryKey())
    .addColumn('position', type.bigint, (column) => column.notNull())
    .addColumn('epoch', type.id, (column) => column.notNull())
    .execute()
  await insertRow('event_clock', { id: 1, position: 0, epoch: ulid() })

  await createTable('event_channels')
    .addColumn('channel', type.key, (column) => column.primaryKey())
    .addColumn('seq', type.bigint, (column) => column.notNull())
    .execute()

  await createTable('ws_tickets')
    .addColumn('id', type.key, (column) => column.primaryKey())
    .addColumn('session_id', type.id, (column) => column.notNull())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('expires_at', type.dateTime, (column) => column.notNull())
    .execute()
  await createIndex('ws_tickets', 'ws_tickets_by_expiry', ['expires_at'])
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable } = schemaChanges(db)
  for (const table of ['ws_tickets', 'event_channels', 'event_clock', 'events', 'notifications']) {
    await dropTable(table)
  }
}
