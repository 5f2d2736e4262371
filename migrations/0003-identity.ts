import { type Kysely, sql } from 'kysely'
import { columnTypes, withTableOptions } from '../src/database/columns.ts'
import { dialectOf } from '../src/database/dialect.ts'

/** Registration, invitations, sign-in with a provider, throttling and the audit log. */
export async function up (db: Kysely<any>): Promise<void> {
  const type = columnTypes(db)
  const create = (name: string) => withTableOptions(db, db.schema.createTable(name))

  await db.schema.alterTable('organisation').addColumn('registration_mode', type.key, (column) => column.notNull().defaultTo('invitation'))
    .execute()
  // No default: MySQL has none for long texts.
  await db.schema.alterTable('organisation').addColumn('allowed_email_domains', type.longText).execute()
  await db.schema.alterTable('organisation').addColumn('version', type.integer, (column) => column.notNull().defaultTo(1)).execute()
  await db.schema.alterTable('users').addColumn('version', type.integer, (column) => column.notNull().defaultTo(1)).execute()
  await db.schema.createIndex('users_by_name').on('users').columns(['name', 'id']).execute()

  await create('invitations')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('email', type.text(254), (column) => column.notNull())
    .addColumn('role', type.key, (column) => column.notNull())
    .addColumn('division_id', type.id)
    .addColumn('teams', type.longText, (column) => column.notNull())
    .addColumn('token_hash', type.key, (column) => column.notNull())
    .addColumn('invited_by', type.id, (column) => column.notNull())
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('expires_at', type.dateTime, (column) => column.notNull())
    .addColumn('accepted_at', type.dateTime)
    .addColumn('revoked_at', type.dateTime)
    .addColumn('pending_key', type.text(254), (column) => column.notNull())
    .addUniqueConstraint('invitations_token', ['token_hash'])
    .addUniqueConstraint('invitations_pending', ['pending_key'])
    .addForeignKeyConstraint('invitations_invited_by', ['invited_by'], 'users', ['id'])
    .addForeignKeyConstraint('invitations_division', ['division_id'], 'divisions', ['id'])
    .execute()

  await create('link_tokens')
    .addColumn('id', type.key, (column) => column.primaryKey())
    .addColumn('purpose', type.key, (column) => column.notNull())
    .addColumn('user_id', type.id)
    .addColumn('registration', type.longText)
    .addColumn('expires_at', type.dateTime, (column) => column.notNull())
    .addForeignKeyConstraint('link_tokens_user', ['user_id'], 'users', ['id'])
    .execute()
  await db.schema.createIndex('link_tokens_by_expiry').on('link_tokens').columns(['expires_at']).execute()

  await create('identities')
    .addColumn('issuer', type.key, (column) => column.notNull())
    .addColumn('subject', type.key, (column) => column.notNull())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('linked_at', type.dateTime, (column) => column.notNull())
    .addPrimaryKeyConstraint('identities_key', ['issuer', 'subject'])
    .addForeignKeyConstraint('identities_user', ['user_id'], 'users', ['id'])
    .execute()

  await create('sign_in_flows')
    .addColumn('id', type.key, (column) => column.primaryKey())
    .addColumn('browser_hash', type.key, (column) => column.notNull())
    .addColumn('nonce', type.key, (column) => column.notNull())
    .addColumn('code_verifier', type.key, (column) => column.notNull())
    .addColumn('return_to', type.text(500), (column) => column.notNull())
    .addColumn('expires_at', type.dateTime, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('sign_in_flows_by_expiry').on('sign_in_flows').columns(['expires_at']).execute()

  await create('attempts')
    .addColumn('id', type.key, (column) => column.primaryKey())
    .addColumn('network', type.key)
    .addColumn('count', type.integer, (column) => column.notNull())
    .addColumn('window_started_at', type.dateTime, (column) => column.notNull())
    .addColumn('last_at', type.dateTime, (column) => column.notNull())
    .addColumn('blocked_until', type.dateTime)
    .execute()
  await db.schema.createIndex('attempts_by_network').on('attempts').columns(['network', 'last_at']).execute()
  await db.schema.createIndex('attempts_by_time').on('attempts').columns(['last_at']).execute()

  await create('audit_entries')
    .addColumn('id', type.bigint, (column) => column.primaryKey())
    .addColumn('time', type.dateTime, (column) => column.notNull())
    .addColumn('actor_id', type.id)
    .addColumn('action', type.key, (column) => column.notNull())
    .addColumn('target_type', type.key, (column) => column.notNull())
    .addColumn('target_id', type.id)
    .addColumn('before', type.longText)
    .addColumn('after', type.longText)
    .addColumn('address', type.key)
    .addColumn('request_id', type.key)
    .addColumn('hash', type.key, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('audit_entries_by_action').on('audit_entries').columns(['action', 'id']).execute()
  await db.schema.createIndex('audit_entries_by_actor').on('audit_entries').columns(['actor_id', 'id']).execute()
  await db.schema.createIndex('audit_entries_by_target').on('audit_entries').columns(['target_id', 'id']).execute()

  await create('audit_head')
    .addColumn('id', type.integer, (column) => column.primaryKey())
    .addColumn('entry_id', type.bigint, (column) => column.notNull())
    .addColumn('hash', type.key, (column) => column.notNull())
    .execute()
  await db.insertInto('audit_head').values({ id: 1, entry_id: 0, hash: sql.lit('') }).execute()
}

export async function down (db: Kysely<any>): Promise<void> {
  for (const table of ['audit_head', 'audit_entries', 'attempts', 'sign_in_flows', 'identities', 'link_tokens', 'invitations']) {
    await db.schema.dropTable(table).execute()
  }
  const index = db.schema.dropIndex('users_by_name')
  await (dialectOf(db) === 'sqlite' ? index : index.on('users')).execute()
  await db.schema.alterTable('users').dropColumn('version').execute()
  for (const column of ['version', 'allowed_email_domains', 'registration_mode']) {
    await db.schema.alterTable('organisation').dropColumn(column).execute()
  }
}
