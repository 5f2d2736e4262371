import { executedMigrations } from '../../database/server/backup.ts'
import { planMigrations } from '../../database/migration/dry-run.ts'
import type { Dsn } from '../../database/connection/dsn.ts'
import { migrateDown, migrateToLatest, pendingMigrations, RefusedDatabaseError } from '../../database/migration/migrate.ts'
import { refuseUnsafeDatabase } from '../../database/server/safety.ts'
import { UsageError, type Command, type ExitCode, type Given } from '../command.ts'
import { backupsIn } from './backup/manifest.ts'

const hour = 3_600_000
/** In hours. */
const oldest = 24

export const migrate: Command = {
  name: 'migrate',
  summary: 'brings the configured database to the newest migration',
  about: `Brings the database of WORKPULSE_DATABASE_DSN to the newest migration. Touches no other. One that was stopped
half-way is taken up again. In production it names the last backup of that database, and wants one that is not older than a day.`,
  words: {
    up: 'the same as without a word',
    status: 'change nothing; name the migrations that have not run, exit 1 if there are any',
    down: 'take back the migration that ran last, with all that is kept in its tables and columns; wants --database'
  },
  options: {
    status: { type: 'boolean', about: 'the word status, as an option' },
    'dry-run': {
      type: 'boolean',
      about: 'change nothing; print the statements that would be said to the database, as far as they follow from it'
    },
    database: { type: 'string', value: 'NAME', about: 'the name of the database, of SQLite its file: what is taken back is gone' },
    'no-backup': { type: 'boolean', about: 'change the database in production although there is no backup of the last day' }
  },
  variables: () => ['WORKPULSE_DATABASE_DSN', 'WORKPULSE_BACKUP_FOLDER'],
  async run (given) {
    const { values, config, complain } = given
    const what = values.status ? 'status' : values.word ?? 'up'
    if (what === 'down') refuseWithoutName(given)
    const reads = what === 'status' || values['dry-run']
    if (config.environment === 'production') {
      const warn = (warning: string) => complain(`Warning: ${warning}`, { warning })
      await refuseUnsafeDatabase(config.dsn, reads ? 'running' : 'migrating', warn)
      if (!reads) await refuseWithoutBackup(given, what)
    }
    if (values['dry-run']) return plan(given, what)
    return what === 'down' ? takeBack(given) : bringUp(given, what === 'status')
  }
}

async function bringUp ({ database, tell }: Given, status: boolean): Promise<ExitCode> {
  const names = status ? await pendingMigrations(database()) : await migrateToLatest(database())
  const done = status ? 'pending' : 'migrated'
  tell(names.length > 0 ? names.map((name) => `${done}  ${name}`).join('\n') : 'The database is up to date.', { [done]: names })
  return status && names.length > 0 ? 1 : 0
}

async function takeBack ({ database, tell, complain }: Given): Promise<ExitCode> {
  const name = await migrateDown(database())
  if (name === undefined) {
    complain('No migration has run: there is nothing to take back.')
    return 1
  }
  tell(`taken back  ${name}`, { takenBack: name })
  return 0
}

async function plan ({ database, tell }: Given, what: unknown): Promise<ExitCode> {
  if (what !== 'up') throw new UsageError('--dry-run is of migrate and migrate up')
  const planned = await planMigrations(database())
  const text = planned.map(({ migration, statements }) => [`-- ${migration}`, ...statements.map((statement) => `${statement};`)].join('\n'))
  tell(text.join('\n') || 'The database is up to date.', { planned })
  return 0
}

function refuseWithoutName ({ values: { database }, config: { dsn } }: Given): void {
  const name = nameOf(dsn)
  if (database === undefined) {
    throw new UsageError(
      `This would take the newest migration of the database ${name} back, and what is kept in it. Say so: --database ${name}`
    )
  }
  if (database !== name) {
    throw new UsageError(`WORKPULSE_DATABASE_DSN names the database ${name}, not ${String(database)}. Nothing was changed.`)
  }
}

const nameOf = (dsn: Dsn): string => dsn.kind === 'sqlite' ? dsn.file : dsn.database

/** Where there is something to lose, and something to be done. */
async function refuseWithoutBackup ({ values, config: { dsn, backupFolder }, database, tell }: Given, what: unknown): Promise<void> {
  if (values['no-backup']) return
  const executed = await executedMigrations(database())
  if (executed.length === 0 || (what === 'up' && (await pendingMigrations(database())).length === 0)) return
  const name = nameOf(dsn)
  const newest = backupFolder === undefined
    ? undefined
    : (await backupsIn(backupFolder)).find(({ manifest }) => manifest.database === name)
  if (newest) {
    const hours = Math.round((Date.now() - Date.parse(newest.manifest.madeAt)) / hour)
    tell(`The last backup of ${name} is ${hours} hours old: ${newest.folder}`, { backup: newest.folder, hours })
    if (hours <= oldest) return
  }
  throw new RefusedDatabaseError(
    `There is no backup of ${name} of the last day${
      backupFolder === undefined ? ', as far as is known: WORKPULSE_BACKUP_FOLDER is not set' : ` in ${backupFolder}`
    }. Make one with npm run cli -- backup, or say --no-backup. Nothing was changed`
  )
}
