import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne, insertUnlessThere } from '../../database/queries/writes.ts'
import type { Identity as LinkedIdentity } from '../../../generated/schemas.ts'

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

/** Those of a person, the first linked first. */
export async function listOf (db: Database, userId: string): Promise<(Identity & { id: string })[]> {
  return db.selectFrom('identities').select(['id', 'issuer', 'subject']).where('user_id', '=', userId).orderBy('linked_at').orderBy('id')
    .execute()
}

/** The same, as they are shown. */
export async function listShown (db: Database, userId: string): Promise<LinkedIdentity[]> {
  const rows = await db.selectFrom('identities').select(['id', 'email', 'linked_at']).where('user_id', '=', userId)
    .orderBy('linked_at').orderBy('id').execute()
  return rows.map(({ id, email, linked_at: linkedAt }) => ({ id, provider: 'google', email, linkedAt: toTimestamp(linkedAt) }))
}

/** Resolves to false when it is not theirs. */
export async function remove (tx: Database, id: string, userId: string): Promise<boolean> {
  return changesOne(tx.deleteFrom('identities').where('id', '=', id).where('user_id', '=', userId))
}

/**
 * Resolves to false when it is linked already, to whomever, or the person has another one of the issuer.
 * @param identity with its address there, where that is known.
 */
export async function insert (
  tx: Database,
  { issuer, subject, email = null }: Identity & { email?: string | null },
  userId: string,
  now: Date
): Promise<boolean> {
  const row = { id: newId(now.getTime()), issuer, subject, email, user_id: userId, linked_at: toDateTime(now) }
  return insertUnlessThere(tx.insertInto('identities').values(row))
}
