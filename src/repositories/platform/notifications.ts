import { sql } from 'kysely'
import type { Locale, Person } from '../../../generated/schemas.ts'
import { dialectOf, toDateTime, toTimestamp } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { isId, isTime, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import { prepare, prepareInsert } from '../../database/queries/prepared.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { changesOne, insertUnlessThere, unlessDuplicate } from '../../database/queries/writes.ts'
import { recent } from '../../runtime/recent.ts'
import { personOf } from '../organisation/pictures.ts'

/** A notice as it is stored, in no language. */
export interface StoredNotice {
  id: string
  type: string
  arguments: unknown
  target: NoticeTarget | null
  /** Undefined where nobody asked. */
  actor?: Person | null
  createdAt: string
  /** Null while it is unread. */
  readAt: string | null
}

export interface NoticeTarget {
  kind: NonNullable<Tables['notices']['target_kind']>
  id: string
}

/** Each as one text, of which a hundred are read in half the time of as many rows with all their columns; the last may have lines. */
const newest = prepare((db, parameter: (name: 'userId') => string) =>
  db.selectFrom('notices').where('user_id', '=', parameter('userId'))
    .select([
      sql<string>`concat_ws('\n', id, type, cast(created_at as char(23)), coalesce(cast(read_at as char(23)), ''), arguments)`.as('text'),
      sql<Locale | null>`(select locale from user_settings where user_settings.id = ${parameter('userId')})`.as('locale')
    ])
    .orderBy('created_at', 'desc').orderBy('id', 'desc')
    .limit(sql.lit(100))
)

/** What is told of one, wherever it leads. */
export type BareNotice = Readonly<Omit<StoredNotice, 'target' | 'actor'>>

/** Some kilobytes each hundred: most are as they were when they were read last. */
const bareOf = recent(5000, (text: string): BareNotice => {
  const [id, type, createdAt, readAt, ...rest] = text.split('\n')
  return {
    id,
    type,
    arguments: JSON.parse(rest.join('\n')),
    createdAt: toTimestamp(createdAt),
    readAt: readAt === '' ? null : toTimestamp(readAt)
  }
})

/** The 100 newest of a person, and the language that they have chosen to read them in: null where they have not, or have no notices. */
export async function listNewest (db: Database, userId: string): Promise<{ notices: BareNotice[], locale: Locale | null }> {
  const rows = await newest(db, { userId })
  return { notices: rows.map(({ text }) => bareOf(text)), locale: rows.at(0)?.locale ?? null }
}

export const newestFirst = orderBy('inbox', 'desc', { 'notices.created_at': isTime, 'notices.id': isId })

export interface InboxFilter {
  unread?: boolean
  type?: string
}

/** A page of a person's, each with who did it. */
export async function list (db: Database, userId: string, { unread, type }: InboxFilter, page: PageRequest): Promise<Page<StoredNotice>> {
  let query = db.selectFrom('notices').leftJoin('users', 'users.id', 'notices.actor_id').where('notices.user_id', '=', userId)
    .select([
      'notices.id',
      'notices.type',
      'notices.arguments',
      'notices.target_kind',
      'notices.target_id',
      'notices.created_at',
      'notices.read_at',
      'users.id as actor_id',
      'users.name as actor_name',
      'users.avatar_hash as actor_picture'
    ])
  if (unread !== undefined) query = query.where('notices.read_at', unread ? 'is' : 'is not', null)
  if (type !== undefined) query = query.where('notices.type', '=', type)
  return mapPage(await readPage(query, newestFirst, page), (row) => ({
    ...storedOf(row),
    actor: personOf(row.actor_id, row.actor_name, row.actor_picture)
  }))
}

/** The newest of what somebody has not read since, and how many there are. */
export async function listUnreadSince (db: Database, userId: string, since: Date, limit: number): Promise<StoredNotice[]> {
  const rows = await db.selectFrom('notices').selectAll().where('user_id', '=', userId).where('read_at', 'is', null)
    .where('created_at', '>=', toDateTime(since)).orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map(storedOf)
}

/** Was it read, or is it gone? */
export async function isSettled (db: Database, id: string): Promise<boolean> {
  const row = await db.selectFrom('notices').select('read_at').where('id', '=', id).executeTakeFirst()
  return row === undefined || row.read_at !== null
}

const unread = prepare((db, parameter: (name: 'userId') => string) =>
  db
    .selectFrom('notices')
    .where('user_id', '=', parameter('userId')).where('read_at', 'is', null)
    .select(sql<number>`count(*)`.as('count'))
)

export async function countUnread (db: Database, userId: string): Promise<number> {
  const [{ count }] = await unread(db, { userId })
  return Number(count)
}

export interface NoticeToStore {
  userId: string
  type: string
  arguments: object
  target: NoticeTarget | null
  actorId: string | null
}

const insertNotices = prepareInsert('notices')

export async function insert (tx: Database, notice: NoticeToStore, now: Date): Promise<StoredNotice> {
  const row = rowOf(notice, null, now)
  await insertNotices(tx, [row])
  return withActor(tx, row)
}

/** Its id; undefined where an unread one with the key is there, or has just come. @param openKey of the person's unread ones. */
export async function insertOpen (tx: Database, notice: NoticeToStore, openKey: string, now: Date): Promise<string | undefined> {
  const row = rowOf(notice, openKey, now)
  return await unlessDuplicate(() => insertNotices(tx, [row])) ? row.id : undefined
}

function rowOf (notice: NoticeToStore, openKey: string | null, now: Date): Tables['notices'] {
  return {
    id: newId(now.getTime()),
    user_id: notice.userId,
    type: notice.type,
    arguments: JSON.stringify(notice.arguments),
    target_kind: notice.target?.kind ?? null,
    target_id: notice.target?.id ?? null,
    actor_id: notice.actorId,
    open_key: openKey,
    created_at: toDateTime(now),
    read_at: null
  }
}

/** The unread one with the key, held until the transaction ends: it is not read in between. */
export async function lockOpen (tx: Database, userId: string, openKey: string): Promise<string | undefined> {
  const query = tx.selectFrom('notices').select('id').where('user_id', '=', userId).where('open_key', '=', openKey)
  return (await (dialectOf(tx) === 'mysql' ? query.forUpdate() : query).executeTakeFirst())?.id
}

/** Says something else, and is the newest again. */
export async function rewrite (
  tx: Database,
  id: string,
  { arguments: about, target, actorId }: Omit<NoticeToStore, 'userId' | 'type'>,
  now?: Date
): Promise<StoredNotice> {
  await tx.updateTable('notices').set({
    arguments: JSON.stringify(about),
    target_kind: target?.kind ?? null,
    target_id: target?.id ?? null,
    actor_id: actorId,
    ...(now && { created_at: toDateTime(now) })
  }).where('id', '=', id).execute()
  return withActor(tx, await tx.selectFrom('notices').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
}

async function withActor (tx: Database, row: Tables['notices']): Promise<StoredNotice> {
  const actor = row.actor_id === null
    ? undefined
    : await tx.selectFrom('users').select(['id', 'name', 'avatar_hash']).where('id', '=', row.actor_id).executeTakeFirst()
  return { ...storedOf(row), actor: actor ? personOf(actor.id, actor.name, actor.avatar_hash) : null }
}

export async function addReport (tx: Database, noticeId: string, reportId: string): Promise<void> {
  await insertUnlessThere(tx.insertInto('notice_reports').values({ notice_id: noticeId, report_id: reportId }))
}

interface SubmittedReport {
  id: string
  authorId: string
  author: string
  teamId: string
  team: string
  date: string
  summary: string
}

const reportsWithAuthors = (db: Database) =>
  db.selectFrom('reports')
    .innerJoin('users', 'users.id', 'reports.user_id')
    .innerJoin('teams', 'teams.id', 'reports.team_id')
    .select([
      'reports.id',
      'users.id as authorId',
      'users.name as author',
      'teams.id as teamId',
      'teams.name as team',
      'reports.report_date as date',
      'reports.summary'
    ])

/** What the notice tells of, the first handed in first. */
export async function listReports (tx: Database, noticeId: string): Promise<SubmittedReport[]> {
  return reportsWithAuthors(tx).innerJoin('notice_reports', 'notice_reports.report_id', 'reports.id')
    .where('notice_reports.notice_id', '=', noticeId).orderBy('reports.submitted_at').orderBy('reports.id').execute()
}

/** One of them, as long as no notice tells of it. */
export async function findReport (tx: Database, reportId: string): Promise<SubmittedReport[]> {
  return reportsWithAuthors(tx).where('reports.id', '=', reportId).execute()
}

/** Who has not read yet that the report waits. */
export async function listTold (tx: Database, reportId: string): Promise<string[]> {
  const rows = await tx.selectFrom('notice_reports').innerJoin('notices', 'notices.id', 'notice_reports.notice_id')
    .where('notice_reports.report_id', '=', reportId).where('notices.read_at', 'is', null)
    .select('notices.user_id').distinct().orderBy('notices.user_id').execute()
  return rows.map((row) => row.user_id)
}

/** The reports that wait as somebody's unread notices say. */
export async function listSubmittedOf (tx: Database, userId: string): Promise<string[]> {
  const rows = await tx.selectFrom('notices').innerJoin('notice_reports', 'notice_reports.notice_id', 'notices.id')
    .where('notices.user_id', '=', userId).where('notices.read_at', 'is', null)
    .select('notice_reports.report_id').distinct().orderBy('notice_reports.report_id').execute()
  return rows.map((row) => row.report_id)
}

/** Takes reports out of what is unread about them. @returns the notices that lost one. */
export async function removeReports (tx: Database, userId: string, reportIds: string[]): Promise<string[]> {
  if (reportIds.length === 0) return []
  const rows = await tx.selectFrom('notices').innerJoin('notice_reports', 'notice_reports.notice_id', 'notices.id')
    .where('notices.user_id', '=', userId).where('notices.read_at', 'is', null).where('notice_reports.report_id', 'in', reportIds)
    .select('notices.id').distinct().orderBy('notices.id').execute()
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) {
    await tx.deleteFrom('notice_reports').where('notice_id', 'in', ids).where('report_id', 'in', reportIds).execute()
  }
  return ids
}

/** Those that the person has not read. Resolves to false where there are none. */
export async function removeUnread (tx: Database, userId: string, { kind, id }: NoticeTarget): Promise<boolean> {
  return changesOne(
    tx.deleteFrom('notices').where('user_id', '=', userId).where('read_at', 'is', null)
      .where('target_kind', '=', kind).where('target_id', '=', id)
  )
}

export async function remove (tx: Database, id: string): Promise<void> {
  await tx.deleteFrom('notices').where('id', '=', id).execute()
}

/** Resolves to false when it is not this person's, or was read before. */
export async function markRead (tx: Database, userId: string, id: string, now: Date): Promise<boolean> {
  return changesOne(
    tx.updateTable('notices').set({ read_at: toDateTime(now), open_key: null })
      .where('id', '=', id).where('user_id', '=', userId).where('read_at', 'is', null)
  )
}

/** Resolves to false when none was unread. */
export async function markAllRead (tx: Database, userId: string, now: Date): Promise<boolean> {
  return changesOne(
    tx.updateTable('notices').set({ read_at: toDateTime(now), open_key: null }).where('user_id', '=', userId).where('read_at', 'is', null)
  )
}

type NoticeRow = Omit<Tables['notices'], 'user_id' | 'open_key' | 'actor_id'>

function storedOf (row: NoticeRow): StoredNotice {
  return {
    id: row.id,
    type: row.type,
    arguments: JSON.parse(row.arguments),
    target: row.target_kind === null ? null : { kind: row.target_kind, id: row.target_id! },
    createdAt: toTimestamp(row.created_at),
    readAt: row.read_at === null ? null : toTimestamp(row.read_at)
  }
}
