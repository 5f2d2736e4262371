import { sql } from 'kysely'
import type { Notification } from '../../../generated/schemas.ts'
import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { prepare } from '../../database/prepared.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne } from '../../database/writes.ts'

const newest = prepare((db, parameter: (name: 'userId') => string) =>
  db
    .selectFrom('notifications')
    .where('user_id', '=', parameter('userId'))
    // As text: MySQL's driver takes long to decode a hundred binary times.
    .select([
      'id',
      'title',
      'body',
      sql<string>`cast(created_at as char(23))`.as('created_at'),
      sql<string | null>`cast(read_at as char(23))`.as('read_at')
    ])
    .orderBy('notifications.created_at', 'desc').orderBy('id', 'desc')
    .limit(sql.lit(100))
)

/** The 100 newest of a person. */
export async function listNewest (db: Database, userId: string): Promise<Notification[]> {
  const rows = await newest(db, { userId })
  return rows.map(toNotification)
}

const unread = prepare((db, parameter: (name: 'userId') => string) =>
  db
    .selectFrom('notifications')
    .where('user_id', '=', parameter('userId')).where('read_at', 'is', null)
    .select(sql<number>`count(*)`.as('count'))
)

export async function countUnread (db: Database, userId: string): Promise<number> {
  const [{ count }] = await unread(db, { userId })
  return Number(count)
}

export interface NewNotification {
  userId: string
  type: string
  title: string
  body: string | null
  reportId: string | null
}

export async function insert (tx: Database, notification: NewNotification, now: Date): Promise<Notification> {
  const { userId, type, title, body, reportId } = notification
  const row = { id: newId(now.getTime()), title, body, created_at: toDateTime(now), read_at: null }
  await tx.insertInto('notifications').values({ ...row, user_id: userId, type, report_id: reportId }).execute()
  return toNotification(row)
}

/** Takes back what is unread about these reports. Resolves to false when nothing is. */
export async function withdraw (tx: Database, userId: string, type: string, reportIds: string[]): Promise<boolean> {
  if (reportIds.length === 0) return false
  return changesOne(
    tx.deleteFrom('notifications').where('user_id', '=', userId).where('type', '=', type).where('report_id', 'in', reportIds)
      .where('read_at', 'is', null)
  )
}

/** Resolves to false when it is not this person's, or was read before. */
export async function markRead (tx: Database, userId: string, id: string, now: Date): Promise<boolean> {
  return changesOne(
    tx.updateTable('notifications').set({ read_at: toDateTime(now) })
      .where('id', '=', id).where('user_id', '=', userId).where('read_at', 'is', null)
  )
}

/** Resolves to false when none was unread. */
export async function markAllRead (tx: Database, userId: string, now: Date): Promise<boolean> {
  return changesOne(
    tx.updateTable('notifications').set({ read_at: toDateTime(now) }).where('user_id', '=', userId).where('read_at', 'is', null)
  )
}

interface NotificationRow {
  id: string
  title: string
  body: string | null
  created_at: string
  read_at: string | null
}

function toNotification (row: NotificationRow): Notification {
  const notification: Notification = {
    id: row.id,
    title: row.title,
    body: row.body ?? '',
    createdAt: toTimestamp(row.created_at),
    read: row.read_at !== null
  }
  if (row.read_at !== null) notification.readAt = toTimestamp(row.read_at)
  return notification
}
