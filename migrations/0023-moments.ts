import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** When something is next to be done about an obligation, and how long before the deadline its schedule reminded of it. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, addColumn, createIndex } = schemaChanges(db)
  await addColumn('obligations', 'next_at', type.dateTime)
  await addColumn('obligations', 'remind_minutes', type.text(60), (column) => column.notNull().defaultTo('[]'))
  await createIndex('obligations', 'obligations_by_moment', ['next_at'])
  await db.updateTable('obligations').set((eb: any) => ({ next_at: eb.ref('closes_at') })).where('outcome', '=', 'due')
    .where('next_at', 'is', null).execute()
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropColumn, dropIndex } = schemaChanges(db)
  await dropIndex('obligations', 'obligations_by_moment')
  for (const column of ['remind_minutes', 'next_at']) await dropColumn('obligations', column)
}
