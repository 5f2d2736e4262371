import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Work that outlives the request that asks for it, and the process that begins it. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex } = schemaChanges(db)
  await createTable('jobs')
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
  await createIndex('jobs', 'jobs_by_due', ['state', 'kind', 'due_at'])
  await createIndex('jobs', 'jobs_by_end', ['state', 'finished_at'])
}

export async function down (db: Kysely<any>): Promise<void> {
  await schemaChanges(db).dropTable('jobs')
}
