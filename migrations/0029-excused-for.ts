import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** In whose place somebody excused somebody. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, addColumn } = schemaChanges(db)
  await addColumn('obligations', 'excused_for', type.id)
}

export async function down (db: Kysely<any>): Promise<void> {
  await schemaChanges(db).dropColumn('obligations', 'excused_for')
}
