import type { Kysely } from 'kysely'
import { newId } from '../src/database/id.ts'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Addresses that are to be confirmed, identities that can be named, and pictures of people. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, addColumn, addReference, createIndex } = schemaChanges(db)

  await addColumn('link_tokens', 'session_id', type.id)

  await addColumn('identities', 'id', type.id)
  await addColumn('identities', 'email', type.text(254))
  await nameIdentities(db)
  await createIndex('identities', 'identities_id', ['id'], { unique: true })

  await addReference('sign_in_flows', 'user_id', type.id, 'sign_in_flows_user', 'users')
  await addColumn('sign_in_flows', 'session_id', type.id)

  await addColumn('users', 'avatar_hash', type.key)
  await addColumn('users', 'avatar_type', type.key)
  await createIndex('users', 'users_by_avatar', ['avatar_hash'])
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropColumn, dropIndex, dropReference } = schemaChanges(db)
  await dropIndex('users', 'users_by_avatar')
  for (const column of ['avatar_type', 'avatar_hash']) await dropColumn('users', column)
  await dropColumn('sign_in_flows', 'session_id')
  await dropReference('sign_in_flows', 'user_id', 'sign_in_flows_user')
  await dropIndex('identities', 'identities_id')
  for (const column of ['email', 'id']) await dropColumn('identities', column)
  await dropColumn('link_tokens', 'session_id')
}

async function nameIdentities (db: Kysely<any>): Promise<void> {
  const nameless: { issuer: string, subject: string }[] = await db.selectFrom('identities').select(['issuer', 'subject'])
    .where('id', 'is', null).execute()
  for (const { issuer, subject } of nameless) {
    await db.updateTable('identities').set({ id: newId() }).where('issuer', '=', issuer).where('subject', '=', subject).execute()
  }
}
