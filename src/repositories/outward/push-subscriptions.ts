import { toDateTime, toTimestamp, toTimestampOrNull } from '../../database/dialect.ts'
import { hashOf } from '../../database/secret.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne, insertUnlessThere } from '../../database/queries/writes.ts'

/** Those of sessions that are not over, and of people who may sign in; whatever ends a session ends them. */
const live = (db: Database, now: Date) =>
  db.selectFrom('push_subscriptions').innerJoin('sessions', 'sessions.id', 'push_subscriptions.session_id')
    .innerJoin('users', 'users.id', 'push_subscriptions.user_id')
    .where('users.disabled_at', 'is', null).where('sessions.revoked_at', 'is', null)
    .where('sessions.expires_at', '>', toDateTime(now)).where('sessions.idle_expires_at', '>', toDateTime(now))

export interface Subscription {
  id: string
  sessionId: string
  userAgent: string
  createdAt: string
  lastUsedAt: string | null
}

/** A person's, the oldest first. */
export async function list (db: Database, userId: string, now: Date): Promise<Subscription[]> {
  const rows = await live(db, now).where('push_subscriptions.user_id', '=', userId).orderBy('push_subscriptions.id').select([
    'push_subscriptions.id',
    'push_subscriptions.session_id',
    'push_subscriptions.created_at',
    'push_subscriptions.last_used_at',
    'sessions.user_agent'
  ]).execute()
  return rows.map((row) => ({
    id: row.id,
    sessionId: row.session_id,
    userAgent: row.user_agent,
    createdAt: toTimestamp(row.created_at),
    lastUsedAt: toTimestampOrNull(row.last_used_at)
  }))
}

export interface NewSubscription {
  id: string
  userId: string
  sessionId: string
  endpoint: string
  p256dh: string
  auth: string
  /** Our public key, which the browser was given. */
  serverKey: string
}

/** Has the session's browser subscribed just so? */
export async function isThere (tx: Database, { userId, sessionId, endpoint, p256dh, auth, serverKey }: NewSubscription): Promise<boolean> {
  const row = await tx.selectFrom('push_subscriptions').select(['user_id', 'endpoint', 'p256dh', 'auth', 'server_key'])
    .where('session_id', '=', sessionId).executeTakeFirst()
  return row !== undefined && row.user_id === userId && row.endpoint === endpoint && row.p256dh === p256dh && row.auth === auth &&
    row.server_key === serverKey
}

/** In the place of the one that the session had, and of whoever else is told there. */
export async function replace (tx: Database, { id, userId, sessionId, serverKey, ...browser }: NewSubscription, now: Date): Promise<void> {
  const endpointHash = hashOf(browser.endpoint)
  const row = {
    id,
    user_id: userId,
    session_id: sessionId,
    ...browser,
    endpoint_hash: endpointHash,
    server_key: serverKey,
    created_at: toDateTime(now),
    last_used_at: null,
    paused_until: null
  }
  do {
    await tx.deleteFrom('push_subscriptions').where('session_id', '=', sessionId).execute()
    await tx.deleteFrom('push_subscriptions').where('endpoint_hash', '=', endpointHash).execute()
    // Somebody else may have taken the browser meanwhile.
  } while (!await insertUnlessThere(tx.insertInto('push_subscriptions').values(row)))
}

/** Resolves to false where the person has no such subscription. */
export async function remove (tx: Database, userId: string, id: string): Promise<boolean> {
  return changesOne(tx.deleteFrom('push_subscriptions').where('user_id', '=', userId).where('id', '=', id))
}

/** Is there any, of a session that may be over? */
export async function hasAny (tx: Database, userId: string): Promise<boolean> {
  return await tx.selectFrom('push_subscriptions').select('id').where('user_id', '=', userId).executeTakeFirst() !== undefined
}

/** Where somebody is told now. */
export interface Told {
  id: string
  userId: string
  endpoint: string
  p256dh: string
  auth: string
  pausedUntil: Date | null
}

/** The live ones of a person, or one of them, that take messages from this key of ours. */
export async function listTold (
  db: Database,
  { userId, id, serverKey }: { userId: string, id?: string, serverKey: string },
  now: Date
): Promise<Told[]> {
  let query = live(db, now).where('push_subscriptions.user_id', '=', userId).where('server_key', '=', serverKey)
  if (id !== undefined) query = query.where('push_subscriptions.id', '=', id)
  const rows = await query.orderBy('push_subscriptions.id')
    .select(['push_subscriptions.id', 'endpoint', 'p256dh', 'auth', 'paused_until']).execute()
  return rows.map(({ paused_until: until, ...row }) => ({
    ...row,
    userId,
    pausedUntil: until === null ? null : new Date(toTimestamp(until))
  }))
}

export async function noteUse (db: Database, id: string, now: Date): Promise<void> {
  await db.updateTable('push_subscriptions').set({ last_used_at: toDateTime(now), paused_until: null }).where('id', '=', id).execute()
}

/** Its push service wants to be left alone until then. */
export async function pause (db: Database, id: string, until: Date): Promise<void> {
  await db.updateTable('push_subscriptions').set({ paused_until: toDateTime(until) }).where('id', '=', id).execute()
}

/** Those that nobody is told by any more: of sessions that are over. @param userId of one person only. */
export async function deleteEnded (db: Database, now: Date, userId?: string): Promise<void> {
  let query = db.selectFrom('push_subscriptions').innerJoin('sessions', 'sessions.id', 'push_subscriptions.session_id')
    .select('push_subscriptions.id').where((eb) =>
      eb.or([
        eb('sessions.revoked_at', 'is not', null),
        eb('sessions.expires_at', '<=', toDateTime(now)),
        eb('sessions.idle_expires_at', '<=', toDateTime(now))
      ])
    )
  if (userId !== undefined) query = query.where('push_subscriptions.user_id', '=', userId)
  const ids = (await query.limit(1000).execute()).map(({ id }) => id)
  if (ids.length > 0) await db.deleteFrom('push_subscriptions').where('id', 'in', ids).execute()
}
