import { type Kysely, sql } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

const added = [
  // In the order in which lists show them. An outcome changes with each hand-in, which leaves the first two alone.
  ['obligations', 'obligations_of_team', ['team_id', 'work_date', 'user_id']],
  ['obligations', 'obligations_of_division', ['division_id', 'work_date', 'user_id']],
  ['obligations', 'obligations_by_outcome', ['outcome', 'work_date', 'user_id']],
  // What waits for a decision is counted in it alone.
  ['reports', 'reports_waiting', ['state', 'division_id', 'submitted_at', 'user_id', 'filed_by_id']],
  ['report_history', 'report_history_by_division', ['division_id', 'time', 'id']],
  ['leaves', 'leaves_by_division', ['division_id', 'start_date', 'id']],
  ['users', 'users_by_role', ['role', 'name', 'id']],
  ['users', 'users_by_state', ['disabled_at', 'name', 'id']]
] as const

/** Those that they take the place of. */
const dropped = [
  ['obligations', 'obligations_by_team', ['team_id', 'work_date', 'outcome']],
  ['obligations', 'obligations_by_division', ['division_id', 'work_date', 'outcome']]
] as const

/** Lines of history that are placed in one statement. */
const batchSize = 500
/** In days: lists of what was done to the reports of a division go back for a week. */
const listed = 10

/** Lists that read more the more people there are, each by an index in its own order; history says of which division it is. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, addColumn, createIndex, dropIndex } = schemaChanges(db)
  await addColumn('report_history', 'division_id', type.id)
  while (await placeSome(db));
  for (const [table, name, columns] of added) await createIndex(table, name, [...columns])
  for (const [table, name] of dropped) await dropIndex(table, name)
}

/** The next ones. @returns whether there were any. */
async function placeSome (db: Kysely<any>): Promise<boolean> {
  const since = new Date(Date.now() - listed * 86_400_000).toISOString().slice(0, 10)
  const rows: { id: string }[] = await db.selectFrom('report_history').select('id').where('time', '>=', since)
    .where('division_id', 'is', null).limit(batchSize).execute()
  if (rows.length === 0) return false
  await db.updateTable('report_history')
    .set({ division_id: sql`(select division_id from reports where reports.id = report_history.report_id)` })
    .where('id', 'in', rows.map(({ id }) => id)).execute()
  return true
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropColumn, createIndex, dropIndex } = schemaChanges(db)
  for (const [table, name, columns] of dropped) await createIndex(table, name, [...columns])
  for (const [table, name] of added) await dropIndex(table, name)
  await dropColumn('report_history', 'division_id')
}
