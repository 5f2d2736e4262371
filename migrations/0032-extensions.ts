import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Reports that are taken for longer, and what people ask of who leads them: each once a day. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex, addColumn } = schemaChanges(db)
  await addColumn('obligations', 'extended_at', type.dateTime)
  await addColumn('obligations', 'extended_by', type.id)
  await addColumn('obligations', 'extended_for', type.id)
  await addColumn('obligations', 'extension_note', type.longText)

  await createTable('obligation_requests')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('work_date', type.date, (column) => column.notNull())
    .addColumn('team_id', type.id, (column) => column.notNull())
    .addColumn('division_id', type.id, (column) => column.notNull())
    .addColumn('kind', type.key, (column) => column.notNull())
    .addColumn('note', type.longText, (column) => column.notNull())
    .addColumn('status', type.key, (column) => column.notNull())
    .addColumn('asked_on', type.date, (column) => column.notNull())
    .addColumn('decided_by', type.id)
    .addColumn('decided_at', type.dateTime)
    .addColumn('decision_note', type.longText)
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('version', type.integer, (column) => column.notNull())
    .addForeignKeyConstraint('obligation_requests_user', ['user_id'], 'users', ['id'])
    .execute()
  await createIndex('obligation_requests', 'obligation_requests_once', ['user_id', 'work_date', 'asked_on'], { unique: true })
  await createIndex('obligation_requests', 'obligation_requests_by_team', ['team_id', 'id'])
  await createIndex('obligation_requests', 'obligation_requests_by_division', ['division_id', 'id'])
  await createIndex('obligation_requests', 'obligation_requests_by_person', ['user_id', 'id'])
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable, dropColumn } = schemaChanges(db)
  await dropTable('obligation_requests')
  for (const column of ['extension_note', 'extended_for', 'extended_by', 'extended_at']) await dropColumn('obligations', column)
}
