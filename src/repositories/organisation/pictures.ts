import type { Database } from '../../database/tables.ts'

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
