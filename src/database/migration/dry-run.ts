import { Kysely, type CompiledQuery, type QueryResult } from 'kysely'
import { migrations, pendingMigrations } from './migrate.ts'
import type { Database } from '../tables.ts'

/** What a statement would have been given for its question marks stands behind it. */
export interface Planned {
  migration: string
  statements: string[]
}

const reads = /^\s*(select|show)\b/i
/** Of what a migration before it would have made. */
const missing = /no such (table|column)|doesn't exist|Unknown column/i

/** What the pending migrations would say to the database. Their questions are asked, nothing else is. */
export async function planMigrations (db: Database): Promise<Planned[]> {
  const [pending, all] = [await pendingMigrations(db), await migrations()]
  const planned: Planned[] = []
  for (const name of pending) {
    const statements: string[] = []
    await all[name].up(recording(db, statements))
    planned.push({ migration: name, statements })
  }
  return planned
}

/** The same database, which hears the questions; what would change it is noted. */
function recording (db: Database, statements: string[]): Kysely<any> {
  const executor = db.getExecutor()

  async function executeQuery<Row> (query: CompiledQuery): Promise<QueryResult<Row>> {
    if (!reads.test(query.sql)) {
      statements.push(query.sql + (query.parameters.length > 0 ? ` -- ${JSON.stringify(query.parameters)}` : ''))
      return { rows: [] }
    }
    try {
      return await db.executeQuery<Row>(query)
    } catch (error) {
      if (missing.test((error as Error).message)) return { rows: [] }
      throw error
    }
  }

  const nothing = async () => {}
  const connection = {
    executeQuery,
    streamQuery () {
      throw new Error('Migrations read whole answers')
    }
  }
  return new Kysely<any>({
    dialect: {
      createAdapter: () => executor.adapter,
      createIntrospector: () => db.introspection,
      createQueryCompiler: () => ({ compileQuery: (node, id) => executor.compileQuery(node, id) }),
      createDriver: () => ({
        init: nothing,
        acquireConnection: async () => connection,
        beginTransaction: nothing,
        commitTransaction: nothing,
        rollbackTransaction: nothing,
        releaseConnection: nothing,
        destroy: nothing
      })
    }
  })
}
