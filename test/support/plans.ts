/** What a database does to answer. */
import { CompiledQuery, sql } from 'kysely'
import type { Database } from '../../src/database/tables.ts'

/** How many rows MariaDB reads for it. */
export async function rowsExamined (connection: Database, work: () => Promise<unknown>): Promise<number> {
  const count = async () => {
    const { rows } = await sql<{ Value: string }>`show session status like 'Handler_read%'`.execute(connection)
    return rows.reduce((sum, row) => sum + Number(row.Value), 0)
  }
  const before = await count()
  await work()
  return await count() - before
}

/** What SQLite does for it; it does not count rows. */
export async function planOf (db: Database, work: (db: Database) => Promise<unknown>): Promise<string[]> {
  const queries: CompiledQuery[] = []
  await work(db.withPlugin({
    transformQuery ({ node, queryId }) {
      queries.push(db.getExecutor().compileQuery(node, queryId))
      return node
    },
    transformResult: async ({ result }) => result
  }))
  const steps: string[] = []
  for (const query of queries) {
    const { rows } = await db.executeQuery<{ detail: string }>(CompiledQuery.raw(`explain query plan ${query.sql}`, [...query.parameters]))
    steps.push(...rows.map(({ detail }) => detail))
  }
  return steps
}
