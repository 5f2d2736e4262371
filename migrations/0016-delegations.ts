import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Who stands in for whom, from one local day to another, both included. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)

  await createTable('delegations')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('from_id', type.id, (column) => column.notNull())
    .addColumn('to_id', type.id, (column) => column.notNull())
    .addColumn('starts_on', type.date, (column) => column.notNull())
    .addColumn('ends_on', type.date, (column) => column.notNull())
    .addColumn('note', type.text(2000), (column) => column.notNull())
    .addColumn('begun_at', type.dateTime)
    .addColumn('ended_at', type.dateTime)
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('version', type.integer, (column) => column.notNull())
    .addForeignKeyConstraint('delegations_from', ['from_id'], 'users', ['id'])
    .addForeignKeyConstraint('delegations_to', ['to_id'], 'users', ['id'])
    .execute()
  await createIndex('delegations', 'delegations_by_receiver', ['to_id', 'ended_at', 'ends_on'])
  await createIndex('delegations', 'delegations_by_giver', ['from_id', 'ended_at', 'ends_on'])
  await createIndex('delegations', 'delegations_by_end', ['ended_at', 'ends_on'])
  await createIndex('delegations', 'delegations_by_start', ['starts_on', 'id'])
}

export async function down (db: Kysely<any>): Promise<void> {
  await schemaChanges(db).dropTable('delegations')
}
