/** How long the ledger takes to fill: `node scripts/bench/ledger.ts`, on databases of its own. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KyselyPlugin } from 'kysely'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { migrateToLatest } from '../../src/database/migration/migrate.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import type { Database } from '../../src/database/tables.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { fillLedger } from '../../src/jobs/time/fill.ts'
import { everyWorkingDay } from '../../test/support/owing.ts'
import { insertPeople } from '../../test/support/people.ts'
import { manyPeople } from '../../test/support/many-people.ts'
import { missing } from '../services.mjs'
import { createMariadb, createSqlite, type BenchDatabase } from './databases.ts'

const people = 1000
/** From Friday noon in Jakarta on. */
const first = Date.parse('2026-11-20T05:00:00Z')
const day = 86_400_000

if (process.argv.includes('--help')) {
  console.log(`Usage: node scripts/bench/ledger.ts

Fills the ledger for ${people} people, one day and then thirty at once, and says how long each took, in seconds, and how many queries.
On SQLite and, where it is installed, on MariaDB; both in a temporary folder that is gone afterwards.`)
  process.exit(0)
}

const folder = await mkdtemp(join(tmpdir(), 'workpulse-ledger-'))
try {
  await measure(await createSqlite(folder))
  const absent = missing('MariaDB')
  if (absent) console.log(`MariaDB is left out: ${absent}`)
  else await measure(await createMariadb(folder))
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function measure (database: BenchDatabase): Promise<void> {
  const plain = openDatabase(parseDsn(database.dsn))
  let queries = 0
  const counting: KyselyPlugin = {
    transformQuery ({ node }) {
      queries++
      return node
    },
    transformResult: async ({ result }) => result
  }
  const db = plain.withPlugin(counting) as Database
  try {
    await migrateToLatest(plain)
    await insertPeople(plain, { hash: async () => '', verify: async () => false, isOutdated: () => false })
    await plain.deleteFrom('person_facts').execute()
    await manyPeople(plain, people)
    await everyWorkingDay(plain, { days: [1, 2, 3, 4, 5, 6, 7] })
    for (const [days, now] of [[1, first], [30, first + 30 * day]] as const) {
      queries = 0
      const began = performance.now()
      const deps = {
        db,
        clock: { now: () => new Date(now) },
        transaction: <T>(work: (tx: Database) => Promise<T>) => inTransaction(db, work)
      }
      const { rows } = await fillLedger(deps)
      if (rows !== days * people) throw new Error(`${rows} rows were made, and not ${days * people}`)
      const seconds = ((performance.now() - began) / 1000).toFixed(2)
      console.log(`${database.version}: ${people} people × ${days} days, ${rows} rows: ${seconds} s, ${queries} queries`)
    }
  } finally {
    await plain.destroy()
    await database.stop()
  }
}
