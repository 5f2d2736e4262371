import { toDateTime } from '../../database/dialect.ts'
import { hashOf } from '../../database/secret.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne } from '../../database/queries/writes.ts'

export async function insert (db: Database, ticket: { secret: string, sessionId: string, userId: string, expiresAt: Date }): Promise<void> {
  await db.insertInto('ws_tickets').values({
    id: hashOf(ticket.secret),
    session_id: ticket.sessionId,
    user_id: ticket.userId,
    expires_at: toDateTime(ticket.expiresAt)
  }).execute()
}

/** The session that a ticket stands for. Resolves to undefined when it is unknown or expired, or somebody else was first. */
export async function consume (db: Database, secret: string, now: Date): Promise<string | undefined> {
  const id = hashOf(secret)
  const row = await db.selectFrom('ws_tickets').select('session_id').where('id', '=', id).where('expires_at', '>', toDateTime(now))
    .executeTakeFirst()
  if (!row) return undefined
  return await changesOne(db.deleteFrom('ws_tickets').where('id', '=', id)) ? row.session_id : undefined
}

export async function deleteExpired (db: Database, now: Date): Promise<void> {
  await db.deleteFrom('ws_tickets').where('expires_at', '<', toDateTime(now)).execute()
}
