import { executedMigrations } from '../../database/backup.ts'
import { migrateToLatest, pendingMigrations, RefusedDatabaseError } from '../../database/migrate.ts'
import { refuseUnsafeDatabase } from '../../database/safety.ts'
import type { Command, Given } from '../command.ts'
import { backupsIn } from './backup/manifest.ts'

const hour = 3_600_000
/** In hours. */
const oldest = 24

export const migrate: Command = {
  name: 'migrate',
  summary: 'brings the configured database to the newest migration',
  about: `Brings the database of WORKPULSE_DATABASE_DSN to the newest migration. Touches no other. One that was stopped
half-way is taken up again. In production it names the last backup of that database, and wants one that is not older than a day.`,
  options: {
    status: { type: 'boolean', about: 'change nothing; name the migrations that have not run, exit 1 if there are any' },
    'no-backup': { type: 'boolean', about: 'migrate in production although there is no backup of the last day' }
  },
  variables: () => ['WORKPULSE_DATABASE_DSN', 'WORKPULSE_BACKUP_FOLDER'],
  async run (given) {
    const { values: { status }, config, database, tell, complain } = given
    if (config.environment === 'production') {
      const warn = (warning: string) => complain(`Warning: ${warning}`, { warning })
      await refuseUnsafeDatabase(config.dsn, status ? 'running' : 'migrating', warn)
      if (!status) await refuseWithoutBackup(given)
    }
    const names = status ? await pendingMigrations(database()) : await migrateToLatest(database())
    const done = status ? 'pending' : 'migrated'
    tell(names.length > 0 ? names.map((name) => `${done}  ${name}`).join('\n') : 'The database is up to date.', { [done]: names })
    return status && names.length > 0 ? 1 : 0
  }
}

/** Where there is something to lose, and something to be done. */
async function refuseWithoutBackup ({ values, config: { dsn, backupFolder }, database, tell }: Given): Promise<void> {
  if (values['no-backup']) return
  const executed = await executedMigrations(database())
  if (executed.length === 0 || (await pendingMigrations(database())).length === 0) return
  const name = dsn.kind === 'sqlite' ? dsn.file : dsn.database
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
