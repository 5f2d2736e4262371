import type { CompiledQuery, DatabaseConnection } from 'kysely'
import type { Database } from '../../src/database/tables.ts'

/** A database whose statements are heard, those of transactions too: at its connections, for what is prepared passes by plugins. */
export function hearingStatements (db: Database, hear: (statement: CompiledQuery) => void): Database {
  const heard = db.withPlugin({ transformQuery: ({ node }) => node, transformResult: async ({ result }) => result })
  const executor = heard.getExecutor()
  const provide = executor.provideConnection.bind(executor)
  executor.provideConnection = (consumer) =>
    provide((connection) => {
      const ours: DatabaseConnection = {
        executeQuery (query) {
          hear(query)
          return connection.executeQuery(query)
        },
        streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize)
      }
      return consumer(ours)
    })
  return heard
}

/** One whose statements are counted. */
export function countingStatements (db: Database): { db: Database, sent: () => number } {
  let statements = 0
  return { db: hearingStatements(db, () => statements++), sent: () => statements }
}
