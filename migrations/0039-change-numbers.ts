import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Whether anything has changed for a person, a team, a division or everybody: a number for each, see `database/changes/concerned.ts`. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)
  await createTable('change_numbers')
    .addColumn('name', type.key, (column) => column.primaryKey())
    .addColumn('number', type.bigint, (column) => column.notNull())
    .execute()
  // The clock changes answers too: the last grace that was over is found at once.
  await createIndex('obligations', 'obligations_by_grace', ['grace_until'])
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable, dropIndex } = schemaChanges(db)
  await dropIndex('obligations', 'obligations_by_grace')
  await dropTable('change_numbers')
}
