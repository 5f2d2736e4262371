/** What backups are made of, and where they are. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createConnection } from 'mysql2/promise'
import type { Test } from 'tap'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import { databaseProblems } from '../../src/database/server/safety.ts'
import type { Database } from '../../src/database/tables.ts'
import { createFileStore } from '../../src/files/store.ts'
import { databases, type TestDatabase } from '../support/databases.ts'

export const pepper = randomBytes(32).toString('base64')

export async function folderOf (t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export async function company (t: Test, database: TestDatabase) {
  const { dsn, drop } = await database.copy('company')
  const db = openDatabase(parseDsn(dsn))
  t.teardown(async () => {
    await db.destroy()
    await drop()
  })
  return { dsn, db }
}

/** Files of people: one that somebody's picture is, and one that nobody names. */
export async function filesOf (t: Test, db: Database) {
  const folder = await folderOf(t)
  const store = createFileStore(folder)
  const keep = async (text: string) => {
    const received = await store.receive([Buffer.from(text)])
    await received.keep()
    await received.settle(true)
    return received.hash
  }
  const [picture, nameless] = [await keep('a picture'), await keep('half of an upload')]
  const { id } = await db.selectFrom('users').select('id').limit(1).executeTakeFirstOrThrow()
  await db.updateTable('users').set({ avatar_hash: picture }).where('id', '=', id).execute()
  const pathIn = (where: string, hash: string) => join(where, hash.slice(0, 2), hash)
  return { folder, picture, nameless, pathIn }
}

export const backupsIn = async (folder: string) => (await readdir(folder)).filter((name) => name.startsWith('workpulse-'))

/** An empty database of a name of its own on the tests' server. */
export async function emptyDatabase (t: Test, server: string, name: string): Promise<string> {
  const execute = async (statement: string) => {
    const connection = await createConnection(server)
    await connection.query(statement)
    await connection.end()
  }
  await execute(`create database ${name} default character set utf8mb4 collate utf8mb4_bin`)
  t.teardown(() => execute(`drop database ${name}`))
  return `${server}/${name}`
}

/** Writes one row after the other. @returns a function that ends that, and says how many there were. */
export function keepWriting (db: Database): () => Promise<number> {
  const ending = new AbortController()
  const writer = (async () => {
    for (let count = 0;; count++) {
      if (ending.signal.aborted) return count
      await db.insertInto('event_channels').values({ channel: `backup:${count}`, seq: count }).execute()
      await delay(5)
    }
  })()
  return () => {
    ending.abort()
    return writer
  }
}

export const nameOf = (text: string) => {
  const dsn = parseDsn(text)
  return dsn.kind === 'sqlite' ? dsn.file : dsn.database
}
export const lastLine = (text: string) => JSON.parse(text.trim().split('\n').at(-1)!)

export const mariadb = databases.find(({ name }) => name === 'mariadb')

/** Has all backups of a folder be as old as this. */
export async function ageBackups (folder: string, hours: number): Promise<void> {
  for (const name of await backupsIn(folder)) {
    const file = join(folder, name, 'manifest.json')
    const manifest = JSON.parse(await readFile(file, 'utf8'))
    await writeFile(file, JSON.stringify({ ...manifest, madeAt: new Date(Date.now() - hours * 3_600_000).toISOString() }))
  }
}

export async function databaseProblemsOf (text: string): Promise<string[]> {
  const dsn = parseDsn(text)
  const db = openDatabase(dsn)
  try {
    return await databaseProblems(db, dsn)
  } finally {
    await db.destroy()
  }
}

export async function openBackups (t: Test, database: TestDatabase) {
  const { dsn, db } = await company(t, database)
  const folder = join(await folderOf(t), 'backups')
  const files = await filesOf(t, db)
  const env = {
    WORKPULSE_DATABASE_DSN: dsn,
    WORKPULSE_PASSWORD_PEPPER: pepper,
    WORKPULSE_BACKUP_FOLDER: folder,
    WORKPULSE_FILES_DIR: files.folder
  }
  return { dsn, db, folder, files, env }
}
