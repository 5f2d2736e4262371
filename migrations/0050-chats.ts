import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Webhooks that tell a chat of a team's day. Where the chat is, is sealed. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, addColumn, createIndex } = schemaChanges(db)
  await addColumn('webhooks', 'kind', type.key, (column) => column.notNull().defaultTo('program'))
  await addColumn('webhooks', 'team_id', type.id)
  await addColumn('webhooks', 'chat', type.longText)
  await createIndex('webhooks', 'webhooks_by_team', ['team_id'])
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropColumn, dropIndex, hasColumn } = schemaChanges(db)
  if (await hasColumn('webhooks', 'kind')) {
    const ofChats = db.selectFrom('webhooks').select('id').where('kind', '!=', 'program')
    await db.deleteFrom('webhook_deliveries').where('webhook_id', 'in', ofChats).execute()
    await db.deleteFrom('webhooks').where('kind', '!=', 'program').execute()
  }
  await dropIndex('webhooks', 'webhooks_by_team')
  for (const name of ['chat', 'team_id', 'kind']) await dropColumn('webhooks', name)
}
