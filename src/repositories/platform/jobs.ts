import { sql } from 'kysely'
import { dialectOf, toDateTime, toTimestamp } from '../../database/dialect.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne, insertUnlessThere } from '../../database/queries/writes.ts'
import { chunks } from '../../runtime/chunks.ts'

export interface NewJob {
  id: string
  kind: string
  /** One job for each in its kind; undefined where it does not matter. */
  key: string | undefined
  /** JSON. */
  payload: string
  now: Date
  dueAt: Date
}

/** By transaction, the kinds of which something was asked for in it. */
const asked = new WeakMap<Database, Set<string>>()

/** The kinds that there is something to do of once `tx` has committed. */
export const kindsOf = (tx: Database): ReadonlySet<string> => asked.get(tx) ?? new Set()

/** Resolves to false when there is, or was, one with the key. */
export async function insert (tx: Database, { id, kind, key = id, payload, now, dueAt }: NewJob): Promise<boolean> {
  const isNew = await insertUnlessThere(
    tx.insertInto('jobs').values({
      id,
      kind,
      job_key: key,
      payload,
      state: 'waiting',
      due_at: toDateTime(dueAt),
      lease: null,
      attempts: 0,
      created_at: toDateTime(now),
      finished_at: null,
      last_error: null
    })
  )
  if (isNew && tx.isTransaction) asked.set(tx, (asked.get(tx) ?? new Set()).add(kind))
  return isNew
}

/** Those of the keys under which there is, or was, a job. */
export async function keysOf (db: Database, kind: string, keys: string[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (const chunk of chunks(keys, keysAtOnce)) {
    const rows = await db.selectFrom('jobs').select('job_key').where('kind', '=', kind)
      .where('job_key', 'in', chunk).execute()
    for (const { job_key: key } of rows) found.add(key)
  }
  return found
}

const keysAtOnce = 500

/** When the next job of each kind is due, for the kinds that have one. */
export async function nextDue (db: Database, kinds: string[]): Promise<Map<string, Date>> {
  const rows = await db.selectFrom('jobs').select(['kind', (eb) => eb.fn.min('due_at').as('due_at')])
    .where('state', '=', 'waiting').where('kind', 'in', kinds).groupBy('kind').execute()
  return new Map(rows.map((row) => [row.kind, new Date(toTimestamp(row.due_at))]))
}

/** A job of which nobody else has the lease. */
export interface ClaimedJob {
  id: string
  kind: string
  key: string
  /** JSON. */
  payload: string
  lease: string
  /** From 1. */
  attempt: number
  createdAt: Date
}

export interface Claim {
  kind: string
  limit: number
  lease: string
  now: Date
  leaseEnds: Date
}

/** Takes up to `limit` due jobs that nobody else has, those that are due longest first. A lease that is over is nobody's. */
export async function claim (db: Database, { kind, limit, lease, now, leaseEnds }: Claim): Promise<ClaimedJob[]> {
  return inTransaction(db, async (tx) => {
    const due = tx.selectFrom('jobs').select(['id', 'job_key', 'payload', 'attempts', 'created_at'])
      .where('state', '=', 'waiting').where('kind', '=', kind).where('due_at', '<=', toDateTime(now))
      .orderBy('due_at').limit(sql.lit(limit))
    const rows = await (dialectOf(tx) === 'mysql' ? due.forUpdate().skipLocked() : due).execute()
    if (rows.length === 0) return []
    await tx.updateTable('jobs')
      .set({ lease, due_at: toDateTime(leaseEnds), attempts: sql<number>`attempts + 1` })
      .where('id', 'in', rows.map(({ id }) => id)).execute()
    return rows.map((row) => ({
      id: row.id,
      kind,
      key: row.job_key,
      payload: row.payload,
      lease,
      attempt: row.attempts + 1,
      createdAt: new Date(toTimestamp(row.created_at))
    }))
  })
}

/** One that is not done; undefined where it is. @returns whether somebody works on it. */
export async function findWaiting (tx: Database, id: string): Promise<{ id: string, isHeld: boolean } | undefined> {
  const row = await tx.selectFrom('jobs').select(['id', 'lease']).where('id', '=', id).where('state', '=', 'waiting').executeTakeFirst()
  return row && { id: row.id, isHeld: row.lease !== null }
}

/** Those of them that are not done, whether somebody works on them or not. */
export async function listWaiting (tx: Database, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.selectFrom('jobs').select('id').where('id', 'in', ids).where('state', '=', 'waiting').execute()
  return new Set(rows.map(({ id }) => id))
}

/** It is due by then at the latest, where nobody works on it. */
export async function hasten (tx: Database, id: string, kind: string, dueAt: Date): Promise<void> {
  await tx.updateTable('jobs').set({ due_at: toDateTime(dueAt) }).where('id', '=', id).where('lease', 'is', null)
    .where('due_at', '>', toDateTime(dueAt)).execute()
  asked.set(tx, (asked.get(tx) ?? new Set()).add(kind))
}

/** What names a job and proves that it is ours. */
export type Held = Pick<ClaimedJob, 'id' | 'key' | 'lease'>

/** Lengthens leases. @returns the ids of the jobs that are still ours. */
export async function renew (db: Database, jobs: Held[], leaseEnds: Date): Promise<Set<string>> {
  const [ids, leases] = [jobs.map(({ id }) => id), [...new Set(jobs.map(({ lease }) => lease))]]
  await db.updateTable('jobs').set({ due_at: toDateTime(leaseEnds) }).where('id', 'in', ids).where('lease', 'in', leases).execute()
  const rows = await db.selectFrom('jobs').select(['id', 'lease']).where('id', 'in', ids).execute()
  const held = new Map(rows.map((row) => [row.id, row.lease]))
  return new Set(jobs.filter(({ id, lease }) => held.get(id) === lease).map(({ id }) => id))
}

/** It is done: it goes, or, where its key counts, is kept without what it said. Resolves to false when the lease is somebody else's. */
export async function finish (tx: Database, { id, key, lease }: Held, now: Date): Promise<boolean> {
  if (key === id) return changesOne(tx.deleteFrom('jobs').where('id', '=', id).where('lease', '=', lease))
  return update(tx, { id, lease }, { state: 'done', payload: '', lease: null, finished_at: toDateTime(now), last_error: null })
}

/** It is to be done again at `dueAt`. Resolves to false when the lease is somebody else's. */
export async function postpone (tx: Database, job: Held, dueAt: Date, lastError: string | null): Promise<boolean> {
  return update(tx, job, { lease: null, due_at: toDateTime(dueAt), last_error: lastError })
}

/** The next round of what is done again and again begins at `dueAt`. Resolves to false when the lease is somebody else's. */
export async function nextRound (tx: Database, job: Held, dueAt: Date, lastError: string | null): Promise<boolean> {
  return update(tx, job, { lease: null, due_at: toDateTime(dueAt), last_error: lastError, attempts: 0 })
}

/** It is not tried any more, and kept to be seen. Resolves to false when the lease is somebody else's. */
export async function giveUp (tx: Database, job: Held, now: Date, lastError: string): Promise<boolean> {
  return update(tx, job, { state: 'failed', lease: null, finished_at: toDateTime(now), last_error: lastError })
}

/** Lets go of one that was not carried out: it is due at once, and the attempt does not count. */
export async function release (tx: Database, job: Held, now: Date): Promise<boolean> {
  return update(tx, job, { lease: null, due_at: toDateTime(now), attempts: sql<number>`attempts - 1` as unknown as number })
}

function update (tx: Database, { id, lease }: Pick<Held, 'id' | 'lease'>, change: object): Promise<boolean> {
  return changesOne(tx.updateTable('jobs').set(change as never).where('id', '=', id).where('lease', '=', lease))
}

/** Deletes up to `limit` jobs that ended before `time`. @returns how many. */
export async function deleteEnded (db: Database, state: 'done' | 'failed', time: Date, limit: number): Promise<number> {
  const rows = await db.selectFrom('jobs').select('id').where('state', '=', state).where('finished_at', '<', toDateTime(time))
    .limit(sql.lit(limit)).execute()
  if (rows.length > 0) await db.deleteFrom('jobs').where('id', 'in', rows.map(({ id }) => id)).where('state', '=', state).execute()
  return rows.length
}

export interface Figures {
  kind: string
  state: 'waiting' | 'failed'
  count: number
  /** When the one that is due longest was, or will be. */
  oldestDue: Date
}

/** How much there is of each kind. */
export async function figures (db: Database): Promise<Figures[]> {
  const rows = await db.selectFrom('jobs')
    .select(['kind', 'state', (eb) => eb.fn.countAll<number>().as('count'), (eb) => eb.fn.min('due_at').as('oldest')])
    .where('state', 'in', ['waiting', 'failed']).groupBy(['kind', 'state']).execute()
  return rows.map((row) => ({
    kind: row.kind,
    state: row.state as Figures['state'],
    count: Number(row.count),
    oldestDue: new Date(toTimestamp(row.oldest))
  }))
}

/** A job that is not tried any more. */
export interface GivenUp {
  id: string
  kind: string
  attempts: number
  createdAt: string
  givenUpAt: string
  /** Of the last attempt. */
  error: string
}

const isGivenUp = (db: Database, { id, kind }: { id?: string, kind?: string }) => {
  let query = db.selectFrom('jobs').where('state', '=', 'failed')
  if (id !== undefined) query = query.where('id', '=', id)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  return query
}

/** Those that were given up, the newest first. */
export async function listGivenUp (db: Database, filter: { id?: string, kind?: string }, limit: number): Promise<GivenUp[]> {
  const rows = await isGivenUp(db, filter).select(['id', 'kind', 'attempts', 'created_at', 'finished_at', 'last_error'])
    .orderBy('finished_at', 'desc').limit(sql.lit(limit)).execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    attempts: row.attempts,
    createdAt: toTimestamp(row.created_at),
    givenUpAt: toTimestamp(row.finished_at!),
    error: row.last_error ?? ''
  }))
}

/** Those that were given up are due at once, with all their attempts before them; their age counts from now. @returns which. */
export async function retryGivenUp (db: Database, filter: { id?: string, kind?: string }, now: Date): Promise<string[]> {
  return inTransaction(db, async (tx) => {
    const ids = (await isGivenUp(tx, filter).select('id').execute()).map(({ id }) => id)
    if (ids.length === 0) return []
    const again = { state: 'waiting' as const, attempts: 0, due_at: toDateTime(now), created_at: toDateTime(now), finished_at: null }
    await tx.updateTable('jobs').set(again).where('id', 'in', ids).where('state', '=', 'failed').execute()
    return ids
  })
}
