import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'
import { newId } from '../src/database/id.ts'
import { searchTextOf } from '../src/database/queries/search.ts'

/** How many reports are filled at once. */
const batchSize = 200

interface Filled {
  id: string
  user_id: string
  report_date: string
  team_id: string
  division_id: string
  state: string
  summary: string
  plan_next: string
  created_at: string
  submitted_at: string | null
  version: number
}

/** What becomes of a report once it is handed in: decisions, its history, what is counted of it, what is found in it. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, addColumn, createIndex } = schemaChanges(db)

  await addColumn('reports', 'ever_returned', type.integer, (column) => column.notNull().defaultTo(0))
  await addColumn('reports', 'first_decision_at', type.dateTime)
  await addColumn('reports', 'first_decision_handed_in_at', type.dateTime)
  await addColumn('reports', 'last_decision', type.key)
  await addColumn('reports', 'last_decision_by', type.id)
  await addColumn('reports', 'last_decision_for', type.id)
  await addColumn('reports', 'last_decision_note', type.longText)
  await addColumn('reports', 'last_decision_at', type.dateTime)
  await addColumn('reports', 'blockers_raised', type.integer, (column) => column.notNull().defaultTo(0))
  await addColumn('reports', 'comments_count', type.integer, (column) => column.notNull().defaultTo(0))
  await addColumn('reports', 'files_count', type.integer, (column) => column.notNull().defaultTo(0))
  await addColumn('reports', 'search_text', type.longText)
  await createIndex('reports', 'reports_to_review_by_team', ['team_id', 'state', 'submitted_at', 'id'])
  await createIndex('reports', 'reports_by_timing', ['timing', 'report_date', 'id'])
  await createIndex('reports', 'reports_for_figures', ['report_date', 'division_id', 'team_id', 'user_id', 'state'])

  await addColumn('report_items', 'counted_on', type.date)
  await addColumn('report_items', 'division_id', type.id)
  await addColumn('report_items', 'team_id', type.id)
  await addColumn('report_items', 'user_id', type.id)
  await createIndex('report_items', 'report_items_by_person', ['user_id', 'counted_on'])

  await createTable('report_history')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('report_id', type.id, (column) => column.notNull())
    .addColumn('version', type.integer, (column) => column.notNull())
    .addColumn('began_at', type.dateTime, (column) => column.notNull())
    .addColumn('time', type.dateTime, (column) => column.notNull())
    .addColumn('actor_id', type.id)
    .addColumn('on_behalf_of_id', type.id)
    .addColumn('action', type.key, (column) => column.notNull())
    .addColumn('from_state', type.key)
    .addColumn('to_state', type.key, (column) => column.notNull())
    .addColumn('note', type.longText)
    .addColumn('changed', type.longText, (column) => column.notNull())
    .addForeignKeyConstraint('report_history_report', ['report_id'], 'reports', ['id'], (constraint) => constraint.onDelete('cascade'))
    .execute()
  await createIndex('report_history', 'report_history_by_report', ['report_id', 'version', 'id'])

  for (let last: string | undefined = ''; last !== undefined;) last = await fill(db, last)
}

/** Fills the next reports that were there before, but for those that are. @returns the id of the last one; undefined after the last. */
async function fill (db: Kysely<any>, after: string): Promise<string | undefined> {
  const reports: (Filled & { search_text: string | null })[] = await db.selectFrom('reports').select([
    'id',
    'user_id',
    'report_date',
    'team_id',
    'division_id',
    'state',
    'summary',
    'plan_next',
    'created_at',
    'submitted_at',
    'version',
    'search_text'
  ]).where('id', '>', after).orderBy('id').limit(batchSize).execute()
  for (const report of reports) if (report.search_text === null) await fillOne(db, report)
  return reports.at(-1)?.id
}

/** The text comes last: it says that the rest is there. */
async function fillOne (db: Kysely<any>, report: Filled): Promise<void> {
  const { id, state, summary, plan_next: planNext } = report
  const counts = state !== 'draft'
  const items: { title: string, status: string }[] = await db.selectFrom('report_items').select(['title', 'status'])
    .where('report_id', '=', id).orderBy('position').execute()
  await db.updateTable('report_items').set({
    counted_on: counts ? report.report_date : null,
    division_id: report.division_id,
    team_id: report.team_id,
    user_id: report.user_id
  }).where('report_id', '=', id).execute()
  await db.deleteFrom('report_history').where('report_id', '=', id).execute()
  await db.insertInto('report_history').values(historyOf(report)).execute()
  await db.updateTable('reports').set({
    search_text: searchTextOf(summary, planNext, ...items.map(({ title }) => title)),
    blockers_raised: counts ? items.filter(({ status }) => status === 'blocked').length : 0
  }).where('id', '=', id).execute()
}

/** What is known of the time before: when it was begun, and when it was handed in last. */
function historyOf ({ id, user_id: actor, state, created_at: createdAt, submitted_at: submittedAt, version }: Filled) {
  const entry = { report_id: id, actor_id: actor, on_behalf_of_id: null, note: null, changed: '[]' }
  const created = {
    ...entry,
    id: newId(),
    version: 1,
    began_at: createdAt,
    time: createdAt,
    action: 'created',
    from_state: null,
    to_state: 'draft'
  }
  if (state === 'draft' || submittedAt === null) return [created]
  const submitted = { began_at: submittedAt, time: submittedAt, action: 'submitted', from_state: 'draft', to_state: 'submitted' }
  return [created, { ...entry, id: newId(), version: Math.max(2, version), ...submitted }]
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable, dropColumn, dropIndex } = schemaChanges(db)
  await dropTable('report_history')
  await dropIndex('report_items', 'report_items_by_person')
  for (const column of ['counted_on', 'division_id', 'team_id', 'user_id']) await dropColumn('report_items', column)
  for (const index of ['reports_to_review_by_team', 'reports_by_timing', 'reports_for_figures']) await dropIndex('reports', index)
  for (const column of reportColumns) await dropColumn('reports', column)
}

const reportColumns = [
  'ever_returned',
  'first_decision_at',
  'first_decision_handed_in_at',
  'last_decision',
  'last_decision_by',
  'last_decision_for',
  'last_decision_note',
  'last_decision_at',
  'blockers_raised',
  'comments_count',
  'files_count',
  'search_text'
]
