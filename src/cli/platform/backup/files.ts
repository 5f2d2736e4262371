/** The files of people in backups: each content once for all backups of a folder, under its hash, and a list of them in each backup. */
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checksumOf, type Backup, type Files } from './manifest.ts'

const listFile = 'files.txt'
const isHash = /^[0-9a-f]{64}$/
/** Beside the backups. */
const storeOf = (backups: string): string => join(backups, 'files')
/** As the service keeps them, too. */
const pathIn = (folder: string, hash: string): string => join(folder, hash.slice(0, 2), hash)

/** What is kept in a folder, by hash; nothing where there is no folder. */
async function hashesIn (folder: string): Promise<string[]> {
  const names = async (path: string) =>
    readdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    })
  const shards = (await names(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name)).sort()
  return (await Promise.all(shards.map((shard) => names(join(folder, shard))))).flat().filter((name) => isHash.test(name))
}

/**
 * Copies what is not there yet. To be called after the dump: what a row of it names was in the folder before the row was, and stays there
 * for a day at least.
 * @throws Error where a content is not what its name says.
 */
export async function keepFiles (from: string, backups: string, draft: string, onProgress: (files: number) => void): Promise<Files> {
  const kept: string[] = []
  let bytes = 0
  for (const hash of await hashesIn(from)) {
    const size = await place(pathIn(from, hash), pathIn(storeOf(backups), hash), hash)
    // Nobody names it any more, and it was swept just now.
    if (size === undefined) continue
    bytes += size
    kept.push(hash)
    if (kept.length % 1000 === 0) onProgress(kept.length)
  }
  await writeFile(join(draft, listFile), kept.map((hash) => `${hash}\n`).join(''), { mode: 0o600 })
  return { count: kept.length, bytes }
}

/** @returns its size in bytes; undefined where it is not there. */
async function place (source: string, target: string, hash: string): Promise<number | undefined> {
  try {
    const { size } = await stat(source)
    if (await isThere(target)) return size
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    const draft = `${target}.partial`
    await copyFile(source, draft)
    if (await checksumOf(draft) !== hash) {
      await rm(draft)
      throw new Error(`${source} is not what its name says: it was changed`)
    }
    await rename(draft, target)
    return size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

const isThere = (path: string): Promise<boolean> => stat(path).then(() => true, () => false)

/** The hashes of what a backup holds; none of one that was made before files were kept. */
async function listOf ({ folder }: Pick<Backup, 'folder'>): Promise<string[]> {
  return (await readFile(join(folder, listFile), 'utf8').catch(() => '')).split('\n').filter(Boolean)
}

/** Puts them where the service is to find them; what is there stays. @returns how many there are. @throws Error where one is missing. */
export async function returnFiles (backup: Backup, folder: string): Promise<number> {
  const hashes = await listOf(backup)
  for (const hash of hashes) {
    const source = pathIn(storeOf(dirname(backup.folder)), hash)
    if (await place(source, pathIn(folder, hash), hash) === undefined) throw new Error(`${source} is missing`)
  }
  return hashes.length
}

/** @param named the hashes that rows of the backup name. @returns what is missing, or is not what it was, in words. */
export async function faultsOfFiles (backup: Backup, named: string[]): Promise<string[]> {
  const hashes = await listOf(backup)
  const problems = named.filter((hash) => !hashes.includes(hash)).map((hash) => `the file ${hash} is named and not in the backup`)
  for (const hash of hashes) {
    const found = await checksumOf(pathIn(storeOf(dirname(backup.folder)), hash)).catch(() => undefined)
    if (found !== hash) problems.push(`the file ${hash} ${found === undefined ? 'is missing' : 'is not as it was'}`)
  }
  return problems
}

/** Takes away what none of the backups that are left holds. @returns how many files. */
export async function forgetFiles (backups: string, left: Backup[]): Promise<number> {
  const needed = new Set((await Promise.all(left.map(listOf))).flat())
  const gone = (await hashesIn(storeOf(backups))).filter((hash) => !needed.has(hash))
  for (const hash of gone) await rm(pathIn(storeOf(backups), hash))
  return gone.length
}
