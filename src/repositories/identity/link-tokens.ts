import { toDateTime } from '../../database/dialect.ts'
import { hashOf, newSecret } from '../../database/secret.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne } from '../../database/writes.ts'

/** Somebody who has not yet followed the link to their registration. */
export interface PendingRegistration {
  email: string
  name: string
  passwordHash: string
  /** SHA-256 of what the browser that registers was given, in hexadecimal. */
  browserHash?: string
}

export async function insertReset (db: Database, userId: string, expiresAt: Date): Promise<string> {
  const secret = newSecret()
  await db.insertInto('link_tokens').values({
    id: hashOf(secret),
    purpose: 'reset',
    user_id: userId,
    registration: null,
    expires_at: toDateTime(expiresAt)
  }).execute()
  return secret
}

/** Those for the address that there were serve no more. */
export async function insertRegistration (db: Database, registration: PendingRegistration, expiresAt: Date): Promise<string> {
  await deleteRegistrationsOf(db, registration.email)
  const secret = newSecret()
  await db.insertInto('link_tokens').values({
    id: hashOf(secret),
    purpose: 'register',
    user_id: null,
    email: registration.email,
    registration: JSON.stringify(registration),
    expires_at: toDateTime(expiresAt)
  }).execute()
  return secret
}

/** The person whose password it sets. Resolves to undefined when it is unknown, used or over. */
export async function findReset (db: Database, secret: string, now: Date): Promise<string | undefined> {
  return (await find(db, 'reset', secret, now))?.user_id ?? undefined
}

export async function findRegistration (db: Database, secret: string, now: Date): Promise<PendingRegistration | undefined> {
  const row = await find(db, 'register', secret, now)
  return row?.registration ? JSON.parse(row.registration) : undefined
}

function find (db: Database, purpose: 'reset' | 'register', secret: string, now: Date) {
  return db.selectFrom('link_tokens').select(['user_id', 'registration'])
    .where('id', '=', hashOf(secret)).where('purpose', '=', purpose).where('expires_at', '>', toDateTime(now)).executeTakeFirst()
}

/** Uses it up. Resolves to false when somebody else was first. */
export async function consume (db: Database, secret: string): Promise<boolean> {
  return changesOne(db.deleteFrom('link_tokens').where('id', '=', hashOf(secret)))
}

/** Those that set the person's password serve no more. */
export async function deleteResetsOf (db: Database, userId: string): Promise<void> {
  await db.deleteFrom('link_tokens').where('user_id', '=', userId).where('purpose', '=', 'reset').execute()
}

/** Whoever registered with the address has to begin anew. */
export async function deleteRegistrationsOf (db: Database, email: string): Promise<void> {
  await db.deleteFrom('link_tokens').where('email', '=', email).where('purpose', '=', 'register').execute()
}

export async function deleteExpired (db: Database, now: Date): Promise<void> {
  await db.deleteFrom('link_tokens').where('expires_at', '<', toDateTime(now)).execute()
}
