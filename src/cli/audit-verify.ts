/** `npm run audit:verify`: does the chain of the audit log hold? */
import { parseArgs } from 'node:util'
import { ConfigError, loadConfig } from '../config.ts'
import { openDatabase } from '../database/open.ts'
import { auditKeyOf } from '../deps.ts'
import { verify } from '../repositories/platform/audit.ts'

const { values: options } = parseArgs({ options: { help: { type: 'boolean', short: 'h', default: false } } })

if (options.help) {
  console.log(`Usage: npm run audit:verify

Walks the audit log of WORKPULSE_DATABASE_DSN from its first entry and checks the hash of each. Changes nothing.
Needs the WORKPULSE_PASSWORD_PEPPER of the service, from which the key of the chain is made.

Prints how many entries there are and the hash of the newest: kept elsewhere, it shows later that the chain is
the same one. Exits 1 and names the first entry that does not fit when one was changed or taken out.`)
  process.exit(0)
}

try {
  const config = loadConfig()
  const db = openDatabase(config.dsn)
  const { entries, hash, broken } = await verify(db, auditKeyOf(config), (seen) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${seen} entries`)
  })
  await db.destroy()
  if (broken) console.error(`The audit log is broken: entry ${broken.id} ${broken.reason}. The ${entries} before it hold.`)
  else console.log(`The audit log holds: ${entries} entries, the newest with the hash ${hash || '(none)'}.`)
  process.exitCode = broken ? 1 : 0
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : (error as Error).message)
  process.exitCode = 1
}
