/** Vectors that are played through the service, on each database that there is. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { missing, startMariadb } from '../services.mjs'
import { faultsOf } from './compare.ts'
import type { AnalyticsVector } from './analytics.ts'
import type { Company } from './company.ts'
import { playCompany } from './filed.ts'
import { found } from './founded.ts'
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

/** Plays vectors on an empty database. @returns the faults, by the id of who has some. */
type Play = (dsn: string) => Promise<Map<string, string[]>>

export const playTimes = (vectors: TimeVector[]): Play => async (dsn) => {
  const faults = new Map<string, string[]>()
  const stage = await openStage(dsn)
  try {
    for (const vector of vectors) {
      const found = await faultsPlayed(stage, vector)
      if (found.length > 0) faults.set(vector.id, found)
    }
  } finally {
    await stage.close()
  }
  return faults
}

export const playFigures = (facts: Company, vectors: AnalyticsVector[]): Play => async (dsn) => {
  const stage = await openStage(dsn, found(facts))
  try {
    return await playCompany(stage, facts, vectors)
  } finally {
    await stage.close()
  }
}

/** Plays them on SQLite and, where it is installed, on MariaDB. @returns the faults, by the id of who has some. */
export async function playAll (play: Play): Promise<Map<string, string[]>> {
  const faults = new Map<string, string[]>()
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-vectors-'))
  try {
    note('SQLite', await play(`sqlite:${join(folder, 'vectors.db')}`), faults)
    const absent = missing('MariaDB')
    if (absent) console.log(`MariaDB is left out: ${absent}`)
    else note('MariaDB', await playOnMariadb(folder, play), faults)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return faults
}

async function playOnMariadb (folder: string, play: Play): Promise<Map<string, string[]>> {
  const server = await startMariadb(folder)
  try {
    const connection = await createConnection(server.url)
    await connection.query('create database vectors default character set utf8mb4 collate utf8mb4_bin')
    await connection.end()
    return await play(`${server.url}/vectors`)
  } finally {
    await server.stop()
  }
}

function note (database: string, found: Map<string, string[]>, faults: Map<string, string[]>): void {
  for (const [id, those] of found) faults.set(id, [...faults.get(id) ?? [], ...those.map((fault) => `${database}: ${fault}`)])
}
