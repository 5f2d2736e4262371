import { type Kysely, sql } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'
import { searchTextOf } from '../src/database/queries/search.ts'

/** Rows that are filled at a time. */
const batchSize = 500
const texts = { report_comments: ['body'], calendar_events: ['title', 'description', 'location'] }

/** What comments and events are found by, as reports are. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, addColumn, createIndex } = schemaChanges(db)
  for (const [table, columns] of Object.entries(texts)) {
    await addColumn(table, 'search_text', type.longText)
    while (await fill(db, table, columns) === batchSize);
  }
  await createIndex('report_comments', 'report_comments_by_time', ['created_at', 'id'])
  // The capital İ becomes a letter and a dot, which nobody types.
  await db.updateTable('reports').set({ search_text: sql`replace(search_text, ${'i\u0307'}, 'i')` })
    .where('search_text', 'like', '%i\u0307%').execute()
}

/** Those that have not been filled yet. @returns how many. */
async function fill (db: Kysely<any>, table: string, columns: string[]): Promise<number> {
  const rows: Record<string, string>[] = await db.selectFrom(table).select(['id', ...columns]).where('search_text', 'is', null)
    .limit(batchSize).execute()
  for (const row of rows) {
    const text = searchTextOf(...columns.map((column) => row[column]))
    await db.updateTable(table).set({ search_text: text }).where('id', '=', row.id).execute()
  }
  return rows.length
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropColumn, dropIndex } = schemaChanges(db)
  await dropIndex('report_comments', 'report_comments_by_time')
  for (const table of Object.keys(texts)) await dropColumn(table, 'search_text')
}
