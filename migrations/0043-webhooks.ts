import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Which programs are told what happens, and what each was sent. Secrets are sealed. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)

  await createTable('webhooks')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('name', type.text(120), (column) => column.notNull())
    .addColumn('url', type.text(1000), (column) => column.notNull())
    .addColumn('events', type.longText, (column) => column.notNull())
    .addColumn('stopped', type.key)
    .addColumn('secret', type.text(300), (column) => column.notNull())
    .addColumn('old_secret', type.text(300))
    .addColumn('old_secret_until', type.dateTime)
    .addColumn('position', type.bigint, (column) => column.notNull())
    .addColumn('failing_since', type.dateTime)
    .addColumn('job_id', type.id)
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('updated_at', type.dateTime, (column) => column.notNull())
    .addColumn('version', type.integer, (column) => column.notNull())
    .execute()

  await createTable('webhook_deliveries')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('webhook_id', type.id, (column) => column.notNull())
    .addColumn('position', type.bigint, (column) => column.notNull())
    .addColumn('type', type.key, (column) => column.notNull())
    .addColumn('message_id', type.key, (column) => column.notNull())
    .addColumn('body', type.longText, (column) => column.notNull())
    .addColumn('time', type.dateTime, (column) => column.notNull())
    .addColumn('state', type.key, (column) => column.notNull())
    .addColumn('attempts', type.integer, (column) => column.notNull())
    .addColumn('status', type.integer)
    .addColumn('problem', type.key)
    .addColumn('tried_at', type.dateTime)
    .addColumn('next_try_at', type.dateTime)
    .addForeignKeyConstraint('webhook_deliveries_webhook', ['webhook_id'], 'webhooks', ['id'])
    .execute()
  await createIndex('webhook_deliveries', 'webhook_deliveries_by_position', ['webhook_id', 'position'], { unique: true })
  await createIndex('webhook_deliveries', 'webhook_deliveries_by_state', ['webhook_id', 'state', 'position'])
  await createIndex('webhook_deliveries', 'webhook_deliveries_by_time', ['time'])
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable } = schemaChanges(db)
  for (const table of ['webhook_deliveries', 'webhooks']) await dropTable(table)
}
