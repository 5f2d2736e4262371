/** The companies of `npm run bench -- --size`: made once, and kept under `.data/` for the next time. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createConnection, type Connection } from 'mysql2/promise'
import { parseDsn } from '../../../src/database/connection/dsn.ts'
import { migrateToLatest } from '../../../src/database/migration/migrate.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import { forgetful } from '../../services.mjs'
import { createMariadb, type BenchDatabase } from '../databases.ts'
import { say } from '../report.ts'
import { fill } from './fill.ts'

const folder = join(import.meta.dirname, '../../../.data/bench')
/** In MB, with what the server sorts and logs while it fills; measured. */
const [spaceOfServer, spaceOfPerson] = [2600, 17]

/** What is in memory of a database that is much larger. */
const memory = '--innodb-buffer-pool-size=1G'
/** A fill that is broken off is begun again, so nothing waits for the disk. */
const whileFilling = [
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-log-file-size=2G',
  '--innodb-sort-buffer-size=16M',
  '--innodb-stats-auto-recalc=0',
  ...forgetful
]

export interface Kept extends BenchDatabase {
  people: number
  megabytes: number
  /** How many there are of those that the size is told by. */
  rows: Record<(typeof counted)[number], number>
}

const counted = [
  'notices',
  'report_items',
  'reports',
  'obligations',
  'report_history',
  'report_comments',
  'blockers',
  'audit_entries'
] as const

/** The database of a company of so many people, which is made where it is not there. @throws Error where there is no room for it. */
export async function openCompany (people: number, signal: AbortSignal): Promise<Kept> {
  const its = join(folder, String(people))
  // A run that was broken off has left a part of it.
  const made = join(its, 'made')
  if (!existsSync(made)) await make(its, made, people, signal)
  const database = await createMariadb(its, [memory])
  try {
    await migrate(database)
    return { ...database, people, megabytes: sizeOf(its), rows: JSON.parse(readFileSync(made, 'utf8')) as Kept['rows'] }
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
  let rows: Kept['rows']
  const database = await createMariadb(its, [memory, ...whileFilling])
  try {
    await migrate(database)
    // The account of the service may do less, and its statements are cut off after five seconds.
    const connect = async () => {
      const connection = await createConnection({ uri: database.dsn, multipleStatements: false })
      await connection.query(`set foreign_key_checks = 0, unique_checks = 0, time_zone = '+00:00'`)
      return connection
    }
    await fill(connect, people, new Date(), signal)
    rows = await countIn(await connect())
  } finally {
    await database.stop()
  }
  const seconds = (performance.now() - started) / 1000
  writeFileSync(made, JSON.stringify(rows))
  say(`${people} people: made in ${seconds.toFixed(0)} s, ${sizeOf(its)} MB`)
}

async function countIn (connection: Connection): Promise<Kept['rows']> {
  const counts = counted.map((table) => `(select count(*) from ${table}) as ${table}`)
  const [[row]] = await connection.query(`select ${counts.join(', ')}`) as unknown as [Kept['rows'][]]
  await connection.end()
  return row
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
