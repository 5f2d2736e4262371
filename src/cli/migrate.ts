/** `npm run migrate`: brings the configured database to the newest migration. */
import { parseArgs } from 'node:util'
import { ConfigError, loadConfig } from '../config.ts'
import { migrateToLatest, pendingMigrations } from '../database/migrate.ts'
import { openDatabase } from '../database/open.ts'
import { refuseUnsafeDatabase } from '../database/safety.ts'

const { values: options } = parseArgs({
  options: { status: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } }
})

if (options.help) {
  console.log(`Usage: npm run migrate [-- --status]

Brings the database of WORKPULSE_DATABASE_DSN to the newest migration. Touches no other.

  --status   change nothing; name the migrations that have not run, exit 1 if there are any`)
  process.exit(0)
}

try {
  const config = loadConfig()
  if (config.environment === 'production') await refuseUnsafeDatabase(config.dsn, options.status ? 'running' : 'migrating')
  const db = openDatabase(config.dsn)
  const names = options.status ? await pendingMigrations(db) : await migrateToLatest(db)
  await db.destroy()
  const done = options.status ? 'pending' : 'migrated'
  console.log(names.length > 0 ? names.map((name) => `${done}  ${name}`).join('\n') : 'The database is up to date.')
  process.exitCode = options.status && names.length > 0 ? 1 : 0
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : (error as Error).message)
  process.exitCode = 1
}
