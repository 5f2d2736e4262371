import { type Kysely, sql } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Reports that are filled in one statement. */
const batchSize = 500
const totals = ['items_total', 'items_done', 'minutes_total'] as const

/** As `reports_counted`, with what reports say of their items: figures leave the items themselves alone. */
const measured = [
  'report_date',
  'division_id',
  'team_id',
  'user_id',
  'state',
  'timing',
  'ever_returned',
  'first_decision_at',
  'first_decision_handed_in_at',
  'blockers_raised',
  ...totals
]

/** Each report says how many items it has, how many of them are done, and how many minutes they took. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, addColumn, createIndex, dropIndex } = schemaChanges(db)
  for (const name of totals) await addColumn('reports', name, type.integer, (column) => column.notNull().defaultTo(0))
  for (let last: string | undefined = ''; last !== undefined;) last = await fill(db, last)
  await createIndex('reports', 'reports_measured', measured)
  await dropIndex('reports', 'reports_counted')
}

/** The next reports. @returns the id of the last one; undefined after the last. */
async function fill (db: Kysely<any>, after: string): Promise<string | undefined> {
  const reports: { id: string }[] = await db.selectFrom('reports').select('id').where('id', '>', after).orderBy('id').limit(batchSize)
    .execute()
  const last = reports.at(-1)?.id
  if (last === undefined) return undefined
  const ofItems = (what: string) => sql`(select coalesce(${sql.raw(what)}, 0) from report_items where report_items.report_id = reports.id)`
  await db.updateTable('reports').set({
    items_total: ofItems('count(*)'),
    items_done: ofItems(`sum(case when status = 'done' then 1 else 0 end)`),
    minutes_total: ofItems('sum(minutes)')
  }).where('id', '>', after).where('id', '<=', last).execute()
  return last
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropColumn, createIndex, dropIndex } = schemaChanges(db)
  await createIndex('reports', 'reports_counted', measured.slice(0, 9))
  await dropIndex('reports', 'reports_measured')
  for (const name of totals) await dropColumn('reports', name)
}
