import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { isId, isTime, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import type { Database } from '../../database/tables.ts'
import type { ReportRead } from '../../../generated/schemas.ts'
import { personOf } from '../organisation/pictures.ts'

const select = (db: Database) =>
  db.selectFrom('report_reads').innerJoin('users', 'users.id', 'report_reads.user_id')
    .selectAll('report_reads').select(['users.name as person_name', 'users.avatar_hash as person_picture'])

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

export const firstReaderFirst = orderBy('reads', 'asc', { 'report_reads.first_read_at': isTime, 'report_reads.user_id': isId })

export async function list (db: Database, reportId: string, page: PageRequest): Promise<Page<ReportRead>> {
  return mapPage(await readPage(select(db).where('report_id', '=', reportId), firstReaderFirst, page), toRead)
}

export async function find (db: Database, reportId: string, userId: string): Promise<ReportRead | undefined> {
  const row = await select(db).where('report_id', '=', reportId).where('user_id', '=', userId).executeTakeFirst()
  return row && toRead(row)
}

/** The person has never read any version of it. Of a report that is locked. */
export async function insert (tx: Database, reportId: string, userId: string, version: number, now: Date): Promise<void> {
  const time = toDateTime(now)
  await tx.insertInto('report_reads').values({ report_id: reportId, user_id: userId, version, first_read_at: time, read_at: time })
    .execute()
}

/** The person has read another version before. */
export async function update (tx: Database, reportId: string, userId: string, version: number, now: Date): Promise<void> {
  await tx.updateTable('report_reads').set({ version, read_at: toDateTime(now) })
    .where('report_id', '=', reportId).where('user_id', '=', userId).execute()
}

function toRead ({ user_id: id, person_name: name, person_picture: picture, version, read_at: readAt }: Row): ReportRead {
  return { person: personOf(id, name, picture), version, readAt: toTimestamp(readAt) }
}
