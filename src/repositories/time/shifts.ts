import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { isId, isName, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { insertUnlessThere, unlessDuplicate, updateAtVersion } from '../../database/queries/writes.ts'
import type { Shift } from '../../../generated/schemas.ts'

export type NewShift = Omit<Shift, 'id' | 'createdAt' | 'version'>

const live = (db: Database) => db.selectFrom('shifts').selectAll().where('live_key', '=', '')

export const byName = orderBy('shifts', 'asc', { 'shifts.name': isName, 'shifts.id': isId })

/** @param divisionIds whose are listed, beside the organisation's; undefined: all of them. */
export async function list (db: Database, divisionIds: string[] | undefined, page: PageRequest): Promise<Page<Shift>> {
  const query = live(db)
  const those = divisionIds === undefined ? query : query.where('scope_key', 'in', ['org', ...divisionIds])
  return mapPage(await readPage(those, byName, page), toShift)
}

export async function find (db: Database, id: string): Promise<Shift | undefined> {
  const row = await live(db).where('id', '=', id).executeTakeFirst()
  return row && toShift(row)
}

/** Those of these that there are. @param deleted those too that were deleted since. */
export async function listSome (db: Database, ids: string[], deleted = false): Promise<Shift[]> {
  if (ids.length === 0) return []
  const query = db.selectFrom('shifts').selectAll().where('id', 'in', ids).orderBy('name').orderBy('id')
  return (await (deleted ? query : query.where('live_key', '=', '')).execute()).map(toShift)
}

/** Resolves to undefined where the division, or the organisation, has one of the name. */
export async function insert (tx: Database, shift: NewShift, now: Date): Promise<Shift | undefined> {
  const id = newId(now.getTime())
  return await insertUnlessThere(tx.insertInto('shifts').values(rowOf(shift, id, now))) ? find(tx, id) : undefined
}

/** The columns of a new one, for who inserts several. */
export function rowOf (shift: NewShift, id: string, now: Date) {
  return { id, ...columnsOf(shift, now), created_at: toDateTime(now), deleted_at: null, live_key: '', version: 1 }
}

function columnsOf (shift: NewShift, now: Date) {
  const { name, divisionId, deadline, dayOffset, graceMinutes, lateWindowDays, remindMinutes } = shift
  return {
    name,
    scope_key: divisionId ?? 'org',
    deadline,
    day_offset: dayOffset,
    grace_minutes: graceMinutes,
    late_window_days: lateWindowDays,
    remind_minutes: JSON.stringify(remindMinutes),
    updated_at: toDateTime(now)
  }
}

/**
 * Resolves to undefined where another one has the name.
 * @throws OvertakenError when somebody else changed it first.
 */
export async function update (tx: Database, shift: Shift, now: Date): Promise<Shift | undefined> {
  const { id, version } = shift
  return await unlessDuplicate(() => updateAtVersion(tx, 'shifts', id, version, columnsOf(shift, now))) ? find(tx, id) : undefined
}

/** @throws OvertakenError when somebody else changed it first. */
export async function remove (tx: Database, { id, version }: Shift, now: Date): Promise<void> {
  await updateAtVersion(tx, 'shifts', id, version, { deleted_at: toDateTime(now), live_key: id, updated_at: toDateTime(now) })
}

function toShift (row: Tables['shifts']): Shift {
  return {
    id: row.id,
    name: row.name,
    divisionId: row.scope_key === 'org' ? null : row.scope_key,
    deadline: row.deadline,
    dayOffset: row.day_offset,
    graceMinutes: row.grace_minutes,
    lateWindowDays: row.late_window_days,
    remindMinutes: JSON.parse(row.remind_minutes),
    createdAt: toTimestamp(row.created_at),
    version: row.version
  }
}
