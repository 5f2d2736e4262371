import { toDateTime } from '../../database/dialect.ts'
import { hashOf, newSecret } from '../../database/secret.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne } from '../../database/queries/writes.ts'

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

/** A new address that waits to be confirmed. */
export interface EmailChange {
  userId: string
  /** Normalised. */
  email: string
  /** The session that asked for it; null for none that is known. */
  sessionId: string | null
}

/** The person's former one serves no more. */
export async function insertEmailChange (tx: Database, { userId, email, sessionId }: EmailChange, expiresAt: Date): Promise<string> {
  await deleteEmailChangeOf(tx, userId)
  const secret = newSecret()
  await tx.insertInto('link_tokens').values({
    id: hashOf(secret),
    purpose: 'email',
    user_id: userId,
    session_id: sessionId,
    email,
    registration: null,
    expires_at: toDateTime(expiresAt)
  }).execute()
  return secret
}

export async function findEmailChange (db: Database, secret: string, now: Date): Promise<EmailChange | undefined> {
  const row = await find(db, 'email', secret, now)
  return row && { userId: row.user_id!, email: row.email!, sessionId: row.session_id }
}

/** The address that the person has to confirm. */
export async function findPendingEmail (db: Database, userId: string, now: Date): Promise<string | undefined> {
  const row = await db.selectFrom('link_tokens').select('email')
    .where('user_id', '=', userId).where('purpose', '=', 'email').where('expires_at', '>', toDateTime(now)).executeTakeFirst()
  return row?.email ?? undefined
}

/** The person keeps the address that they have. Resolves to false when they did anyway. */
export async function deleteEmailChangeOf (tx: Database, userId: string): Promise<boolean> {
  return changesOne(tx.deleteFrom('link_tokens').where('user_id', '=', userId).where('purpose', '=', 'email'))
}

/** The person whose password it sets. Resolves to undefined when it is unknown, used or over. */
export async function findReset (db: Database, secret: string, now: Date): Promise<string | undefined> {
  return (await find(db, 'reset', secret, now))?.user_id ?? undefined
}

export async function findRegistration (db: Database, secret: string, now: Date): Promise<PendingRegistration | undefined> {
  const row = await find(db, 'register', secret, now)
  return row?.registration ? JSON.parse(row.registration) : undefined
}

function find (db: Database, purpose: 'reset' | 'register' | 'email', secret: string, now: Date) {
  return db.selectFrom('link_tokens').select(['user_id', 'session_id', 'email', 'registration'])
    .where('id', '=', hashOf(secret)).where('purpose', '=', purpose).where('expires_at', '>', toDateTime(now)).executeTakeFirst()
}

/** Uses it up. Resolves to false when somebody else was first. */
export async function consume (db: Database, secret: string): Promise<boolean> {
  return changesOne(db.deleteFrom('link_tokens').where('id', '=', hashOf(secret)))
}

/** Those that set the person's password or address serve no more. */
export async function deleteOf (db: Database, userId: string): Promise<void> {
  await db.deleteFrom('link_tokens').where('user_id', '=', userId).execute()
}

/** Whoever registered with the address has to begin anew. */
export async function deleteRegistrationsOf (db: Database, email: string): Promise<void> {
  await db.deleteFrom('link_tokens').where('email', '=', email).where('purpose', '=', 'register').execute()
}

export async function deleteExpired (db: Database, now: Date): Promise<void> {
  await db.deleteFrom('link_tokens').where('expires_at', '<', toDateTime(now)).execute()
}
