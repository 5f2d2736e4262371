import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/schema-changes.ts'

/** What proves that a session is still its owner's. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, addColumn } = schemaChanges(db)
  await addColumn('sessions', 'refresh_voided', type.integer, (column) => column.notNull().defaultTo(0))
  await addColumn('sessions', 'refresh_exchanged', type.text(1000))
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropColumn } = schemaChanges(db)
  for (const column of ['refresh_exchanged', 'refresh_voided']) await dropColumn('sessions', column)
}
