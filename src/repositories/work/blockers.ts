import { isDeepStrictEqual } from 'node:util'
import type { Updateable } from 'kysely'
import { dialectOf, toDateTime, toTimestamp, toTimestampOrNull } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { isId, isTime, mapPage, orderBy, readMerged, type Page, type PageRequest } from '../../database/queries/page.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { insertUnlessThere, updateAtVersion } from '../../database/queries/writes.ts'
import type { Blocker, BlockerStatus } from '../../../generated/schemas.ts'
import { personOf } from '../organisation/pictures.ts'
import { type Sight, visibleApart } from '../scope.ts'
import type { CountedItem } from './item-chains.ts'

/** As it is kept: its age is told when it is read. */
export type StoredBlocker = Omit<Blocker, 'ageDays'> & { divisionId: string }

const select = (db: Database) =>
  db.selectFrom('blockers')
    .leftJoin('users as author', 'author.id', 'blockers.user_id')
    .leftJoin('teams', 'teams.id', 'blockers.team_id')
    .leftJoin('users as owner', 'owner.id', 'blockers.owner_id')
    .selectAll('blockers').select([
      'author.name as author_name',
      'author.avatar_hash as author_picture',
      'teams.name as team_name',
      'owner.name as owner_name',
      'owner.avatar_hash as owner_picture'
    ])

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

export const oldestFirst = orderBy('blockers', 'asc', { 'blockers.opened_at': isTime, 'blockers.id': isId })

/** What a viewer may see, and what of it they ask for. */
export interface BlockerFilter extends Sight {
  status?: BlockerStatus
  ownerId?: string
  teamId?: string
}

const statuses: BlockerStatus[] = ['open', 'resolved', 'dismissed']

export async function list (db: Database, filter: BlockerFilter, page: PageRequest): Promise<Page<StoredBlocker>> {
  // Indexes lead to those of one state.
  const queries = (filter.status ? [filter.status] : statuses).flatMap((status) =>
    visibleApart('blockers', filter).map((part) => {
      let query = select(db).where(part).where('blockers.status', '=', status)
      if (filter.ownerId) query = query.where('blockers.owner_id', '=', filter.ownerId)
      if (filter.teamId) query = query.where('blockers.team_id', '=', filter.teamId)
      return query
    })
  )
  return mapPage(await readMerged(queries, oldestFirst, page), toBlocker)
}

export async function find (db: Database, id: string): Promise<StoredBlocker | undefined> {
  const row = await select(db).where('blockers.id', '=', id).executeTakeFirst()
  return row && toBlocker(row)
}

/** Those that this report told of last. */
export async function listOfReport (db: Database, reportId: string): Promise<StoredBlocker[]> {
  return (await select(db).where('blockers.report_id', '=', reportId).execute()).map(toBlocker)
}

/** As it is now, and as it stays until the transaction ends. */
export async function findLocked (tx: Database, id: string): Promise<StoredBlocker | undefined> {
  if (dialectOf(tx) === 'mysql') await tx.selectFrom('blockers').select('id').where('id', '=', id).forUpdate().execute()
  return find(tx, id)
}

/** Open ones that are somebody's to clear: the oldest first. */
export async function listOpenOf (db: Database, ownerId: string): Promise<StoredBlocker[]> {
  const rows = await select(db).where('blockers.owner_id', '=', ownerId).where('blockers.status', '=', 'open')
    .orderBy('blockers.opened_at').orderBy('blockers.id').execute()
  return rows.map(toBlocker)
}

/** What its state is made of. */
export interface BlockerGround {
  id: string
  firstItemId: string
  status: BlockerStatus
  ownerId: string | null
  /** What somebody decided last. */
  decision: { status: BlockerStatus, at: number } | undefined
}

/** Those that a hand-in of this report told of last, and those of these first items; each held until the transaction ends. */
export async function lockConcerned (tx: Database, reportId: string, firstItemIds: string[]): Promise<BlockerGround[]> {
  const query = tx.selectFrom('blockers').select(['id', 'first_item_id', 'status', 'owner_id', 'decided_status', 'decided_at'])
    .where((eb) => eb.or([eb('report_id', '=', reportId), ...(firstItemIds.length > 0 ? [eb('first_item_id', 'in', firstItemIds)] : [])]))
    .orderBy('id')
  const rows = await (dialectOf(tx) === 'mysql' ? query.forUpdate() : query).execute()
  return rows.map(({ id, first_item_id: firstItemId, status, owner_id: ownerId, decided_status: decided, decided_at: at }) => ({
    id,
    firstItemId,
    status,
    ownerId,
    decision: decided === null || at === null ? undefined : { status: decided, at: Date.parse(toTimestamp(at)) }
  }))
}

export interface NewBlocker {
  firstItemId: string
  userId: string
  ownerId: string | null
  item: CountedItem
}

/** Resolves to undefined where there is one of the item, or has just come. */
export async function insert (
  tx: Database,
  { firstItemId, userId, ownerId, item }: NewBlocker,
  now: Date
): Promise<StoredBlocker | undefined> {
  const id = newId(now.getTime())
  const row = {
    id,
    first_item_id: firstItemId,
    user_id: userId,
    owner_id: ownerId,
    ...toldBy(item),
    status: 'open' as const,
    opened_at: toDateTime(now),
    version: 1
  }
  return await insertUnlessThere(tx.insertInto('blockers').values(row)) ? find(tx, id) : undefined
}

/**
 * What the newest hand-in makes of one that is held. Resolves to undefined where it is so already.
 * @param item undefined where it is not there any more. @param since when it stopped being open.
 */
export async function settle (
  tx: Database,
  id: string,
  item: CountedItem | undefined,
  { status, since }: { status: BlockerStatus, since: number | null }
): Promise<StoredBlocker | undefined> {
  const { version, ...before } = await tx.selectFrom('blockers').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const change = { ...(item && toldBy(item)), status, resolved_at: since === null ? null : toDateTime(new Date(since)) }
  if (isDeepStrictEqual(inOneForm({ ...before, ...change }), inOneForm(before))) return undefined
  await updateAtVersion(tx, 'blockers', id, version, change)
  return (await find(tx, id))!
}

/** MySQL leaves out a fraction of zero. */
const inOneForm = (row: { resolved_at: string | null }) => ({ ...row, resolved_at: toTimestampOrNull(row.resolved_at) })

function toldBy ({ id, title, reportId, teamId, divisionId }: CountedItem) {
  return { item_id: id, title, report_id: reportId, team_id: teamId, division_id: divisionId }
}

export interface BlockerChanges {
  status?: BlockerStatus
  ownerId?: string | null
  note?: string | null
}

/** What somebody decided. @throws OvertakenError when somebody else changed it first. */
export async function update (tx: Database, { id, version }: StoredBlocker, changes: BlockerChanges, now: Date): Promise<StoredBlocker> {
  const { status, ownerId, note } = changes
  const change: Updateable<Tables['blockers']> = {
    ...(ownerId !== undefined && { owner_id: ownerId }),
    ...(note !== undefined && { note }),
    ...(status !== undefined && {
      status,
      resolved_at: status === 'open' ? null : toDateTime(now),
      decided_status: status,
      decided_at: toDateTime(now)
    })
  }
  await updateAtVersion(tx, 'blockers', id, version, change)
  return (await find(tx, id))!
}

/** Of one that is held: it is as if it had never been raised. */
export async function remove (tx: Database, id: string): Promise<void> {
  await tx.deleteFrom('blockers').where('id', '=', id).execute()
}

function toBlocker (row: Row): StoredBlocker {
  return {
    id: row.id,
    item: { id: row.item_id, title: row.title },
    reportId: row.report_id,
    author: personOf(row.user_id, row.author_name, row.author_picture),
    team: { id: row.team_id, name: row.team_name! },
    divisionId: row.division_id,
    owner: personOf(row.owner_id, row.owner_name, row.owner_picture),
    status: row.status,
    note: row.note,
    openedAt: toTimestamp(row.opened_at),
    resolvedAt: toTimestampOrNull(row.resolved_at),
    version: row.version
  }
}
