import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** What proves that a session, an identity and a password are their owner's. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, addColumn, createIndex } = schemaChanges(db)

  await addColumn('sessions', 'refresh_voided', type.integer, (column) => column.notNull().defaultTo(0))
  await addColumn('sessions', 'refresh_exchanged', type.text(1000))

  await unlinkSecondIdentities(db)
  await createIndex('identities', 'identities_of_issuer', ['issuer', 'user_id'], { unique: true })

  await addColumn('link_tokens', 'email', type.text(254))
  await createIndex('link_tokens', 'link_tokens_by_email', ['email'])

  await addColumn('users', 'password_unproven', type.integer, (column) => column.notNull().defaultTo(0))
  await doubtOpenRegistrations(db)
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropColumn, dropIndex } = schemaChanges(db)
  await dropColumn('users', 'password_unproven')
  await dropIndex('link_tokens', 'link_tokens_by_email')
  await dropColumn('link_tokens', 'email')
  await dropIndex('identities', 'identities_of_issuer')
  for (const column of ['refresh_exchanged', 'refresh_voided']) await dropColumn('sessions', column)
}

/** Who came second, with an address that had changed hands, was let in as the first: that one stays. */
async function unlinkSecondIdentities (db: Kysely<any>): Promise<void> {
  const identities = await db.selectFrom('identities').select(['issuer', 'subject', 'user_id']).orderBy('linked_at').orderBy('subject')
    .execute()
  const seen = new Set<string>()
  for (const { issuer, subject, user_id: userId } of identities) {
    const key = JSON.stringify([issuer, userId])
    if (seen.has(key)) await db.deleteFrom('identities').where('issuer', '=', issuer).where('subject', '=', subject).execute()
    seen.add(key)
  }
}

/**
 * Whoever registered openly chose the password, and whoever had the address confirmed it: nobody has shown that the two are one.
 * Who came otherwise has used a link of a message to set it.
 */
async function doubtOpenRegistrations (db: Kysely<any>): Promise<void> {
  const registered = db.selectFrom('audit_entries').select('target_id').where('action', '=', 'user.registered')
  const reset = db.selectFrom('audit_entries').select('target_id').where('action', '=', 'password.reset').where('target_id', 'is not', null)
  const invited = db.selectFrom('invitations').select('email').where('accepted_at', 'is not', null)
  await db.updateTable('users').set({ password_unproven: 1 }).where('password_hash', 'is not', null)
    .where('id', 'in', registered).where('id', 'not in', reset).where('email', 'not in', invited).execute()
}
