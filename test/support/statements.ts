import type { DatabaseConnection } from 'kysely'
import type { Database } from '../../src/database/tables.ts'

/** A database that counts the statements sent to it, also of transactions: at its connections, for what is prepared passes by plugins. */
export function countingStatements (db: Database): { db: Database, sent: () => number } {
  let statements = 0
  const counting = db.withPlugin({ transformQuery: ({ node }) => node, transformResult: async ({ result }) => result })
  const executor = counting.getExecutor()
  const provide = executor.provideConnection.bind(executor)
  executor.provideConnection = (consumer) =>
    provide((connection) => {
      const counted: DatabaseConnection = {
        executeQuery (query) {
          statements++
          return connection.executeQuery(query)
        },
        streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize)
      }
      return consumer(counted)
    })
  return { db: counting, sent: () => statements }
}
