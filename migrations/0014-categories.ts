import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'
import { nameKeyOf } from '../src/database/queries/search.ts'

const batchSize = 500

/** "Sewing" and "sewing " are one category: beside what was written stands what it is counted under. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, addColumn, createIndex } = schemaChanges(db)
  await addColumn('report_items', 'category_key', type.text(160))
  for (let last: string | undefined = ''; last !== undefined;) last = await fill(db, last)
  await createIndex('report_items', 'report_items_by_team', ['team_id', 'counted_on', 'category_key'])
  await createIndex('report_items', 'report_items_by_category', ['counted_on', 'division_id', 'category_key', 'minutes'])
}

async function fill (db: Kysely<any>, after: string): Promise<string | undefined> {
  const items: { id: string, category: string | null, category_key: string | null }[] = await db.selectFrom('report_items')
    .select(['id', 'category', 'category_key']).where('id', '>', after).orderBy('id').limit(batchSize).execute()
  for (const { id, category, category_key: key } of items) {
    if (category === null || key !== null) continue
    await db.updateTable('report_items').set({ category_key: nameKeyOf(category) }).where('id', '=', id).execute()
  }
  return items.at(-1)?.id
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropColumn, dropIndex } = schemaChanges(db)
  for (const index of ['report_items_by_team', 'report_items_by_category']) await dropIndex('report_items', index)
  await dropColumn('report_items', 'category_key')
}
