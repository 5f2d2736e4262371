import type { Kysely } from 'kysely'
import { ulid } from 'ulid'
import { columnTypes, withTableOptions } from '../src/database/columns.ts'

/** Notifications, the event log and WebSocket tickets. */
export async function up (db: Kysely<any>): Promise<void> {
  const type = columnTypes(db)
  const create = (name: string) => withTableOptions(db, db.schema.createTable(name))

  await create('notifications')
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
  await db.schema.createIndex('notifications_unread').on('notifications').columns(['user_id', 'read_at']).execute()
  await db.schema.createIndex('notifications_newest').on('notifications').columns(['user_id', 'created_at', 'id']).execute()

  await create('events')
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
  await db.schema.createIndex('events_by_channel').on('events').columns(['channel', 'position']).execute()

  await create('event_clock')
    .addColumn('id', type.integer, (column) => column.primaryKey())
    .addColumn('position', type.bigint, (column) => column.notNull())
    .addColumn('epoch', type.id, (column) => column.notNull())
    .execute()
  await db.insertInto('event_clock').values({ id: 1, position: 0, epoch: ulid() }).execute()

  await create('event_channels')
    .addColumn('channel', type.key, (column) => column.primaryKey())
    .addColumn('seq', type.bigint, (column) => column.notNull())
    .execute()

  await create('ws_tickets')
    .addColumn('id', type.key, (column) => column.primaryKey())
    .addColumn('session_id', type.id, (column) => column.notNull())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('expires_at', type.dateTime, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('ws_tickets_by_expiry').on('ws_tickets').columns(['expires_at']).execute()
}

export async function down (db: Kysely<any>): Promise<void> {
  for (const table of ['ws_tickets', 'event_channels', 'event_clock', 'events', 'notifications']) {
    await db.schema.dropTable(table).execute()
  }
}
