import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** By what people's programs ask in their name. What such a token says is kept as a keyed hash. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)
  await createTable('api_tokens')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('name', type.text(120), (column) => column.notNull())
    .addColumn('scopes', type.text(500), (column) => column.notNull())
    .addColumn('token_hash', type.key, (column) => column.notNull())
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('expires_at', type.dateTime, (column) => column.notNull())
    .addColumn('last_used_at', type.dateTime)
    .addForeignKeyConstraint('api_tokens_user', ['user_id'], 'users', ['id'])
    .execute()
  await createIndex('api_tokens', 'api_tokens_by_token', ['token_hash'], { unique: true })
  await createIndex('api_tokens', 'api_tokens_by_person', ['user_id', 'id'])
  await createIndex('api_tokens', 'api_tokens_by_end', ['expires_at'])
}

export async function down (db: Kysely<any>): Promise<void> {
  await schemaChanges(db).dropTable('api_tokens')
}
