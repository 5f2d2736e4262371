import { toDateTime, toTimestamp, toTimestampOrNull } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { hashOf, newSecret } from '../../database/secret.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne } from '../../database/queries/writes.ts'
import type { CalendarFeed, CalendarKind } from '../../../generated/schemas.ts'

const columns = ['id', 'name', 'include', 'created_at', 'last_used_at'] as const

const select = (db: Database) => db.selectFrom('calendar_feeds').select(columns)
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

/** A person's, the oldest first. */
export async function list (db: Database, userId: string): Promise<CalendarFeed[]> {
  return (await select(db).where('user_id', '=', userId).orderBy('id').execute()).map(toFeed)
}

/** @returns the feed, and its secret, which is kept as a hash only. */
export async function insert (
  tx: Database,
  userId: string,
  { name, include }: { name: string, include: CalendarKind[] },
  now: Date
): Promise<{ feed: CalendarFeed, secret: string }> {
  const [id, secret] = [newId(now.getTime()), newSecret()]
  const row = { id, name, include: JSON.stringify(include), created_at: toDateTime(now), last_used_at: null }
  await tx.insertInto('calendar_feeds').values({ ...row, user_id: userId, token_hash: hashOf(secret) }).execute()
  return { feed: toFeed(row), secret }
}

/** Resolves to false where the person has no such feed. */
export async function remove (db: Database, userId: string, id: string): Promise<boolean> {
  return changesOne(db.deleteFrom('calendar_feeds').where('user_id', '=', userId).where('id', '=', id))
}

/** Whose it is, whether or not they may still read it. */
export async function findBySecret (db: Database, secret: string): Promise<{ feed: CalendarFeed, userId: string } | undefined> {
  const row = await db.selectFrom('calendar_feeds').select([...columns, 'user_id']).where('token_hash', '=', hashOf(secret))
    .executeTakeFirst()
  return row && { feed: toFeed(row), userId: row.user_id }
}

export async function noteUse (db: Database, id: string, now: Date): Promise<void> {
  await db.updateTable('calendar_feeds').set({ last_used_at: toDateTime(now) }).where('id', '=', id).execute()
}

function toFeed (row: Row): CalendarFeed {
  return {
    id: row.id,
    name: row.name,
    include: JSON.parse(row.include),
    createdAt: toTimestamp(row.created_at),
    lastUsedAt: toTimestampOrNull(row.last_used_at)
  }
}
