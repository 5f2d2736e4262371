import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** In a cluster whoever holds a row changes it, so that the commit finds who else does: see `database/changes/holding.ts`. */
const held = ['organisation', 'reports', 'users', 'webhooks']

export async function up (db: Kysely<any>): Promise<void> {
  const { type, addColumn } = schemaChanges(db)
  for (const table of held) await addColumn(table, 'held', type.bigint, (column) => column.notNull().defaultTo(0))
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropColumn } = schemaChanges(db)
  for (const table of held.toReversed()) await dropColumn(table, 'held')
}
