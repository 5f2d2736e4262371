import type { Database } from '../../database/tables.ts'
import type { Person } from '../../../generated/schemas.ts'

export interface StoredPicture {
  /** SHA-256 of it, in hexadecimal: its name among the files. */
  hash: string
  /** Its media type. */
  type: string
}

/** Where a person's picture is; null where there is none. With another picture it is another address, so what is there never changes. */
export function avatarUrlOf (userId: string, hash: string | null): string | null {
  return hash === null ? null : `/api/v1/users/${userId}/avatar?v=${versionOf(hash)}`
}

/** Somebody as they are shown beside what they did; null where there is nobody. @param hash of their picture. */
export function personOf (id: string, name: string | null, hash: string | null): Person
export function personOf (id: string | null, name: string | null, hash: string | null): Person | null
export function personOf (id: string | null, name: string | null, hash: string | null): Person | null {
  return id === null ? null : { id, name: name ?? '', avatarUrl: avatarUrlOf(id, hash) }
}

/** What its address says of a picture. */
export const versionOf = (hash: string): string => hash.slice(0, 16)

export async function find (db: Database, userId: string): Promise<StoredPicture | undefined> {
  const row = await db.selectFrom('users').select(['avatar_hash', 'avatar_type']).where('id', '=', userId).executeTakeFirst()
  return row?.avatar_hash ? { hash: row.avatar_hash, type: row.avatar_type! } : undefined
}

/** Without a new version of the account: nobody who edits it is in the way of it. */
export async function set (tx: Database, userId: string, picture: StoredPicture | undefined): Promise<void> {
  await tx.updateTable('users').set({ avatar_hash: picture?.hash ?? null, avatar_type: picture?.type ?? null })
    .where('id', '=', userId).execute()
}

/** These people, as they are shown beside what they did. */
export async function listPeople (db: Database, ids: string[]): Promise<Person[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('users').select(['id', 'name', 'avatar_hash']).where('id', 'in', ids).execute()
  return rows.map((row) => personOf(row.id, row.name, row.avatar_hash))
}
