import { sql } from 'kysely'
import { toDateTime, toTimestamp, toTimestampOrNull } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { isId, isTime, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import { searchTextOf } from '../../database/queries/search.ts'
import type { Database } from '../../database/tables.ts'
import { updateAtVersion } from '../../database/queries/writes.ts'
import type { Comment } from '../../../generated/schemas.ts'
import { personOf } from '../organisation/pictures.ts'

const select = (db: Database) =>
  db.selectFrom('report_comments').leftJoin('users', 'users.id', 'report_comments.author_id')
    .selectAll('report_comments').select(['users.name as author_name', 'users.avatar_hash as author_picture'])

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

export const oldestFirst = orderBy('comments', 'asc', { 'report_comments.created_at': isTime, 'report_comments.id': isId })

export async function list (db: Database, reportId: string, page: PageRequest): Promise<Page<Comment>> {
  return mapPage(await readPage(select(db).where('report_id', '=', reportId), oldestFirst, page), toComment)
}

export async function find (db: Database, reportId: string, id: string): Promise<Comment | undefined> {
  const row = await select(db).where('report_comments.id', '=', id).where('report_id', '=', reportId).executeTakeFirst()
  return row && toComment(row)
}

export interface NewComment {
  reportId: string
  authorId: string
  body: string
  mentions: string[]
}

export async function insert (tx: Database, { reportId, authorId, body, mentions }: NewComment, now: Date): Promise<Comment> {
  const id = newId(now.getTime())
  await tx.insertInto('report_comments').values({
    id,
    report_id: reportId,
    author_id: authorId,
    body,
    search_text: searchTextOf(body),
    mentions: JSON.stringify(mentions),
    created_at: toDateTime(now),
    edited_at: null,
    deleted_at: null,
    version: 1
  }).execute()
  await count(tx, reportId, 1)
  return (await find(tx, reportId, id))!
}

/** @throws OvertakenError when somebody else changed it first. */
export async function update (tx: Database, comment: Comment, body: string, mentions: string[], now: Date): Promise<Comment> {
  const change = { body, search_text: searchTextOf(body), mentions: JSON.stringify(mentions), edited_at: toDateTime(now) }
  await updateAtVersion(tx, 'report_comments', comment.id, comment.version, change)
  return (await find(tx, comment.reportId, comment.id))!
}

/** Leaves that there was one. @throws OvertakenError when somebody else changed it first. */
export async function remove (tx: Database, { id, reportId, version }: Comment, now: Date): Promise<void> {
  await updateAtVersion(tx, 'report_comments', id, version, { body: '', search_text: '', mentions: '[]', deleted_at: toDateTime(now) })
  await count(tx, reportId, -1)
}

/** Without a new version of the report: what people say of it does not change it. */
async function count (tx: Database, reportId: string, by: 1 | -1): Promise<void> {
  await tx.updateTable('reports').set({ comments_count: sql<number>`comments_count + ${by}` }).where('id', '=', reportId).execute()
}

/** Who has said something about it that is not taken back. */
export async function listWriters (db: Database, reportId: string): Promise<string[]> {
  const rows = await db.selectFrom('report_comments').select('author_id').distinct()
    .where('report_id', '=', reportId).where('deleted_at', 'is', null).execute()
  return rows.map(({ author_id: id }) => id)
}

/** Has somebody other than this person ever said something about it? */
export async function hasOthers (db: Database, reportId: string, userId: string): Promise<boolean> {
  const row = await db.selectFrom('report_comments').select('id').where('report_id', '=', reportId).where('author_id', '<>', userId)
    .limit(1).executeTakeFirst()
  return row !== undefined
}

function toComment (row: Row): Comment {
  return {
    id: row.id,
    reportId: row.report_id,
    author: personOf(row.author_id, row.author_name, row.author_picture),
    body: row.body,
    mentions: JSON.parse(row.mentions),
    createdAt: toTimestamp(row.created_at),
    editedAt: toTimestampOrNull(row.edited_at),
    deletedAt: toTimestampOrNull(row.deleted_at),
    version: row.version
  }
}
