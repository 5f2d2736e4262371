import type { Database } from '../database/tables.ts'

export interface Credentials {
  id: string
  passwordHash: string | null
  disabled: boolean
}

/** @param email normalised. */
export async function findCredentials (db: Database, email: string): Promise<Credentials | undefined> {
  const row = await db.selectFrom('users').select(['id', 'email', 'password_hash', 'disabled_at']).where('email', '=', email).executeTakeFirst()
  // MySQL's collations ignore spaces at the end, even the binary ones.
  return row?.email !== email ? undefined : { id: row.id, passwordHash: row.password_hash, disabled: row.disabled_at !== null }
}

/** Stores a rehashed password, unless the password was changed meanwhile. */
export async function replacePasswordHash (db: Database, userId: string, from: string, to: string): Promise<void> {
  await db.updateTable('users').set({ password_hash: to }).where('id', '=', userId).where('password_hash', '=', from).execute()
}
