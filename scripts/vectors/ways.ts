/** The vectors of the punctuality rule, on each database that there is. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { missing, startMariadb } from '../services.mjs'
import { faultsOf } from './compare.ts'
import { playTime } from './played.ts'
import { openStage, type Stage } from './stage.ts'
import type { TimeVector } from './time.ts'

/** What the service says other than the vector expects; of one that cannot be played, why. */
export async function faultsPlayed (stage: Stage, vector: TimeVector): Promise<string[]> {
  try {
    const said = await playTime(stage, vector)
    return faultsOf(vector, () => said)
  } catch (error) {
    return [(error as Error).message]
  }
}

/** Plays each through the service, on SQLite and, where it is installed, on MariaDB. @returns the faults, by the id of who has some. */
export async function playAll (vectors: TimeVector[]): Promise<Map<string, string[]>> {
  const faults = new Map<string, string[]>()
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-vectors-'))
  try {
    await play('SQLite', `sqlite:${join(folder, 'vectors.db')}`, vectors, faults)
    const absent = missing('MariaDB')
    if (absent) console.log(`MariaDB is left out: ${absent}`)
    else await playOnMariadb(folder, vectors, faults)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return faults
}

async function playOnMariadb (folder: string, vectors: TimeVector[], faults: Map<string, string[]>): Promise<void> {
  const server = await startMariadb(folder)
  try {
    const connection = await createConnection(server.url)
    await connection.query('create database vectors default character set utf8mb4 collate utf8mb4_bin')
    await connection.end()
    await play('MariaDB', `${server.url}/vectors`, vectors, faults)
  } finally {
    await server.stop()
  }
}

async function play (name: string, dsn: string, vectors: TimeVector[], faults: Map<string, string[]>): Promise<void> {
  const stage = await openStage(dsn)
  try {
    for (const vector of vectors) {
      const found = await faultsPlayed(stage, vector)
      if (found.length > 0) faults.set(vector.id, [...faults.get(vector.id) ?? [], ...found.map((fault) => `${name}: ${fault}`)])
    }
  } finally {
    await stage.close()
  }
}
