import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** How many reports are filled at once. */
const batchSize = 200

/** What was handed in, each time: what others are shown of how a report changed. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, addColumn } = schemaChanges(db)

  await createTable('report_revisions')
    .addColumn('report_id', type.id, (column) => column.notNull())
    .addColumn('number', type.integer, (column) => column.notNull())
    .addColumn('version', type.integer, (column) => column.notNull())
    .addColumn('handed_in_at', type.dateTime, (column) => column.notNull())
    .addColumn('content', type.longText, (column) => column.notNull())
    .addPrimaryKeyConstraint('report_revisions_key', ['report_id', 'number'])
    .addForeignKeyConstraint('report_revisions_report', ['report_id'], 'reports', ['id'], (constraint) => constraint.onDelete('cascade'))
    .execute()
  await addColumn('report_history', 'revision', type.integer)

  for (let last: string | undefined = ''; last !== undefined;) last = await fill(db, last)
}

const contentColumns = ['summary', 'plan_next', 'mood', 'template_id', 'template_revision', 'fields'] as const
const itemColumns = ['id', 'title', 'detail', 'category', 'status', 'progress', 'minutes', 'quantity', 'unit', 'carried_from_id'] as const

/**
 * The next reports that are as they were handed in last; what was returned may have been edited since, and begins with its next hand-in.
 * @returns the id of the last one; undefined after the last.
 */
async function fill (db: Kysely<any>, after: string): Promise<string | undefined> {
  const reports = await db.selectFrom('reports').select(['id', 'version', 'submitted_at', ...contentColumns])
    .where('id', '>', after).where('state', 'in', ['submitted', 'approved']).where('submitted_at', 'is not', null)
    .orderBy('id').limit(batchSize).execute()
  if (reports.length === 0) return undefined
  const ids = reports.map(({ id }) => id)
  const there = new Set((await db.selectFrom('report_revisions').select('report_id').where('report_id', 'in', ids).execute())
    .map((row) => row.report_id))
  const items = Map.groupBy(
    await db.selectFrom('report_items').select(['report_id', ...itemColumns]).where('report_id', 'in', ids).orderBy('position').execute(),
    (item) => item.report_id
  )
  const entries = Map.groupBy(
    await db.selectFrom('report_history').select(['id', 'report_id', 'version']).where('report_id', 'in', ids)
      .where('action', '=', 'submitted').orderBy('version', 'desc').execute(),
    (entry) => entry.report_id
  )
  const missing = reports.filter(({ id }) => !there.has(id))
  const newest = missing.flatMap(({ id }) => entries.get(id)?.[0].id ?? [])
  if (newest.length > 0) await db.updateTable('report_history').set({ revision: 1 }).where('id', 'in', newest).execute()
  if (missing.length > 0) {
    await db.insertInto('report_revisions').values(missing.map((report) => ({
      report_id: report.id,
      number: 1,
      version: entries.get(report.id)?.[0].version ?? report.version,
      handed_in_at: report.submitted_at,
      content: contentOf(report, items.get(report.id) ?? [])
    }))).execute()
  }
  return ids.at(-1)
}

function contentOf (report: Record<string, any>, items: Record<string, any>[]): string {
  return JSON.stringify({
    summary: report.summary,
    planNext: report.plan_next,
    mood: report.mood,
    templateId: report.template_id,
    templateRevision: report.template_revision,
    fields: JSON.parse(report.fields),
    items: items.map(({ report_id: _report, carried_from_id: carriedFromId, ...item }) => ({ ...item, carriedFromId }))
  })
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable, dropColumn } = schemaChanges(db)
  await dropColumn('report_history', 'revision')
  await dropTable('report_revisions')
}
