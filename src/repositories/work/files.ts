import { sql } from 'kysely'
import { dialectOf, toDateTime, toTimestamp } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { isId, isTime, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne } from '../../database/queries/writes.ts'
import type { File } from '../../../generated/schemas.ts'
import { personOf } from '../organisation/pictures.ts'

const select = (db: Database) =>
  db.selectFrom('files').leftJoin('users', 'users.id', 'files.owner_id').selectAll('files').select([
    'users.name as owner_name',
    'users.avatar_hash as owner_picture'
  ])

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

export const oldestFirst = orderBy('files', 'asc', { 'files.created_at': isTime, 'files.id': isId })

export async function list (db: Database, reportId: string, page: PageRequest): Promise<Page<File>> {
  return mapPage(await readPage(select(db).where('files.report_id', '=', reportId), oldestFirst, page), toFile)
}

export async function find (db: Database, id: string): Promise<File | undefined> {
  const row = await select(db).where('files.id', '=', id).executeTakeFirst()
  return row && toFile(row)
}

export type NewFile = Pick<File, 'name' | 'type' | 'size' | 'reportId'> & { ownerId: string, hash: string }

export async function insert (tx: Database, { ownerId, hash, name, type, size, reportId }: NewFile, now: Date): Promise<File> {
  const id = newId(now.getTime())
  await tx.insertInto('files').values({
    id,
    owner_id: ownerId,
    report_id: reportId,
    name,
    type,
    size,
    hash,
    created_at: toDateTime(now)
  }).execute()
  if (reportId !== null) await count(tx, reportId, 1)
  return (await find(tx, id))!
}

/** Resolves to false when it is attached already, or gone. */
export async function attach (tx: Database, id: string, reportId: string): Promise<boolean> {
  const attached = await changesOne(
    tx.updateTable('files').set({ report_id: reportId }).where('id', '=', id).where('report_id', 'is', null)
  )
  if (attached) await count(tx, reportId, 1)
  return attached
}

/** Resolves to false when somebody else was first. */
export async function remove (tx: Database, { id, reportId }: File): Promise<boolean> {
  const removed = await changesOne(tx.deleteFrom('files').where('id', '=', id))
  if (removed && reportId !== null) await count(tx, reportId, -1)
  return removed
}

/** Without a new version of the report: its files are not what it says. */
async function count (tx: Database, reportId: string, by: 1 | -1): Promise<void> {
  await tx.updateTable('reports').set({ files_count: sql<number>`files_count + ${by}` }).where('id', '=', reportId).execute()
}

/** Counts what somebody sends on a day. @returns how many bytes that makes. */
export async function addToDay (tx: Database, userId: string, now: Date, bytes: number): Promise<number> {
  const day = now.toISOString().slice(0, 10)
  const change = { bytes: sql<number>`file_quotas.bytes + ${bytes}` }
  const insert = tx.insertInto('file_quotas').values({ user_id: userId, day, bytes })
  await (dialectOf(tx) === 'mysql'
    ? insert.onDuplicateKeyUpdate(change)
    : insert.onConflict((conflict) => conflict.columns(['user_id', 'day']).doUpdateSet(change))).execute()
  const row = await tx.selectFrom('file_quotas').select('bytes').where('user_id', '=', userId).where('day', '=', day)
    .executeTakeFirstOrThrow()
  return Number(row.bytes)
}

/** Deletes what nobody has attached since `time`, and the counts of days before it. */
export async function deleteUnattached (db: Database, time: Date): Promise<void> {
  await db.deleteFrom('files').where('report_id', 'is', null).where('created_at', '<', toDateTime(time)).execute()
  await db.deleteFrom('file_quotas').where('day', '<', time.toISOString().slice(0, 10)).execute()
}

function toFile (row: Row): File {
  return {
    id: row.id,
    name: row.name,
    type: row.type as File['type'],
    size: row.size,
    sha256: row.hash,
    reportId: row.report_id,
    owner: personOf(row.owner_id, row.owner_name, row.owner_picture),
    createdAt: toTimestamp(row.created_at)
  }
}
