/** What lies beside a backup and says what is in it. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Contents } from './dump.ts'

export interface Manifest extends Contents {
  /** RFC 3339, when it was begun. */
  madeAt: string
  seconds: number
  /** Of the service that made it. */
  service: string
  /** Where it came from: the name of the database, or the file of SQLite. */
  database: string
  kind: 'mysql' | 'sqlite'
  /** Of the database server; of SQLite, nothing. */
  server: string | null
  migrations: string[]
  file: { name: string, bytes: number, sha256: string }
  /** Of people; undefined in a backup that was made before files were kept. */
  files?: Files
}

/** What a backup holds of the files of people. */
export interface Files {
  count: number
  bytes: number
}

export interface Backup {
  folder: string
  manifest: Manifest
}

/** What the last drill came to. */
export interface Drill {
  at: string
  backup: string
  seconds: number
  problems: string[]
}

const manifestFile = 'manifest.json'
const drillFile = 'last-drill.json'

/** `workpulse-` and the time, so that their names are in the order of their making. */
export function nameOf (time: Date): string {
  return `workpulse-${time.toISOString().replace(/\.\d+Z$/, 'Z').replaceAll(':', '-')}`
}

/** Makes the folder of a backup all at once: one that was stopped half-way is never there. */
export async function publish (folder: string, name: string, fill: (draft: string) => Promise<Manifest>): Promise<Backup> {
  const draft = join(folder, `${name}.partial`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await mkdir(draft, { mode: 0o700 })
  try {
    const manifest = await fill(draft)
    await writeFile(join(draft, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    await rename(draft, join(folder, name))
    return { folder: join(folder, name), manifest }
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

/** @throws Error where the folder holds no backup. */
export async function readBackup (folder: string): Promise<Backup> {
  const text = await readFile(join(folder, manifestFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${folder} holds no backup: its ${manifestFile} cannot be read (${error.code})`)
  })
  return { folder, manifest: JSON.parse(text) }
}

/** All in a folder, the newest first; none where there is no folder. */
export async function backupsIn (folder: string): Promise<Backup[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const ours = names.filter((name) => /^workpulse-[\dTZ-]+$/.test(name)).sort().reverse()
  return Promise.all(ours.map((name) => readBackup(join(folder, name))))
}

export async function lastDrillIn (folder: string): Promise<Drill | undefined> {
  const text = await readFile(join(folder, drillFile), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : JSON.parse(text)
}

export async function keepDrill (folder: string, drill: Drill): Promise<void> {
  await writeFile(join(folder, drillFile), `${JSON.stringify(drill, null, 2)}\n`, { mode: 0o600 })
}

/** SHA-256, in hexadecimal. */
export async function checksumOf (file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** @throws Error where the file is not the one that was written. */
export async function checkFile ({ folder, manifest: { file } }: Backup): Promise<string> {
  const path = join(folder, file.name)
  if (await checksumOf(path) !== file.sha256) throw new Error(`${path} is not what was written: its checksum is another one`)
  return path
}
