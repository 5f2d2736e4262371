import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { isId, isTime, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne } from '../../database/queries/writes.ts'
import type { Reaction, ReactionKind } from '../../../generated/schemas.ts'
import { personOf } from '../organisation/pictures.ts'

const select = (db: Database) =>
  db.selectFrom('report_reactions').innerJoin('users', 'users.id', 'report_reactions.user_id')
    .selectAll('report_reactions').select(['users.name as person_name', 'users.avatar_hash as person_picture'])

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

export const oldestFirst = orderBy('reactions', 'asc', { 'report_reactions.created_at': isTime, 'report_reactions.id': isId })

export async function list (db: Database, reportId: string, page: PageRequest): Promise<Page<Reaction>> {
  return mapPage(await readPage(select(db).where('report_id', '=', reportId), oldestFirst, page), toReaction)
}

/** Whose it is, and of which kind. */
export interface ReactionKey {
  reportId: string
  userId: string
  kind: ReactionKind
}

export async function find (db: Database, { reportId, userId, kind }: ReactionKey): Promise<Reaction | undefined> {
  const row = await select(db).where('report_id', '=', reportId).where('user_id', '=', userId).where('kind', '=', kind).executeTakeFirst()
  return row && toReaction(row)
}

/** Of a report that is locked, where there is none such. */
export async function insert (tx: Database, key: ReactionKey, now: Date): Promise<Reaction> {
  const { reportId, userId, kind } = key
  const row = { id: newId(now.getTime()), report_id: reportId, user_id: userId, kind, created_at: toDateTime(now) }
  await tx.insertInto('report_reactions').values(row).execute()
  return (await find(tx, key))!
}

/** Resolves to false when somebody else took it away first. */
export async function remove (tx: Database, id: string): Promise<boolean> {
  return changesOne(tx.deleteFrom('report_reactions').where('id', '=', id))
}

/** Who has reacted to it. */
export async function listPeople (db: Database, reportId: string): Promise<string[]> {
  const rows = await db.selectFrom('report_reactions').select('user_id').distinct().where('report_id', '=', reportId).execute()
  return rows.map(({ user_id: id }) => id)
}

function toReaction ({ id, kind, user_id: userId, person_name: name, person_picture: picture, created_at: createdAt }: Row): Reaction {
  return { id, kind, person: personOf(userId, name, picture), createdAt: toTimestamp(createdAt) }
}
