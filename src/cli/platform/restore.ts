import { createReadStream, createWriteStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { tableNames } from '../../database/server/backup.ts'
import type { Dsn } from '../../database/connection/dsn.ts'
import { newId } from '../../database/id.ts'
import { pendingMigrations } from '../../database/migration/migrate.ts'
import { changeEpoch } from '../../repositories/platform/events.ts'
import { UsageError, type Command } from '../command.ts'
import { restoreFrom } from './backup/dump.ts'
import { returnFiles } from './backup/files.ts'
import { checkFile, readBackup, type Backup } from './backup/manifest.ts'

export const restore: Command = {
  name: 'restore',
  summary: 'puts a backup into an empty database',
  about: `Puts a backup into the database of WORKPULSE_DATABASE_DSN, which has to be empty: nothing that is there is ever overwritten.
It wants the name of that database as --into, so that nobody restores by mistake. Afterwards clients are told to read
anew (as realtime:restored does), and it says whether migrations are pending.

Needs an account that may make tables, such as that which migrates.`,
  options: {
    from: { type: 'string', value: 'FOLDER', about: 'the folder of one backup' },
    into: { type: 'string', value: 'NAME', about: 'the name of the empty database; of SQLite, its file' },
    files: { type: 'string', value: 'FOLDER', about: 'where the files of people go, what WORKPULSE_FILES_DIR names; what is there stays' }
  },
  variables: () => ['WORKPULSE_DATABASE_DSN'],
  async run ({ values, config: { dsn }, database, tell, complain, progress }) {
    const name = dsn.kind === 'sqlite' ? dsn.file : dsn.database
    if (typeof values.from !== 'string') throw new UsageError('Say which backup: --from FOLDER')
    if (values.into !== name) {
      throw new UsageError(`WORKPULSE_DATABASE_DSN names the database ${name}. Say so: --into ${name}. Nothing was changed`)
    }
    const backup = await readBackup(values.from)
    const began = Date.now()
    progress(`${backup.manifest.database} of ${backup.manifest.madeAt} into ${name}`, { into: name })
    await putInto(backup, dsn, dsn.kind === 'sqlite' ? async () => [] : () => tableNames(database()))
    const files = typeof values.files === 'string' ? await returnFiles(backup, values.files) : undefined
    await changeEpoch(database(), newId())
    const pending = await pendingMigrations(database())
    const seconds = Math.round((Date.now() - began) / 100) / 10
    tell(`${name} is as ${backup.manifest.database} was on ${backup.manifest.madeAt}, in ${seconds} s. Clients read anew.`, {
      database: name,
      madeAt: backup.manifest.madeAt,
      seconds,
      files,
      pending
    })
    if (files === undefined && (backup.manifest.files?.count ?? 0) > 0) {
      complain(
        `Its ${backup.manifest.files!.count} files stayed in the backup: say --files FOLDER where the service's are not there any more`
      )
    }
    if (pending.length > 0) complain(`The service is newer than the backup. Run: npm run migrate (${pending.join(', ')})`, { pending })
    return 0
  }
}

/** @param tablesThere of the database, which has to be empty. @throws Error where it is not, or the backup is damaged. */
export async function putInto (backup: Backup, dsn: Dsn, tablesThere: () => Promise<string[]>): Promise<void> {
  if (backup.manifest.kind !== dsn.kind) throw new UsageError(`The backup is one of ${backup.manifest.kind}, the database of ${dsn.kind}`)
  const file = await checkFile(backup)
  if (dsn.kind === 'sqlite') {
    if (await access(dsn.file).then(() => true, () => false)) throw new Error(`${dsn.file} is there already. Nothing was changed`)
    await pipeline(createReadStream(file), createGunzip(), createWriteStream(dsn.file, { flags: 'wx', mode: 0o600 }))
    return
  }
  const there = await tablesThere()
  if (there.length > 0) {
    throw new Error(
      `The database ${dsn.database} is not empty (${
        there.slice(0, 3).join(', ')
      }, …). Nothing was changed: restore into a new one, and point the service at it`
    )
  }
  await restoreFrom(file, dsn)
}
