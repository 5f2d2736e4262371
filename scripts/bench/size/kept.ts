/** The companies of `npm run bench -- --size`: made once, and kept under `.data/` for the next time. */
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { parseDsn } from '../../../src/database/connection/dsn.ts'
import { migrateToLatest } from '../../../src/database/migration/migrate.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import { createMariadb, type BenchDatabase } from '../databases.ts'
import { say } from '../report.ts'
import { fill } from './fill.ts'

const folder = join(import.meta.dirname, '../../../.data/bench')
/** In MB, with what the server takes while it fills; measured. */
const [spaceOfServer, spaceOfPerson] = [400, 8]

/** What is in memory of a database that is much larger. */
const memory = '--innodb-buffer-pool-size=1G'
const whileFilling = ['--innodb-flush-log-at-trx-commit=0', '--innodb-log-file-size=512M']

/** The database of a company of so many people, which is made where it is not there. @throws Error where there is no room for it. */
export async function openCompany (people: number, signal: AbortSignal): Promise<BenchDatabase & { megabytes: number }> {
  const its = join(folder, String(people))
  // A run that was broken off has left a part of it.
  const made = join(its, 'made')
  if (!existsSync(made)) await make(its, made, people, signal)
  const database = await createMariadb(its, [memory])
  try {
    await migrate(database)
    return { ...database, megabytes: sizeOf(its) }
  } catch (error) {
    await database.stop()
    throw error
  }
}

async function make (its: string, made: string, people: number, signal: AbortSignal): Promise<void> {
  rmSync(its, { recursive: true, force: true })
  mkdirSync(its, { recursive: true })
  const { bavail, bsize } = statfsSync(its)
  const [free, needed] = [Math.floor(bavail * bsize / 2 ** 20), spaceOfServer + people * spaceOfPerson]
  if (free < needed) throw new Error(`A company of ${people} needs ${needed} MB in ${folder}, where ${free} MB are free`)
  say(`Making a company of ${people} in ${its}, which takes some ${needed} MB; the next run finds it there`)
  const started = performance.now()
  const database = await createMariadb(its, [memory, ...whileFilling])
  try {
    await migrate(database)
    // The account of the service may do less, and its statements are cut off after five seconds.
    const connection = await createConnection({ uri: database.dsn, multipleStatements: false })
    try {
      await connection.query(`set foreign_key_checks = 0, unique_checks = 0, time_zone = '+00:00'`)
      await fill(connection, people, new Date(), signal)
    } finally {
      await connection.end()
    }
  } finally {
    await database.stop()
  }
  const seconds = (performance.now() - started) / 1000
  writeFileSync(made, `${seconds.toFixed(0)} s\n`)
  say(`${people} people: made in ${seconds.toFixed(0)} s, ${sizeOf(its)} MB`)
}

async function migrate ({ dsn }: BenchDatabase): Promise<void> {
  const db = openDatabase(parseDsn(dsn))
  try {
    await migrateToLatest(db)
  } finally {
    await db.destroy()
  }
}

/** In MB. */
function sizeOf (its: string): number {
  const files = readdirSync(its, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Math.round(files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0) / 2 ** 20)
}
