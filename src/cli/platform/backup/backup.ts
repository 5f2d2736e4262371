import { rm, stat } from 'node:fs/promises'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { copySqlite, executedMigrations, serverOf } from '../../../database/server/backup.ts'
import { UsageError, type Command, type Given } from '../../command.ts'
import { dumpTo, type Contents } from './dump.ts'
import { forgetFiles, keepFiles } from './files.ts'
import { backupsIn, checksumOf, nameOf, publish, type Manifest } from './manifest.ts'
import { serviceVersion } from './version.ts'

export const backup: Command = {
  name: 'backup',
  summary: 'writes the database and the files of people into a folder, while people go on working',
  about: `Writes the database of WORKPULSE_DATABASE_DSN, as it is at one moment, into a new folder below --to: compressed SQL of that one
database, which names no database, and manifest.json, with checksums by table. Nobody waits for it; an account that may only SELECT
does. What is stopped half-way leaves nothing. The files of WORKPULSE_FILES_DIR go beside it, below files, each once for all backups.

The pepper is in no backup, and without it nobody signs in again: keep it elsewhere.`,
  options: {
    to: { type: 'string', value: 'FOLDER', about: 'where backups are kept; WORKPULSE_BACKUP_FOLDER where it is not given' },
    keep: { type: 'string', value: 'N', about: 'take away all but the newest N of this database afterwards' }
  },
  variables: () => ['WORKPULSE_DATABASE_DSN', 'WORKPULSE_BACKUP_FOLDER', 'WORKPULSE_FILES_DIR'],
  async run (given) {
    const { values, config, tell } = given
    const folder = folderOf(given)
    const keep = values.keep === undefined ? undefined : Number(values.keep)
    if (keep !== undefined && !(Number.isInteger(keep) && keep > 0)) throw new UsageError('--keep is a number from 1')
    const began = new Date()
    const made = await publish(folder, nameOf(began), (draft) => fill(folder, draft, began, given))
    const { file, files, seconds, database, tables } = made.manifest
    tell(
      `${database}: ${Object.keys(tables).length} tables, ${file.bytes} bytes, ${files!.count} files in ${seconds} s, in ${made.folder}`,
      {
        folder: made.folder,
        database,
        bytes: file.bytes,
        files,
        seconds
      }
    )
    if (keep !== undefined) await removeOlder(folder, database, keep, given)
    return config.dsn.kind === 'mysql' && Object.keys(tables).length === 0 ? 1 : 0
  }
}

/** @throws UsageError where nobody says which. */
export function folderOf ({ values, config }: Pick<Given, 'values' | 'config'>): string {
  const folder = values.to ?? config.backupFolder
  if (folder === undefined) throw new UsageError('Say where backups are kept: --to FOLDER, or WORKPULSE_BACKUP_FOLDER')
  return folder as string
}

async function fill (folder: string, draft: string, began: Date, { config, database, progress }: Given): Promise<Manifest> {
  const { dsn } = config
  const db = database()
  const { version, hasBinlog } = await serverOf(db)
  const migrations = await executedMigrations(db)
  const name = dsn.kind === 'sqlite' ? 'database.db.gz' : 'database.sql.gz'
  const file = join(draft, name)
  let contents: Contents = { tables: {}, binlog: null }
  if (dsn.kind === 'mysql') {
    contents = await dumpTo(file, dsn, hasBinlog, (tables) => progress(`${tables} tables`, { tables }))
  } else {
    const plain = join(draft, 'database.db')
    await copySqlite(db, plain)
    await pipeline(createReadStream(plain), createGzip(), createWriteStream(file, { mode: 0o600 }))
    await rm(plain)
  }
  const files = await keepFiles(config.filesFolder, folder, draft, (count) => progress(`${count} files`, { files: count }))
  return {
    madeAt: began.toISOString(),
    seconds: Math.round((Date.now() - began.getTime()) / 100) / 10,
    service: await serviceVersion(),
    database: dsn.kind === 'sqlite' ? dsn.file : dsn.database,
    kind: dsn.kind,
    server: version,
    migrations,
    ...contents,
    files,
    file: { name, bytes: (await stat(file)).size, sha256: await checksumOf(file) }
  }
}

async function removeOlder (folder: string, database: string, keep: number, { tell }: Given): Promise<void> {
  const ours = (await backupsIn(folder)).filter(({ manifest }) => manifest.database === database)
  for (const old of ours.slice(keep)) {
    await rm(old.folder, { recursive: true })
    tell(`removed ${old.folder}`, { removed: old.folder })
  }
  await forgetFiles(folder, await backupsIn(folder))
}
