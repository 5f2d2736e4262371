import { migrateToLatest, pendingMigrations } from '../../database/migrate.ts'
import { refuseUnsafeDatabase } from '../../database/safety.ts'
import type { Command } from '../command.ts'

export const migrate: Command = {
  name: 'migrate',
  summary: 'brings the configured database to the newest migration',
  about: `Brings the database of WORKPULSE_DATABASE_DSN to the newest migration. Touches no other. One that was stopped
half-way is taken up again.`,
  options: {
    status: { type: 'boolean', about: 'change nothing; name the migrations that have not run, exit 1 if there are any' }
  },
  variables: () => ['WORKPULSE_DATABASE_DSN'],
  async run ({ values: { status }, config, database, tell, complain }) {
    if (config.environment === 'production') {
      const warn = (warning: string) => complain(`Warning: ${warning}`, { warning })
      await refuseUnsafeDatabase(config.dsn, status ? 'running' : 'migrating', warn)
    }
    const names = status ? await pendingMigrations(database()) : await migrateToLatest(database())
    const done = status ? 'pending' : 'migrated'
    tell(names.length > 0 ? names.map((name) => `${done}  ${name}`).join('\n') : 'The database is up to date.', { [done]: names })
    return status && names.length > 0 ? 1 : 0
  }
}
