import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** The answers of requests that are carried out once. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)

  await createTable('idempotency_keys')
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('operation', type.key, (column) => column.notNull())
    .addColumn('key_hash', type.key, (column) => column.notNull())
    .addColumn('request_hash', type.key, (column) => column.notNull())
    .addColumn('holder', type.id, (column) => column.notNull())
    .addColumn('leased_until', type.dateTime, (column) => column.notNull())
    .addColumn('answered_at', type.dateTime)
    .addColumn('answer', type.longText)
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotency_keys_key', ['user_id', 'operation', 'key_hash'])
    .execute()
  await createIndex('idempotency_keys', 'idempotency_keys_by_time', ['created_at'])
}

export async function down (db: Kysely<any>): Promise<void> {
  await schemaChanges(db).dropTable('idempotency_keys')
}
