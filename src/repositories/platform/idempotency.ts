import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { prepareInsert } from '../../database/queries/prepared.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne, unlessDuplicate } from '../../database/queries/writes.ts'

/** A person's request with a key. */
export interface KeyedRequest {
  userId: string
  operation: string
  keyHash: string
  /** Of what is asked for. */
  requestHash: string
}

/** Whose turn it is to carry a request out. */
export interface Lease {
  /** Tells this attempt from any other. */
  holder: string
  now: Date
  until: Date
  /** What began before this is forgotten. */
  forgotten: Date
}

export type Claim =
  /** @property done JSON: what an attempt before has done of it; null for nothing. */
  | { kind: 'mine', done: string | null }
  /** It was carried out. @property answer JSON. */
  | { kind: 'answered', answer: string }
  /** Somebody else is at it. */
  | { kind: 'underWay' }
  /** The key is another request's. */
  | { kind: 'other' }

const insertKeys = prepareInsert('idempotency_keys')

/**
 * Takes the request on, for as long as the lease says; takes it over from one whose lease has run out. Resolves to undefined when
 * that changed meanwhile: ask again.
 */
export async function claim (db: Database, request: KeyedRequest, lease: Lease): Promise<Claim | undefined> {
  const { holder, now, until, forgotten } = lease
  const row = {
    user_id: request.userId,
    operation: request.operation,
    key_hash: request.keyHash,
    request_hash: request.requestHash,
    holder,
    leased_until: toDateTime(until),
    answered_at: null,
    answer: null,
    created_at: toDateTime(now)
  }
  const isNew = await unlessDuplicate(() => insertKeys(db, [row]))
  if (isNew) return { kind: 'mine', done: null }
  const there = await one(db.selectFrom('idempotency_keys').selectAll(), request).executeTakeFirst()
  if (!there) return undefined
  if (toTimestamp(there.created_at) < forgotten.toISOString()) {
    await one(db.deleteFrom('idempotency_keys'), request).where('created_at', '=', there.created_at).execute()
    return undefined
  }
  if (there.request_hash !== request.requestHash) return { kind: 'other' }
  if (there.answered_at !== null) return { kind: 'answered', answer: there.answer! }
  if (toTimestamp(there.leased_until) > now.toISOString()) return { kind: 'underWay' }
  const takeOver = one(db.updateTable('idempotency_keys'), request).set({ holder, leased_until: toDateTime(until) })
  if (!await changesOne(takeOver.where('holder', '=', there.holder).where('answered_at', 'is', null))) return undefined
  // From now on the one before can add nothing.
  const taken = await one(db.selectFrom('idempotency_keys').select('answer'), request).executeTakeFirst()
  return { kind: 'mine', done: taken?.answer ?? null }
}

/** Keeps what is done so far, in the transaction of its last part. Resolves to false when somebody has taken the request over. */
export async function progress (tx: Database, request: KeyedRequest, holder: string, done: string, until: Date): Promise<boolean> {
  return changesOne(
    one(tx.updateTable('idempotency_keys'), request).set({ answer: done, leased_until: toDateTime(until) })
      .where('holder', '=', holder).where('answered_at', 'is', null)
  )
}

/** It broke off: whoever sends it again goes on with it at once. */
export async function letGo (db: Database, request: KeyedRequest, holder: string, now: Date): Promise<void> {
  await one(db.updateTable('idempotency_keys'), request).set({ leased_until: toDateTime(now) })
    .where('holder', '=', holder).where('answered_at', 'is', null).execute()
}

/** Keeps the answer, in the transaction of what it tells of. Resolves to false when somebody has taken the request over. */
export async function complete (tx: Database, request: KeyedRequest, holder: string, answer: string, now: Date): Promise<boolean> {
  return changesOne(
    one(tx.updateTable('idempotency_keys'), request).set({ answer, answered_at: toDateTime(now) })
      .where('holder', '=', holder).where('answered_at', 'is', null)
  )
}

/** Nothing came of it: the key is free again. */
export async function release (db: Database, request: KeyedRequest, holder: string): Promise<void> {
  await one(db.deleteFrom('idempotency_keys'), request).where('holder', '=', holder).where('answered_at', 'is', null).execute()
}

export async function deleteBefore (db: Database, time: Date): Promise<void> {
  await db.deleteFrom('idempotency_keys').where('created_at', '<', toDateTime(time)).execute()
}

type Column = 'user_id' | 'operation' | 'key_hash'

function one<Query extends { where: (column: Column, operator: '=', value: string) => Query }> (
  query: Query,
  { userId, operation, keyHash }: KeyedRequest
): Query {
  return query.where('user_id', '=', userId).where('operation', '=', operation).where('key_hash', '=', keyHash)
}
