import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, mkdir, open, readdir, rename, stat, unlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { newId } from '../database/id.ts'
import { chunks } from '../runtime/chunks.ts'

/** The disk is full, or not to be written to: nothing of the file is kept. */
export class StorageError extends Error {
  override name = 'StorageError'
}

/** A file that has come, and is in nobody's way: under a name of its own until it is kept or dropped. */
export interface Received {
  /** SHA-256 of what is in it, in hexadecimal. */
  hash: string
  /** In bytes. */
  size: number
  /** Where it is now. */
  path: string
  /** Puts it where its hash says. To be called before the row that names it commits. @throws StorageError. */
  keep: () => Promise<void>
  /** To be called once that has committed, or never will: what was swept meanwhile is put back. @throws StorageError. */
  settle: (committed: boolean) => Promise<void>
}

/**
 * Files by what is in them: each content once, at `ab/ab12…`. A row names it after it is there, and the sweep takes away what no row
 * names; so there is no row without its file, and no file without a row for longer than a day. Several processes share the folder.
 */
export interface FileStore {
  /** Writes what comes, to the disk and not only to its cache. @throws StorageError, and what `content` throws: nothing is left then. */
  receive: (content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) => Promise<Received>
  /** @param range in bytes, both ends included. Its stream fails where the file is not there. */
  read: (hash: string, range?: { start: number, end: number }) => Readable
  /**
   * Takes away what nobody named for a day: half of an upload that broke off, and what its last row named.
   * @param namedAmong which of these hashes rows name.
   * @param before in milliseconds since 1970, by the clock of the disk: what is younger stays.
   * @returns how many files are gone.
   */
  sweep: (namedAmong: (hashes: string[]) => Promise<Set<string>>, before: number, signal?: AbortSignal) => Promise<number>
}

const isHash = /^[0-9a-f]{64}$/
/** So many are asked about at once. */
const batchSize = 500

/** @param folder made where it is not there. */
export function createFileStore (folder: string): FileStore {
  const [incoming, leaving] = [join(folder, 'incoming'), join(folder, 'leaving')]
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash)

  /** Puts a file there too, unless there is one: what is there is the same. */
  async function place (from: string, hash: string): Promise<void> {
    const [target, now] = [pathOf(hash), new Date()]
    await mkdir(join(folder, hash.slice(0, 2)), { recursive: true })
    // Young again, so that no sweep takes it.
    const wasThere = await utimes(target, now, now).then(() => true, isMissing)
    if (wasThere) return
    await link(from, target).catch(unless('EEXIST'))
    await syncFolder(join(folder, hash.slice(0, 2)))
  }

  return {
    receive: (content) =>
      storing(async () => {
        await mkdir(incoming, { recursive: true })
        const path = join(incoming, newId())
        try {
          const { hash, size } = await write(path, content)
          return {
            hash,
            size,
            path,
            keep: () => storing(() => place(path, hash)),
            settle: (committed) =>
              storing(async () => {
                if (committed) await place(path, hash)
                await unlink(path)
              })
          }
        } catch (error) {
          await unlink(path).catch(isMissing)
          throw error
        }
      }),

    read: (hash, range) => createReadStream(pathOf(hash), range),

    async sweep (namedAmong, before, signal) {
      let gone = 0
      for (const path of await olderThan(incoming, before)) {
        await unlink(path).catch(isMissing)
        gone++
      }
      // What a sweep that died had put aside is judged again, first.
      gone += await judge(await list(leaving), namedAmong)
      for (const shard of (await list(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
        const old = (await olderThan(join(folder, shard), before)).map((path) => path.slice(-64)).filter((name) => isHash.test(name))
        for (const hashes of chunks(old, batchSize)) {
          signal?.throwIfAborted()
          const named = await namedAmong(hashes)
          const nameless = hashes.filter((hash) => !named.has(hash))
          if (nameless.length === 0) continue
          await mkdir(leaving, { recursive: true })
          for (const hash of nameless) await rename(pathOf(hash), join(leaving, hash)).catch(isMissing)
          gone += await judge(nameless, namedAmong)
        }
      }
      return gone
    }
  }

  /** Of what is put aside: whoever was just naming it gets it back, the rest goes. */
  async function judge (hashes: string[], namedAmong: (hashes: string[]) => Promise<Set<string>>): Promise<number> {
    if (hashes.length === 0) return 0
    const named = await namedAmong(hashes)
    for (const hash of hashes) {
      if (named.has(hash)) await place(join(leaving, hash), hash)
      await unlink(join(leaving, hash)).catch(isMissing)
    }
    return hashes.filter((hash) => !named.has(hash)).length
  }
}

async function write (path: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<{ hash: string, size: number }> {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx', 0o640)
  try {
    for await (const chunk of content) {
      hash.update(chunk)
      size += chunk.length
      await file.writeFile(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { hash: hash.digest('hex'), size }
}

/** A name is on the disk once its folder is. */
async function syncFolder (path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

async function list (path: string): Promise<string[]> {
  return readdir(path).catch((error: unknown) => {
    isMissing(error)
    return []
  })
}

async function olderThan (path: string, time: number): Promise<string[]> {
  const old = []
  for (const name of await list(path)) {
    const { mtimeMs } = await stat(join(path, name)).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (mtimeMs < time) old.push(join(path, name))
  }
  return old
}

/** @returns false. @throws what says something else than that it is not there. */
const isMissing = (error: unknown): false => unless('ENOENT')(error)

function unless (code: string) {
  return (error: unknown): false => {
    if ((error as NodeJS.ErrnoException).code !== code) throw error
    return false
  }
}

/** What a disk says no with; what else fails is a fault of ours, or of whoever sends. */
const refusals = ['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'ENOTDIR', 'EMFILE', 'ENFILE']

async function storing<T> (work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (syscall === undefined || !refusals.includes(code!)) throw error
    throw new StorageError(`the folder of files cannot be written to: ${code}`, { cause: error })
  }
}
