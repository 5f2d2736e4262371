/** `npm run realtime:restored`: says that the event log is another one, after a restore. */
import { parseArgs } from 'node:util'
import { ConfigError, loadConfig } from '../config.ts'
import { newId } from '../database/id.ts'
import { openDatabase } from '../database/open.ts'
import { changeEpoch } from '../repositories/platform/events.ts'

const { values: options } = parseArgs({ options: { help: { type: 'boolean', short: 'h', default: false } } })

if (options.help) {
  console.log(`Usage: npm run realtime:restored

To be run once after the database of WORKPULSE_DATABASE_DSN was restored from a backup: positions that clients remember
are of days that are gone. Open connections are told to read again what is on their pages; nobody is signed out.`)
  process.exit(0)
}

try {
  const db = openDatabase(loadConfig().dsn)
  const epoch = newId()
  await changeEpoch(db, epoch)
  await db.destroy()
  console.log(`The event log is now ${epoch}. Clients read anew.`)
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : (error as Error).message)
  process.exitCode = 1
}
