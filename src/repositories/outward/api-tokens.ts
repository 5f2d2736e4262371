import type { ApiToken, ApiTokenScope } from '../../../generated/schemas.ts'
import { dialectOf, toDateTime, toTimestamp, toTimestampOrNull } from '../../database/dialect.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne } from '../../database/queries/writes.ts'

const columns = ['id', 'name', 'scopes', 'created_at', 'expires_at', 'last_used_at'] as const

const select = (db: Database) => db.selectFrom('api_tokens').select(columns)
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

/** A person's that are not over, the oldest first. */
export async function list (db: Database, userId: string, now: Date): Promise<ApiToken[]> {
  return (await select(db).where('user_id', '=', userId).where('expires_at', '>', toDateTime(now)).orderBy('id').execute()).map(toToken)
}

export interface NewApiToken {
  id: string
  userId: string
  name: string
  scopes: ApiTokenScope[]
  hash: string
  expiresAt: Date
}

export async function insert (tx: Database, { id, userId, name, scopes, hash, expiresAt }: NewApiToken, now: Date): Promise<ApiToken> {
  const row = {
    id,
    name,
    scopes: JSON.stringify(scopes),
    created_at: toDateTime(now),
    expires_at: toDateTime(expiresAt),
    last_used_at: null
  }
  await tx.insertInto('api_tokens').values({ ...row, user_id: userId, token_hash: hash }).execute()
  return toToken(row)
}

/** Resolves to false where the person has no such token. */
export async function remove (tx: Database, userId: string, id: string): Promise<boolean> {
  return changesOne(tx.deleteFrom('api_tokens').where('user_id', '=', userId).where('id', '=', id))
}

/** All of a person's. @returns their ids. */
export async function removeAll (tx: Database, userId: string): Promise<string[]> {
  const query = tx.selectFrom('api_tokens').select('id').where('user_id', '=', userId).orderBy('id')
  const ids = (await (dialectOf(tx) === 'mysql' ? query.forUpdate() : query).execute()).map(({ id }) => id)
  if (ids.length > 0) await tx.deleteFrom('api_tokens').where('id', 'in', ids).execute()
  return ids
}

/** The people who have any. */
export async function listOwners (db: Database): Promise<string[]> {
  return (await db.selectFrom('api_tokens').select('user_id').distinct().orderBy('user_id').execute()).map((row) => row.user_id)
}

/** Those that are over, whosever they are. */
export async function deleteExpired (db: Database, now: Date): Promise<void> {
  await db.deleteFrom('api_tokens').where('expires_at', '<=', toDateTime(now)).execute()
}

export interface FoundToken {
  id: string
  userId: string
  scopes: string[]
  lastUsedAt: Date | null
}

/** One that is not over, whether or not its owner may do anything still. */
export async function findByHash (db: Database, hash: string, now: Date): Promise<FoundToken | undefined> {
  const row = await db.selectFrom('api_tokens').select(['id', 'user_id', 'scopes', 'last_used_at'])
    .where('token_hash', '=', hash).where('expires_at', '>', toDateTime(now)).executeTakeFirst()
  return row && {
    id: row.id,
    userId: row.user_id,
    scopes: JSON.parse(row.scopes),
    lastUsedAt: row.last_used_at === null ? null : new Date(toTimestamp(row.last_used_at))
  }
}

export async function noteUse (db: Database, id: string, now: Date): Promise<void> {
  await db.updateTable('api_tokens').set({ last_used_at: toDateTime(now) }).where('id', '=', id).execute()
}

function toToken (row: Row): ApiToken {
  return {
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes),
    createdAt: toTimestamp(row.created_at),
    expiresAt: toTimestamp(row.expires_at),
    lastUsedAt: toTimestampOrNull(row.last_used_at)
  }
}
