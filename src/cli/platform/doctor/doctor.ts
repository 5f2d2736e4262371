import { loadConfig, siteFile } from '../../../config.ts'
import { ConfigError } from '../../../runtime/environment.ts'
import { explainDatabaseError } from '../../../database/explain.ts'
import { openDatabase } from '../../../database/connection/open.ts'
import type { Database } from '../../../database/tables.ts'
import { UsageError, type Command, type Given } from '../../command.ts'
import { backupChecks } from './backups.ts'
import { bad, lookAt, type Check, type Finding, type Patient } from './check.ts'
import { databaseChecks } from './database.ts'
import { filesChecks } from './files.ts'
import { machineChecks } from './machine.ts'
import { outsideChecks } from './outside.ts'
import { readSite } from './site.ts'
import { webChecks } from './web.ts'

const configuration = 'configuration'
const checks: Check[] = [...databaseChecks, ...filesChecks, ...outsideChecks, ...webChecks, ...machineChecks, ...backupChecks]
const names = [configuration, ...checks.map(({ name }) => name)]
const marks = { good: 'good    ', warning: 'WARNING ', bad: 'BAD     ' }

export const doctor: Command = {
  name: 'doctor',
  summary: 'looks at everything that can be wrong on this server, and says what to do',
  about: `Looks at the configuration, the database and its server, the files of people, Redis, the mail server, Google, both processes, the
public address through Apache, the certificate, secrets, ports, Apache's threads, backups and drills. Changes nothing and sends nothing.

Run it as the user of the service, with its variables. Exits 0 where all is good, 1 with warnings, 2 where something is bad.
The checks: ${names.join(', ')}.`,
  options: {
    only: { type: 'string', value: 'NAMES', about: 'these checks, separated by commas' }
  },
  // It says itself what is wrong with them.
  variables: () => [],
  async run (given) {
    const found = await examine(given)
    const told = found.map(({ name, state, says, todo = null }) => ({ name, state, says, todo }))
    given.tell(told.map(line).join('\n'), { checks: told })
    const states = new Set(found.map(({ state }) => state))
    return states.has('bad') ? 2 : states.has('warning') ? 1 : 0
  }
}

type Told = Finding & { name: string }

function line ({ name, state, says, todo }: { name: string, state: Finding['state'], says: string, todo: string | null }): string {
  return `${marks[state]}${name}: ${says}${todo === null ? '' : `\n        → ${todo}`}`
}

async function examine ({ values, progress }: Given): Promise<Told[]> {
  const wanted = typeof values.only === 'string' ? values.only.split(',').map((name) => name.trim()) : names
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length > 0) throw new UsageError(`There is no check ${unknown.join(', ')}. There are: ${names.join(', ')}`)
  const config = readConfig()
  // Without it there is nothing to ask.
  if (Array.isArray(config)) return config
  const found: Told[] = wanted.includes(configuration) ? [{ name: configuration, state: 'good', says: 'complete' }] : []
  let db: Database | undefined
  const database = () => {
    db ??= openDatabase(config.dsn)
    return db
  }
  const patient: Patient = { config, site: await readSite(siteFile()), database }
  try {
    for (const check of checks.filter(({ name }) => wanted.includes(name))) {
      progress(check.name, { check: check.name })
      found.push(...await lookAt(check, patient, (error) => explainDatabaseError(error) ?? (error as Error).message))
    }
    return found
  } finally {
    await db?.destroy()
  }
}

function readConfig () {
  try {
    return loadConfig()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map((problem): Told => ({
      name: configuration,
      ...bad(problem, 'Each is explained in README.md, under Configuration')
    }))
  }
}
