import type { Kysely } from 'kysely'
import { columnTypes, withTableOptions } from '../src/database/columns.ts'
import { createIndexOnce } from '../src/database/indexes.ts'

/** Work that outlives the request that asks for it, and the process that begins it. */
export async function up (db: Kysely<any>): Promise<void> {
  const type = columnTypes(db)
  await withTableOptions(db, db.schema.createTable('jobs').ifNotExists())
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('kind', type.key, (column) => column.notNull())
    .addColumn('job_key', type.key, (column) => column.notNull())
    .addColumn('payload', type.longText, (column) => column.notNull())
    .addColumn('state', type.key, (column) => column.notNull())
    .addColumn('due_at', type.dateTime, (column) => column.notNull())
    .addColumn('lease', type.id)
    .addColumn('attempts', type.integer, (column) => column.notNull())
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('finished_at', type.dateTime)
    .addColumn('last_error', type.text(500))
    .addUniqueConstraint('jobs_key', ['kind', 'job_key'])
    .execute()
  await createIndexOnce(db, 'jobs_by_due', 'jobs', ['state', 'kind', 'due_at'])
  await createIndexOnce(db, 'jobs_by_end', 'jobs', ['state', 'finished_at'])
}

export async function down (db: Kysely<any>): Promise<void> {
  await db.schema.dropTable('jobs').ifExists().execute()
}
