import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { MysqlDsn as ServerDsn } from '../../../database/connection/dsn.ts'
import { startClient, startDump, withLogin } from './programs.ts'

/** What a dump held. */
export interface Contents {
  /** SHA-256 of each table's statements: two dumps of the same rows have the same. */
  tables: Record<string, string>
  /** Where the binary log of the server was; null where it has none, or does not tell. */
  binlog: { file: string, position: number } | null
}

/** @param onProgress hears the tables begun so far. */
export async function dumpTo (
  file: string,
  dsn: ServerDsn,
  position: boolean,
  onProgress: (tables: number) => void
): Promise<Contents> {
  return dumpInto([createGzip(), createWriteStream(file, { mode: 0o600 })], dsn, position, onProgress)
}

/** What a dump would hold, without writing it anywhere. */
export async function contentsOf (dsn: ServerDsn, onProgress: (tables: number) => void): Promise<Contents> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  return dumpInto([nowhere], dsn, false, onProgress)
}

async function dumpInto (
  target: (NodeJS.WritableStream & NodeJS.ReadWriteStream | Writable)[],
  dsn: ServerDsn,
  position: boolean,
  onProgress: (tables: number) => void
): Promise<Contents> {
  return withLogin(dsn, async (login) => {
    const reading = new Reading(onProgress)
    const { child, ended } = startDump(login, dsn, position)
    await Promise.all([pipeline([child.stdout!, reading.stream, ...target] as never), ended])
    // A program that was stopped may have ended with 0 all the same.
    if (!reading.isComplete) throw new Error('The dump has no end: it is not one that can be restored')
    return reading.contents()
  })
}

/** Carries out what `dumpTo` wrote. */
export async function restoreFrom (file: string, dsn: ServerDsn): Promise<void> {
  await withLogin(dsn, async (login) => {
    const { child, ended } = startClient(login, dsn)
    // Where the client stops at a statement, its reason is worth more than the broken pipe.
    const [written, done] = await Promise.allSettled([pipeline(createReadStream(file), createGunzip(), child.stdin!), ended])
    if (done.status === 'rejected') throw done.reason
    if (written.status === 'rejected') throw written.reason
  })
}

const [newline, dash] = ['\n', '-'].map((character) => character.charCodeAt(0))

/** Looks at the lines that pass: each statement, or row of one, is a line of its own, and what is in the rows has no line ends. */
class Reading {
  isComplete = false
  readonly stream: Transform
  readonly #hashes = new Map<string, Hash>()
  readonly #onProgress: (tables: number) => void
  #current: Hash | undefined
  #binlog: Contents['binlog'] = null
  #rest: Buffer[] = []

  constructor (onProgress: (tables: number) => void) {
    this.#onProgress = onProgress
    this.stream = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.#read(chunk)
        done(null, chunk)
      }
    })
  }

  contents (): Contents {
    const tables = [...this.#hashes].map(([name, hash]) => [name, hash.digest('hex')] as const)
    return { tables: Object.fromEntries(tables), binlog: this.#binlog }
  }

  #read (chunk: Buffer): void {
    let start = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      this.#line(Buffer.concat([...this.#rest, chunk.subarray(start, end + 1)]))
      this.#rest = []
      start = end + 1
    }
    // A copy: the chunk itself is handed on.
    if (start < chunk.length) this.#rest.push(Buffer.from(chunk.subarray(start)))
  }

  #line (line: Buffer): void {
    if (line[0] === dash && line[1] === dash) this.#comment(line.toString('latin1'))
    // Empty ones are of no table: there are more where a dump says where the binary log was.
    else if (line[0] !== newline) this.#current?.update(line)
  }

  #comment (text: string): void {
    const table = /^-- Table structure for table `(.+)`$/m.exec(text)?.[1]
    const log = /^-- CHANGE (?:MASTER|REPLICATION SOURCE) TO (?:MASTER|SOURCE)_LOG_FILE='([^']+)', (?:MASTER|SOURCE)_LOG_POS=(\d+);/.exec(
      text
    )
    if (log) this.#binlog = { file: log[1], position: Number(log[2]) }
    if (text.startsWith('-- Dump completed')) this.isComplete = true
    if (table === undefined) return
    this.#hashes.set(table, this.#current = createHash('sha256'))
    this.#onProgress(this.#hashes.size)
  }
}
