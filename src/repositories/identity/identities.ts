import { toDateTime } from '../../database/dialect.ts'
import type { Database } from '../../database/tables.ts'
import { insertUnlessThere } from '../../database/writes.ts'

/** Who somebody is at a provider: its name and theirs there, without spaces. MySQL ignores those at the end. */
export interface Identity {
  issuer: string
  subject: string
}

/** The person that it was linked to. */
export async function findPerson (db: Database, { issuer, subject }: Identity): Promise<{ userId: string, disabled: boolean } | undefined> {
  const row = await db.selectFrom('identities').innerJoin('users', 'users.id', 'identities.user_id')
    .select(['user_id', 'disabled_at']).where('issuer', '=', issuer).where('subject', '=', subject).executeTakeFirst()
  return row && { userId: row.user_id, disabled: row.disabled_at !== null }
}

/** Who the person is at this issuer, if anybody. */
export async function findSubject (db: Database, issuer: string, userId: string): Promise<string | undefined> {
  const row = await db.selectFrom('identities').select('subject').where('issuer', '=', issuer).where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.subject
}

export async function listOf (db: Database, userId: string): Promise<Identity[]> {
  return db.selectFrom('identities').select(['issuer', 'subject']).where('user_id', '=', userId).orderBy('linked_at').execute()
}

/** Resolves to false when it is not theirs. */
export async function remove (tx: Database, { issuer, subject }: Identity, userId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('identities').where('issuer', '=', issuer).where('subject', '=', subject)
    .where('user_id', '=', userId).executeTakeFirst()
  return numDeletedRows === 1n
}

/** Resolves to false when it is linked already, to whomever, or the person has another one of the issuer. */
export async function insert (tx: Database, { issuer, subject }: Identity, userId: string, now: Date): Promise<boolean> {
  return insertUnlessThere(tx.insertInto('identities').values({ issuer, subject, user_id: userId, linked_at: toDateTime(now) }))
}
