/** A migration that stops half-way can be taken up again, wherever it stopped. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Kysely, type KyselyPlugin, type RootOperationNode } from 'kysely'
import t from 'tap'
import { migrateToLatest, pendingMigrations } from '../../../src/database/migration/migrate.ts'
import type { Database } from '../../../src/database/tables.ts'
import { databases } from '../../support/databases.ts'
import { allMigrations, empty, schemaOf } from '../../support/schema.ts'

const root = join(import.meta.dirname, '../../..')
const migrations = await allMigrations()

class Cut extends Error {}

function changes (node: RootOperationNode): boolean {
  return node.kind !== 'SelectQueryNode' && !(node.kind === 'RawNode' && /^\s*(select|pragma)/i.test(node.sqlFragments[0]))
}

/** Throws in place of the statement that comes after `allowed` that change something. */
function cutAfter (allowed: number): KyselyPlugin {
  let made = 0
  return {
    transformQuery ({ node }) {
      if (changes(node) && ++made > allowed) throw new Cut()
      return node
    },
    transformResult: async ({ result }) => result
  }
}

/**
 * Runs `work` on one connection again and again, each time cut one statement further on, until it ends: it meets what it has made
 * itself at each of its points. @returns how often it was cut.
 */
async function cutEverywhere (db: Database, work: (db: Kysely<any>) => Promise<void>): Promise<number> {
  for (let allowed = 0;; allowed++) {
    try {
      await db.connection().execute((connection) => work(connection.withPlugin(cutAfter(allowed))))
      return allowed
    } catch (error) {
      if (!(error instanceof Cut)) throw error
    }
  }
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    t.test('cut before each of its statements and run again, it makes what it makes undisturbed', async (t) => {
      const { db } = await empty(t, database)
      for (const { name, up, down } of migrations) {
        const before = await schemaOf(db, database)
        await up(db)
        const after = await schemaOf(db, database)
        await up(db)
        t.same(await schemaOf(db, database), after, `${name} run twice`)
        await down(db)

        const cuts = await cutEverywhere(db, up)
        t.ok(cuts > 0, `${name} was cut ${cuts} times`)
        t.same(await schemaOf(db, database), after, `${name} cut before each of its statements`)

        await cutEverywhere(db, down)
        t.same(await schemaOf(db, database), before, `${name} taken back, cut before each of its statements`)
        await down(db)
        t.same(await schemaOf(db, database), before, `${name} taken back twice`)
        await up(db)
      }
      t.equal((await db.selectFrom('event_clock').select('id').execute()).length, 1)
      t.equal((await db.selectFrom('audit_head').select('id').execute()).length, 1)
    })

    t.test('its process killed, the next one finishes it', async (t) => {
      const undisturbed = await empty(t, database)
      await migrateToLatest(undisturbed.db)
      const whole = await schemaOf(undisturbed.db, database)
      const { db, dsn } = await empty(t, database)
      const script = `
        import { parseDsn } from '${root}/src/database/connection/dsn.ts'
        import { openDatabase } from '${root}/src/database/connection/open.ts'
        import { migrateToLatest } from '${root}/src/database/migration/migrate.ts'
        let statements = 0
        await migrateToLatest(openDatabase(parseDsn(process.env.DSN)).withPlugin({
          transformQuery ({ node }) {
            if (/^(Create|Alter)/.test(node.kind) && ++statements === Number(process.env.STATEMENTS)) process.kill(process.pid, 'SIGKILL')
            return node
          },
          transformResult: async ({ result }) => result
        }))`
      // The migrator's own two tables come first. Each run takes up where the one before was killed.
      for (const statements of [2, 5, 9, 14]) {
        const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
          env: { ...process.env, DSN: dsn, STATEMENTS: String(statements) },
          stdio: ['ignore', 'ignore', 'inherit']
        })
        t.same(await once(child, 'exit'), [null, 'SIGKILL'])
        t.ok((await pendingMigrations(db)).length > 0)
      }
      await migrateToLatest(db)
      t.same(await schemaOf(db, database), whole)
    })
  })
}
