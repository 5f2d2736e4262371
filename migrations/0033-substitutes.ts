import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Who is to stand in for somebody on leave, and the delegation that comes of it once it is approved. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, addColumn } = schemaChanges(db)
  for (const column of ['substitute_id', 'delegation_id']) await addColumn('leaves', column, type.id)
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropColumn } = schemaChanges(db)
  for (const column of ['delegation_id', 'substitute_id']) await dropColumn('leaves', column)
}
