import { executedMigrations, dropAllTables, tableNames } from '../../database/server/backup.ts'
import type { Dsn } from '../../database/connection/dsn.ts'
import { RefusedDatabaseError } from '../../database/migration/migrate.ts'
import { openDatabase } from '../../database/connection/open.ts'
import type { Database } from '../../database/tables.ts'
import { auditKeyOf } from '../../deps.ts'
import { allNamed } from '../../repositories/platform/files.ts'
import { verify } from '../../repositories/platform/audit.ts'
import { UsageError, type Command } from '../command.ts'
import { contentsOf } from './backup/dump.ts'
import { faultsOfFiles } from './backup/files.ts'
import { backupsIn, keepDrill, readBackup, type Backup, type Manifest } from './backup/manifest.ts'
import { folderOf } from './backup/backup.ts'
import { putInto } from './restore.ts'

type ServerDsn = Dsn & { kind: 'mysql' }

export const restoreDrill: Command = {
  name: 'restore-drill',
  summary: 'restores the newest backup into a scratch database and compares',
  about: `Restores a backup into the scratch database of WORKPULSE_DRILL_DSN, dumps that again and compares table by table, reads every
file that is beside it, walks the chain of the audit log, and says how long it took.
The scratch database is emptied before and afterwards; it may hold nothing
but what an earlier drill left there, and its name has to end in _drill. Exits 1 where anything is not as it was.

Needs the WORKPULSE_PASSWORD_PEPPER of the service: a backup is worth nothing without it.`,
  options: {
    to: { type: 'string', value: 'FOLDER', about: 'where backups are kept; WORKPULSE_BACKUP_FOLDER where it is not given' },
    from: { type: 'string', value: 'FOLDER', about: 'the folder of one backup; the newest where it is not given' }
  },
  variables: () => ['WORKPULSE_DRILL_DSN', 'WORKPULSE_PASSWORD_PEPPER', 'WORKPULSE_BACKUP_FOLDER'],
  async run ({ values, config, tell, complain, progress }) {
    const folder = folderOf({ values, config })
    const dsn = scratchOf(config.drillDsn)
    const backup = typeof values.from === 'string' ? await readBackup(values.from) : (await backupsIn(folder))[0]
    if (!backup) throw new Error(`There is no backup in ${folder}. Make one: npm run cli -- backup`)
    const began = new Date()
    const { problems, entries } = await drill(backup, dsn, auditKeyOf(config), (text) => progress(text, { step: text }))
    const seconds = Math.round((Date.now() - began.getTime()) / 100) / 10
    await keepDrill(folder, { at: began.toISOString(), backup: backup.folder, seconds, problems })
    const said = { backup: backup.folder, madeAt: backup.manifest.madeAt, seconds, entries, problems }
    if (problems.length > 0) {
      complain(`The backup ${backup.folder} is not good:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`, said)
      return 1
    }
    const tables = Object.keys(backup.manifest.tables).length
    tell(
      `${backup.folder} was restored in ${seconds} s: ${tables} tables and ${
        backup.manifest.files?.count ?? 0
      } files are as they were, ${entries} entries of the audit log hold.`,
      said
    )
    return 0
  }
}

/** A name that says so, so that no database that anybody needs is ever emptied. */
function scratchOf (dsn: Dsn | undefined): ServerDsn {
  if (dsn?.kind !== 'mysql') throw new UsageError('WORKPULSE_DRILL_DSN names the scratch database on a MySQL or MariaDB server')
  if (!dsn.database.endsWith('_drill')) throw new UsageError(`${dsn.database} is emptied by a drill, so its name has to end in _drill`)
  return dsn
}

async function drill (backup: Backup, dsn: ServerDsn, key: Buffer, say: (step: string) => void) {
  const db = openDatabase(dsn)
  try {
    await empty(db, dsn.database, backup.manifest)
    say('restoring')
    await putInto(backup, dsn, () => tableNames(db))
    say('comparing')
    const problems = differences(backup.manifest.tables, (await contentsOf(dsn, () => {})).tables)
    say('reading the files')
    if (backup.manifest.files) problems.push(...await faultsOfFiles(backup, await allNamed(db)))
    say('walking the audit log')
    const { entries, broken } = await verify(db, key, (seen) => say(`${seen} entries of the audit log`))
    if (broken) problems.push(`the audit log is broken: entry ${broken.id} ${broken.reason}`)
    const migrations = await executedMigrations(db)
    if (migrations.join() !== backup.manifest.migrations.join()) problems.push(`other migrations ran: ${migrations.join(', ')}`)
    await empty(db, dsn.database, backup.manifest)
    return { problems, entries }
  } finally {
    await db.destroy()
  }
}

/** What an earlier drill left half-way has the backup's tables, and no others. */
async function empty (db: Database, name: string, { tables }: Manifest): Promise<void> {
  const strange = (await tableNames(db)).filter((table) => !(table in tables))
  if (strange.length > 0) {
    throw new RefusedDatabaseError(`${name} has tables that the backup has not (${strange.slice(0, 3).join(', ')}). Nothing was changed`)
  }
  await dropAllTables(db)
}

function differences (before: Record<string, string>, after: Record<string, string>): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names.flatMap((name) => {
    if (!(name in after)) return [`the table ${name} is missing`]
    if (!(name in before)) return [`the table ${name} was not in the backup's list`]
    return before[name] === after[name] ? [] : [`the table ${name} is not as it was`]
  })
}
