import { readdir } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { Migrator, type Migration, type MigrationProvider, type MigrationResultSet } from 'kysely/migration'
import { dialectOf } from '../dialect.ts'
import type { Database } from '../tables.ts'
import { isBusy, isDeadlock } from '../unavailable.ts'

const folder = join(import.meta.dirname, '../../../migrations')
const systemDatabases = ['mysql', 'sys', 'information_schema', 'performance_schema']
export const migrationTable = 'schema_migrations'
const lockTable = 'schema_migrations_lock'

/** How often a change is tried that others were in the way of, and how long they have in between, in milliseconds. */
const [mostAttempts, pause] = [60, 500]

/** Of the migrations, once they have been looked for. */
let names: string[] | undefined

/** The database is not ours to change; the message says what to do. */
export class RefusedDatabaseError extends Error {}

const provider: MigrationProvider = {
  async getMigrations () {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort()
    return Object.fromEntries(names.map((name) => [name.slice(0, -3), migrationIn(join(folder, name))]))
  }
}

/** Loaded when it runs: a start at which nothing is pending needs none of them. */
function migrationIn (file: string): Required<Migration> {
  const loaded = (): Promise<Required<Migration>> => import(pathToFileURL(file).href)
  return {
    async up (db) {
      await (await loaded()).up(db)
    },
    async down (db) {
      await (await loaded()).down(db)
    }
  }
}

// Numbers are given when a migration is begun, not when it is done.
function migratorFor (db: Database): Migrator {
  return new Migrator({
    db,
    provider,
    migrationTableName: migrationTable,
    migrationLockTableName: lockTable,
    allowUnorderedMigrations: true
  })
}

/** Brings the database to the newest migration. @returns the names of those that ran. */
export async function migrateToLatest (db: Database): Promise<string[]> {
  await refuseForeignDatabase(db)
  return untilItGetsThrough(() => migratorFor(db).migrateToLatest())
}

/** Takes the migration back that ran last, and what was kept in it. @returns its name; undefined where none has run. */
export async function migrateDown (db: Database): Promise<string | undefined> {
  await refuseForeignDatabase(db)
  const [name] = await untilItGetsThrough(() => migratorFor(db).migrateDown())
  return name
}

/**
 * While people work, a table that is to be changed is always in somebody's hands, and a change that waits for its turn can be in the
 * way of the one that it waits for. The database ends that; what was not done is tried again, since each change can be. On SQLite, who
 * comes while another process migrates is told that its lock is taken, for as long as that takes.
 * @returns the names of the migrations that ran.
 */
async function untilItGetsThrough (run: () => Promise<MigrationResultSet>): Promise<string[]> {
  const ran: string[] = []
  for (let attempt = 1;; attempt++) {
    const { error, results = [] } = await run()
    ran.push(...results.filter(({ status }) => status === 'Success').map(({ migrationName }) => migrationName))
    if (!error) return ran
    if (!(isDeadlock(error) || isBusy(error)) || attempt === mostAttempts) throw error
    await delay(pause * (1 + Math.random()))
  }
}

/** All that there are, by name. */
export const migrations = (): Promise<Record<string, Migration>> => provider.getMigrations()

/** @returns the names of the migrations that have not run. */
export async function pendingMigrations (db: Database): Promise<string[]> {
  const migrations = await migratorFor(db).getMigrations()
  return migrations.filter((migration) => !migration.executedAt).map((migration) => migration.name)
}

/** The same in one short question, for what asks again and again. @throws where no migration has run. */
export async function missingMigrations (db: Database): Promise<string[]> {
  names ??= Object.keys(await provider.getMigrations())
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(migrationTable)}`.execute(db)
  const ran = new Set(rows.map(({ name }) => name))
  return names.filter((name) => !ran.has(name))
}

/** In milliseconds. */
const look = 2000

/**
 * Resolves to true once no migration is pending, to false when `signal` aborts before.
 * @param onWait called at most once, when there is something to wait for: the pending migrations, or why they are not known.
 */
export async function whenMigrated (db: Database, signal: AbortSignal, onWait: (pending: string[] | Error) => void): Promise<boolean> {
  let told = false
  while (!signal.aborted) {
    const pending = await pendingMigrations(db).catch((error: unknown) => error as Error)
    if (Array.isArray(pending) && pending.length === 0) return true
    if (!told) onWait(pending)
    told = true
    await delay(look, undefined, { signal, ref: false }).catch(() => {})
  }
  return false
}

/** On a shared server a wrong name must not make tables among somebody else's. */
async function refuseForeignDatabase (db: Database): Promise<void> {
  if (dialectOf(db) === 'sqlite') return
  const { rows: [{ name }] } = await sql<{ name: string | null }>`select database() as name`.execute(db)
  if (!name || systemDatabases.includes(name.toLowerCase())) {
    throw new RefusedDatabaseError(
      `Refusing to migrate ${name ? `the system database ${name}` : 'without a database'}: name a dedicated one in WORKPULSE_DATABASE_DSN`
    )
  }
  const { rows: tables } = await sql<
    { name: string }
  >`select table_name as name from information_schema.tables where table_schema = database()`.execute(db)
  const names = tables.map((table) => table.name)
  if (names.length > 0 && !names.includes(migrationTable)) {
    throw new RefusedDatabaseError(
      `Refusing to migrate the database ${name}: it has tables that are not WorkPulse's (${
        names.slice(0, 5).join(', ')
      }). Give WorkPulse a database of its own`
    )
  }
}
