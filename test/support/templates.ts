/**
 * Databases that are migrated once and copied, since migrating is most of what a new one costs. Who comes first makes
 * them; their names hold what they were made from, so that none is older than the migrations.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../src/config.ts'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { migrateToLatest } from '../../src/database/migration/migrate.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import { insertPeople, quickPasswords } from './people.ts'

/** `migrated` has its tables and nothing in them, `company` the people of people.ts. */
export type Template = 'migrated' | 'company'

const root = join(import.meta.dirname, '../..')
/** Where a run of `npm test` keeps them for all its processes; a process by itself has a folder of its own. */
const folder = process.env.WORKPULSE_TEST_TEMPLATES ?? mkdtempSync(join(tmpdir(), 'workpulse-templates-'))

const sources = [
  ...readdirSync(join(root, 'migrations')).sort().map((name) => join('migrations', name)),
  'src/database/migration/columns.ts',
  'test/support/people.ts'
]
export const fingerprint = createHash('sha256').update(sources.map((path) => path + readFileSync(join(root, path), 'utf8')).join('\0'))
  .digest('hex').slice(0, 12)

/** Brings an empty database to what the template holds. */
export async function fill (dsn: string, template: Template): Promise<void> {
  const { passwordPepper } = loadConfig({ NODE_ENV: 'test', WORKPULSE_DATABASE_DSN: dsn })
  const db = openDatabase(parseDsn(dsn))
  try {
    await migrateToLatest(db)
    if (template === 'company') await insertPeople(db, quickPasswords(passwordPepper))
  } finally {
    await db.destroy()
  }
}

/** The file of a SQLite template. */
export async function sqliteTemplate (template: Template): Promise<string> {
  const file = join(folder, `${template}-${fingerprint}.db`)
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    const making = `${file}.${process.pid}`
    await fill(`sqlite:${making}`, template)
    // Whole at once: another process that makes its own at this moment replaces it by the same.
    renameSync(making, file)
  }
  return file
}
